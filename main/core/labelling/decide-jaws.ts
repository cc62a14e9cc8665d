/** Which jaw each tooth candidate belongs to. */
import { DECIDUOUS_FDI, jawOf, PERMANENT_FDI, type Jaw } from '../fdi.ts';
import type { Finding } from '../finding.ts';
import type { ToothCandidate } from './instances.ts';
import { leastSquares } from '../math/least-squares.ts';

/** Nothing this far above or below the teeth of its jaw is one of them: chin rest, neck. */
const FAR_ABOVE_MM = 22;

/** A candidate of this volume is a tooth or most of one. */
const FULL_WEIGHT_MM3 = 150;

export interface JawDecision {
  readonly jaw: Jaw;
  readonly overruled: boolean; // decided by height, against the votes
  readonly outOfReach: boolean; // far above or below the teeth of either jaw
}

/**
 * The jaw of each candidate by its votes, checked against its height: a plane is fitted to the centres of either jaw,
 * parallel to each other, and a tooth that lies on the other jaw's plane belongs there.
 */
export function decideJaws(candidates: readonly ToothCandidate[], warnings: Finding[]): JawDecision[] {
  const voted = candidates.map(({ votes }): Jaw => {
    let balance = 0;
    for (const fdi of [...PERMANENT_FDI, ...DECIDUOUS_FDI]) {
      balance += jawOf(fdi) === 'upper' ? votes[fdi] : -votes[fdi];
    }
    return balance >= 0 ? 'upper' : 'lower';
  });
  const byVote = voted.map((jaw) => ({ jaw, overruled: false, outOfReach: false }));
  const uppers = voted.filter((jaw) => jaw === 'upper').length;
  if (uppers < 3 || voted.length - uppers < 3 || voted.length < 8) return byVote;

  // z = c0 + c1·x + c2·y + c3·jaw, jaw = ±1
  const sign = (jaw: Jaw): number => (jaw === 'upper' ? 1 : -1);
  // Crumbs far from the teeth must not tilt the planes: what is small counts little.
  const weights = candidates.map(({ volumeMm3 }) => Math.min(1, volumeMm3 / FULL_WEIGHT_MM3));
  const solution = leastSquares(
    candidates.map(({ centroidMm: [x, y] }, n) => [1, x, y, sign(voted[n])].map((value) => weights[n] * value)),
    candidates.map(({ centroidMm }, n) => weights[n] * centroidMm[2]),
  );
  if (solution === null) return byVote;
  const [c0, c1, c2, half] = solution;
  if (half <= 0) {
    warnings.push({
      code: 'case.jaws-inverted',
      message:
        'The teeth called upper lie below those called lower. The scan may be upside down: check its orientation.',
    });
    return byVote;
  }
  return candidates.map(({ centroidMm: [x, y, z] }, n) => {
    const offset = (z - (c0 + c1 * x + c2 * y)) * sign(voted[n]); // own plane at +half, the other jaw's at −half
    const [own, other] = [Math.abs(offset - half), Math.abs(offset + half)];
    const overruled = other < 0.35 * own;
    const opposite: Jaw = voted[n] === 'upper' ? 'lower' : 'upper';
    return { jaw: overruled ? opposite : voted[n], overruled, outOfReach: Math.min(own, other) > FAR_ABOVE_MM };
  });
}
