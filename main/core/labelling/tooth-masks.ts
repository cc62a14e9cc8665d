/** A small picture of each tooth candidate: what a net that numbers whole dentitions looks at. */
import { affineIjkToWorld, voxelVolumeMm3 } from '../geometry.ts';
import type { Geometry, Vec3 } from '../volume.ts';
import type { Candidates } from './instances.ts';

/** Cubes of `cellMm`, [k, j, i] of them, on the patient's axes. */
export interface MaskFrame {
  readonly cells: Vec3;
  readonly cellMm: number;
}

/**
 * The share of each cell that a candidate fills, 0 … 1: [candidate, k, j, i], i to the patient's left, j to the back, k up,
 * the candidate's centroid in the middle. What lies outside of its frame is left out.
 */
export function toothMasks(
  { ids, candidates }: Candidates,
  geometry: Geometry,
  { cells: [nk, nj, ni], cellMm }: MaskFrame,
): Float32Array {
  const size = nk * nj * ni;
  const masks = new Float32Array(candidates.length * size);
  const affine = affineIjkToWorld(geometry);
  const [di, dj, dk] = geometry.dims;
  const share = voxelVolumeMm3(geometry) / cellMm ** 3;
  for (let k = 0, voxel = 0; k < dk; k++) {
    for (let j = 0; j < dj; j++) {
      const [x0, y0, z0] = [3, 7, 11].map((t) => affine[t] + affine[t - 2] * j + affine[t - 1] * k);
      for (let i = 0; i < di; i++, voxel++) {
        const id = ids[voxel];
        if (id === 0) continue;
        const [cx, cy, cz] = candidates[id - 1].centroidMm;
        const a = Math.floor((x0 + affine[0] * i - cx) / cellMm + ni / 2);
        const b = Math.floor((y0 + affine[4] * i - cy) / cellMm + nj / 2);
        const c = Math.floor((z0 + affine[8] * i - cz) / cellMm + nk / 2);
        if (a < 0 || b < 0 || c < 0 || a >= ni || b >= nj || c >= nk) continue;
        masks[(id - 1) * size + (c * nj + b) * ni + a] += share;
      }
    }
  }
  return masks.map((value) => Math.min(1, value));
}
