/** The line of a canal through its points, kept for as long as the points are the same. */
import type { Canal } from '#contract/annotations';
import { splineThrough, type ArcCurve } from '#core/arch/spline';
import type { Vec3 } from '#core/volume';

const CURVES = new WeakMap<readonly Vec3[], ArcCurve>();

/** Of a single point a line of no length. */
export function canalCurve({ pointsMm }: Pick<Canal, 'pointsMm'>): ArcCurve {
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

/** Orange and blue: apart for every eye, and unlike the planes' red, yellow and green. The name says the side as well. */
export const CANAL_COLOURS = {
  right: { css: '#ff9f43', rgb: [255, 159, 67] },
  left: { css: '#6cb6ff', rgb: [108, 182, 255] },
} as const;
