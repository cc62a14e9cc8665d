/** A second opinion on the numbers of a radiograph's teeth, by a net that sees the masks of all of them together. */
import type { ToothProposal } from './candidates.ts';
import type { Vec2 } from './mask-outline.ts';

/** Squares of `cellPx` frame pixels, [row, column] of them. */
export interface PictureMaskFrame {
  readonly cells: readonly [number, number];
  readonly cellPx: number;
}

export interface ProposedMasks {
  /** The share of each cell that a proposal's rough mask fills: [proposal, row, column], its centroid in the middle. */
  readonly masks: Float32Array;
  /** Frame pixels. */
  readonly centroids: readonly Vec2[];
}

/** How much the detector's scores and the opinion count: the middle of what served well on UFBA-425's validation part. */
const SCORE_TRUST = 0.5;
const OPINION_TRUST = 0.6;
/** No number is impossible. */
const SCORE_FLOOR = 0.01;
const OPINION_FLOOR = 1e-3;

/** `scale`: frame pixels of the card for one of the detector. */
export function proposedMasks(
  proposals: readonly ToothProposal[],
  { cells: [rows, columns], cellPx }: PictureMaskFrame,
  scale: number,
): ProposedMasks {
  const masks = new Float32Array(proposals.length * rows * columns);
  const centroids = proposals.map((proposal, n): Vec2 => {
    const points = pointsOf(proposal).map(([x, y]): Vec2 => [scale * x, scale * y]);
    const sum = points.reduce(([x, y], point) => [x + point[0], y + point[1]], [0, 0]);
    const centroid: Vec2 =
      points.length === 0
        ? [scale * proposal.centre[0], scale * proposal.centre[1]]
        : [sum[0] / points.length, sum[1] / points.length];
    const share = (scale * proposal.mask.stride) ** 2 / cellPx ** 2;
    for (const [x, y] of points) {
      const column = Math.floor((x - centroid[0]) / cellPx + columns / 2);
      const row = Math.floor((y - centroid[1]) / cellPx + rows / 2);
      if (column < 0 || row < 0 || column >= columns || row >= rows) continue;
      const cell = (n * rows + row) * columns + column;
      masks[cell] = Math.min(1, masks[cell] + share);
    }
    return centroid;
  });
  return { masks, centroids };
}

/** Middles of the cells of a rough mask that are tooth. */
function pointsOf({ mask }: ToothProposal): Vec2[] {
  const { logits, x0, y0, width, stride } = mask;
  return Array.from(logits.keys())
    .filter((cell) => logits[cell] > 0)
    .map((cell) => [(x0 + (cell % width) + 0.5) * stride, (y0 + Math.floor(cell / width) + 0.5) * stride]);
}

/** The proposal with scores that take in the opinion, `said` for each FDI code; its best one stays as high as it was. */
export function withOpinion(
  proposal: ToothProposal,
  said: ReadonlyMap<number, number>,
  classes: readonly number[],
): ToothProposal {
  const scores = proposal.scores.map(
    (score, column) =>
      (score + SCORE_FLOOR) ** SCORE_TRUST * ((said.get(classes[column]) ?? 0) + OPINION_FLOOR) ** OPINION_TRUST,
  );
  const best = Math.max(...scores);
  return { ...proposal, scores: scores.map((score) => (proposal.bestScore * score) / best) };
}
