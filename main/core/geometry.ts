/** Where voxels lie in the patient: affines between voxel indices and world, derived grids, orientation letters. */
import type { Geometry, Vec3 } from './volume.ts';

export type GeometryField = 'dims' | 'spacingMm' | 'originMm' | 'direction';

/** A grid that cannot be trusted: which field is wrong and what was found there. */
export class GeometryError extends Error {
  readonly field: GeometryField;
  readonly found: readonly number[];

  constructor(field: GeometryField, expected: string, found: readonly number[]) {
    super(`Geometry field ${field} must be ${expected}, found [${found.join(', ')}]`);
    this.name = 'GeometryError';
    this.field = field;
    this.found = found;
  }
}

/** Unit length and right angles may miss by this much: DICOM writes direction cosines with few decimals. */
const DIRECTION_TOLERANCE = 1e-3;

/**
 * Why a grid cannot be computed with, or null: whole positive dims, finite positive spacing, finite origin, and a direction
 * of three orthogonal unit vectors (left-handed is fine). Names the first field that is wrong.
 */
export function geometryFault({ dims, spacingMm, originMm, direction }: Geometry): GeometryError | null {
  if (dims.length !== 3 || !dims.every((size) => Number.isInteger(size) && size > 0)) {
    return new GeometryError('dims', 'three whole numbers above zero', dims);
  }
  if (spacingMm.length !== 3 || !spacingMm.every((size) => Number.isFinite(size) && size > 0)) {
    return new GeometryError('spacingMm', 'three finite numbers above zero', spacingMm);
  }
  if (originMm.length !== 3 || !originMm.every(Number.isFinite)) {
    return new GeometryError('originMm', 'three finite numbers', originMm);
  }
  if (direction.length !== 9 || !direction.every(Number.isFinite)) {
    return new GeometryError('direction', 'nine finite numbers', direction);
  }
  for (let a = 0; a < 3; a++) {
    for (let b = a; b < 3; b++) {
      const dot = columnDot(direction, a, b);
      if (Math.abs(dot - (a === b ? 1 : 0)) > DIRECTION_TOLERANCE) {
        return new GeometryError('direction', 'three orthogonal unit columns', direction);
      }
    }
  }
  return null;
}

function columnDot(direction: readonly number[], a: number, b: number): number {
  return (
    direction[3 * a] * direction[3 * b] +
    direction[3 * a + 1] * direction[3 * b + 1] +
    direction[3 * a + 2] * direction[3 * b + 2]
  );
}

/** Row-major 3×4 affine that takes voxel indices (i,j,k) to world LPS mm. Voxel centres are integers. */
export function affineIjkToWorld(geometry: Geometry): Float64Array {
  const { spacingMm, originMm, direction } = geometry;
  const affine = new Float64Array(12);
  for (let row = 0; row < 3; row++) {
    for (let column = 0; column < 3; column++) {
      affine[row * 4 + column] = direction[column * 3 + row] * spacingMm[column];
    }
    affine[row * 4 + 3] = originMm[row];
  }
  return affine;
}

/**
 * Row-major 3×4 affine that takes world LPS mm to continuous voxel indices.
 * @throws GeometryError when the direction or spacing has no inverse.
 */
export function affineWorldToIjk(geometry: Geometry): Float64Array {
  const inverse = invertAffine(affineIjkToWorld(geometry));
  if (inverse === null)
    throw new GeometryError('direction', 'invertible together with the spacing', geometry.direction);
  return inverse;
}

/** Inverse of a row-major 3×4 affine, or null when it flattens space. */
export function invertAffine(affine: Float64Array): Float64Array | null {
  const [a, b, c, tx, d, e, f, ty, g, h, i, tz] = affine;
  const determinant = linearDeterminant(affine);
  if (!Number.isFinite(determinant) || determinant === 0) return null;
  const inverse = new Float64Array(12);
  inverse[0] = (e * i - f * h) / determinant;
  inverse[1] = (c * h - b * i) / determinant;
  inverse[2] = (b * f - c * e) / determinant;
  inverse[4] = (f * g - d * i) / determinant;
  inverse[5] = (a * i - c * g) / determinant;
  inverse[6] = (c * d - a * f) / determinant;
  inverse[8] = (d * h - e * g) / determinant;
  inverse[9] = (b * g - a * h) / determinant;
  inverse[10] = (a * e - b * d) / determinant;
  for (let row = 0; row < 3; row++) {
    const r = row * 4;
    inverse[r + 3] = -(inverse[r] * tx + inverse[r + 1] * ty + inverse[r + 2] * tz);
  }
  return inverse;
}

/** Determinant of the 3×3 part of a row-major 3×4 affine; negative for a left-handed grid. */
export function linearDeterminant(affine: Float64Array): number {
  const [a, b, c, , d, e, f, , g, h, i] = affine;
  return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
}

