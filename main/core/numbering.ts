/**
 * Which number each tooth candidate gets: one assignment for a whole jaw at once, because outlines are easy and numbers
 * are hard. After ToothSeg (votes and neighbour distances, Viterbi), with a template arch for the order and the places,
 * and a state for pieces that deserve no number.
 */
import { arcPosition, fitArch, placesInPatient, type ArchFit, type ArchTooth } from './arch-fit.ts';
import { jawOf, mirrored, type Jaw } from './fdi.ts';
import type { Finding } from './finding.ts';
import type { ToothCandidate } from './instances.ts';
import { leastSquares } from './least-squares.ts';
import { ARCH_ORDER, ARCH_TEMPLATE, typicalVolumeMm3, type Point2 } from './tooth-norms.ts';

export interface NumberedTooth {
  readonly fdi: number;
  readonly candidate: ToothCandidate;
  readonly confidence: number; // 0…1: the network's mean confidence × the share this number has against the next best plan
  readonly runnerUpFdi: number | null;
  readonly warnings: readonly Finding[];
}

export interface Numbering {
  readonly teeth: readonly NumberedTooth[]; // ascending FDI, each number once
  readonly unnumbered: readonly ToothCandidate[]; // left out on purpose: a wrong number is worse than none
  readonly warnings: readonly Finding[];
}

/** Costs are negative log probabilities. */
const VOTE_WEIGHT = 1;
const VOTE_FLOOR = 1e-4;
/** A confident network is still off by one place, or on the wrong side, this often. */
const NEIGHBOUR_SLIP = 0.02;
const SIDE_SLIP = 0.005;
const UNNUMBERED_COST = 6;
/** Spread of a tooth's distance to its neighbour, and what every tooth missing between them adds (drift), mm. */
const GAP_SD_MM = 1.5;
const GAP_SD_PER_MISSING_MM = 1.5;
/** Spread of a tooth about its place on the template arch, mm. */
const PLACE_SD_MM = 4;
/** No single distance may outvote everything else: z² is cut here. */
const MAX_Z2 = 9;
/** But nothing this far from a place, or from its jaw's plane, is the tooth of that place: chin rest, neck, earring. */
const FAR_ASIDE_MM = 20;
const FAR_ABOVE_MM = 22;
const MISSING_COST = 0.2;
/** Candidates closer than this along the arch may stand in either order (crowding). */
const CROWDED_MM = 4;
const UNCERTAIN_MARGIN = 2;

/**
 * Numbers tooth candidates (patient's right = smaller x, world LPS). Each gets a permanent FDI code of its own jaw, in
 * strictly ascending order along the arch, or none. Votes for deciduous teeth are not used.
 */
export function numberTeeth(candidates: readonly ToothCandidate[]): Numbering {
  const warnings: Finding[] = [];
  const jaws = decideJaws(candidates, warnings);
  const teeth = candidates.map((candidate, n) => archTooth(candidate, jaws[n].jaw, false));
  const asVoted = fitArch(teeth);
  const swapped = sidesLookMirrored(teeth, asVoted);
  if (swapped) {
    warnings.push({
      code: 'case.sides-mirrored',
      message:
        'The network put right teeth on the left. They were numbered by where they lie, with the patient’s right at smaller x; check that the scan is not mirrored.',
    });
  }
  const placed = swapped ? candidates.map((candidate, n) => archTooth(candidate, jaws[n].jaw, true)) : teeth;
  const fit = swapped ? fitArch(placed) : asVoted;

  const numbered: NumberedTooth[] = [];
  const unnumbered = candidates.filter((_, n) => jaws[n].outOfReach);
  for (const jaw of ['upper', 'lower'] as const) {
    const members = candidates.flatMap((candidate, n) =>
      jaws[n].jaw === jaw && !jaws[n].outOfReach ? [{ candidate, tooth: placed[n], overruled: jaws[n].overruled }] : [],
    );
    const plan = planJaw(
      jaw,
      members.map(({ tooth }) => tooth),
      fit,
      members.map(({ candidate }) => candidate.volumeMm3),
    );
    members.forEach(({ candidate, overruled }, n) => {
      const place = plan.places[n];
      if (place === UNNUMBERED) unnumbered.push(candidate);
      else numbered.push(describeTooth(jaw, candidate, place, plan, n, overruled, swapped));
    });
  }
  numbered.sort((a, b) => a.fdi - b.fdi);
  for (const candidate of unnumbered) warnings.push(unnumberedWarning(candidate));
  return { teeth: numbered, unnumbered, warnings };
}

