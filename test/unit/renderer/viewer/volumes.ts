/** Volumes whose greys say where they lie: a linear ramp, so that trilinear sampling is exact everywhere inside. */
import { affineIjkToWorld, applyAffine } from '#core/geometry';
import { voxelCount, type Geometry, type Vec3, type VoxelArray } from '#core/volume';
import type { ScanImage } from '../../../../renderer/viewer/scan-images.ts';
import { viewGrid } from '../../../../renderer/viewer/view-grid.ts';

export function linearGrey([x, y, z]: Vec3): number {
  return 3 * x - 2 * y + z / 2;
}

export function forEachVoxel({ dims: [ni, nj, nk] }: Geometry, visit: (ijk: Vec3, flat: number) => void): void {
  for (let k = 0; k < nk; k++)
    for (let j = 0; j < nj; j++) for (let i = 0; i < ni; i++) visit([i, j, k], i + j * ni + k * ni * nj);
}

/** Grey = 3x − 2y + z/2 of the voxel's world position. */
export function linearVolume(geometry: Geometry): Float32Array {
  const data = new Float32Array(voxelCount(geometry));
  const toWorldMm = affineIjkToWorld(geometry);
  forEachVoxel(geometry, (ijk, flat) => (data[flat] = linearGrey(applyAffine(toWorldMm, ijk))));
  return data;
}

export function scanImage(geometry: Geometry, voxels: VoxelArray = linearVolume(geometry)): ScanImage {
  return { geometry, grid: viewGrid(geometry), voxels, darkest: -1000 };
}

/** World point in the middle of a grid. */
export function middleOf(geometry: Geometry): Vec3 {
  const { dims } = geometry;
  return applyAffine(affineIjkToWorld(geometry), [(dims[0] - 1) / 2, (dims[1] - 1) / 2, (dims[2] - 1) / 2]);
}