/** The affine that applies `inner` first and `outer` to its result; both row-major 3×4. */
export function composeAffine(outer: Float64Array, inner: Float64Array): Float64Array {
  const composed = new Float64Array(12);
  for (let row = 0; row < 3; row++) {
    for (let column = 0; column < 4; column++) {
      let sum = column === 3 ? outer[row * 4 + 3] : 0;
      for (let m = 0; m < 3; m++) sum += outer[row * 4 + m] * inner[m * 4 + column];
      composed[row * 4 + column] = sum;
    }
  }
  return composed;
}

/** The image of one point under a row-major 3×4 affine. Allocates its result: not for per-voxel loops. */
export function applyAffine(affine: Float64Array, [x, y, z]: Vec3): Vec3 {
  return [
    affine[0] * x + affine[1] * y + affine[2] * z + affine[3],
    affine[4] * x + affine[5] * y + affine[6] * z + affine[7],
    affine[8] * x + affine[9] * y + affine[10] * z + affine[11],
  ];
}

/** Volume of one voxel in mm³; positive for left-handed grids too. */
export function voxelVolumeMm3(geometry: Geometry): number {
  return Math.abs(linearDeterminant(affineIjkToWorld(geometry)));
}

export interface Bounds {
  readonly min: Vec3;
  readonly max: Vec3;
}

/** Axis-aligned bounds of a box's eight corners after an affine, e.g. a voxel box in world or in another grid. */
export function transformedBounds(affine: Float64Array, box: Bounds): Bounds {
  const min = [0, 0, 0];
  const max = [0, 0, 0];
  for (let row = 0; row < 3; row++) {
    min[row] = max[row] = affine[row * 4 + 3];
    for (let column = 0; column < 3; column++) {
      const low = affine[row * 4 + column] * box.min[column];
      const high = affine[row * 4 + column] * box.max[column];
      min[row] += Math.min(low, high);
      max[row] += Math.max(low, high);
    }
  }
  return { min: [min[0], min[1], min[2]], max: [max[0], max[1], max[2]] };
}

/** World bounds in LPS mm of everything the voxels cover: half a voxel beyond the outermost centres. */
export function worldBounds(geometry: Geometry): Bounds {
  const [ni, nj, nk] = geometry.dims;
  const box: Bounds = { min: [-0.5, -0.5, -0.5], max: [ni - 0.5, nj - 0.5, nk - 0.5] };
  return transformedBounds(affineIjkToWorld(geometry), box);
}

/** A hair under one voxel may be lost to rounding before a grid grows by a whole voxel. */
const ROUNDING_VOXELS = 1e-6;

/**
 * The grid with identity direction and isotropic spacing that covers all of a volume, oblique ones included.
 * Dims are rounded up and the surplus is shared by both ends, so both grids have the same centre in world.
 */
export function lpsAlignedGrid(geometry: Geometry, spacingMm: number): Geometry {
  const { min, max } = worldBounds(geometry);
  const size = (axis: number): number => Math.max(1, Math.ceil((max[axis] - min[axis]) / spacingMm - ROUNDING_VOXELS));
  const dims: Vec3 = [size(0), size(1), size(2)];
  const first = (axis: number): number => (min[axis] + max[axis]) / 2 - ((dims[axis] - 1) / 2) * spacingMm;
  return {
    dims,
    spacingMm: [spacingMm, spacingMm, spacingMm],
    originMm: [first(0), first(1), first(2)],
    direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  };
}

/** The grid of a box of voxels cut out at `minIjk`; it may reach beyond the original. */
export function cropGeometry(geometry: Geometry, minIjk: Vec3, dims: Vec3): Geometry {
  return { ...geometry, dims, originMm: applyAffine(affineIjkToWorld(geometry), minIjk) };
}

/** Whether two grids put every voxel at the same place, to within a thousandth of a voxel. */
export function sameGrid(a: Geometry, b: Geometry): boolean {
  if (a.dims.some((size, axis) => size !== b.dims[axis])) return false;
  const map = composeAffine(affineWorldToIjk(b), affineIjkToWorld(a));
  const { min, max } = transformedBounds(map, { min: [0, 0, 0], max: a.dims });
  return [0, 1, 2].every(
    (axis) =>
      Math.abs(map[axis * 5] - 1) * a.dims[axis] < 1e-3 &&
      Math.abs(min[axis]) < 1e-3 &&
      Math.abs(max[axis] - a.dims[axis]) < 1e-3,
  );
}

const LETTERS = ['RL', 'AP', 'IS'] as const;
const PERMUTATIONS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

/**
 * Orientation letters such as "LPS": the patient direction that i, j and k grow towards.
 * Of an oblique grid, the nearest assignment in which every patient axis is used once.
 */
export function orientationCode(geometry: Geometry): string {
  const { direction } = geometry;
  const alignment = (order: readonly number[]): number =>
    Math.abs(direction[order[0]]) + Math.abs(direction[3 + order[1]]) + Math.abs(direction[6 + order[2]]);
  const best = PERMUTATIONS.reduce((a, b) => (alignment(b) > alignment(a) + 1e-9 ? b : a));
  return best.map((axis, column) => LETTERS[axis].charAt(direction[3 * column + axis] > 0 ? 1 : 0)).join('');
}
