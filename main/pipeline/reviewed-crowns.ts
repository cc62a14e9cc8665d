/** The crowns of an intraoral case measured as a person left them, on the surface that the case keeps. */
import { labelOf, type IosCase, type ScannedTooth } from '#contract/case';
import type { CaseReviewState } from '#contract/review';
import { crownMetrics, type CrownMetrics, type CrownsInput } from '#core/intraoral/crown-metrics';
import { faceMesh } from '#core/intraoral/face-mesh';
import { turnedInsideOut } from '#core/intraoral/face-shapes';
import { counts, type ToothRecord } from '#core/review/review';
import { positionsInMm, type ScanSurface } from '#core/surface/scan-surface';
import { alongArch, CUT_CROWN } from './scanned-teeth.ts';
import { INSIDE_OUT } from './surface-look.ts';

/** What stays the same whatever a person does to the labels. */
export type CrownSurface = Omit<CrownsInput, 'labels' | 'order'>;

/** The surface of a case as it was measured first: in millimetres, its faces' outer sides outwards. */
export function crownSurface({ source, alignment, warnings }: IosCase, surface: ScanSurface): CrownSurface {
  const mesh = faceMesh(positionsInMm(surface.positions, source.surface.mmPerUnit), surface.triangles);
  const isInsideOut = warnings.some(({ code }) => code === INSIDE_OUT.code);
  return {
    ...mesh,
    shapes: isInsideOut ? turnedInsideOut(mesh.shapes) : mesh.shapes,
    up: [alignment[8], alignment[9], alignment[10]],
  };
}

export interface ReviewedCrownsInput {
  readonly original: IosCase;
  readonly teeth: CaseReviewState['teeth'];
  /** As reviewed, a value a face; values are labels. */
  readonly labels: Uint8Array;
  readonly surface: CrownSurface;
}

/** A tooth that a person made is sure. */
const OWN_CONFIDENCE = 1;

/** All teeth with faces, also those that are rejected or no teeth, under their present numbers. */
export function measureReviewedCrowns({ original, teeth, labels, surface }: ReviewedCrownsInput): IosCase {
  const records = [...teeth.values()];
  const measured = crownMetrics({ ...surface, labels, order: alongArch(records.filter(counts)) });
  const before = new Map(original.instances.map((tooth) => [labelOf(tooth), tooth]));
  const instances = records
    .flatMap((record): ScannedTooth[] => {
      const metrics = measured.get(record.label);
      return metrics === undefined ? [] : [joined(record, metrics, before.get(record.label))];
    })
    .toSorted((a, b) => a.fdi - b.fdi || labelOf(a) - labelOf(b));
  const warnings = original.warnings.filter(({ code }) => code !== 'case.no-teeth' || instances.length === 0);
  return { ...original, instances, warnings };
}

function joined(record: ToothRecord, metrics: CrownMetrics, before: ScannedTooth | undefined): ScannedTooth {
  const { label, fdi } = record;
  const said = {
    label,
    fdi,
    confidence: before?.confidence ?? OWN_CONFIDENCE,
    // Who chose the runner-up has no other number in doubt.
    runnerUpFdi: before?.runnerUpFdi === fdi ? null : (before?.runnerUpFdi ?? null),
  };
  // What does not count stands in no row of teeth, which widths are measured along.
  if (before !== undefined && !counts(record) && !record.reshaped) return { ...before, ...said };
  const warnings = (before?.warnings ?? []).filter(({ code }) => code !== CUT_CROWN.code);
  return { ...said, ...metrics, warnings: [...warnings, ...(metrics.touchesBorder ? [CUT_CROWN] : [])] };
}
