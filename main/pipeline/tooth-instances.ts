/** Joins what numbering and measuring say about each tooth into the instances of a case. */
import type { CbctCase, ToothInstance } from '#contract/case';
import type { Warning } from '#contract/scan';
import { PERMANENT_FDI } from '#core/fdi';
import { measureTeeth, type ToothMeasurement } from '#core/metrics/metrics';
import type { NumberedTooth } from '#core/labelling/numbering';
import type { LabelMap, Report, Volume } from '#core/volume';

export interface MeasuredTeeth extends Pick<CbctCase, 'instances' | 'missing' | 'occlusalPlane'> {
  readonly warnings: readonly Warning[];
}

/** Measures the numbered teeth on the source grid; lists which permanent teeth have no instance. */
export function measureInstances(
  volume: Volume,
  labelMap: LabelMap,
  teeth: readonly NumberedTooth[],
  report: Report,
): MeasuredTeeth {
  const measured = measureTeeth(volume, labelMap, report);
  const numbered = new Map(teeth.map((tooth) => [tooth.fdi, tooth]));
  const instances = measured.teeth.map((measurement) => instanceOf(measurement, numbered.get(measurement.fdi)));
  const present = new Set(instances.map(({ fdi }) => fdi));
  const cut = instances.filter(({ touchesBorder }) => touchesBorder).map(({ fdi }) => fdi);
  return {
    instances,
    missing: PERMANENT_FDI.filter((fdi) => !present.has(fdi)),
    occlusalPlane: measured.occlusalPlane,
    warnings: cut.length === 0 ? [] : [cutTeeth(cut)],
  };
}

function instanceOf(measurement: ToothMeasurement, tooth: NumberedTooth | undefined): ToothInstance {
  if (tooth === undefined) throw new RangeError(`Tooth ${measurement.fdi} is in the label map but was never numbered`);
  return {
    ...measurement,
    confidence: Math.min(1, Math.max(0, tooth.confidence)),
    runnerUpFdi: tooth.runnerUpFdi,
    warnings: [
      ...tooth.warnings,
      ...(measurement.type === undefined ? [] : [replaced(measurement)]),
      ...(measurement.touchesBorder ? [CUT_TOOTH] : []),
    ],
  };
}

function replaced({ brightShare }: ToothMeasurement): Warning {
  return {
    code: 'tooth.replaced',
    message:
      `${(100 * brightShare).toFixed(0)} % of it is denser than enamel: an implant or a pontic, not a tooth. ` +
      'Change its kind if it is something else.',
  };
}

export const CUT_TOOTH: Warning = {
  code: 'tooth.cut-by-border',
  message: 'The scan ends within this tooth: its measurements are too small.',
};

export function cutTeeth(fdi: readonly number[]): Warning {
  return {
    code: 'case.field-of-view-cut',
    message: `The field of view ends within ${fdi.length === 1 ? 'tooth' : 'teeth'} ${fdi.join(', ')}.`,
  };
}
