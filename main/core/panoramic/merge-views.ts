/** Two looks at one radiograph, the second one mirrored: a number that both give is worth more than one of them. */
import { mirrored } from '../fdi.ts';
import { boxIou, type Box, type ToothProposal } from './candidates.ts';

/** Proposals of the two looks that overlap more are one tooth. */
const SAME_TOOTH_IOU = 0.5;
/** What only one look shows counts half. */
const SEEN_ONCE = 0.5;

/**
 * The proposals with boxes and scores averaged over both looks, best first. `other` comes from the mirrored picture,
 * whose right edge lies at `width` frame pixels; `classes` is the FDI code of each score.
 */
export function mergeViews(
  proposals: readonly ToothProposal[],
  other: readonly ToothProposal[],
  width: number,
  classes: readonly number[],
): ToothProposal[] {
  const swapped = classes.map((fdi) => classes.indexOf(mirrored(fdi)));
  const waiting = other.map((proposal) => {
    const [x0, y0, x1, y1] = proposal.box;
    const scores = Float32Array.from(swapped, (from) => proposal.scores[from]);
    return { ...proposal, box: [width - x1, y0, width - x0, y1] as const, scores };
  });
  const merged = proposals.map((proposal): ToothProposal => {
    let [best, bestIou] = [-1, SAME_TOOTH_IOU];
    for (const [n, { box }] of waiting.entries()) {
      const iou = boxIou(proposal.box, box);
      if (iou > bestIou) [best, bestIou] = [n, iou];
    }
    if (best < 0) {
      const scores = proposal.scores.map((score) => SEEN_ONCE * score);
      const { bestScore, toothScore } = proposal;
      return { ...proposal, scores, bestScore: SEEN_ONCE * bestScore, toothScore: SEEN_ONCE * toothScore };
    }
    const [again] = waiting.splice(best, 1);
    const scores = proposal.scores.map((score, n) => (score + again.scores[n]) / 2);
    const [a, b] = [proposal.box, again.box];
    const box: Box = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2, (a[3] + b[3]) / 2];
    const centre = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] as const;
    const toothScore = (proposal.toothScore + again.toothScore) / 2;
    const replacedScore = (proposal.replacedScore + again.replacedScore) / 2;
    return { ...proposal, box, centre, scores, bestScore: Math.max(...scores), toothScore, replacedScore };
  });
  return merged.toSorted((a, b) => b.bestScore - a.bestScore);
}
