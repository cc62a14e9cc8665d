/** The grid that the panes sample a scan on: always along the patient's axes, whatever way the scanner stored it. */
import { affineIjkToWorld, affineWorldToIjk, composeAffine, lpsAlignedGrid } from '#core/geometry';
import type { Geometry, Vec3 } from '#core/volume';

export interface ViewGrid {
  /** LPS-aligned: identity direction. */
  readonly geometry: Geometry;
  /** Row-major 3×4 affine from this grid's indices to the scan's voxel indices. */
  readonly toSource: Float64Array;
  /** Every sample is exactly one voxel: no interpolation is needed. */
  readonly exact: boolean;
}

/** Direction cosines this close to 0 and ±1 are rounding of the file, not a tilt. */
const ALIGNED_TOLERANCE = 1e-4;

/**
 * A scan stored along the patient's axes, in any order and direction, keeps its own voxels: the grid is its permutation.
 * An oblique scan gets an isotropic grid of its finest spacing that covers all of it.
 */
export function viewGrid(source: Geometry): ViewGrid {
  const geometry = permutedGrid(source) ?? lpsAlignedGrid(source, Math.min(...source.spacingMm));
  const toSource = composeAffine(affineWorldToIjk(source), affineIjkToWorld(geometry));
  const exact = geometry.dims.every((_, axis) => isWholeColumn(toSource, axis));
  return { geometry, toSource, exact };
}

function isWholeColumn(affine: Float64Array, column: number): boolean {
  return [0, 1, 2].every((row) => Math.abs(affine[row * 4 + column] - Math.round(affine[row * 4 + column])) < 1e-3);
}

/** The same voxels with axes ordered and directed as x, y, z; null when the scan is oblique. */
function permutedGrid({ dims, spacingMm, originMm, direction }: Geometry): Geometry | null {
  const sourceAxes = [0, 1, 2].map((row) =>
    [0, 1, 2].find((column) => Math.abs(direction[3 * column + row]) > 1 - ALIGNED_TOLERANCE),
  );
  const [x, y, z] = sourceAxes;
  if (x === undefined || y === undefined || z === undefined) return null;
  const perAxis = (pick: (sourceAxis: number, row: number) => number): Vec3 => [pick(x, 0), pick(y, 1), pick(z, 2)];
  return {
    dims: perAxis((axis) => dims[axis]),
    spacingMm: perAxis((axis) => spacingMm[axis]),
    // Where the source runs against the world axis, its last voxel is our first.
    originMm: perAxis(
      (axis, row) => originMm[row] + Math.min(0, direction[3 * axis + row] * (dims[axis] - 1) * spacingMm[axis]),
    ),
    direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  };
}
