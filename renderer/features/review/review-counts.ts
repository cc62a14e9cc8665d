/** How many teeth of a case are in which state. */
import type { CaseFile } from '#contract/case';
import { TOOTH_STATUSES, type ToothStatus } from '#core/review/action';

export type ReviewCounts = { readonly [S in ToothStatus]: number } & { readonly all: number };

export function reviewCounts({ instances }: CaseFile): ReviewCounts {
  const statuses = instances.map(({ status = 'proposed' }) => status);
  const count = (status: ToothStatus): number => statuses.filter((one) => one === status).length;
  const [proposed, accepted, edited, rejected] = TOOTH_STATUSES.map(count);
  return { proposed, accepted, edited, rejected, all: statuses.length };
}
