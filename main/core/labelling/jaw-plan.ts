/**
 * Which place along its jaw each tooth candidate takes: one plan for the whole jaw at once. After ToothSeg (votes and
 * neighbour distances, Viterbi), with a template arch for order and places, and a state for pieces that deserve no number.
 */
import { arcPosition, placesInPatient, type ArchFit, type ArchTooth } from './arch-fit.ts';
import { positionOf, type Jaw } from '../fdi.ts';
import { ARCH_ORDER, ARCH_TEMPLATE, typicalVolumeMm3, type Point2 } from '../teeth/tooth-norms.ts';

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
/** Spread of a tooth about its place on the template arch, mm; teeth drift a place on where gaps have closed. */
const PLACE_SD_MM = 6;
/** No single distance may outvote everything else: z² is cut here. */
const MAX_Z2 = 9;
/** But nothing this far from a place is the tooth of that place: an earring, the chin rest. */
const FAR_ASIDE_MM = 20;
const MISSING_COST = 0.2;
/** Candidates closer than this along the arch may stand in either order (crowding). */
const CROWDED_MM = 4;

/** In place of a place: the candidate gets no number. */
export const UNNUMBERED = -1;
const PLACES = 16;

/** Places are indices into ARCH_ORDER of the jaw, or UNNUMBERED; all arrays run over the jaw's candidates as given. */
export interface JawPlan {
  readonly places: readonly number[];
  readonly rivals: readonly number[]; // what each would be in the best plan that denies it its place
  readonly margins: readonly number[]; // how much dearer that plan is
}

export interface CheapestPlan {
  readonly places: readonly number[];
  /** Of the whole plan, natural units. */
  readonly cost: number;
  /** The candidates along the arch. */
  readonly order: readonly number[];
}

/** Natural units; all arrays run over the jaw's candidates as given. */
export interface PlanCosts {
  /** Where each stands along the arch, mm. */
  readonly arcs: readonly number[];
  readonly cost: readonly Float64Array[]; // [candidate][place]
  readonly unnumbered: readonly number[];
  /** What it costs when candidate `b` takes `place` next after `a` took `before`, [before · 16 + place]. */
  readonly step: (a: number, b: number) => Float64Array;
}

/** In arch order. */
interface JawProblem {
  readonly cost: readonly Float64Array[]; // [candidate][place]
  readonly unnumbered: readonly number[];
  readonly steps: readonly (readonly Float64Array[])[]; // [later candidate][earlier one]
}

/**
 * The cheapest plan for one jaw's candidates, and what each would be if it were not that. `positions` is 8 for permanent
 * teeth, 5 for deciduous ones: further back there is no place for them.
 */
export function planJaw(
  jaw: Jaw,
  teeth: readonly ArchTooth[],
  fit: ArchFit,
  volumesMm3: readonly number[],
  positions: 5 | 8 = 8,
): JawPlan {
  const places = placesInPatient(fit, jaw);
  const gapMm = ARCH_TEMPLATE[jaw].map((a) =>
    Float64Array.from(ARCH_TEMPLATE[jaw], (b) => fit.scale * Math.hypot(a[0] - b[0], a[1] - b[1])),
  );
  const costs: PlanCosts = {
    arcs: teeth.map(({ point }) => arcPosition(fit, jaw, point)),
    cost: teeth.map(({ votes, point }) =>
      placeCosts(votes, point, places).map((cost, n) =>
        positionOf(ARCH_ORDER[jaw][n]) > positions ? FORBIDDEN : cost,
      ),
    ),
    unnumbered: teeth.map(({ votes }, n) => unnumberedCost(jaw, votes, volumesMm3[n])),
    step: (a, b) => stepCosts(teeth[a].point, teeth[b].point, gapMm),
  };
  return withRivals(costs, cheapestPlan(costs));
}

/** What the cheapest plan costs when all candidates stand in their order along the arch. */
export function costInOrder(costs: PlanCosts): number {
  return solved(inOrder(costs, costs.step, alongArch(costs))).cost;
}

