/** A measurement in the flat coordinates of the picture it was drawn on, its value, and whether a picture shows it. */
import type { Measurement, MeasurementKind } from '#contract/annotations';
import { angleDeg, ellipseOf, greyProfile, greyStatistics, lengthMm, type FlatPoint, type GreyAt } from '#core/measure';
import { cross, dot } from '#core/vector';
import type { Vec3 } from '#core/volume';
import type { Sheet } from './pane-layer.ts';

/** How many points finish a measurement by themselves; a polyline goes on until the person ends it. */
export const POINTS_OF: { readonly [K in MeasurementKind]: number } = {
  distance: 2,
  polyline: Infinity,
  angle: 3,
  ellipse: 2,
  profile: 2,
};

export type Measured =
  | { readonly kind: 'length'; readonly mm: number }
  | { readonly kind: 'angle'; readonly degrees: number }
  | {
      readonly kind: 'region';
      readonly areaMm2: number;
      /** null outside of the scan. */
      readonly greys: { readonly mean: number; readonly standardDeviation: number } | null;
    };

/** What the points measure on their flat picture; null while there are too few of them. */
export function measured(
  kind: MeasurementKind,
  points: readonly FlatPoint[],
  stepMm: number,
  greyAt: GreyAt,
): Measured | null {
  if (points.length < 2) return null;
  switch (kind) {
    case 'distance':
    case 'polyline':
    case 'profile':
      return { kind: 'length', mm: lengthMm(points) };
    case 'angle': {
      const degrees = points.length < 3 ? null : angleDeg(points[0], points[1], points[2]);
      return degrees === null ? null : { kind: 'angle', degrees };
    }
    case 'ellipse': {
      const ellipse = ellipseOf(points[0], points[1]);
      return { kind: 'region', areaMm2: ellipse.areaMm2, greys: greyStatistics(ellipse, stepMm, greyAt) };
    }
  }
}

export function profileOf(points: readonly FlatPoint[], stepMm: number, greyAt: GreyAt) {
  return points.length < 2 ? null : greyProfile(points[0], points[1], stepMm, greyAt);
}

/** In-plane coordinates of a plane measurement: v along its `up`, u across. Distances are those in the world. */
export interface FlatPlane {
  toFlat(worldMm: Vec3): FlatPoint;
  toWorld(at: FlatPoint): Vec3;
}

/** The plane of a measurement through its first point. */
export function flatPlane(surface: Extract<Measurement['surface'], { kind: 'plane' }>, through: Vec3): FlatPlane {
  const { normal, up } = surface;
  const across = cross(up, normal);
  const offMm = dot(through, normal);
  return {
    toFlat: (world) => [dot(world, across), dot(world, up)],
    toWorld: ([u, v]) => [
      u * across[0] + v * up[0] + offMm * normal[0],
      u * across[1] + v * up[1] + offMm * normal[1],
      u * across[2] + v * up[2] + offMm * normal[2],
    ],
  };
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
