import type { Geometry } from '#core/volume';
import { affineRasOf, qformOf } from './nifti-geometry.ts';
import { DATATYPE_BYTES } from './nifti-header.ts';

const DATATYPE_CODES = { uint8: 2, int16: 4, float32: 16 } as const;
export type WritableDatatype = keyof typeof DATATYPE_CODES;

const HEADER_BYTES = 348;
/** The header, then four zero bytes: no extensions. */
const VOXEL_OFFSET = 352;
const SCANNER_ANATOMICAL = 1;
const UNITS_MM = 2;

/**
 * The first 352 bytes of a single-file NIfTI-1 (nifti1.h), little-endian: voxels of `datatype` follow, i fastest.
 * sform and qform both hold the geometry, turned from LPS to RAS.
 * @throws RangeError when a dimension does not fit the header's 16 bits.
 */
export function encodeNiftiHeader(geometry: Geometry, datatype: WritableDatatype, description: string): Uint8Array {
  if (geometry.dims.some((extent) => extent < 1 || extent > 32767))
    throw new RangeError(`NIfTI-1 holds up to 32767 voxels a side, not ${geometry.dims.join(' × ')}`);
  const bytes = new Uint8Array(VOXEL_OFFSET);
  const view = new DataView(bytes.buffer);
  const int16s = (offset: number, values: readonly number[]): void =>
    values.forEach((value, index) => view.setInt16(offset + 2 * index, value, true));
  const floats = (offset: number, values: readonly number[]): void =>
    values.forEach((value, index) => view.setFloat32(offset + 4 * index, value, true));
  const { qfac, quaternion } = qformOf(geometry);
  const affine = affineRasOf(geometry);

  view.setInt32(0, HEADER_BYTES, true);
  view.setUint8(38, 'r'.charCodeAt(0)); // "regular", a relic of ANALYZE
  int16s(40, [3, ...geometry.dims, 1, 1, 1, 1]);
  int16s(70, [DATATYPE_CODES[datatype], DATATYPE_BYTES[datatype] * 8]);
  floats(76, [qfac, ...geometry.spacingMm, 1, 1, 1, 1]);
  floats(108, [VOXEL_OFFSET, 1, 0]); // vox_offset, scl_slope, scl_inter
  view.setUint8(123, UNITS_MM);
  bytes.set(new TextEncoder().encode(description).subarray(0, 79), 148);
  int16s(252, [SCANNER_ANATOMICAL, SCANNER_ANATOMICAL]);
  floats(256, [...quaternion, ...affine.map((row) => row[3])]);
  affine.forEach((row, axis) => floats(280 + 16 * axis, row));
  bytes.set(new TextEncoder().encode('n+1\0'), 344);
  return bytes;
}
