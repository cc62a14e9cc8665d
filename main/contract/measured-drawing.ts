/** What a stored measurement says: its points on the flat picture it was drawn on, and their value. */
import { angleDeg, ellipseOf, greyStatistics, lengthMm, type FlatPoint, type GreyAt } from '#core/metrics/measure';
import { cross, dot } from '#core/vector';
import type { Vec3 } from '#core/volume';
import type { Measurement, MeasurementKind } from './annotations.ts';
import type { Language } from './settings.ts';

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

/** A measured value as a person writes it: "12.3 mm", "45.0°", "1234 ± 56 · 7.1 mm²". */
export function measuredText(value: Measured, language: Language): string {
  const number = (of: number, digits: number): string =>
    new Intl.NumberFormat(language, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      useGrouping: false,
    }).format(of);
  switch (value.kind) {
    case 'length':
      return `${number(value.mm, 1)} mm`;
    case 'angle':
      return `${number(value.degrees, 1)}°`;
    case 'region': {
      const area = `${number(value.areaMm2, 1)} mm²`;
      if (value.greys === null) return area;
      return `${number(value.greys.mean, 0)} ± ${number(value.greys.standardDeviation, 0)} · ${area}`;
    }
  }
}
