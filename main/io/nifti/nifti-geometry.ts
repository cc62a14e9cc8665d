/** NIfTI's RAS affine ⇄ the LPS geometry of a volume. */
import { cross, dot, scaled } from '#core/vector';
import type { Geometry, Vec3 } from '#core/volume';
import { inconsistentGeometry } from '../scan-errors.ts';
import type { AffineRow, NiftiHeader } from './nifti-header.ts';

/** Axes further from a right angle than this are sheared; less is the rounding of single-precision headers. */
const MAX_SKEW_COSINE = 1e-3;

/**
 * The geometry of a NIfTI header: columns of the affine become spacing and direction, x and y change sign (RAS → LPS).
 * @throws QuadrantError scan.inconsistent-geometry for a sheared, flat or not finite affine.
 */
export function geometryFromNifti({ dims, affineRas: [x, y, z] }: NiftiHeader, path: string): Geometry {
  const columnLps = (c: 0 | 1 | 2 | 3): Vec3 => [0 - x[c], 0 - y[c], z[c]];
  const columns = [columnLps(0), columnLps(1), columnLps(2)] as const;
  const [si, sj, sk] = columns.map((column) => Math.hypot(...column));
  if (![si, sj, sk].every((spacing) => Number.isFinite(spacing) && spacing > 0))
    throw inconsistentGeometry('The NIfTI header gives no usable voxel size or orientation.', { path });
  const axes = [scaled(columns[0], 1 / si), scaled(columns[1], 1 / sj), scaled(columns[2], 1 / sk)] as const;
  const skew = Math.max(
    Math.abs(dot(axes[0], axes[1])),
    Math.abs(dot(axes[0], axes[2])),
    Math.abs(dot(axes[1], axes[2])),
  );
  if (skew > MAX_SKEW_COSINE)
    throw inconsistentGeometry('The NIfTI header describes a sheared grid.', { path, skewCosine: skew });
  return { dims, spacingMm: [si, sj, sk], originMm: columnLps(3), direction: axes.flat() };
}

/** Rows of the affine from voxel indices to RAS mm. */
export function affineRasOf({ spacingMm, originMm, direction }: Geometry): readonly [AffineRow, AffineRow, AffineRow] {
  const row = (axis: 0 | 1 | 2, sign: 1 | -1): AffineRow => [
    sign * direction[axis] * spacingMm[0],
    sign * direction[3 + axis] * spacingMm[1],
    sign * direction[6 + axis] * spacingMm[2],
    sign * originMm[axis],
  ];
  return [row(0, -1), row(1, -1), row(2, 1)];
}

export interface Qform {
  /** −1 for a left-handed grid, whose k axis the quaternion turns round. */
  readonly qfac: 1 | -1;
  readonly quaternion: Vec3; // b, c, d with a ≥ 0
}

/** The quaternion of the geometry's rotation in RAS (nifti1.h, method 2). */
export function qformOf({ direction: d }: Geometry): Qform {
  const i: Vec3 = [-d[0], -d[1], d[2]];
  const j: Vec3 = [-d[3], -d[4], d[5]];
  const k: Vec3 = [-d[6], -d[7], d[8]];
  const qfac = dot(cross(i, j), k) < 0 ? -1 : 1;
  return { qfac, quaternion: quaternionOf(i, j, scaled(k, qfac)) };
}

/** Quaternion (b, c, d) of the proper rotation with columns i, j, k; the largest component is computed first. */
function quaternionOf(i: Vec3, j: Vec3, k: Vec3): Vec3 {
  const trace = i[0] + j[1] + k[2];
  if (trace > 0) {
    const a = Math.sqrt(trace + 1) / 2;
    return [(j[2] - k[1]) / (4 * a), (k[0] - i[2]) / (4 * a), (i[1] - j[0]) / (4 * a)];
  }
  const b = Math.sqrt(Math.max(0, 1 + i[0] - j[1] - k[2])) / 2;
  const c = Math.sqrt(Math.max(0, 1 - i[0] + j[1] - k[2])) / 2;
  const d = Math.sqrt(Math.max(0, 1 - i[0] - j[1] + k[2])) / 2;
  const [withA, bcd] = largestFirst(i, j, k, b, c, d);
  return scaled(bcd, withA < 0 ? -1 : 1);
}

function largestFirst(i: Vec3, j: Vec3, k: Vec3, b: number, c: number, d: number): readonly [a: number, bcd: Vec3] {
  const [bc, bd, cd] = [(i[1] + j[0]) / 4, (i[2] + k[0]) / 4, (j[2] + k[1]) / 4];
  if (b >= c && b >= d) return [j[2] - k[1], [b, bc / b, bd / b]];
  if (c >= d) return [k[0] - i[2], [bc / c, c, cd / c]];
  return [i[1] - j[0], [bd / d, cd / d, d]];
}
