/** What a person drew on a scan, measured: distances, angles, regions, nerve canals and the teeth near them. */
import type { Measurement } from '#contract/annotations';
import { labelOf } from '#contract/case';
import { flatPlane, measured, measuredText } from '#contract/measured-drawing';
import type { Language } from '#contract/settings';
import { archOfTeeth } from '#core/arch/arch-of-teeth';
import { archSurface, UPRIGHT, worldToArch, type ArchSurface } from '#core/arch/arch-surface';
import { canalCurve } from '#core/canal/canal-curve';
import { LISTED_MM, mayBeNearCanal, nearestToCanal } from '#core/canal/canal-distance';
import type { FlatPoint } from '#core/metrics/measure';
import type { ReportCanal, ReportContent } from '#core/report/report-content';
import type { ReviewedResult } from '../review/reviewed-result.ts';

/** Names are a person's own words: `unnamed` numbers them instead. */
export function drawnMeasurements(
  { caseFile, now }: ReviewedResult,
  language: Language,
  unnamed: boolean,
): ReportContent['measurements'] {
  if (caseFile.modality !== 'cbct') return [];
  const { measurements, archMm } = now.drawn;
  const fitted = archOfTeeth(caseFile.instances, { up: caseFile.occlusalPlane?.normal ?? null });
  const control = archMm ?? fitted?.controlMm ?? [];
  const surface = archSurface(control, fitted?.up ?? UPRIGHT);
  const stepMm = Math.min(...caseFile.source.geometry.spacingMm);
  return measurements.flatMap((measurement, n) => {
    const points = flatPoints(measurement, surface);
    const value = points === null ? null : measured(measurement.kind, points, stepMm, () => null);
    if (value === null) return [];
    return [{ name: unnamed ? String(n + 1) : measurement.name, value: measuredText(value, language) }];
  });
}

function flatPoints({ surface, pointsMm }: Measurement, arch: ArchSurface | null): readonly FlatPoint[] | null {
  if (surface.kind === 'plane') {
    const plane = flatPlane(surface, pointsMm[0]);
    return pointsMm.map((point) => plane.toFlat(point));
  }
  if (arch === null) return null;
  return pointsMm.map((point): FlatPoint => {
    const { s, h } = worldToArch(arch, point);
    return [s, h];
  });
}

/** More would fill the line. */
const MOST_NEAR = 5;

export function drawnCanals({ caseFile, labels, now }: ReviewedResult, unnamed: boolean): readonly ReportCanal[] {
  if (caseFile.modality !== 'cbct') return [];
  const { instances } = caseFile;
  return now.drawn.canals.map((canal) => {
    const curve = canalCurve(canal);
    const near = instances.flatMap((tooth) => {
      if (!mayBeNearCanal(tooth.boundsMm, canal)) return [];
      const box = { label: labelOf(tooth), boundsIjk: tooth.boundsIjk };
      const nearest = nearestToCanal(labels, box, curve, canal.diameterMm);
      const listed = nearest !== null && nearest.distanceMm <= LISTED_MM;
      return listed ? [{ fdi: tooth.fdi, distanceMm: nearest.distanceMm }] : [];
    });
    return {
      name: unnamed ? null : canal.name,
      side: canal.side,
      lengthMm: curve.lengthMm,
      diameterMm: canal.diameterMm,
      near: near.toSorted((a, b) => a.distanceMm - b.distanceMm).slice(0, MOST_NEAR),
    };
  });
}
