/**
 * Which place along its jaw each crown of an intraoral scan takes. Crowns are seen whole: how wide they are and how much room
 * is between them tells where a tooth is missing, which the net, looking at all at once, often moves by a place.
 */
import {
  arcPosition,
  fitArch,
  placesInPatient,
  toPatient,
  toTemplate,
  type ArchFit,
  type ArchTooth,
} from '../labelling/arch-fit.ts';
import {
  cheapestPlan,
  costInOrder,
  UNNUMBERED,
  withRivals,
  type JawPlan,
  type PlanCosts,
} from '../labelling/jaw-plan.ts';
import type { Jaw } from '../fdi.ts';
import { ARCH_ORDER, archPoint, type Point2 } from '../teeth/tooth-norms.ts';
import { usualRange } from '../teeth/tooth-sizes.ts';

export interface ScanCrown extends ArchTooth {
  /** How far its faces spread about its point: xx, xy, yy, mm². */
  readonly spreadMm2: readonly [number, number, number];
  readonly areaMm2: number;
  /** Numbers of the clusters that it is made of. */
  readonly parts: readonly number[];
}

/** A crown's usual surface above the gums, mm²: only to tell a piece from a tooth. */
export const USUAL_AREA_MM2 = 130;

/**
 * Costs are negative log probabilities; the constants were chosen on held-out virtual scans. The votes of a scan come from one
 * look at all of it and err together, so that each counts less than it says.
 */
const VOTE_WEIGHT = 0.6;
const VOTE_FLOOR = 0.01;
/** The net is off by one place this often. */
const NEIGHBOUR_SLIP = 0.1;
/** Spread of a crown's width about the textbook's, as a share. */
const WIDTH_SD = 0.14;
/** Spread of a tooth about its place on the template arch, mm. */
const PLACE_SD_MM = 5;
/** Spread of the room between two crowns, and what every tooth missing there adds to it, mm. */
const ROOM_SD_MM = 0.9;
const ROOM_SD_PER_MISSING_MM = 1.2;
const MISSING_COST = 2.5;
/** No single measure may outvote everything else: z² is cut here. */
const MAX_Z2 = 9;
/** Of a crown of the usual size: it is one of this jaw's teeth, and no number is left for it. */
const UNNUMBERED_COST = 8;
/** Two pieces are one tooth when that makes the plan cheaper by this. */
const JOIN_COST = 1;
/** Pieces of one tooth are nearer than this share of a crown's width. */
const JOIN_WITHIN = 0.9;
const PLACES = 16;
const ROUNDS = 3;
const SHIFTS = [0, -1, 1];
const ROOM_SDS_MM = Float64Array.from(
  { length: PLACES },
  (_, missing) => ROOM_SD_MM + ROOM_SD_PER_MISSING_MM * missing,
);
/** A wider spread is less likely anywhere. */
const MISSING_COSTS = ROOM_SDS_MM.map((sd, missing) => MISSING_COST * missing + Math.log(sd / ROOM_SD_MM));

export interface ScanPlan extends JawPlan {
  /** What the plan is for: those that were given, pieces of one tooth joined. */
  readonly crowns: readonly ScanCrown[];
}

/** Votes, widths, room and the template arch at once; pieces of one tooth are joined on the way. */
export function planScan(pieces: readonly ScanCrown[], jaw: Jaw): ScanPlan {
  let crowns = pieces;
  for (;;) {
    const fit = bestFit(crowns, jaw);
    const joined = joinedPieces(crowns, jaw, fit);
    if (joined.length === crowns.length) {
      const costs = new ScanCosts(jaw, fit).of(crowns);
      return { ...withRivals(costs, cheapestPlan(costs)), crowns };
    }
    crowns = joined;
  }
}

