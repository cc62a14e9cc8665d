/** The numbers of a VTK XML array: text, base64 or raw, whole or in zlib blocks (VTK, "XML file formats"). */
import { inflateSync } from 'node:zlib';
import { NumberList } from './number-list.ts';
import { TextCursor } from './text-cursor.ts';

/** How a file stores all of its arrays. */
export interface VtpStorage {
  readonly littleEndian: boolean;
  readonly headerBytes: 4 | 8;
  readonly isCompressed: boolean;
}

const TYPE_BYTES: ReadonlyMap<string, number> = new Map([
  ['Int8', 1],
  ['UInt8', 1],
  ['Int16', 2],
  ['UInt16', 2],
  ['Int32', 4],
  ['UInt32', 4],
  ['Int64', 8],
  ['UInt64', 8],
  ['Float32', 4],
  ['Float64', 8],
]);

/** zlib makes at most about 1030 bytes of one. */
const MOST_GROWTH = 1032;

export function numbersOfText(text: string): Float64Array {
  const cursor = new TextCursor(Buffer.from(text, 'latin1'));
  const values = new NumberList();
  while (cursor.next()) values.push(cursor.number());
  return values.toArray();
}

export interface StoredArray {
  readonly isBase64: boolean;
  readonly type: string;
  readonly storage: VtpStorage;
  /** How many numbers there may be. */
  readonly most: number;
}

/** `stored` begins with the array's own header and may go on behind it. @throws RangeError of what does not fit */
export function numbersOfBytes(stored: Uint8Array, { isBase64, type, storage, most }: StoredArray): Float64Array {
  const size = TYPE_BYTES.get(type);
  if (size === undefined) throw new RangeError(`it has an array of the type "${type}"`);
  const source: ByteSource = isBase64
    ? base64Source(stored)
    : { take: (count, after = 0) => takenFrom(stored, after, count) };
  const bytes = storage.isCompressed ? inflated(source, storage, most * size) : plain(source, storage);
  return numbersOf(bytes, type, size, storage);
}

interface ByteSource {
  /** Bytes from the beginning; with `after` from behind that many bytes, which base64 may have closed with padding. */
  readonly take: (count: number, after?: number) => Uint8Array;
}

function takenFrom(bytes: Uint8Array, at: number, count: number): Uint8Array {
  if (!(at + count <= bytes.length)) throw new RangeError('an array is longer than the file');
  return bytes.subarray(at, at + count);
}

/** The header of compressed arrays is padded for itself, plain ones are one stream. */
function base64Source(text: Uint8Array): ByteSource {
  const decoded = (from: number, count: number): Uint8Array => {
    const length = 4 * Math.ceil(count / 3);
    if (!(from + length <= text.length)) throw new RangeError('an array is longer than the file');
    const bytes = Buffer.from(Buffer.from(text.buffer, text.byteOffset + from, length).toString('latin1'), 'base64');
    return takenFrom(bytes, 0, count);
  };
  return {
    take: (count, after = 0) => {
      const behind = 4 * Math.ceil(after / 3);
      const isPadded = after > 0 && (after % 3 === 0 || text[behind - 1] === 61);
      return isPadded ? decoded(behind, count) : decoded(0, after + count).subarray(after);
    },
  };
}

function plain(source: ByteSource, storage: VtpStorage): Uint8Array {
  const { headerBytes } = storage;
  return source.take(headersOf(source.take(headerBytes), storage)[0], headerBytes);
}

/** Number of blocks, size of a whole block and of the last one if it is smaller, then the stored size of each. */
function inflated(source: ByteSource, storage: VtpStorage, mostBytes: number): Uint8Array {
  const { headerBytes } = storage;
  const [blocks, blockBytes, lastBytes] = headersOf(source.take(3 * headerBytes), storage);
  if (blocks === 0) return new Uint8Array();
  const wholeHeader = headerBytes * (3 + blocks);
  const sizes = headersOf(source.take(wholeHeader), storage).slice(3);
  const stored = source.take(
    sizes.reduce((sum, size) => sum + size, 0),
    wholeHeader,
  );
  const total = blockBytes * (blocks - 1) + (lastBytes === 0 ? blockBytes : lastBytes);
  if (!(total <= mostBytes && total <= MOST_GROWTH * stored.length))
    throw new RangeError(`an array announces ${total} bytes`);
  const bytes = new Uint8Array(total);
  let [from, to] = [0, 0];
  for (const size of sizes) {
    const most = Math.min(blockBytes, total - to);
    const block = inflateSync(stored.subarray(from, from + size), { maxOutputLength: Math.max(1, most) });
    bytes.set(block, to);
    from += size;
    to += block.length;
  }
  if (to !== total) throw new RangeError('an array is shorter than it announces');
  return bytes;
}

function headersOf(bytes: Uint8Array, { headerBytes, littleEndian }: VtpStorage): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length / headerBytes }, (_, n) =>
    headerBytes === 4 ? view.getUint32(4 * n, littleEndian) : Number(view.getBigUint64(8 * n, littleEndian)),
  );
}

function numbersOf(bytes: Uint8Array, type: string, size: number, { littleEndian }: VtpStorage): Float64Array {
  if (bytes.length % size !== 0) throw new RangeError('an array has no whole numbers');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const read = readerOf(view, type, littleEndian);
  const values = new Float64Array(bytes.length / size);
  for (let n = 0; n < values.length; n++) values[n] = read(n * size);
  return values;
}

function readerOf(view: DataView, type: string, littleEndian: boolean): (at: number) => number {
  const low = littleEndian ? 0 : 4;
  switch (type) {
    case 'Int8':
      return (at) => view.getInt8(at);
    case 'UInt8':
      return (at) => view.getUint8(at);
    case 'Int16':
      return (at) => view.getInt16(at, littleEndian);
    case 'UInt16':
      return (at) => view.getUint16(at, littleEndian);
    case 'Int32':
      return (at) => view.getInt32(at, littleEndian);
    case 'UInt32':
      return (at) => view.getUint32(at, littleEndian);
    case 'Int64': // exact up to 2⁵³
      return (at) => view.getInt32(at + 4 - low, littleEndian) * 2 ** 32 + view.getUint32(at + low, littleEndian);
    case 'UInt64':
      return (at) => view.getUint32(at + 4 - low, littleEndian) * 2 ** 32 + view.getUint32(at + low, littleEndian);
    case 'Float32':
      return (at) => view.getFloat32(at, littleEndian);
    default:
      return (at) => view.getFloat64(at, littleEndian);
  }
}
