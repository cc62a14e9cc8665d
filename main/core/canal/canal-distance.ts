/** How near a tooth comes to a nerve canal. */
import type { ArcCurve } from '../arch/spline.ts';
import { affineIjkToWorld, type Bounds } from '../geometry.ts';
import type { LabelMap, Vec3 } from '../volume.ts';

export interface NearestToCanal {
  /** From the tooth's surface to the wall of the canal, mm; negative where they overlap. */
  readonly distanceMm: number;
  /** World LPS mm of the surface voxel that is nearest. */
  readonly toothMm: Vec3;
}

export interface ToothBox {
  /** Its value in the label map. */
  readonly label: number;
  /** Inclusive, voxels of the label map's grid. */
  readonly boundsIjk: { readonly min: Vec3; readonly max: Vec3 };
}

/** Teeth further off than this are not listed. */
export const LISTED_MM = 10;

/** Whether a tooth's box comes within reach of the box of the canal's points. */
export function mayBeNearCanal(
  { min, max }: Bounds,
  { pointsMm, diameterMm }: { readonly pointsMm: readonly Vec3[]; readonly diameterMm: number },
): boolean {
  // The spline may leave the box of its points a little.
  const reach = LISTED_MM + diameterMm;
  return [0, 1, 2].every((axis) => {
    const values = pointsMm.map((point) => point[axis]);
    return min[axis] - reach <= Math.max(...values) && max[axis] + reach >= Math.min(...values);
  });
}

/** Every so many points of the curve are chords enough: half a millimetre bends by less than 0.01 mm. */
const CHORD_MM = 0.5;

/**
 * The smallest distance from a tooth's surface voxels (those with a neighbour of another label) to the canal's middle
 * line, less the canal's radius. A line of a single point has length 0. Null when the tooth has no voxels in its box.
 */
export function nearestToCanal(
  { geometry, data }: LabelMap,
  { label, boundsIjk: { min, max } }: ToothBox,
  canal: Pick<ArcCurve, 'xyz' | 'count' | 'stepMm'>,
  diameterMm: number,
): NearestToCanal | null {
  const [ni, nj, nk] = geometry.dims;
  const m = affineIjkToWorld(geometry);
  const line = chordsOf(canal);
  const slice = ni * nj;
  let best = Infinity;
  let [bx, by, bz] = [0, 0, 0];
  for (let k = Math.max(0, min[2]); k <= Math.min(nk - 1, max[2]); k++) {
    for (let j = Math.max(0, min[1]); j <= Math.min(nj - 1, max[1]); j++) {
      for (let i = Math.max(0, min[0]); i <= Math.min(ni - 1, max[0]); i++) {
        const n = i + ni * j + slice * k;
        if (data[n] !== label) continue;
        const inner =
          i > 0 &&
          j > 0 &&
          k > 0 &&
          i < ni - 1 &&
          j < nj - 1 &&
          k < nk - 1 &&
          data[n - 1] === label &&
          data[n + 1] === label &&
          data[n - ni] === label &&
          data[n + ni] === label &&
          data[n - slice] === label &&
          data[n + slice] === label;
        if (inner) continue;
        const x = m[0] * i + m[1] * j + m[2] * k + m[3];
        const y = m[4] * i + m[5] * j + m[6] * k + m[7];
        const z = m[8] * i + m[9] * j + m[10] * k + m[11];
        const square = squareToLine(line, x, y, z, best);
        if (square < best) [best, bx, by, bz] = [square, x, y, z];
      }
    }
  }
  return best === Infinity ? null : { distanceMm: Math.sqrt(best) - diameterMm / 2, toothMm: [bx, by, bz] };
}

function chordsOf({ xyz, count, stepMm }: Pick<ArcCurve, 'xyz' | 'count' | 'stepMm'>): Float64Array {
  const every = Math.max(1, Math.floor(CHORD_MM / (stepMm || CHORD_MM)));
  const kept: number[] = [];
  for (let n = 0; n < count; n += every) kept.push(xyz[3 * n], xyz[3 * n + 1], xyz[3 * n + 2]);
  if ((count - 1) % every !== 0) kept.push(...xyz.subarray(3 * (count - 1), 3 * count));
  return Float64Array.from(kept);
}

/** Squared distance to the nearest chord, or any number above `limit` when none is nearer than that. */
function squareToLine(line: Float64Array, x: number, y: number, z: number, limit: number): number {
  let best = limit;
  if (line.length === 3) return (line[0] - x) ** 2 + (line[1] - y) ** 2 + (line[2] - z) ** 2;
  for (let n = 3; n < line.length; n += 3) {
    const [ax, ay, az] = [line[n - 3], line[n - 2], line[n - 1]];
    const dx = line[n] - ax;
    const dy = line[n + 1] - ay;
    const dz = line[n + 2] - az;
    const along = dx * dx + dy * dy + dz * dz;
    let t = along > 0 ? ((x - ax) * dx + (y - ay) * dy + (z - az) * dz) / along : 0;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    const square = (ax + t * dx - x) ** 2 + (ay + t * dy - y) ** 2 + (az + t * dz - z) ** 2;
    if (square < best) best = square;
  }
  return best < limit ? best : Infinity;
}
