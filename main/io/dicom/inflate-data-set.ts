/** Deflated data sets (PS3.5 A.5): a kilobyte of them may unpack to a megabyte, and say nothing of it before. */
import { inflateRawSync } from 'node:zlib';
import { Inflate } from 'fflate';

/** Of attributes before the pixels: those of 60,000 frames take 40 MB. */
const MOST_HEAD_BYTES = 40 * 2 ** 20;
/** Read at once, so that no more than 4 MB of a bomb come out beyond what is wanted. */
const PIECE_BYTES = 2 ** 12;
/** What may follow the pixels: padding, signatures. */
const MOST_TRAILING_BYTES = 2 ** 20;

/**
 * The file with the beginning of its deflated data set inflated: the bytes before `from` as they are, then `most` bytes or a
 * few more. A file that is cut, or of which only the head was read, gives what its bytes hold.
 */
export function inflateHead(file: Uint8Array, from: number, most = MOST_HEAD_BYTES): Uint8Array {
  const pieces: Uint8Array[] = [file.subarray(0, from)];
  let length = 0;
  const inflate = new Inflate((piece) => {
    pieces.push(piece);
    length += piece.length;
  });
  for (let at = from; at < file.length && length < Math.min(most, MOST_HEAD_BYTES); at += PIECE_BYTES)
    inflate.push(file.subarray(at, at + PIECE_BYTES));
  if (length < most) pushEnd(inflate);
  return Buffer.concat(pieces);
}

/** The last symbols come out only when no more bytes can follow. */
function pushEnd(inflate: Inflate): void {
  try {
    inflate.push(new Uint8Array(), true);
  } catch {
    // Cut: what its bytes hold came out before.
  }
}

/**
 * The file with its whole data set inflated. @param end where its pixels end, counted as in the result
 * @throws RangeError when it goes on far behind them; zlib's error when it is damaged or cut
 */
export function inflateDataSet(file: Uint8Array, from: number, end: number): Uint8Array {
  const most = end - from + MOST_TRAILING_BYTES;
  let dataSet: Buffer;
  try {
    dataSet = inflateRawSync(file.subarray(from), { maxOutputLength: most });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new RangeError(`it unpacks to more than the ${most} bytes that its header announces`, { cause });
  }
  return Buffer.concat([file.subarray(0, from), dataSet]);
}
