import type { Vec3 } from '../volume.ts';

/** A symmetric 3×3 matrix as xx, xy, xz, yy, yz, zz. */
export type Symmetric3 = readonly [number, number, number, number, number, number];

export interface PrincipalAxis {
  readonly variance: number;
  readonly axis: Vec3; // unit
}

/** Eigenvalues and eigenvectors of a covariance, largest first, by cyclic Jacobi rotations. */
export function principalAxes([xx, xy, xz, yy, yz, zz]: Symmetric3): readonly [
  PrincipalAxis,
  PrincipalAxis,
  PrincipalAxis,
] {
  const m = [
    [xx, xy, xz],
    [xy, yy, yz],
    [xz, yz, zz],
  ];
  const v = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  for (let sweep = 0; sweep < 50; sweep++) {
    const off = m[0][1] ** 2 + m[0][2] ** 2 + m[1][2] ** 2;
    if (off <= 1e-30 * (m[0][0] ** 2 + m[1][1] ** 2 + m[2][2] ** 2)) break;
    for (const [p, q] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ]) {
      rotate(m, v, p, q);
    }
  }
  const axis = (n: number): PrincipalAxis => ({ variance: m[n][n], axis: [v[0][n], v[1][n], v[2][n]] });
  const [a, b, c] = [axis(0), axis(1), axis(2)].sort((left, right) => right.variance - left.variance);
  return [a, b, c];
}

/** One Jacobi rotation that makes m[p][q] zero; m and v are changed. */
function rotate(m: number[][], v: number[][], p: number, q: number): void {
  if (m[p][q] === 0) return;
  const theta = (m[q][q] - m[p][p]) / (2 * m[p][q]);
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cos = 1 / Math.hypot(t, 1);
  const sin = t * cos;
  for (let n = 0; n < 3; n++) {
    [m[n][p], m[n][q]] = [cos * m[n][p] - sin * m[n][q], sin * m[n][p] + cos * m[n][q]];
  }
  for (let n = 0; n < 3; n++) {
    [m[p][n], m[q][n]] = [cos * m[p][n] - sin * m[q][n], sin * m[p][n] + cos * m[q][n]];
    [v[n][p], v[n][q]] = [cos * v[n][p] - sin * v[n][q], sin * v[n][p] + cos * v[n][q]];
  }
}

/** Covariance of points about their mean, dividing by their number. */
export function covarianceOf(points: readonly Vec3[], centre: Vec3): Symmetric3 {
  const sums: [number, number, number, number, number, number] = [0, 0, 0, 0, 0, 0];
  for (const [px, py, pz] of points) {
    const [x, y, z] = [px - centre[0], py - centre[1], pz - centre[2]];
    sums[0] += (x * x) / points.length;
    sums[1] += (x * y) / points.length;
    sums[2] += (x * z) / points.length;
    sums[3] += (y * y) / points.length;
    sums[4] += (y * z) / points.length;
    sums[5] += (z * z) / points.length;
  }
  return sums;
}
