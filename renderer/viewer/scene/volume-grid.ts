/** The coarser grid that the volume picture is made on. Always along the patient's axes. */
import { affineIjkToWorld, affineWorldToIjk, composeAffine, lpsAlignedGrid, worldBounds } from '#core/geometry';
import type { Geometry, Vec3 } from '#core/volume';
import { viewGrid } from '../view-grid.ts';

/** Voxels along an axis that look sharp in a pane; 320³ bytes are 33 MB, in memory and on the graphics card each. */
export const MOST_VOXELS = 320;

export interface VolumeGrid {
  /** LPS-aligned; spacing may differ by axis. */
  readonly geometry: Geometry;
  /** Row-major 3×4 affine from this grid's indices to the scan's voxel indices. */
  readonly toSource: Float64Array;
  /** Samples along x, y, z that are averaged for one voxel. */
  readonly samples: Vec3;
  /** Every sample is exactly one voxel of the scan. */
  readonly exact: boolean;
}

/**
 * A scan along the patient's axes is binned by whole numbers of voxels, each axis for itself; an oblique one is sampled on
 * an isotropic grid that covers all of it. `mostVoxels` limits every side.
 */
export function volumeGrid(source: Geometry, mostVoxels: number = MOST_VOXELS): VolumeGrid {
  const view = viewGrid(source);
  const geometry = view.exact ? binned(view.geometry, mostVoxels) : obliqueGrid(source, mostVoxels);
  const toSource = composeAffine(affineWorldToIjk(source), affineIjkToWorld(geometry));
  return { geometry, toSource, samples: samplesPerVoxel(toSource), exact: view.exact };
}

/** Whole bins; voxels that fill no bin are left out at the upper end, centred bins keep the world in place. */
function binned({ dims, spacingMm, originMm, direction }: Geometry, mostVoxels: number): Geometry {
  const per = (axis: number): number => Math.ceil(dims[axis] / mostVoxels);
  const each = (of: (axis: number) => number): Vec3 => [of(0), of(1), of(2)];
  return {
    dims: each((axis) => Math.max(1, Math.floor(dims[axis] / per(axis)))),
    spacingMm: each((axis) => spacingMm[axis] * per(axis)),
    originMm: each((axis) => originMm[axis] + ((per(axis) - 1) / 2) * spacingMm[axis]),
    direction,
  };
}

function obliqueGrid(source: Geometry, mostVoxels: number): Geometry {
  const { min, max } = worldBounds(source);
  const longestMm = Math.max(max[0] - min[0], max[1] - min[1], max[2] - min[2]);
  return lpsAlignedGrid(source, Math.max(Math.min(...source.spacingMm), longestMm / mostVoxels));
}

function samplesPerVoxel(toSource: Float64Array): Vec3 {
  const along = (column: number): number =>
    Math.max(1, Math.round(Math.hypot(toSource[column], toSource[4 + column], toSource[8 + column]) - 1e-6));
  return [along(0), along(1), along(2)];
}
