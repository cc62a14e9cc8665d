import { covarianceOf, principalAxes } from '../math/principal-axes.ts';
import { dot, mean, scaled, subtract } from '../vector.ts';
import type { Vec3 } from '../volume.ts';

/** The plane on which the jaws meet. World LPS mm; the unit normal points up (cranial). */
export interface OcclusalPlane {
  readonly pointMm: Vec3;
  readonly normal: Vec3;
}

/** Points must spread at least this far (SD, mm) in their second direction, or a line would decide the tilt. */
const MIN_SPREAD_MM = 3;
/** A tip further off than this is not in the bite (retained, submerged) and does not count. */
const OUTLIER_MM = 5;

/**
 * Fits the occlusal plane to crown tips of both jaws by total least squares, then once more without outliers.
 * Null with fewer than three tips or when they lie on a line.
 */
export function fitOcclusalPlane(tips: readonly Vec3[]): OcclusalPlane | null {
  const first = fitPlane(tips);
  if (first === null) return null;
  const inBite = tips.filter((tip) => Math.abs(dot(subtract(tip, first.pointMm), first.normal)) <= OUTLIER_MM);
  return (inBite.length < tips.length ? fitPlane(inBite) : null) ?? first;
}

function fitPlane(points: readonly Vec3[]): OcclusalPlane | null {
  if (points.length < 3) return null;
  const pointMm = mean(points);
  const [, second, third] = principalAxes(covarianceOf(points, pointMm));
  if (second.variance < MIN_SPREAD_MM ** 2) return null;
  return { pointMm, normal: third.axis[2] < 0 ? scaled(third.axis, -1) : third.axis };
}
