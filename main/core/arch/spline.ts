/** A smooth curve through points in space, walked in equal steps of arc length. */
import type { Vec3 } from '../volume.ts';

/** A curve as points at equal distances along it. */
export interface ArcCurve {
  /** World LPS mm, flat [x0, y0, z0, x1, …]; at least two points. */
  readonly xyz: Float64Array;
  readonly count: number;
  /** Arc length between neighbouring points, mm. */
  readonly stepMm: number;
  readonly lengthMm: number;
}

/** Short enough that the chord leaves a bend of 10 mm radius by less than a micrometre. */
const EVALUATION_MM = 0.2;
const WALK_MM = 0.25;
/** Points closer than this are one: between them a centripetal spline has no direction. */
const SAME_POINT_MM = 1e-6;

/**
 * Centripetal Catmull-Rom spline through the points in their order (Yuksel et al., "Parameterization and applications of
 * Catmull-Rom curves", 2011): it runs through every point and makes no loops where they are unevenly spaced. Null with
 * fewer than two different points.
 */
export function splineThrough(points: readonly Vec3[]): ArcCurve | null {
  const knots = points.filter((point, n) => n === 0 || distance(point, points[n - 1]) > SAME_POINT_MM);
  if (knots.length < 2) return null;
  const dense: number[] = [...knots[0]];
  for (let n = 0; n + 1 < knots.length; n++) {
    const [b, c] = [knots[n], knots[n + 1]];
    // Beyond the ends the curve would go on as it came.
    const a = knots[n - 1] ?? mirroredAt(b, c);
    const d = knots[n + 2] ?? mirroredAt(c, b);
    const steps = Math.max(1, Math.ceil(distance(b, c) / EVALUATION_MM));
    for (let step = 1; step <= steps; step++) pushPoint(dense, [a, b, c, d], step / steps);
  }
  return inEqualSteps(dense);
}

function mirroredAt(centre: Vec3, point: Vec3): Vec3 {
  return [2 * centre[0] - point[0], 2 * centre[1] - point[1], 2 * centre[2] - point[2]];
}

/** The point at `share` 0…1 of the way from b to c, by Barry and Goldman's pyramid. */
function pushPoint(out: number[], [a, b, c, d]: readonly [Vec3, Vec3, Vec3, Vec3], share: number): void {
  const tb = Math.sqrt(distance(a, b));
  const tc = tb + Math.sqrt(distance(b, c));
  const td = tc + Math.sqrt(distance(c, d));
  const t = tb + (tc - tb) * share;
  for (let axis = 0; axis < 3; axis++) {
    const ab = between(a[axis], b[axis], t / tb);
    const bc = between(b[axis], c[axis], (t - tb) / (tc - tb));
    const cd = between(c[axis], d[axis], (t - tc) / (td - tc));
    const abc = between(ab, bc, t / tc);
    const bcd = between(bc, cd, (t - tb) / (td - tb));
    out.push(between(abc, bcd, (t - tb) / (tc - tb)));
  }
}

function between(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

/** The same line walked in equal steps; the last step is no shorter than the others. */
function inEqualSteps(line: readonly number[]): ArcCurve {
  let lengthMm = 0;
  for (let n = 3; n < line.length; n += 3) lengthMm += chord(line, n);
  const count = Math.max(2, Math.round(lengthMm / WALK_MM) + 1);
  const stepMm = lengthMm / (count - 1);
  const xyz = new Float64Array(3 * count);
  let end = 3;
  let before = 0;
  let here = chord(line, end);
  for (let n = 0; n < count; n++) {
    const wanted = n * stepMm;
    while (before + here < wanted && end + 3 < line.length) {
      before += here;
      end += 3;
      here = chord(line, end);
    }
    const share = Math.min(1, (wanted - before) / here);
    for (let axis = 0; axis < 3; axis++) xyz[3 * n + axis] = between(line[end - 3 + axis], line[end + axis], share);
  }
  return { xyz, count, stepMm, lengthMm };
}

function chord(line: readonly number[], end: number): number {
  return Math.hypot(line[end] - line[end - 3], line[end + 1] - line[end - 2], line[end + 2] - line[end - 1]);
}

function distance(a: Vec3, b: Vec3): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