function archTooth(candidate: ToothCandidate, jaw: Jaw, swapSides: boolean): ArchTooth {
  const votes = jawVotes(candidate, jaw, swapSides);
  const strongest = votes.reduce((a, b) => Math.max(a, b), 0);
  return { jaw, point: [candidate.centroidMm[0], candidate.centroidMm[1]], votes, weight: Math.max(0.01, strongest) };
}

/** Votes for the 16 numbers of a jaw in ARCH_ORDER, adding up to 1; a vote for the other jaw counts for the antagonist. */
function jawVotes({ votes }: ToothCandidate, jaw: Jaw, swapSides: boolean): Float64Array {
  const own = ARCH_ORDER[jaw];
  const other = ARCH_ORDER[jaw === 'upper' ? 'lower' : 'upper'];
  const ownTotal = own.reduce((sum, fdi) => sum + votes[fdi], 0);
  const otherShare = ownTotal < 0.1 ? 1 : 0; // only when the jaw was decided against the votes
  const result = Float64Array.from(own, (fdi, n) => {
    const [a, b] = swapSides ? [mirrored(fdi), mirrored(other[n])] : [fdi, other[n]];
    return votes[a] + otherShare * votes[b];
  });
  const total = result.reduce((a, b) => a + b, 0);
  return total > 0 ? result.map((value) => value / total) : result.fill(1 / 16);
}

// ── Jaws ────────────────────────────────────────────────────────────────────────────────────────────────────────────

interface JawDecision {
  readonly jaw: Jaw;
  readonly overruled: boolean; // decided by height, against the votes
  readonly outOfReach: boolean; // far above or below the teeth of either jaw
}

/**
 * The jaw of each candidate by its votes, checked against its height: a plane is fitted to the centres of either jaw,
 * parallel to each other, and a tooth that lies on the other jaw's plane belongs there.
 */
