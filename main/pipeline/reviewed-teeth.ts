/** The teeth of a CBCT case measured as a person left them, joined with what the nets said about them. */
import { labelOf, type CbctCase, type ToothInstance } from '#contract/case';
import type { CaseReviewState } from '#contract/review';
import type { DentitionMeter, LabelToMeasure, MeasuredLabel } from '#core/metrics/dentition-meter';
import type { LabelBox } from '#core/review/label-boxes';
import { counts, type ToothRecord } from '#core/review/review';
import { CUT_TOOTH, cutTeeth } from './tooth-instances.ts';

export interface ReviewedTeethInput {
  readonly original: CbctCase;
  readonly teeth: CaseReviewState['teeth'];
  readonly boxes: ReadonlyMap<number, LabelBox>;
  readonly meter: DentitionMeter;
  /** False where the meter knows the shapes only: what was told from greys stays as it was. */
  readonly knowsGreys: boolean;
}

/** A tooth that a person made is sure. */
const OWN_CONFIDENCE = 1;

/**
 * All teeth with voxels, also those that are rejected or no teeth, under their present numbers. Without greys teeth whose
 * shape nobody changed keep what was measured on them.
 */
export function measureReviewedTeeth({ original, teeth, boxes, meter, knowsGreys }: ReviewedTeethInput): CbctCase {
  const measured = meter.measure(labelsToMeasure(teeth, boxes));
  const before = new Map(original.instances.map((tooth) => [labelOf(tooth), tooth]));
  const instances = measured.teeth.flatMap((tooth) => {
    const record = teeth.get(tooth.label);
    return record === undefined ? [] : [joined(tooth, record, before.get(tooth.label), knowsGreys)];
  });
  const cut = instances.filter((tooth) => {
    const record = teeth.get(labelOf(tooth));
    return tooth.touchesBorder && record !== undefined && counts(record);
  });
  const warnings = original.warnings.filter(
    ({ code }) => code !== 'case.field-of-view-cut' && (code !== 'case.no-teeth' || instances.length === 0),
  );
  return {
    ...original,
    instances,
    occlusalPlane: measured.occlusalPlane,
    warnings: [...warnings, ...(cut.length === 0 ? [] : [cutTeeth(cut.map(({ fdi }) => fdi))])],
  };
}

function labelsToMeasure(
  teeth: CaseReviewState['teeth'],
  boxes: ReadonlyMap<number, LabelBox>,
): readonly LabelToMeasure[] {
  return [...teeth.values()].flatMap((tooth) => {
    const box = boxes.get(tooth.label);
    const { label, fdi, type } = tooth;
    return box === undefined ? [] : [{ label, fdi, type, counts: counts(tooth), ...box }];
  });
}

function joined(
  measured: MeasuredLabel,
  record: ToothRecord,
  before: ToothInstance | undefined,
  knowsGreys: boolean,
): ToothInstance {
  const said = {
    confidence: before?.confidence ?? OWN_CONFIDENCE,
    // Who chose the runner-up has no other number in doubt.
    runnerUpFdi: before?.runnerUpFdi === record.fdi ? null : (before?.runnerUpFdi ?? null),
  };
  if (!knowsGreys && before !== undefined && !record.reshaped) {
    return { ...before, ...said, label: record.label, fdi: record.fdi };
  }
  const warnings = (before?.warnings ?? []).filter(({ code }) => code !== CUT_TOOTH.code);
  return {
    ...measured,
    ...(knowsGreys ? {} : greysOf(measured, before)),
    ...said,
    warnings: [...warnings, ...(measured.touchesBorder ? [CUT_TOOTH] : [])],
  };
}

/** What was told from greys before stands in for what cannot be told now. */
function greysOf(
  { hints }: MeasuredLabel,
  before: ToothInstance | undefined,
): Pick<ToothInstance, 'meanGrey' | 'brightShare' | 'hints'> {
  const isFromGreys = ({ code }: (typeof hints)[number]): boolean => code === 'tooth.possibly-restored';
  return {
    meanGrey: before?.meanGrey ?? 0,
    brightShare: before?.brightShare,
    hints: [...(before?.hints ?? []).filter(isFromGreys), ...hints.filter((hint) => !isFromGreys(hint))],
  };
}
