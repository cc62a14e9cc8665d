/** Checks of single teeth and of a milk tooth with its successor. */
import { isDeciduous, successorOf } from '../fdi.ts';
import { usualRange } from '../teeth/tooth-sizes.ts';
import type { ArchSpace } from './arch-space.ts';
import { type CheckedCase, type CheckedTooth, type CheckFinding, type SizeMetric } from './checked-tooth.ts';
import { isSized, sizeScales, type SizeScales } from './numbering-cost.ts';

/** Below this a proposed number wants a person's look. */
const UNSURE_BELOW = 0.6;

/** Times what is usual beside this patient's other teeth, from which a tooth may be two, or only a part of one. */
const FAR_OUTSIDE: Readonly<Record<'volumeMm3' | 'lengthMm', { readonly low: number; readonly high: number }>> = {
  volumeMm3: { low: 0.4, high: 1.8 },
  lengthMm: { low: 0.6, high: 1.45 },
};

export function ownFindings(teeth: readonly CheckedTooth[]): CheckFinding[] {
  const scales = sizeScales(teeth);
  return teeth.flatMap((tooth) => {
    const { label, fdi, pieces, status, confidence, doubted, touchesBorder } = tooth;
    const findings: CheckFinding[] = [];
    const labels = [label];
    const own = { labels, fix: null };
    if (pieces !== null && pieces > 1) {
      const facts = { from: [fdi], value: pieces };
      findings.push({ ...own, key: `pieces ${label}:${pieces}`, code: 'pieces', severity: 'doubtful', facts });
    }
    const size = farOutside(tooth, scales);
    if (size !== null) {
      const code = size.value > 1 ? 'size-large' : 'size-small';
      const facts = { from: [fdi], ...size };
      // Rounded, so that a stroke of the brush does not bring a settled finding back.
      const key = `${code} ${label}:${fdi},${size.metric},${size.value.toFixed(1)}`;
      findings.push({ ...own, key, code, severity: 'doubtful', facts });
    }
    if (status === 'proposed' && (confidence < UNSURE_BELOW || doubted)) {
      const facts = {
        from: [fdi],
        value: confidence,
        ...(tooth.runnerUpFdi === null ? {} : { to: [tooth.runnerUpFdi] }),
      };
      findings.push({ ...own, key: `unsure ${label}:${fdi}`, code: 'unsure', severity: 'doubtful', facts });
    }
    if (touchesBorder) {
      findings.push({ ...own, key: `border ${label}`, code: 'border', severity: 'note', facts: { from: [fdi] } });
    }
    return findings;
  });
}

function farOutside(
  tooth: CheckedTooth,
  scales: SizeScales,
): { readonly metric: SizeMetric; readonly value: number } | null {
  if (tooth.type !== 'tooth') return null;
  for (const metric of ['volumeMm3', 'lengthMm'] as const) {
    const [size, scale] = [tooth.sizes[metric], scales[metric]];
    if (size === null || scale === null) continue;
    const value = size / (scale * usualRange(tooth.fdi, metric).mean);
    const { low, high } = FAR_OUTSIDE[metric];
    // Cut, growing and shedding teeth are small for a reason.
    if (value > high || (value < low && isSized(tooth) && !isDeciduous(tooth.fdi))) return { metric, value };
  }
  return null;
}

/** Centres this far apart across the bite, in mm, leave room for a milk tooth above its successor; of a picture in lengths. */
const STACKED_MM = 5;
const STACKED_LENGTHS = 0.3;

/** A milk tooth beside its own successor, both at the bite: one of the two is most likely another tooth. */
export function bothDentitions(
  { kind }: CheckedCase,
  space: ArchSpace | null,
  teeth: readonly CheckedTooth[],
): CheckFinding[] {
  if (space === null) return [];
  return teeth.flatMap((milk) => {
    if (!isDeciduous(milk.fdi)) return [];
    return teeth.flatMap((successor): CheckFinding[] => {
      if (successor.fdi !== successorOf(milk.fdi) || successor.impacted || isStacked(kind, milk, successor)) return [];
      const labels = [milk.label, successor.label];
      const from = [milk.fdi, successor.fdi];
      return [
        {
          key: `both-dentitions ${labels.join(',')}:${from.join(',')}`,
          code: 'both-dentitions',
          severity: 'doubtful',
          labels,
          facts: { from },
          fix: null,
        },
      ];
    });
  });
}

function isStacked(kind: CheckedCase['kind'], milk: CheckedTooth, successor: CheckedTooth): boolean {
  if (kind !== 'opg') return Math.abs(milk.centre[2] - successor.centre[2]) > STACKED_MM;
  const { lengthMm } = successor.sizes;
  return lengthMm === null || Math.abs(milk.centre[1] - successor.centre[1]) > STACKED_LENGTHS * lengthMm;
}
