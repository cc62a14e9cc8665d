/** The NIfTI-1 and NIfTI-2 headers (nifti1.h, nifti2.h): the fields that a volume needs, in either byte order. */
import { unsupportedFormat } from '../scan-errors.ts';

export interface NiftiHeader {
  readonly littleEndian: boolean;
  readonly dims: readonly [ni: number, nj: number, nk: number];
  readonly datatype: NiftiDatatype;
  readonly voxelOffset: number;
  /** Value = stored · slope + intercept; 1 and 0 when the file gives no scaling. */
  readonly slope: number;
  readonly intercept: number;
  readonly description: string;
  /** Rows of the 3×4 affine from voxel indices to RAS mm, by sform, else qform, else pixel sizes alone. */
  readonly affineRas: readonly [AffineRow, AffineRow, AffineRow];
  readonly affineFrom: 'sform' | 'qform' | 'none';
}

export type AffineRow = readonly [number, number, number, number];

/** Datatype codes of real, single-component voxels. */
const DATATYPES = {
  2: 'uint8',
  4: 'int16',
  8: 'int32',
  16: 'float32',
  64: 'float64',
  256: 'int8',
  512: 'uint16',
  768: 'uint32',
} as const;
export type NiftiDatatype = (typeof DATATYPES)[keyof typeof DATATYPES];

export const DATATYPE_BYTES: Readonly<Record<NiftiDatatype, number>> = {
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  float32: 4,
  float64: 8,
};

const NIFTI1_BYTES = 348;
const NIFTI2_BYTES = 540;

/** Millimetres of the spatial units in the low three bits of xyzt_units; 0 (unknown) is taken as mm. */
const UNIT_MM: Readonly<Record<number, number>> = { 1: 1000, 3: 0.001 };

type Read = (offset: number) => number;

/** Where the fields lie, and how they are read. */
interface HeaderForm {
  readonly dim: Read;
  readonly pixdim: Read;
  readonly datatype: number;
  readonly voxelOffset: number;
  readonly slope: number;
  readonly intercept: number;
  readonly units: number;
  readonly description: number;
  readonly qformCode: number;
  readonly sformCode: number;
  /** b, c, d and the three offsets. */
  readonly quaternion: Read;
  readonly sform: Read;
}

/** True when the (uncompressed) bytes begin like a NIfTI file. */
export function isNifti(bytes: Uint8Array): boolean {
  return headerSize(viewOf(bytes)) !== null;
}

/**
 * Reads the header from a file's first (uncompressed) bytes, at least 544 (NIfTI-2's header with its extension flag) or the whole
 * file.
 * @throws QuadrantError scan.unsupported-format for a header/image pair, more than three dimensions, colour or complex voxels.
 */