/** The template laid through the crowns as they are voted, or voted a place off to either side, then as they are planned. */
function bestFit(crowns: readonly ScanCrown[], jaw: Jaw): ArchFit {
  let best: { readonly fit: ArchFit; readonly cost: number } | null = null;
  for (const shift of SHIFTS) {
    let fit = fitArch(crowns.map((crown) => ({ ...crown, votes: shifted(crown.votes, shift) })));
    let before = '';
    for (let round = 0; round < ROUNDS; round++) {
      const { places, cost } = cheapestPlan(new ScanCosts(jaw, fit).of(crowns));
      if (best === null || cost < best.cost) best = { fit, cost };
      if (places.join() === before) break;
      before = places.join();
      const placed = crowns.map((crown, n) => ({ ...crown, votes: only(places[n]) }));
      fit = fitArch(placed.filter((_, n) => places[n] !== UNNUMBERED));
    }
  }
  if (best === null) throw new RangeError('There is always a plan');
  return best.fit;
}

/** Pieces of one tooth are joined, one pair after the other, as long as that makes the plan cheaper. */
function joinedPieces(pieces: readonly ScanCrown[], jaw: Jaw, fit: ArchFit): readonly ScanCrown[] {
  let crowns = pieces;
  const costs = new ScanCosts(jaw, fit);
  let cost = costInOrder(costs.of(crowns));
  for (;;) {
    let best: { readonly crowns: readonly ScanCrown[]; readonly cost: number } | null = null;
    for (const [a, b] of besideEachOther(crowns, jaw, fit)) {
      const joined = [...crowns.filter((_, n) => n !== a && n !== b), joinedCrown(crowns[a], crowns[b])];
      const joinedCost = costInOrder(costs.of(joined));
      if (joinedCost < (best?.cost ?? cost - JOIN_COST)) best = { crowns: joined, cost: joinedCost };
    }
    if (best === null) return crowns;
    ({ crowns, cost } = best);
  }
}

/** Crowns that may be pieces of one: nearer than two teeth of their numbers would stand. */
function besideEachOther(crowns: readonly ScanCrown[], jaw: Jaw, fit: ArchFit): (readonly [number, number])[] {
  const usualMm = usualWidthsMm(jaw, fit);
  const widths = crowns.map(({ votes }) => usualMm.reduce((sum, mm, place) => sum + mm * votes[place], 0));
  return crowns.flatMap(({ point: [ax, ay] }, a) =>
    crowns.flatMap(({ point: [bx, by] }, b) =>
      b > a && Math.hypot(bx - ax, by - ay) < JOIN_WITHIN * 0.5 * (widths[a] + widths[b]) ? [[a, b] as const] : [],
    ),
  );
}

function joinedCrown(a: ScanCrown, b: ScanCrown): ScanCrown {
  const areaMm2 = a.areaMm2 + b.areaMm2;
  const [p, q] = [a.areaMm2 / areaMm2, b.areaMm2 / areaMm2];
  const [dx, dy] = [b.point[0] - a.point[0], b.point[1] - a.point[1]];
  const apart = [dx * dx, dx * dy, dy * dy];
  const spread = (n: 0 | 1 | 2): number => p * a.spreadMm2[n] + q * b.spreadMm2[n] + p * q * apart[n];
  return {
    jaw: a.jaw,
    point: [a.point[0] + q * dx, a.point[1] + q * dy],
    votes: Float64Array.from({ length: PLACES }, (_, n) => p * a.votes[n] + q * b.votes[n]),
    weight: p * a.weight + q * b.weight,
    spreadMm2: [spread(0), spread(1), spread(2)],
    areaMm2,
    parts: [...a.parts, ...b.parts],
  };
}

function shifted(votes: ArrayLike<number>, by: number): Float64Array {
  return Float64Array.from({ length: PLACES }, (_, place) => votes[place - by] ?? 0);
}

function only(place: number): Float64Array {
  const votes = new Float64Array(PLACES);
  votes[place] = 1;
  return votes;
}

interface CrownCosts {
  readonly widthMm: number;
  readonly arc: number;
  readonly places: Float64Array;
  readonly unnumbered: number;
}

/** Costs of plans that share a fit: what is known of a crown, and of two, is reckoned once. */
class ScanCosts {
  private readonly jaw: Jaw;
  private readonly fit: ArchFit;
  private readonly places: readonly Point2[];
  private readonly usualMm: readonly number[];
  private readonly known = new Map<ScanCrown, CrownCosts>();
  private readonly steps = new Map<ScanCrown, Map<ScanCrown, Float64Array>>();

