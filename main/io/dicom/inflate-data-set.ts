import { constants, inflateRawSync } from 'node:zlib';

const MAX_INFLATED_BYTES = 2 ** 31 - 1;

/**
 * The file with its deflated data set (PS3.5 A.5) inflated: the bytes before `from` as they are, then the data set.
 * A file that is cut, or of which only the head was read, gives what its bytes hold.
 */
export function inflateDataSet(file: Uint8Array, from: number): Uint8Array {
  const dataSet = inflateRawSync(file.subarray(from), {
    finishFlush: constants.Z_SYNC_FLUSH,
    maxOutputLength: MAX_INFLATED_BYTES,
  });
  const whole = new Uint8Array(from + dataSet.length);
  whole.set(file.subarray(0, from));
  whole.set(dataSet, from);
  return whole;
}
