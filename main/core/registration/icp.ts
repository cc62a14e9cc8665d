/** Moves points onto a surface, point to plane (Chen & Medioni, 1992), without those that find nothing there (trimmed). */
import { leastSquares } from '../math/least-squares.ts';
import { unit } from '../vector.ts';
import type { OrientedPoints } from './oriented-points.ts';
import { PointTree } from './point-tree.ts';
import { composed, rotationAbout, type RigidMotion } from './rigid.ts';

/** A surface that points are moved onto. */
export class Target {
  readonly surface: OrientedPoints;
  readonly tree: PointTree;

  constructor(surface: OrientedPoints) {
    this.surface = surface;
    this.tree = new PointTree(surface.points);
  }
}

export interface IcpOptions {
  /** Points further from the surface than this do not count; it shrinks from the first to the last value. Millimetres. */
  readonly withinMm: readonly [first: number, last: number];
  readonly rounds: number;
  /** 1, or −1 when the target faces inwards; 0 when that is not known. */
  readonly facing: -1 | 0 | 1;
}

/** Surfaces that face further apart than this are not the same one. */
const LEAST_AGREEMENT = 0.6;
/** Turns count by what they move at this distance, so that the equations are of one size. */
const ARM_MM = 20;
/** Fewer points do not hold six unknowns. */
const LEAST_POINTS = 20;

export function icp(source: OrientedPoints, target: Target, start: RigidMotion, options: IcpOptions): RigidMotion {
  const [first, last] = options.withinMm;
  let motion = start;
  for (let round = 0; round < options.rounds; round++) {
    const share = options.rounds === 1 ? 1 : round / (options.rounds - 1);
    const step = stepOf(source, target, motion, first * (last / first) ** share, options.facing);
    if (step === null) return motion;
    motion = composed(step.motion, motion);
    if (step.lengthMm < 1e-4 && first === last) break;
  }
  return motion;
}

export interface Match {
  /** Across the surface. */
  readonly offMm: number;
  readonly distanceMm: number;
  /** Whether both face the same way: 1 yes, −1 the opposite. */
  readonly agreement: number;
}

/** What each point finds on the surface within a distance; null where there is nothing. */
export function matchesOf(
  source: OrientedPoints,
  target: Target,
  motion: RigidMotion,
  withinMm: number,
): (Match | null)[] {
  const { rotation: r, translation: t } = motion;
  const { points, normals } = source;
  const on = target.surface;
  return Array.from({ length: points.length / 3 }, (_, n) => {
    const [x, y, z] = [points[3 * n], points[3 * n + 1], points[3 * n + 2]];
    const px = r[0] * x + r[1] * y + r[2] * z + t[0];
    const py = r[3] * x + r[4] * y + r[5] * z + t[1];
    const pz = r[6] * x + r[7] * y + r[8] * z + t[2];
    const found = 3 * target.tree.nearest(px, py, pz, withinMm);
    if (found < 0) return null;
    const [nx, ny, nz] = [on.normals[found], on.normals[found + 1], on.normals[found + 2]];
    const [u, v, w] = [normals[3 * n], normals[3 * n + 1], normals[3 * n + 2]];
    return {
      offMm: (px - on.points[found]) * nx + (py - on.points[found + 1]) * ny + (pz - on.points[found + 2]) * nz,
      distanceMm: target.tree.distance,
      agreement:
        (r[0] * u + r[1] * v + r[2] * w) * nx +
        (r[3] * u + r[4] * v + r[5] * w) * ny +
        (r[6] * u + r[7] * v + r[8] * w) * nz,
    };
  });
}

interface Step {
  readonly motion: RigidMotion;
  readonly lengthMm: number;
}

