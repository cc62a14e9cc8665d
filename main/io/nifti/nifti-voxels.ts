/** A NIfTI file's voxels as a volume's. */
import type { VoxelArray } from '#core/volume';
import { corruptFile } from '../scan-errors.ts';
import { integerVoxelType, narrowed, newVoxels } from '../voxel-type.ts';
import { DATATYPE_BYTES } from './nifti-header.ts';
import type { NiftiDatatype, NiftiHeader } from './nifti-header.ts';

type StoredVoxels =
  Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;

/**
 * Scaled voxels, index i + j·ni + k·ni·nj: integers in the narrowest type that holds them, else Float32. May change and
 * share memory with `file`.
 * @throws QuadrantError scan.corrupt-file when the file ends before its voxels do.
 */
export function voxelsFromNifti(file: Uint8Array, header: NiftiHeader, path: string): VoxelArray {
  const stored = storedVoxels(file, header, path);
  const { slope, intercept } = header;
  const unscaled = slope === 1 && intercept === 0;
  if (unscaled && (stored instanceof Uint8Array || stored instanceof Int16Array)) return stored;
  if (unscaled && stored instanceof Float32Array) return narrowed(stored);
  if (stored instanceof Float32Array || stored instanceof Float64Array || !isWhole(slope, intercept)) {
    const floats = new Float32Array(stored.length);
    for (let p = 0; p < stored.length; p++) floats[p] = stored[p] * slope + intercept;
    return narrowed(floats);
  }
  const ends = rangeOf(stored).map((value) => value * slope + intercept);
  const type = integerVoxelType(Math.min(...ends), Math.max(...ends));
  // Same width and values: unsigned 16 bits that stay below 32768 need no second copy.
  if (unscaled && stored instanceof Uint16Array && type !== 'uint8')
    return type === 'int16' ? new Int16Array(stored.buffer, stored.byteOffset, stored.length) : stored;
  const voxels = newVoxels(type, stored.length);
  for (let p = 0; p < stored.length; p++) voxels[p] = stored[p] * slope + intercept;
  return voxels;
}

function isWhole(slope: number, intercept: number): boolean {
  return Number.isInteger(slope) && Number.isInteger(intercept);
}

function rangeOf(values: StoredVoxels): readonly [min: number, max: number] {
  let min = Infinity;
  let max = -Infinity;
  for (let p = 0; p < values.length; p++) {
    if (values[p] < min) min = values[p];
    if (values[p] > max) max = values[p];
  }
  return [min, max];
}

/** Where the voxels end, bytes from the beginning of the uncompressed file. @throws QuadrantError scan.corrupt-file */
export function endOfVoxels({ dims, datatype, voxelOffset }: NiftiHeader, path: string): number {
  if (!Number.isSafeInteger(voxelOffset) || voxelOffset < 0)
    throw corruptFile(path, `its voxels begin at byte ${voxelOffset}`);
  return voxelOffset + dims[0] * dims[1] * dims[2] * DATATYPE_BYTES[datatype];
}

/** The voxels as stored, in this machine's byte order. @throws QuadrantError scan.corrupt-file */
export function storedVoxels(file: Uint8Array, header: NiftiHeader, path: string): StoredVoxels {
  const { dims, datatype, voxelOffset, littleEndian } = header;
  const count = dims[0] * dims[1] * dims[2];
  const width = DATATYPE_BYTES[datatype];
  const end = endOfVoxels(header, path);
  if (end > file.length) throw corruptFile(path, `the file ends ${end - file.length} bytes before its voxels do`);
  const bytes = file.subarray(voxelOffset, end);
  const aligned = bytes.byteOffset % width === 0 ? bytes : new Uint8Array(bytes);
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
