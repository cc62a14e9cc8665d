/** Doubtful pseudo labels of models/training as findings of a case: where training takes a tooth for another one. */
import { labelOf, type CaseFile } from '#contract/case';
import type { QueueItem } from '#contract/review-queue';
import type { CheckFinding } from '#core/checks/checked-tooth';

/** A tooth whose number agrees needs no look; a place without a tooth has none to lead to. */
export function queuedFindings(items: readonly QueueItem[], { instances }: CaseFile): readonly CheckFinding[] {
  const numbers = new Map(instances.map((tooth: CaseFile['instances'][number]) => [labelOf(tooth), tooth.fdi]));
  return items.flatMap(({ key, label, fdi, confidence }): CheckFinding[] => {
    const present = label === null ? undefined : numbers.get(label);
    if (label === null || present === undefined || present === fdi) return [];
    return [
      {
        key: `${key}:${label}:${present}`,
        code: 'queued',
        severity: 'doubtful',
        labels: [label],
        facts: { from: [present], to: [fdi], value: confidence },
        fix: null,
      },
    ];
  });
}