function alongArch({ arcs }: PlanCosts): number[] {
  return arcs.map((_, n) => n).sort((a, b) => arcs[a] - arcs[b]);
}

/** Places ascend along the arch; crowded candidates may stand in either order. */
export function cheapestPlan(costs: PlanCosts): CheapestPlan {
  const { arcs } = costs;
  const steps = stepsBetween(costs);
  let order = alongArch(costs);
  let best = solved(inOrder(costs, steps, order));
  for (let n = 0; n + 1 < order.length; n++) {
    if (arcs[order[n + 1]] - arcs[order[n]] > CROWDED_MM) continue;
    const swapped = order.with(n, order[n + 1]).with(n + 1, order[n]);
    const other = solved(inOrder(costs, steps, swapped));
    if (other.cost < best.cost - 0.5) [order, best] = [swapped, other];
  }
  const places = new Array<number>(order.length);
  order.forEach((candidate, n) => (places[candidate] = best.places[n]));
  return { places, cost: best.cost, order };
}

/** Of each candidate of a plan what it would be if it were not that, and how much dearer. */
export function withRivals(costs: PlanCosts, { places, cost, order }: CheapestPlan): JawPlan {
  const problem = inOrder(costs, stepsBetween(costs), order);
  const rivals = new Array<number>(order.length);
  const margins = new Array<number>(order.length);
  order.forEach((candidate, n) => {
    const rival = solved(withoutPlace(problem, n, places[candidate]));
    rivals[candidate] = rival.places[n];
    margins[candidate] = rival.cost - cost;
  });
  return { places, rivals, margins };
}

function stepsBetween({ arcs, step }: PlanCosts): PlanCosts['step'] {
  const known = new Map<number, Float64Array>();
  return (a, b) => {
    const key = a * arcs.length + b;
    const costs = known.get(key) ?? step(a, b);
    known.set(key, costs);
    return costs;
  };
}

function inOrder({ cost, unnumbered }: PlanCosts, step: PlanCosts['step'], order: readonly number[]): JawProblem {
  return {
    cost: order.map((n) => cost[n]),
    unnumbered: order.map((n) => unnumbered[n]),
    steps: order.map((b, n) => order.slice(0, n).map((a) => step(a, b))),
  };
}

/** How far the distance of two candidates is from what it is between two places, and what stands missing between them. */
function stepCosts([ax, ay]: Point2, [bx, by]: Point2, gapMm: readonly Float64Array[]): Float64Array {
  const costs = new Float64Array(PLACES * PLACES);
  const distance = Math.hypot(bx - ax, by - ay);
  for (let before = 0; before < PLACES; before++) {
    for (let place = before + 1; place < PLACES; place++) {
      const missing = place - before - 1;
      const z = (distance - gapMm[before][place]) / (GAP_SD_MM + GAP_SD_PER_MISSING_MM * missing);
      costs[before * PLACES + place] = MISSING_COST * missing + 0.5 * Math.min(MAX_Z2, z * z);
    }
  }
  return costs;
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
function solved({ cost, unnumbered, steps }: JawProblem): { cost: number; places: number[] } {
  const count = cost.length;
  const skipped = new Float64Array(count + 1); // cost of leaving candidates 0…n−1 unnumbered; Infinity is kept finite below
  for (let n = 0; n < count; n++) skipped[n + 1] = skipped[n] + Math.min(unnumbered[n], FORBIDDEN);
  const best = Array.from({ length: count }, () => new Float64Array(PLACES));
  const from = Array.from({ length: count }, () => new Int32Array(PLACES).fill(-1));
  for (let n = 0; n < count; n++) {
    for (let place = 0; place < PLACES; place++) {
      let cheapest = skipped[n];
      for (let m = 0; m < n; m++) {
        const between = skipped[n] - skipped[m + 1];
        const earlier = best[m];
        const step = steps[n][m];
        for (let before = 0; before < place; before++) {
          const whole = earlier[before] + between + step[before * PLACES + place];
          if (whole >= cheapest) continue;
          cheapest = whole;
          from[n][place] = m * PLACES + before;
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
