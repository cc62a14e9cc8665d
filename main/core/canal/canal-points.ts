/** Points along a nerve canal: where a new one belongs in their order. */
import { subtract } from '../vector.ts';
import type { Vec3 } from '../volume.ts';

/**
 * Where in the order a new point makes the way along all points shortest: between two of them, or at one of the ends.
 * Ends win over the middle when they cost as much: a canal is drawn on.
 */
export function insertionIndex(points: readonly Vec3[], point: Vec3): number {
  if (points.length === 0) return 0;
  let best = points.length;
  let least = distance(points[points.length - 1], point);
  const toFirst = distance(points[0], point);
  if (points.length > 1 && toFirst < least) [best, least] = [0, toFirst];
  for (let n = 1; n < points.length; n++) {
    const detour = distance(points[n - 1], point) + distance(point, points[n]) - distance(points[n - 1], points[n]);
    if (detour < least) [best, least] = [n, detour];
  }
  return best;
}

function distance(a: Vec3, b: Vec3): number {
  return Math.hypot(...subtract(a, b));
}
