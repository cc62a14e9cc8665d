/** A NIfTI file's bytes, gzip taken off. */
import { constants as bufferLimits } from 'node:buffer';
import { promisify } from 'node:util';
import { constants, gunzip, gunzipSync } from 'node:zlib';
import { codeOf } from '../flushed-file.ts';
import { corruptFile, notFound } from '../scan-errors.ts';
import { isOfVault, KeptReader, readKept } from '../vault/kept-file.ts';

const HEAD_BYTES = 64 * 1024;
/** Of a gzip stream: more than a header however little it is packed, and megabytes at most where it is background. */
const PACKED_HEAD_BYTES = 4 * 1024;
/** A volume of 1024³ doubles and its header. */
const MAX_FILE_BYTES = Math.min(8 * 1024 ** 3 + 1024, bufferLimits.MAX_LENGTH); // Node 20 holds 4 GB in one buffer

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

export interface FileHead {
  /** The first bytes, uncompressed: at least a header's worth, or the whole file. */
  readonly head: Uint8Array;
  readonly sizeBytes: number;
  /** The first bytes as they lie on disk, to tell files apart cheaply. */
  readonly raw: Uint8Array;
}

/** Reads and, if need be, inflates the beginning of a file. @throws QuadrantError scan.not-found. */
export async function readFileHead(path: string): Promise<FileHead> {
  const file = await KeptReader.open(path).catch((thrown: unknown) => {
    throw isOfVault(thrown) ? thrown : notFound(path, thrown);
  });
  try {
    const size = await file.size();
    const raw = (await file.read(0, Math.min(size, HEAD_BYTES), size)).subarray(0, HEAD_BYTES);
    return { raw, sizeBytes: size, head: isGzip(raw) ? inflatedHead(raw) : raw };
  } finally {
    await file.close();
  }
}

/** What the cut stream holds; nothing when it is no gzip after all. */
function inflatedHead(raw: Uint8Array): Uint8Array {
  try {
    return gunzipSync(raw.subarray(0, PACKED_HEAD_BYTES), { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return new Uint8Array(0);
  }
}

/** Some writers fill their files up. */
const MOST_FILLING_BYTES = 2 ** 20;

/**
 * The whole file, uncompressed. `endOfVoxels` is what its header announces: a stream that goes on and on behind it is no scan.
 * @throws QuadrantError scan.not-found; scan.corrupt-file when the gzip stream is cut, damaged or far longer
 */
export async function readWholeFile(path: string, endOfVoxels: number): Promise<Uint8Array> {
  const raw = await readKept(path).catch((thrown: unknown) => {
    throw isOfVault(thrown) ? thrown : notFound(path, thrown);
  });
  if (!isGzip(raw)) return raw;
  const most = Math.min(endOfVoxels + MOST_FILLING_BYTES, MAX_FILE_BYTES);
  const chunkSize = Math.min(expectedBytes(raw), most + 1);
  return promisify(gunzip)(raw, { maxOutputLength: most, chunkSize }).catch((thrown: unknown) => {
    const isLonger = codeOf(thrown) === 'ERR_BUFFER_TOO_LARGE';
    const reason = isLonger
      ? `it unpacks to more than the ${endOfVoxels} bytes that its header announces`
      : thrown instanceof Error
        ? thrown.message
        : String(thrown);
    throw corruptFile(path, reason, thrown);
  });
}

const LEAST_CHUNK_BYTES = 64 * 1024;
/** Deflate makes no more of a byte (RFC 1951). */
const MOST_INFLATED = 1032;

/**
 * What a gzip stream says of its length (RFC 1952), as far as it can be true: one piece of memory of that size saves
 * joining many. A little more, or zlib would ask for a second one at the very end.
 */
function expectedBytes(raw: Buffer): number {
  const told = raw.length < 4 ? 0 : raw.readUInt32LE(raw.length - 4);
  return Math.max(LEAST_CHUNK_BYTES, Math.min(told, MOST_INFLATED * raw.length, MAX_FILE_BYTES) + 64);
}
