/** The crowns of a labelled scan: what the net and the numbering said, and what is measured. */
import type { ScannedTooth } from '#contract/case';
import { crownMetrics, type CrownsInput } from '#core/intraoral/crown-metrics';
import type { ScanTooth } from '#core/intraoral/number-scan';
import { ARCH_ORDER } from '#core/teeth/tooth-norms';

export interface LabelledTooth extends ScanTooth {
  /** Its value in the label map. */
  readonly label: number;
}

/** Ascending by number; a tooth without faces is none. */
export function scannedTeeth(input: Omit<CrownsInput, 'order'>, teeth: readonly LabelledTooth[]): ScannedTooth[] {
  const measured = crownMetrics({ ...input, order: alongArch(teeth) });
  return teeth
    .flatMap(({ fdi, label, isExtra, confidence, runnerUpFdi, warnings }): ScannedTooth[] => {
      const metrics = measured.get(label);
      if (metrics === undefined) return [];
      const own = isExtra ? { label, type: 'supernumerary' as const } : {};
      const said = { fdi, ...own, confidence, runnerUpFdi };
      return [{ ...said, ...metrics, warnings: [...warnings, ...(metrics.touchesBorder ? [CUT_CROWN] : [])] }];
    })
    .toSorted((a, b) => a.fdi - b.fdi || (a.label ?? 0) - (b.label ?? 0));
}

/** Labels in the order of their numbers along the arch. */
export function alongArch(teeth: readonly { readonly fdi: number; readonly label: number }[]): readonly number[] {
  const place = (fdi: number): number => Math.max(ARCH_ORDER.upper.indexOf(fdi), ARCH_ORDER.lower.indexOf(fdi));
  return teeth.toSorted((a, b) => place(a.fdi) - place(b.fdi)).map(({ label }) => label);
}

export const CUT_CROWN = {
  code: 'tooth.cut-by-border',
  message: 'The scan ends within this tooth: its measurements are too small.',
};
