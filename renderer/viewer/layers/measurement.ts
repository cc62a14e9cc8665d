/** How a measurement is drawn: how many points it takes, its profile, and whether a picture shows it. */
import type { Measurement, MeasurementKind } from '#contract/annotations';
import { greyProfile, type FlatPoint, type GreyAt } from '#core/metrics/measure';
import { dot } from '#core/vector';
import type { Sheet } from './pane-layer.ts';

/** How many points finish a measurement by themselves; a polyline goes on until the person ends it. */
export const POINTS_OF: { readonly [K in MeasurementKind]: number } = {
  distance: 2,
  polyline: Infinity,
  angle: 3,
  ellipse: 2,
  profile: 2,
};

export function profileOf(points: readonly FlatPoint[], stepMm: number, greyAt: GreyAt) {
  return points.length < 2 ? null : greyProfile(points[0], points[1], stepMm, greyAt);
}

/** Normals this parallel are the same plane: about a quarter of a degree. */
const PARALLEL = 0.99999;

/**
 * Whether a picture shows a measurement: drawn on the same kind of picture, for planes in the same direction, and no
 * point further off it than the picture is thick.
 */
export function isShownOn(sheet: Sheet, { surface, pointsMm }: Pick<Measurement, 'surface' | 'pointsMm'>): boolean {
  if (surface.kind === 'panoramic' || sheet.surface.kind === 'panoramic') return surface.kind === sheet.surface.kind;
  if (Math.abs(dot(surface.normal, sheet.surface.normal)) < PARALLEL) return false;
  return pointsMm.every((point) => Math.abs(sheet.toSheet(point).offMm) <= sheet.halfThicknessMm + 1e-6);
}