  constructor(jaw: Jaw, fit: ArchFit) {
    this.jaw = jaw;
    this.fit = fit;
    this.places = placesInPatient(fit, jaw);
    this.usualMm = usualWidthsMm(jaw, fit);
  }

  of(crowns: readonly ScanCrown[]): PlanCosts {
    const each = crowns.map((crown) => this.crown(crown));
    return {
      arcs: each.map(({ arc }) => arc),
      cost: each.map(({ places }) => places),
      unnumbered: each.map(({ unnumbered }) => unnumbered),
      step: (a, b) => this.step(crowns[a], crowns[b]),
    };
  }

  private crown(crown: ScanCrown): CrownCosts {
    const known = this.known.get(crown);
    if (known !== undefined) return known;
    const { jaw, fit, places, usualMm } = this;
    const width = widthMm(crown, jaw, fit);
    const costs = {
      widthMm: width,
      arc: arcPosition(fit, jaw, crown.point),
      places: placeCosts(crown, width, places, usualMm),
      unnumbered: UNNUMBERED_COST * Math.min(1.5, Math.max(0.3, crown.areaMm2 / USUAL_AREA_MM2)),
    };
    this.known.set(crown, costs);
    return costs;
  }

  private step(a: ScanCrown, b: ScanCrown): Float64Array {
    const after = this.steps.get(a) ?? new Map<ScanCrown, Float64Array>();
    this.steps.set(a, after);
    const known = after.get(b);
    if (known !== undefined) return known;
    const apart = Math.hypot(b.point[0] - a.point[0], b.point[1] - a.point[1]);
    const costs = stepCosts(apart - (this.crown(a).widthMm + this.crown(b).widthMm) / 2, this.usualMm);
    after.set(b, costs);
    return costs;
  }
}

function usualWidthsMm(jaw: Jaw, { scale }: ArchFit): readonly number[] {
  return ARCH_ORDER[jaw].map((fdi) => scale * usualRange(fdi, 'mesiodistalMm').mean);
}

/** Along the arch: of a flat shape spread evenly over its width the variance is a twelfth of the width's square. */
function widthMm({ point, spreadMm2: [xx, xy, yy] }: ScanCrown, jaw: Jaw, fit: ArchFit): number {
  const [x] = toTemplate(fit, point);
  const [[ax, ay], [bx, by]] = [toPatient(fit, archPoint(jaw, x - 1)), toPatient(fit, archPoint(jaw, x + 1))];
  const [dx, dy] = [bx - ax, by - ay];
  return Math.sqrt((12 * (xx * dx * dx + 2 * xy * dx * dy + yy * dy * dy)) / (dx * dx + dy * dy));
}

function placeCosts(
  { votes, point: [x, y] }: ScanCrown,
  width: number,
  places: readonly Point2[],
  usualMm: readonly number[],
): Float64Array {
  return Float64Array.from(places, ([px, py], n) => {
    const beside = (n > 0 ? votes[n - 1] : 0) + (n + 1 < PLACES ? votes[n + 1] : 0);
    const vote = Math.max(VOTE_FLOOR, votes[n] + NEIGHBOUR_SLIP * beside);
    const off = ((x - px) ** 2 + (y - py) ** 2) / PLACE_SD_MM ** 2;
    const odd = (Math.log(Math.max(1, width) / usualMm[n]) / WIDTH_SD) ** 2;
    return -VOTE_WEIGHT * Math.log(Math.min(1, vote)) + 0.5 * Math.min(MAX_Z2, off) + 0.5 * Math.min(MAX_Z2, odd);
  });
}

/** What room there is between two crowns against what would stand there. */
function stepCosts(roomMm: number, usualMm: readonly number[]): Float64Array {
  const costs = new Float64Array(PLACES * PLACES);
  for (let before = 0; before < PLACES; before++) {
    let wanted = 0;
    for (let place = before + 1; place < PLACES; place++) {
      const missing = place - before - 1;
      if (missing > 0) wanted += usualMm[place - 1];
      const z = (roomMm - wanted) / ROOM_SDS_MM[missing];
      costs[before * PLACES + place] = MISSING_COSTS[missing] + 0.5 * Math.min(MAX_Z2, z * z);
    }
  }
  return costs;
}
