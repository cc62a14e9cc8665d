/** Points of a surface with the direction in which it faces: what registration works on. Millimetres. */
import type { ScanSurface } from '../surface/scan-surface.ts';

export interface OrientedPoints {
  readonly points: Float64Array; // x, y, z
  readonly normals: Float64Array; // unit
}

/** One point a cube of `cellMm`: the mean of its vertices and their normals, in whatever order these came. */
export function thinned(
  { positions, triangles }: Pick<ScanSurface, 'positions' | 'triangles'>,
  cellMm: number,
): OrientedPoints {
  const normals = areaNormals(positions, triangles);
  const cells = new Map<number, number>();
  const sums: number[] = [];
  const middles: number[] = [];
  const counts: number[] = [];
  for (let n = 0; n < positions.length; n += 3) {
    if (normals[n] === 0 && normals[n + 1] === 0 && normals[n + 2] === 0) continue; // of no face
    const along = (axis: number): number => Math.floor(positions[n + axis] / cellMm) + 65_536;
    const key = along(0) + 131_072 * (along(1) + 131_072 * along(2));
    let cell = cells.get(key);
    if (cell === undefined) {
      cells.set(key, (cell = counts.length));
      counts.push(0);
      sums.push(0, 0, 0);
      middles.push(0, 0, 0);
    }
    counts[cell]++;
    for (let axis = 0; axis < 3; axis++) {
      middles[3 * cell + axis] += positions[n + axis];
      sums[3 * cell + axis] += normals[n + axis];
    }
  }
  const points = Float64Array.from(middles, (sum, n) => sum / counts[Math.floor(n / 3)]);
  const units = Float64Array.from(sums);
  for (let n = 0; n < units.length; n += 3) {
    const length = Math.hypot(units[n], units[n + 1], units[n + 2]) || 1;
    for (let axis = 0; axis < 3; axis++) units[n + axis] /= length;
  }
  return { points, normals: units };
}

/** Per vertex, the sum of its triangles' normals, each as long as twice its area. */
function areaNormals(positions: Float64Array, triangles: Uint32Array): Float64Array {
  const normals = new Float64Array(positions.length);
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]];
    const ux = positions[b] - positions[a];
    const uy = positions[b + 1] - positions[a + 1];
    const uz = positions[b + 2] - positions[a + 2];
    const vx = positions[c] - positions[a];
    const vy = positions[c + 1] - positions[a + 1];
    const vz = positions[c + 2] - positions[a + 2];
    const [x, y, z] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    for (let corner = 0; corner < 3; corner++) {
      const n = 3 * triangles[t + corner];
      normals[n] += x;
      normals[n + 1] += y;
      normals[n + 2] += z;
    }
  }
  return normals;
}

/** Every so manieth of them, at most `most`. */
export function someOf({ points, normals }: OrientedPoints, most: number): OrientedPoints {
  const count = points.length / 3;
  if (count <= most) return { points, normals };
  const at = (values: Float64Array): Float64Array =>
    Float64Array.from(
      { length: 3 * most },
      (_, n) => values[3 * Math.floor((Math.floor(n / 3) * count) / most) + (n % 3)],
    );
  return { points: at(points), normals: at(normals) };
}

/** As a mirror shows them: x to the other side. */
export function mirroredPoints({ points, normals }: OrientedPoints): OrientedPoints {
  const other = (value: number, n: number): number => (n % 3 === 0 ? -value : value);
  return { points: points.map(other), normals: normals.map(other) };
}
