/** The line of a canal through its points, kept for as long as the points are the same. */
import { splineThrough, type ArcCurve } from '../arch/spline.ts';
import type { Vec3 } from '../volume.ts';

const CURVES = new WeakMap<readonly Vec3[], ArcCurve>();

/** Of a single point a line of no length. */
export function canalCurve({ pointsMm }: { readonly pointsMm: readonly Vec3[] }): ArcCurve {
  const known = CURVES.get(pointsMm);
  if (known !== undefined) return known;
  const curve = splineThrough(pointsMm) ?? {
    xyz: Float64Array.from(pointsMm[0] ?? [0, 0, 0]),
    count: 1,
    stepMm: 0,
    lengthMm: 0,
  };
  CURVES.set(pointsMm, curve);
  return curve;
}
