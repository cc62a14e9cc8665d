/** Lengths, angles, regions and profiles on a flat picture of the volume; places are (u, v) in mm, u to the right, v upwards. */

export type FlatPoint = readonly [u: number, v: number];

/** Length along the points, mm; 0 for one point. */
export function lengthMm(points: readonly FlatPoint[]): number {
  let sum = 0;
  for (let n = 1; n < points.length; n++) sum += distance(points[n - 1], points[n]);
  return sum;
}

/** Angle at `vertex` between the arms to `a` and `b`, 0…180 degrees; null when an arm has no length. */
export function angleDeg(a: FlatPoint, vertex: FlatPoint, b: FlatPoint): number | null {
  const first: FlatPoint = [a[0] - vertex[0], a[1] - vertex[1]];
  const second: FlatPoint = [b[0] - vertex[0], b[1] - vertex[1]];
  if (Math.hypot(...first) === 0 || Math.hypot(...second) === 0) return null;
  const cross = first[0] * second[1] - first[1] * second[0];
  const dot = first[0] * second[0] + first[1] * second[1];
  return (Math.abs(Math.atan2(cross, dot)) * 180) / Math.PI;
}

export interface Ellipse {
  readonly centre: FlatPoint;
  readonly halfMm: readonly [u: number, v: number];
  readonly areaMm2: number;
}

/** The ellipse that fills the upright box with these two opposite corners. */
export function ellipseOf(corner: FlatPoint, opposite: FlatPoint): Ellipse {
  const halfMm: readonly [number, number] = [
    Math.abs(opposite[0] - corner[0]) / 2,
    Math.abs(opposite[1] - corner[1]) / 2,
  ];
  return {
    centre: [(corner[0] + opposite[0]) / 2, (corner[1] + opposite[1]) / 2],
    halfMm,
    areaMm2: Math.PI * halfMm[0] * halfMm[1],
  };
}

/** Grey value at a place; null beyond the scan. */
export type GreyAt = (at: FlatPoint) => number | null;

export interface GreyStatistics {
  readonly mean: number;
  readonly standardDeviation: number;
  readonly min: number;
  readonly max: number;
  /** Samples inside the scan. */
  readonly count: number;
}

/** So many samples across the longer axis are enough, whatever the size of the region. */
const MOST_ACROSS = 200;

/** Grey values inside an ellipse, sampled every `stepMm` (a voxel) on a grid through its centre; null without a sample. */
export function greyStatistics({ centre, halfMm }: Ellipse, stepMm: number, greyAt: GreyAt): GreyStatistics | null {
  const step = Math.max(stepMm, (2 * Math.max(...halfMm)) / MOST_ACROSS);
  const [columns, rows] = [Math.floor(halfMm[0] / step), Math.floor(halfMm[1] / step)];
  let [count, mean, squares, min, max] = [0, 0, 0, Infinity, -Infinity];
  for (let row = -rows; row <= rows; row++) {
    for (let column = -columns; column <= columns; column++) {
      const [u, v] = [column * step, row * step];
      if ((u / (halfMm[0] || 1)) ** 2 + (v / (halfMm[1] || 1)) ** 2 > 1) continue;
      const grey = greyAt([centre[0] + u, centre[1] + v]);
      if (grey === null) continue;
      // Welford: one pass without losing digits.
      count += 1;
      const away = grey - mean;
      mean += away / count;
      squares += away * (grey - mean);
      if (grey < min) min = grey;
      if (grey > max) max = grey;
    }
  }
  return count === 0 ? null : { mean, standardDeviation: Math.sqrt(squares / count), min, max, count };
}

/** Grey values along a line, one every `stepMm` from its start to its end; NaN beyond the scan. */
export function greyProfile(
  from: FlatPoint,
  to: FlatPoint,
  stepMm: number,
  greyAt: GreyAt,
): { readonly alongMm: Float64Array; readonly greys: Float64Array } {
  const length = distance(from, to);
  const steps = Math.max(1, Math.min(2000, Math.round(length / stepMm)));
  const alongMm = new Float64Array(steps + 1);
  const greys = new Float64Array(steps + 1);
  for (let n = 0; n <= steps; n++) {
    const share = n / steps;
    alongMm[n] = share * length;
    greys[n] = greyAt([from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]) ?? NaN;
  }
  return { alongMm, greys };
}

function distance(a: FlatPoint, b: FlatPoint): number {
  return Math.hypot(b[0] - a[0], b[1] - a[1]);
}