export function readNiftiHeader(bytes: Uint8Array, path: string): NiftiHeader {
  const view = viewOf(bytes);
  const size = headerSize(view);
  if (size === null) throw unsupportedFormat(path, 'no NIfTI file');
  const { littleEndian } = size;
  const form = size.version === 1 ? nifti1(view, littleEndian) : nifti2(view, littleEndian);
  if (size.version === 1 && view.getUint8(345) === 0x69)
    throw unsupportedFormat(path, 'the header half of a NIfTI header/image pair');

  const extents = [1, 2, 3, 4, 5, 6, 7].map((axis) => (axis <= form.dim(0) ? Math.max(1, form.dim(axis)) : 1));
  const frames = extents.slice(3).reduce((product, extent) => product * extent, 1);
  if (frames > 1) throw unsupportedFormat(path, `a NIfTI series of ${frames} volumes (4-D)`);
  const datatype = Object.entries(DATATYPES).find(([key]) => Number(key) === form.datatype)?.[1];
  if (datatype === undefined)
    throw unsupportedFormat(path, `a NIfTI file of colour or complex voxels (datatype ${form.datatype})`);

  const scaled = Number.isFinite(form.slope) && form.slope !== 0;
  const unitMm = UNIT_MM[form.units & 7] ?? 1;
  const { rows, from } = affine(form);
  return {
    littleEndian,
    dims: [extents[0], extents[1], extents[2]],
    datatype,
    voxelOffset: form.voxelOffset,
    slope: scaled ? form.slope : 1,
    intercept: scaled && Number.isFinite(form.intercept) ? form.intercept : 0,
    description: new TextDecoder()
      .decode(bytes.subarray(form.description, form.description + 80))
      .replace(/\0.*$/s, ''),
    affineRas: [scaledRow(rows[0], unitMm), scaledRow(rows[1], unitMm), scaledRow(rows[2], unitMm)],
    affineFrom: from,
  };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** null for what is no header, or not the whole of one. */
function headerSize(view: DataView): { version: 1 | 2; littleEndian: boolean } | null {
  if (view.byteLength < NIFTI1_BYTES) return null;
  for (const littleEndian of [true, false]) {
    const size = view.getInt32(0, littleEndian);
    const magic = (at: number): boolean => view.getUint8(at) === 0x6e; // "n"
    if (size === NIFTI1_BYTES && magic(344)) return { version: 1, littleEndian };
    if (size === NIFTI2_BYTES && magic(4) && view.byteLength >= NIFTI2_BYTES) return { version: 2, littleEndian };
  }
  return null;
}

function nifti1(view: DataView, little: boolean): HeaderForm {
  const int16 = (at: number): number => view.getInt16(at, little);
  const float = (at: number): number => view.getFloat32(at, little);
  return {
    dim: (axis) => int16(40 + 2 * axis),
    pixdim: (axis) => float(76 + 4 * axis),
    datatype: int16(70),
    voxelOffset: float(108),
    slope: float(112),
    intercept: float(116),
    units: view.getUint8(123),
    description: 148,
    qformCode: int16(252),
    sformCode: int16(254),
    quaternion: (index) => float(256 + 4 * index),
    sform: (index) => float(280 + 4 * index),
  };
}

function nifti2(view: DataView, little: boolean): HeaderForm {
  const int64 = (at: number): number => Number(view.getBigInt64(at, little));
  const float = (at: number): number => view.getFloat64(at, little);
  return {
    dim: (axis) => int64(16 + 8 * axis),
    pixdim: (axis) => float(104 + 8 * axis),
    datatype: view.getInt16(12, little),
    voxelOffset: int64(168),
    slope: float(176),
    intercept: float(184),
    units: view.getInt32(500, little),
    description: 240,
    qformCode: view.getInt32(344, little),
    sformCode: view.getInt32(348, little),
    quaternion: (index) => float(352 + 8 * index),
    sform: (index) => float(400 + 8 * index),
  };
}

/** nifti1.h: method 3 (sform), then 2 (qform), then 1 (pixel sizes alone), the order most readers agree on. */
function affine(form: HeaderForm): { rows: readonly AffineRow[]; from: NiftiHeader['affineFrom'] } {
  if (form.sformCode > 0) {
    const row = (r: number): AffineRow => [
      form.sform(4 * r),
      form.sform(4 * r + 1),
      form.sform(4 * r + 2),
      form.sform(4 * r + 3),
    ];
    return { rows: [row(0), row(1), row(2)], from: 'sform' };
  }
  if (form.qformCode > 0) return { rows: qformRows(form), from: 'qform' };
  const [x, y, z] = [1, 2, 3].map((axis) => Math.abs(form.pixdim(axis)));
  return {
    rows: [
      [x, 0, 0, 0],
      [0, y, 0, 0],
      [0, 0, z, 0],
    ],
    from: 'none',
  };
}

function qformRows(form: HeaderForm): readonly AffineRow[] {
  const [b, c, d] = [form.quaternion(0), form.quaternion(1), form.quaternion(2)];
  // A half turn has a = 0, and rounding may leave the root of a small negative number.
  const a = Math.sqrt(Math.max(0, 1 - b * b - c * c - d * d));
  const x = form.pixdim(1);
  const y = form.pixdim(2);
  const z = form.pixdim(3) * (form.pixdim(0) < 0 ? -1 : 1); // qfac
  return [
    [(a * a + b * b - c * c - d * d) * x, 2 * (b * c - a * d) * y, 2 * (b * d + a * c) * z, form.quaternion(3)],
    [2 * (b * c + a * d) * x, (a * a + c * c - b * b - d * d) * y, 2 * (c * d - a * b) * z, form.quaternion(4)],
    [2 * (b * d - a * c) * x, 2 * (c * d + a * b) * y, (a * a + d * d - c * c - b * b) * z, form.quaternion(5)],
  ];
}

function scaledRow([x, y, z, offset]: AffineRow, factor: number): AffineRow {
  return [x * factor, y * factor, z * factor, offset * factor];
}
