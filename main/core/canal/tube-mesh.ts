/** A tube around a curve as triangles, for the 3D view. */
import { splineThrough, type ArcCurve } from '../arch/spline.ts';
import { cross, dot, scaled, subtract, unit } from '../vector.ts';
import type { Vec3 } from '../volume.ts';

export interface TubeMesh {
  /** World LPS mm, flat. */
  readonly positions: Float32Array;
  /** Triangles, counter-clockwise seen from outside. */
  readonly indices: Uint32Array;
}

const SIDES = 16;
const RING_MM = 0.5;

/**
 * The tube of a spline through the points, its ends closed; around a single point a short piece as long as it is wide.
 * Null without points.
 */
export function tubeMesh(points: readonly Vec3[], diameterMm: number): TubeMesh | null {
  if (points.length === 0) return null;
  const [x, y, z] = points[0];
  const half = diameterMm / 2;
  const short: readonly Vec3[] = [
    [x, y - half, z],
    [x, y + half, z],
  ];
  const curve = splineThrough(points) ?? splineThrough(short);
  return curve === null ? null : tubeAround(curve, half);
}

function tubeAround(curve: ArcCurve, radiusMm: number): TubeMesh {
  const every = Math.max(1, Math.round(RING_MM / curve.stepMm));
  const rings = Math.max(2, Math.ceil((curve.count - 1) / every) + 1);
  const positions = new Float32Array(3 * (rings * SIDES + 2));
  const indices: number[] = [];
  let across: Vec3 = [0, 0, 1];
  for (let ring = 0; ring < rings; ring++) {
    const n = Math.min(curve.count - 1, ring * every);
    const centre = pointOf(curve, n);
    const along = unit(subtract(pointOf(curve, n + 1), pointOf(curve, n - 1))) ?? [0, 1, 0];
    // The last ring's direction carried on, so that the tube does not twist.
    across = unit(subtract(across, scaled(along, dot(across, along)))) ?? anyAcross(along);
    const other = cross(along, across);
    for (let side = 0; side < SIDES; side++) {
      const angle = (2 * Math.PI * side) / SIDES;
      const [c, s] = [radiusMm * Math.cos(angle), radiusMm * Math.sin(angle)];
      for (let axis = 0; axis < 3; axis++) {
        positions[3 * (ring * SIDES + side) + axis] = centre[axis] + c * across[axis] + s * other[axis];
      }
      if (ring === 0) continue;
      const next = (side + 1) % SIDES;
      const [a, b] = [(ring - 1) * SIDES + side, (ring - 1) * SIDES + next];
      const [c2, d] = [ring * SIDES + side, ring * SIDES + next];
      indices.push(a, b, d, a, d, c2);
    }
  }
  const first = rings * SIDES;
  positions.set(pointOf(curve, 0), 3 * first);
  positions.set(pointOf(curve, curve.count - 1), 3 * first + 3);
  for (let side = 0; side < SIDES; side++) {
    const next = (side + 1) % SIDES;
    indices.push(first, next, side, first + 1, (rings - 1) * SIDES + side, (rings - 1) * SIDES + next);
  }
  return { positions, indices: Uint32Array.from(indices) };
}

function pointOf({ xyz, count }: ArcCurve, at: number): Vec3 {
  const n = 3 * Math.min(count - 1, Math.max(0, at));
  return [xyz[n], xyz[n + 1], xyz[n + 2]];
}

function anyAcross(along: Vec3): Vec3 {
  return unit(cross(along, Math.abs(along[0]) < 0.9 ? [1, 0, 0] : [0, 1, 0])) ?? [0, 0, 1];
}
