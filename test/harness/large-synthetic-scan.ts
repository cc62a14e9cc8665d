/** A 0.25 mm scan with the demo's teeth in the middle, of 400×512×512 voxels: the size that clinics' machines write. */
import { writeFile } from 'node:fs/promises';
import { affineIjkToWorld, applyAffine } from '#core/geometry';
import { resampleVolume } from '#core/voxels/resample';
import type { Geometry, Vec3 } from '#core/volume';
import { encodeNiftiHeader } from '../../main/io/nifti/write-nifti-header.ts';
import { readScan } from '../../main/io/read-scan.ts';

/** i, j, k. */
export const LARGE_DIMS: Vec3 = [512, 512, 400];
const SPACING_MM = 0.25;

/** Resamples the demo scan to that size and writes it as NIfTI int16; beyond the demo its border values go on. */
export async function largeSyntheticScan(demoDir: string, path: string, dims = LARGE_DIMS): Promise<void> {
  const { volume } = await readScan(demoDir);
  const geometry = gridAround(volume.geometry, dims);
  const grey = resampleVolume(volume, geometry);
  const voxels = new Int16Array(grey.length);
  for (let n = 0; n < grey.length; n++) voxels[n] = Math.round(grey[n]);
  const bytes = new Uint8Array(voxels.buffer);
  await writeFile(path, [encodeNiftiHeader(geometry, 'int16', 'SYNTHETIC, made from the demo scan'), bytes]);
}

/** The large grid with the middle of the scan in its middle. */
function gridAround(source: Geometry, dims: Vec3): Geometry {
  const [ni, nj, nk] = source.dims;
  const middle = applyAffine(affineIjkToWorld(source), [(ni - 1) / 2, (nj - 1) / 2, (nk - 1) / 2]);
  const first = (axis: 0 | 1 | 2): number => middle[axis] - ((dims[axis] - 1) / 2) * SPACING_MM;
  return {
    dims,
    spacingMm: [SPACING_MM, SPACING_MM, SPACING_MM],
    originMm: [first(0), first(1), first(2)],
    direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  };
}
