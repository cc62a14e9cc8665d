/** Which surface lies under the pointer: a ray against triangles, on the processor, so that hovering costs no drawing. */
import type { Bounds } from '#core/geometry';
import type { Vec3 } from '#core/volume';
import type { ToothMesh } from '#core/surface/surface-finish';
import type { Ray } from './camera-pose.ts';
import { isKept, type Kept } from './clip-box.ts';

export function meshBounds({ positions }: ToothMesh): Bounds {
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (let n = 0; n < positions.length; n++) {
    const axis = n % 3;
    if (positions[n] < min[axis]) min[axis] = positions[n];
    if (positions[n] > max[axis]) max[axis] = positions[n];
  }
  return { min, max };
}

export function pointOn({ originMm, direction }: Ray, distanceMm: number): Vec3 {
  return [
    originMm[0] + direction[0] * distanceMm,
    originMm[1] + direction[1] * distanceMm,
    originMm[2] + direction[2] * distanceMm,
  ];
}

/** Whether a ray meets a box at all. */
export function meetsBox({ originMm, direction }: Ray, { min, max }: Bounds): boolean {
  let [near, far] = [0, Infinity];
  for (let axis = 0; axis < 3; axis++) {
    const a = (min[axis] - originMm[axis]) / direction[axis];
    const b = (max[axis] - originMm[axis]) / direction[axis];
    // Parallel to a side, both are infinite: of different signs inside, of the same outside. NaN limits nothing.
    if (Math.min(a, b) > near) near = Math.min(a, b);
    if (Math.max(a, b) < far) far = Math.max(a, b);
  }
  return near <= far && near < Infinity;
}

/** Distance in mm to the first triangle that is not cut away, Infinity when there is none (Möller and Trumbore, 1997). */
export function hitDistance(ray: Ray, { positions, indices }: ToothMesh, kept: Kept): number {
  const [ox, oy, oz] = ray.originMm;
  const [dx, dy, dz] = ray.direction;
  let nearest = Infinity;
  for (let n = 0; n < indices.length; n += 3) {
    const a = 3 * indices[n];
    const b = 3 * indices[n + 1];
    const c = 3 * indices[n + 2];
    const ux = positions[b] - positions[a];
    const uy = positions[b + 1] - positions[a + 1];
    const uz = positions[b + 2] - positions[a + 2];
    const vx = positions[c] - positions[a];
    const vy = positions[c + 1] - positions[a + 1];
    const vz = positions[c + 2] - positions[a + 2];
    const px = dy * vz - dz * vy;
    const py = dz * vx - dx * vz;
    const pz = dx * vy - dy * vx;
    const determinant = ux * px + uy * py + uz * pz;
    if (determinant === 0) continue;
    const tx = ox - positions[a];
    const ty = oy - positions[a + 1];
    const tz = oz - positions[a + 2];
    const s = (tx * px + ty * py + tz * pz) / determinant;
    if (s < 0 || s > 1) continue;
    const qx = ty * uz - tz * uy;
    const qy = tz * ux - tx * uz;
    const qz = tx * uy - ty * ux;
    const t = (dx * qx + dy * qy + dz * qz) / determinant;
    if (t < 0 || s + t > 1) continue;
    const distance = (vx * qx + vy * qy + vz * qz) / determinant;
    if (distance > 0 && distance < nearest && isKept(kept, pointOn(ray, distance))) nearest = distance;
  }
  return nearest;
}