function decideJaws(candidates: readonly ToothCandidate[], warnings: Finding[]): JawDecision[] {
  const voted = candidates.map(({ votes }): Jaw => {
    let balance = 0;
    for (const fdi of ARCH_ORDER.upper) balance += votes[fdi];
    for (const fdi of ARCH_ORDER.lower) balance -= votes[fdi];
    return balance >= 0 ? 'upper' : 'lower';
  });
  const byVote = voted.map((jaw) => ({ jaw, overruled: false, outOfReach: false }));
  const uppers = voted.filter((jaw) => jaw === 'upper').length;
  if (uppers < 3 || voted.length - uppers < 3 || voted.length < 8) return byVote;

  // z = c0 + c1·x + c2·y + c3·jaw, jaw = ±1
  const sign = (jaw: Jaw): number => (jaw === 'upper' ? 1 : -1);
  const solution = leastSquares(
    candidates.map(({ centroidMm: [x, y] }, n) => [1, x, y, sign(voted[n])]),
    candidates.map(({ centroidMm }) => centroidMm[2]),
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

/** Whether the votes fit the teeth clearly better with left and right exchanged. */
function sidesLookMirrored(teeth: readonly ArchTooth[], asVoted: ArchFit): boolean {
  if (teeth.length < 6) return false;
  return fitArch(teeth, true).residualMm < 0.5 * asVoted.residualMm;
}

// ── One jaw ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const UNNUMBERED = -1;
const PLACES = 16;

/** Places are indices into ARCH_ORDER of the jaw, or UNNUMBERED; all arrays run over the jaw's candidates as given. */
interface JawPlan {
  readonly places: readonly number[];
  readonly rivals: readonly number[]; // what each would be in the best plan that denies it its place
  readonly margins: readonly number[]; // how much dearer that plan is
}

interface JawProblem {
  readonly points: readonly Point2[]; // in arch order
  readonly cost: readonly Float64Array[]; // [candidate][place]
  readonly unnumbered: readonly number[];
  readonly gapMm: readonly Float64Array[]; // expected distance between places, patient scale
}

function planJaw(jaw: Jaw, teeth: readonly ArchTooth[], fit: ArchFit, volumesMm3: readonly number[]): JawPlan {
  const places = placesInPatient(fit, jaw);
  const arcs = teeth.map(({ point }) => arcPosition(fit, jaw, point));
  const gapMm = ARCH_TEMPLATE[jaw].map((a) =>
    Float64Array.from(ARCH_TEMPLATE[jaw], (b) => fit.scale * Math.hypot(a[0] - b[0], a[1] - b[1])),
  );
  const costs = teeth.map(({ votes, point }) => placeCosts(votes, point, places));
  const sizeCosts = teeth.map(({ votes }, n) => unnumberedCost(jaw, votes, volumesMm3[n]));
  const problemFor = (order: readonly number[]): JawProblem => ({
    points: order.map((n) => teeth[n].point),
    cost: order.map((n) => costs[n]),
    unnumbered: order.map((n) => sizeCosts[n]),
    gapMm,
  });

  let order = teeth.map((_, n) => n).sort((a, b) => arcs[a] - arcs[b]);
  let best = cheapestPlan(problemFor(order));
  for (let n = 0; n + 1 < order.length; n++) {
    if (arcs[order[n + 1]] - arcs[order[n]] > CROWDED_MM) continue;
    const swapped = order.with(n, order[n + 1]).with(n + 1, order[n]);
    const other = cheapestPlan(problemFor(swapped));
    if (other.cost < best.cost - 0.5) [order, best] = [swapped, other];
  }

  const problem = problemFor(order);
  const result = {
    places: new Array<number>(order.length),
    rivals: new Array<number>(order.length),
    margins: new Array<number>(order.length),
  };
  order.forEach((tooth, n) => {
    const place = best.places[n];
    result.places[tooth] = place;
    const rival = cheapestPlan(withoutPlace(problem, n, place));
    result.rivals[tooth] = rival.places[n];
    result.margins[tooth] = rival.cost - best.cost;
  });
  return result;
}

/** What each place costs a candidate: its votes, allowing for a slip by one place or to the other side, and its distance. */
function placeCosts(votes: ArrayLike<number>, [x, y]: Point2, places: readonly Point2[]): Float64Array {
  return Float64Array.from(places, ([px, py], n) => {
    const neighbours = (n > 0 ? votes[n - 1] : 0) + (n + 1 < PLACES ? votes[n + 1] : 0);
    const otherSide = votes[PLACES - 1 - n];
    const p = votes[n] + NEIGHBOUR_SLIP * neighbours + SIDE_SLIP * otherSide;
    const squaredMm = (x - px) ** 2 + (y - py) ** 2;
    if (squaredMm > FAR_ASIDE_MM ** 2) return FORBIDDEN;
    const z2 = squaredMm / PLACE_SD_MM ** 2;
    return -VOTE_WEIGHT * Math.log(Math.min(1, Math.max(VOTE_FLOOR, p))) + 0.5 * Math.min(MAX_Z2, z2);
  });
}

/** Small pieces are easily left without a number, whole teeth hardly. */
function unnumberedCost(jaw: Jaw, votes: ArrayLike<number>, volumeMm3: number): number {
  let usual = 0;
  for (let n = 0; n < PLACES; n++) usual += votes[n] * typicalVolumeMm3(ARCH_ORDER[jaw][n]);
  return UNNUMBERED_COST * Math.min(1.5, Math.max(0.4, (1.5 * volumeMm3) / usual));
}

function withoutPlace(problem: JawProblem, candidate: number, place: number): JawProblem {
  if (place === UNNUMBERED) return { ...problem, unnumbered: problem.unnumbered.with(candidate, Infinity) };
  const denied = Float64Array.from(problem.cost[candidate]);
  denied[place] = Infinity;
  return { ...problem, cost: problem.cost.with(candidate, denied) };
}

/**
 * Viterbi over the numbered candidates of a jaw: best[n][p] is the cheapest way to give candidate n place p, whatever
 * came before leaving some candidates unnumbered and some places missing. Places ascend strictly.
 */
function cheapestPlan({ points, cost, unnumbered, gapMm }: JawProblem): { cost: number; places: number[] } {
  const count = points.length;
  const skipped = new Float64Array(count + 1); // cost of leaving candidates 0…n−1 unnumbered; Infinity is kept finite below
  for (let n = 0; n < count; n++) skipped[n + 1] = skipped[n] + Math.min(unnumbered[n], FORBIDDEN);
  const best = Array.from({ length: count }, () => new Float64Array(PLACES));
  const from = Array.from({ length: count }, () => new Int32Array(PLACES).fill(-1));
  for (let n = 0; n < count; n++) {
    for (let place = 0; place < PLACES; place++) {
      let cheapest = skipped[n];
      for (let m = 0; m < n; m++) {
        const between = skipped[n] - skipped[m + 1];
        const distance = Math.hypot(points[n][0] - points[m][0], points[n][1] - points[m][1]);
        for (let before = 0; before < place; before++) {
          const missing = place - before - 1;
          const z = (distance - gapMm[before][place]) / (GAP_SD_MM + GAP_SD_PER_MISSING_MM * missing);
          const step = best[m][before] + between + MISSING_COST * missing + 0.5 * Math.min(MAX_Z2, z * z);
          if (step < cheapest) {
            cheapest = step;
            from[n][place] = m * PLACES + before;
          }
        }
      }
      best[n][place] = cheapest + Math.min(cost[n][place], FORBIDDEN);
    }
  }
  let total = skipped[count];
  let end = -1;
  for (let n = 0; n < count; n++) {
    for (let place = 0; place < PLACES; place++) {
      const whole = best[n][place] + skipped[count] - skipped[n + 1];
      if (whole < total) [total, end] = [whole, n * PLACES + place];
    }
  }
  const places = new Array<number>(count).fill(UNNUMBERED);
  while (end >= 0) {
    const [n, place] = [Math.floor(end / PLACES), end % PLACES];
    places[n] = place;
    end = from[n][place];
  }
  return { cost: total, places };
}

/** Stands in for Infinity, whose differences would not be numbers. */
const FORBIDDEN = 1e6;

// ── What to tell ────────────────────────────────────────────────────────────────────────────────────────────────────

function describeTooth(
  jaw: Jaw,
  candidate: ToothCandidate,
  place: number,
  plan: JawPlan,
  n: number,
  jawOverruled: boolean,
  sidesSwapped: boolean,
): NumberedTooth {
  const fdi = ARCH_ORDER[jaw][place];
  const margin = plan.margins[n];
  const warnings: Finding[] = [];
  const voted = topVote(candidate);
  const rival = plan.rivals[n] === UNNUMBERED ? null : ARCH_ORDER[jaw][plan.rivals[n]];
  if (jawOverruled) {
    warnings.push({
      code: 'tooth.jaw-overruled',
      message: `The network called this tooth ${voted}, but it stands in the ${jaw} row; it is numbered ${fdi}.`,
    });
  } else if (voted !== fdi && !(sidesSwapped && mirrored(voted) === fdi)) {
    const duplicate =
      jawOf(voted) === jaw && plan.places.some((other, m) => m !== n && ARCH_ORDER[jaw][other] === voted);
    warnings.push(
      duplicate
        ? {
            code: 'tooth.duplicate-resolved',
            message: `Two teeth looked like ${voted}; by its place this one is ${fdi}.`,
          }
        : {
            code: 'tooth.vote-overruled',
            message: `The network called this tooth ${voted}; its neighbours make it ${fdi}.`,
          },
    );
  }
  if (margin < UNCERTAIN_MARGIN) {
    warnings.push({
      code: 'tooth.number-uncertain',
      message: `The number ${fdi} is uncertain${rival === null ? '' : `; it could be ${rival}`}. Please review.`,
    });
  }
  const usual = typicalVolumeMm3(fdi);
  if (candidate.volumeMm3 > 1.8 * usual) {
    warnings.push({
      code: 'tooth.volume-large',
      message: `${Math.round(candidate.volumeMm3)} mm³ is large for a ${fdi} (usually about ${usual}); it may hold two teeth.`,
    });
  }
  return {
    fdi,
    candidate,
    confidence: candidate.meanConfidence / (1 + Math.exp(-margin)),
    runnerUpFdi: rival ?? secondVote(candidate, fdi),
    warnings,
  };
}

function topVote({ votes }: ToothCandidate): number {
  return votes.reduce((best, share, fdi) => (share > votes[best] ? fdi : best), 0);
}

/** The number with the most votes after the given one, if it has at least a twentieth of them. */
function secondVote({ votes }: ToothCandidate, fdi: number): number | null {
  const second = votes.reduce((best, share, code) => (code !== fdi && share > votes[best] ? code : best), 0);
  return votes[second] >= 0.05 ? second : null;
}

function unnumberedWarning(candidate: ToothCandidate): Finding {
  const where = candidate.centroidMm.map((value) => value.toFixed(0)).join(', ');
  return {
    code: 'case.tooth-unnumbered',
    message: `A piece of ${Math.round(candidate.volumeMm3)} mm³ at (${where}) mm that looks like ${topVote(candidate)} fits no free number and was left out.`,
  };
}
