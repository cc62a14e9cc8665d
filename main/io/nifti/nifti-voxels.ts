/** A NIfTI file's voxels as a volume's. */
import type { VoxelArray } from '#core/volume';
import { corruptFile } from '../scan-errors.ts';
import { integerVoxelType, narrowed, viewVoxels } from '../voxel-type.ts';
import { DATATYPE_BYTES } from './nifti-header.ts';
import type { NiftiDatatype, NiftiHeader } from './nifti-header.ts';

type StoredVoxels = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;

const STORED_RANGE: Readonly<Partial<Record<NiftiDatatype, readonly [number, number]>>> = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32768, 32767],
  uint16: [0, 65535],
};

/**
 * Scaled voxels, index i + j·ni + k·ni·nj: integers in the narrowest type that holds them, else Float32. May change and
 * share memory with `file`.
 * @throws QuadrantError scan.corrupt-file when the file ends before its voxels do.
 */
export function voxelsFromNifti(file: Uint8Array, header: NiftiHeader, path: string): VoxelArray {
  const stored = storedVoxels(file, header, path);
  const { slope, intercept, datatype } = header;
  if (slope === 1 && intercept === 0) {
    if (stored instanceof Uint8Array || stored instanceof Int16Array) return stored;
    if (stored instanceof Uint16Array) return highest(stored) <= 32767 ? asInt16(stored) : stored;
    if (stored instanceof Float32Array) return narrowed(stored);
  }
  const range = STORED_RANGE[datatype];
  if (range === undefined || !Number.isInteger(slope) || !Number.isInteger(intercept)) {
    const floats = new Float32Array(stored.length);
    for (let p = 0; p < stored.length; p++) floats[p] = stored[p] * slope + intercept;
    return narrowed(floats);
  }
  const ends = range.map((value) => value * slope + intercept);
  const type = integerVoxelType(Math.min(...ends), Math.max(...ends));
  const voxels = viewVoxels(type, new ArrayBuffer(stored.length * viewVoxels(type, new ArrayBuffer(0)).BYTES_PER_ELEMENT));
  for (let p = 0; p < stored.length; p++) voxels[p] = stored[p] * slope + intercept;
  return voxels;
}

function highest(values: Uint16Array): number {
  let most = 0;
  for (let p = 0; p < values.length; p++) if (values[p] > most) most = values[p];
  return most;
}

function asInt16({ buffer, byteOffset, length }: Uint16Array): Int16Array {
  return new Int16Array(buffer, byteOffset, length);
}

/** The voxels as stored, in this machine's byte order. */
export function storedVoxels(file: Uint8Array, header: NiftiHeader, path: string): StoredVoxels {
  const { dims, datatype, voxelOffset, littleEndian } = header;
  const count = dims[0] * dims[1] * dims[2];
  const width = DATATYPE_BYTES[datatype];
  const missing = voxelOffset + count * width - file.length;
  if (missing > 0) throw corruptFile(path, `the file ends ${missing} bytes before its voxels do`);
  const bytes = file.subarray(voxelOffset, voxelOffset + count * width);
  const aligned = bytes.byteOffset % width === 0 ? bytes : bytes.slice();
  if (!littleEndian) swapBytes(aligned, width);
  return viewStored(datatype, aligned.buffer, aligned.byteOffset, count);
}

function swapBytes(bytes: Uint8Array, width: number): void {
  const words = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (width === 2) words.swap16();
  else if (width === 4) words.swap32();
  else if (width === 8) words.swap64();
}

function viewStored(datatype: NiftiDatatype, buffer: ArrayBufferLike, offset: number, count: number): StoredVoxels {
  switch (datatype) {
    case 'int8':
      return new Int8Array(buffer, offset, count);
    case 'uint8':
      return new Uint8Array(buffer, offset, count);
    case 'int16':
      return new Int16Array(buffer, offset, count);
    case 'uint16':
      return new Uint16Array(buffer, offset, count);
    case 'int32':
      return new Int32Array(buffer, offset, count);
    case 'uint32':
      return new Uint32Array(buffer, offset, count);
    case 'float32':
      return new Float32Array(buffer, offset, count);
    case 'float64':
      return new Float64Array(buffer, offset, count);
  }
}
