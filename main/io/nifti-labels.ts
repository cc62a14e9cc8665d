/** Label maps as NIfTI: value = FDI code, 0 background; and the volumes they lie on. */
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { QuadrantError } from '#contract/errors';
import { voxelCount } from '#core/volume';
import type { Geometry, LabelMap, Volume } from '#core/volume';
import { readFileHead, readWholeFile } from './nifti/nifti-bytes.ts';
import { geometryFromNifti } from './nifti/nifti-geometry.ts';
import { readNiftiHeader } from './nifti/nifti-header.ts';
import type { NiftiHeader } from './nifti/nifti-header.ts';
import { endOfVoxels, storedVoxels } from './nifti/nifti-voxels.ts';
import { tooLarge } from './scan-errors.ts';
import { MAX_VOXELS } from './scan-limits.ts';
import { encodeNiftiHeader, type WritableDatatype } from './nifti/write-nifti-header.ts';

/** Labels are long runs of one value: more effort costs seconds and saves kilobytes. */
export const LABEL_GZIP_LEVEL = 4;

/**
 * Reads a label map from .nii or .nii.gz of any real datatype.
 * @throws QuadrantError scan.not-found, scan.corrupt-file, scan.too-large, and scan.unsupported-format for a file that is no NIfTI volume
 * or whose values are not integers from 0 to 255.
 */
export async function readLabelNifti(path: string): Promise<LabelMap> {
  const { head } = await readFileHead(path);
  const header = readNiftiHeader(head, path);
  const geometry = geometryFromNifti(header, path);
  if (voxelCount(geometry) > MAX_VOXELS) throw tooLarge(path, voxelCount(geometry), MAX_VOXELS);
  return { geometry, data: labelsOf(await readWholeFile(path, endOfVoxels(header, path)), header, path) };
}

function labelsOf(file: Uint8Array, header: NiftiHeader, path: string): Uint8Array {
  const stored = storedVoxels(file, header, path);
  const { slope, intercept } = header;
  if (stored instanceof Uint8Array && slope === 1 && intercept === 0) return stored;
  const labels = new Uint8Array(stored.length);
  for (let p = 0; p < stored.length; p++) {
    const value = stored[p] * slope + intercept;
    labels[p] = value;
    if (labels[p] !== value)
      throw new QuadrantError(
        'scan.unsupported-format',
        `The file is no label map: it holds the value ${value}, and labels are whole numbers from 0 to 255.`,
        'Choose a file whose voxels are FDI codes, 0 for background.',
        { path, value, voxelIndex: p },
      );
  }
  return labels;
}

/**
 * Writes a label map as NIfTI-1, uint8, with sform and qform; gzipped when the name ends in .gz.
 * @throws RangeError when the labels do not fill their grid; the file system's error when the file cannot be written.
 */
export async function writeLabelNifti(path: string, labels: LabelMap): Promise<void> {
  const bytes = labelBytes(labels);
  await writeFile(path, path.endsWith('.gz') ? await zipped(bytes) : bytes);
}

/** The same, gzipped, as the bytes of a .nii.gz file. @throws RangeError when the labels do not fill their grid */
export async function encodeLabelNifti(labels: LabelMap): Promise<Uint8Array> {
  return zipped(labelBytes(labels));
}

function labelBytes({ geometry, data }: LabelMap): Uint8Array {
  if (data.length !== voxelCount(geometry))
    throw new RangeError(`${data.length} labels do not fill a grid of ${geometry.dims.join(' × ')}`);
  return niftiBytes(geometry, data, 'uint8', 'Quadrant FDI labels');
}

function zipped(bytes: Uint8Array): Promise<Uint8Array> {
  return promisify(gzip)(bytes, { level: LABEL_GZIP_LEVEL });
}

/**
 * Writes grey values as NIfTI-1 with their geometry and nothing else; gzipped when the name ends in .gz. Unsigned 16-bit
 * values become float32.
 */
export async function writeVolumeNifti(path: string, { geometry, data }: Volume): Promise<void> {
  if (data instanceof Int16Array) return writeNifti(path, geometry, data, 'int16');
  if (data instanceof Uint8Array) return writeNifti(path, geometry, data, 'uint8');
  return writeNifti(path, geometry, Float32Array.from(data), 'float32');
}

async function writeNifti(
  path: string,
  geometry: Geometry,
  voxels: Int16Array | Uint8Array | Float32Array,
  datatype: WritableDatatype,
): Promise<void> {
  const bytes = niftiBytes(geometry, voxels, datatype, '');
  await writeFile(path, path.endsWith('.gz') ? await zipped(bytes) : bytes);
}

function niftiBytes(
  geometry: Geometry,
  voxels: Uint8Array | Int16Array | Float32Array,
  datatype: WritableDatatype,
  description: string,
): Uint8Array {
  const header = encodeNiftiHeader(geometry, datatype, description);
  return Buffer.concat([header, new Uint8Array(voxels.buffer, voxels.byteOffset, voxels.byteLength)]);
}