/** The motion that brings the points nearest to the planes at their nearest neighbours; null when too few have one. */
function stepOf(
  source: OrientedPoints,
  target: Target,
  motion: RigidMotion,
  withinMm: number,
  facing: number,
): Step | null {
  const { rotation: r, translation: t } = motion;
  const { points, normals } = source;
  const on = target.surface;
  const sums = new Float64Array(42); // 6 rows of 6 coefficients and the right side
  const row = new Float64Array(7);
  const centre = centreOf(points, motion);
  let used = 0;
  for (let n = 0; n < points.length; n += 3) {
    const [x, y, z] = [points[n], points[n + 1], points[n + 2]];
    const px = r[0] * x + r[1] * y + r[2] * z + t[0];
    const py = r[3] * x + r[4] * y + r[5] * z + t[1];
    const pz = r[6] * x + r[7] * y + r[8] * z + t[2];
    const found = 3 * target.tree.nearest(px, py, pz, withinMm);
    if (found < 0) continue;
    const [nx, ny, nz] = [on.normals[found], on.normals[found + 1], on.normals[found + 2]];
    const [u, v, w] = [normals[n], normals[n + 1], normals[n + 2]];
    const cosine =
      (r[0] * u + r[1] * v + r[2] * w) * nx +
      (r[3] * u + r[4] * v + r[5] * w) * ny +
      (r[6] * u + r[7] * v + r[8] * w) * nz;
    if ((facing === 0 ? Math.abs(cosine) : facing * cosine) < LEAST_AGREEMENT) continue;
    const weight = (1 - (target.tree.distance / withinMm) ** 2) ** 2; // Tukey: what is far off counts little
    const [cx, cy, cz] = [(px - centre[0]) / ARM_MM, (py - centre[1]) / ARM_MM, (pz - centre[2]) / ARM_MM];
    row[0] = cy * nz - cz * ny;
    row[1] = cz * nx - cx * nz;
    row[2] = cx * ny - cy * nx;
    row[3] = nx;
    row[4] = ny;
    row[5] = nz;
    row[6] = (on.points[found] - px) * nx + (on.points[found + 1] - py) * ny + (on.points[found + 2] - pz) * nz;
    for (let i = 0; i < 6; i++) for (let j = 0; j < 7; j++) sums[7 * i + j] += weight * row[i] * row[j];
    used++;
  }
  if (used < LEAST_POINTS) return null;
  const rows = [0, 1, 2, 3, 4, 5].map((i) => [...sums.subarray(7 * i, 7 * i + 6)]);
  const found = leastSquares(
    rows,
    [0, 1, 2, 3, 4, 5].map((i) => sums[7 * i + 6]),
  );
  if (found === null) return null;
  const [a, b, c, dx, dy, dz] = found;
  const angle = Math.hypot(a, b, c) / ARM_MM;
  const rotation = rotationAbout(unit([a, b, c]) ?? [0, 0, 1], angle);
  // About the centre, then along.
  const [ex, ey, ez] = centre;
  const translation = [
    ex + dx - (rotation[0] * ex + rotation[1] * ey + rotation[2] * ez),
    ey + dy - (rotation[3] * ex + rotation[4] * ey + rotation[5] * ez),
    ez + dz - (rotation[6] * ex + rotation[7] * ey + rotation[8] * ez),
  ] as const;
  return { motion: { rotation, translation }, lengthMm: Math.hypot(a, b, c) + Math.hypot(dx, dy, dz) };
}

function centreOf(
  points: Float64Array,
  { rotation: r, translation: t }: RigidMotion,
): readonly [number, number, number] {
  let [x, y, z] = [0, 0, 0];
  for (let n = 0; n < points.length; n += 3) {
    x += points[n];
    y += points[n + 1];
    z += points[n + 2];
  }
  const count = Math.max(1, points.length / 3);
  x /= count;
  y /= count;
  z /= count;
  return [
    r[0] * x + r[1] * y + r[2] * z + t[0],
    r[3] * x + r[4] * y + r[5] * z + t[1],
    r[6] * x + r[7] * y + r[8] * z + t[2],
  ];
}
