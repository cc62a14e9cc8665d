/** Two opinions on a tooth's number: the voxels', which saw greys and a part of the scan, and that of all teeth together. */
import type { ToothCandidate } from './instances.ts';

/** What a net that sees all teeth says: a row of probabilities a candidate, over `classes` (FDI; 0: none of them). */
export interface DentitionOpinion {
  readonly probabilities: Float32Array; // [candidate, class]
  readonly classes: readonly number[];
}

/** Voxels of one tooth agree more than they know: on tuning scans 0.2 to 0.5 served about alike, 1 was worse. */
const VOTES_TRUST = 0.3;
/** No number is impossible: teeth do stand in strange places. */
const FLOOR = 1e-3;

/** The candidates with the product of both opinions as their votes. */
export function withSecondOpinion(
  candidates: readonly ToothCandidate[],
  { probabilities, classes }: DentitionOpinion,
): readonly ToothCandidate[] {
  return candidates.map((candidate, n) => {
    const votes = new Float64Array(candidate.votes.length);
    let total = 0;
    classes.forEach((fdi, index) => {
      if (fdi === 0) return;
      const said = probabilities[n * classes.length + index];
      votes[fdi] = (candidate.votes[fdi] + FLOOR) ** VOTES_TRUST * (said + FLOOR);
      total += votes[fdi];
    });
    return { ...candidate, votes: votes.map((vote) => vote / total) };
  });
}
