/** Faces as points: what the net and everything after it know of a surface. */
import type { Vec3 } from '../volume.ts';

export interface FaceShapes {
  readonly count: number;
  /** x, y, z a face, mm. */
  readonly centres: Float64Array;
  /** Unit, on the outer side; 0 for a face without an area. */
  readonly normals: Float64Array;
  readonly areas: Float64Array;
}

export function faceShapes(positions: Float64Array, triangles: Uint32Array): FaceShapes {
  const count = triangles.length / 3;
  const centres = new Float64Array(3 * count);
  const normals = new Float64Array(3 * count);
  const areas = new Float64Array(count);
  const p = positions;
  for (let face = 0; face < count; face++) {
    const a = 3 * triangles[3 * face];
    const b = 3 * triangles[3 * face + 1];
    const c = 3 * triangles[3 * face + 2];
    const ux = p[b] - p[a];
    const uy = p[b + 1] - p[a + 1];
    const uz = p[b + 2] - p[a + 2];
    const vx = p[c] - p[a];
    const vy = p[c + 1] - p[a + 1];
    const vz = p[c + 2] - p[a + 2];
    const x = uy * vz - uz * vy;
    const y = uz * vx - ux * vz;
    const z = ux * vy - uy * vx;
    const length = Math.sqrt(x * x + y * y + z * z);
    const scale = length > 0 ? 1 / length : 0;
    for (let axis = 0; axis < 3; axis++) centres[3 * face + axis] = (p[a + axis] + p[b + axis] + p[c + axis]) / 3;
    normals[3 * face] = scale * x;
    normals[3 * face + 1] = scale * y;
    normals[3 * face + 2] = scale * z;
    areas[face] = length / 2;
  }
  return { count, centres, normals, areas };
}

/** Of a surface whose faces show their inner sides. */
export function turnedInsideOut(shapes: FaceShapes): FaceShapes {
  return { ...shapes, normals: shapes.normals.map((value) => -value) };
}

export function meanCentre({ centres, count }: FaceShapes): Vec3 {
  const sum = [0, 0, 0];
  for (let n = 0; n < centres.length; n++) sum[n % 3] += centres[n];
  return [sum[0] / count, sum[1] / count, sum[2] / count];
}
