/**
 * An intraoral scan onto the crowns of a CBCT.
 *
 * [Note: Registration] The crowns look for themselves in the scan, not the other way round: what the CBCT lacks (gums,
 * palate, a base) finds no partner then and needs no cutting off. Where to begin is not known: scanners have spaces of
 * their own, and of a part of an arch neither centroid nor principal axes say where it belongs. So the crowns are tried
 * all around the way that the scan's crowns point and all along it (`NearField`, some 10⁵ places), the best are brought
 * closer by a few rounds of ICP and the best of those by many. The same is done with the mirrored scan: a scan that fits
 * better in a mirror is never fitted silently.
 */
import { principalAxes, covarianceOf } from '../math/principal-axes.ts';
import type { ScanSurface } from '../surface/scan-surface.ts';
import { cross, mean, scaled, unit } from '../vector.ts';
import type { Vec3 } from '../volume.ts';
import { heightsAlong, type Crowns } from './crowns.ts';
import { icp, matchesOf, Target } from './icp.ts';
import { NearField } from './near-field.ts';
import { mirroredPoints, someOf, thinned, type OrientedPoints } from './oriented-points.ts';
import { angleDegOf, inverse, moved, product, rotationAbout, turned, type RigidMotion } from './rigid.ts';

export interface Registration {
  /** From the scan's space, in mm, to that of the crowns. */
  readonly motion: RigidMotion;
  readonly jaw: Crowns['jaw'];
  /** Distance across the surface at the crown points that were used. */
  readonly meanMm: number;
  readonly p95Mm: number;
  /** Crown points that found the scan's surface within USED_MM, facing the same way, of all and of those near the scan. */
  readonly usedShare: number;
  readonly agreeingShare: number;
  /** The scan's faces show their inner sides. */
  readonly isInsideOut: boolean;
}

export type RegistrationAnswer =
  | { readonly kind: 'fitted'; readonly registration: Registration; readonly isUnsure: boolean }
  | { readonly kind: 'mirrored' }
  /** With the best of what does not fit; null when the scan is too small to try. */
  | { readonly kind: 'no-fit'; readonly registration: Registration | null };

/** Finer than this the scan's points are averaged. */
const CELL_MM = 0.4;
/** What a first look at a place counts, and what a second one does where the first was promising. */
const GLANCE_POINTS = 24;
const COARSE_POINTS = 90;
const CLOSER_POINTS = 250;
const NEAR_POINTS = 800;
const FINAL_POINTS = 2500;
const TRIED_CLOSER = 80;
const KEPT_CLOSER = 20;
const TRIED_TO_THE_END = 4;
const USED_MM = 0.5;
const FITTING_MM = 0.6;
/** Crown points nearer than this to the scan lie within its part of the arch. */
const COVERED_MM = 2;

/** Of several jaws the one that fits is taken. */
export function registerScan(
  scan: Pick<ScanSurface, 'positions' | 'triangles'>,
  jaws: readonly Crowns[],
): RegistrationAnswer {
  const surface = thinned(scan, CELL_MM);
  const best = bestOf(surface, jaws);
  const inMirror = bestOf(mirroredPoints(surface), jaws);
  if (best.length === 0) return { kind: 'no-fit', registration: null };
  const [fit, ...others] = best;
  const { registration } = fit;
  const lead = inMirror.length === 0 ? Infinity : fit.score / inMirror[0].score;
  if (lead < 1 / SURE_LEAD && isGood(inMirror[0].registration)) return { kind: 'mirrored' };
  if (lead < LEAST_LEAD || !isGood(registration)) return { kind: 'no-fit', registration };
  const isRivalled = others.some((one) => one.score > 0.9 * fit.score && isElsewhere(one, fit));
  const isPoor = registration.agreeingShare < SURE_SHARE;
  return { kind: 'fitted', registration, isUnsure: isPoor || isRivalled || lead < SURE_LEAD };
}

/**
 * Arches are nearly symmetric, so that the mirror image of a scan lies on the crowns quite well: at 1.28 to 1.43 times
 * less than the scan itself (phantoms, whole and in parts). On the crowns of somebody else both lie as badly: 0.86 to 1.18.
 */
const SURE_LEAD = 1.25;
const LEAST_LEAD = 1.1;

/**
 * Gums hide some of the crown points: 0.7 to 0.8 of those within the scanned part agree, on the crowns of somebody else
 * 0.58 to 0.69 (phantoms).
 */
const SURE_SHARE = 0.65;

function isGood({ usedShare, agreeingShare, meanMm }: Registration): boolean {
  return usedShare > 0.05 && agreeingShare > 0.45 && meanMm < 0.25;
}

interface Fit {
  readonly registration: Registration;
  readonly score: number;
  readonly middle: Vec3;
}

/** At another place of the same jaw, or on the other jaw. */
function isElsewhere(a: Fit, b: Fit): boolean {
  const [x, y, z] = moved(a.registration.motion, b.middle);
  const [u, v, w] = moved(b.registration.motion, b.middle);
  return (
    Math.hypot(x - u, y - v, z - w) > 1 ||
    angleDegOf(product(inverse(a.registration.motion).rotation, b.registration.motion.rotation)) > 3
  );
}

/** The best places on all jaws, best first. */
function bestOf(surface: OrientedPoints, jaws: readonly Crowns[]): readonly Fit[] {
  if (surface.points.length < 300) return [];
  const target = new Target(surface);
  const field = new NearField(someOf(surface, 12_000));
  const ups = upsOf(surface);
  const fits = jaws.flatMap((crowns) => {
    const roughly = closest(candidates(crowns, surface, ups, field), KEPT_CLOSER, (motion) => {
      const few = someOf(crowns, COARSE_POINTS);
      const near = icp(few, target, motion, { withinMm: [4, 2], rounds: 4, facing: 0 });
      return { motion: near, score: scoreOf(few, target, near, 2) };
    });
    const closely = closest(roughly, TRIED_TO_THE_END, (motion) => {
      const few = someOf(crowns, CLOSER_POINTS);
      const near = icp(few, target, motion, { withinMm: [2.5, 1], rounds: 10, facing: 0 });
      return { motion: near, score: scoreOf(few, target, near, FITTING_MM) };
    });
    return closely.map(({ motion }) => finished(crowns, target, motion));
  });
  return fits.toSorted((a, b) => b.score - a.score);
}

/** Tries all of them and keeps the best. */
function closest(
  from: readonly Candidate[],
  most: number,
  tried: (motion: RigidMotion) => Candidate,
): readonly Candidate[] {
  return from
    .map(({ motion }) => tried(motion))
    .toSorted((a, b) => b.score - a.score)
    .slice(0, most);
}

function finished({ jaw, ...all }: Crowns, target: Target, start: RigidMotion): Fit {
  const crowns = someOf(all, FINAL_POINTS);
  const facing = facingOf(crowns, target, start);
  const near = icp(someOf(all, NEAR_POINTS), target, start, { withinMm: [1.5, USED_MM], rounds: 20, facing });
  const motion = icp(crowns, target, near, { withinMm: [USED_MM, USED_MM], rounds: 20, facing });
  const matches = matchesOf(crowns, target, motion, COVERED_MM).filter((match) => match !== null);
  const used = matches.filter(({ distanceMm, agreement }) => distanceMm < USED_MM && facing * agreement > 0.6);
  const offs = used.map(({ offMm }) => Math.abs(offMm)).toSorted((a, b) => a - b);
  const count = crowns.points.length / 3;
  const registration: Registration = {
    motion: inverse(motion),
    jaw,
    meanMm: offs.reduce((sum, off) => sum + off, 0) / Math.max(1, offs.length),
    p95Mm: offs[Math.floor(0.95 * (offs.length - 1))] ?? 0,
    usedShare: used.length / Math.max(1, count),
    agreeingShare: used.length / Math.max(1, matches.length),
    isInsideOut: facing === -1,
  };
  // Points, not shares: of two jaws the one with more of them on the scan is meant.
  return {
    registration,
    score: (all.points.length / 3) * scoreOf(crowns, target, motion, FITTING_MM),
    middle: middleOf(target.surface.points),
  };
}

function facingOf(crowns: OrientedPoints, target: Target, motion: RigidMotion): 1 | -1 {
  const sum = matchesOf(crowns, target, motion, 1).reduce((all, match) => all + (match?.agreement ?? 0), 0);
  return sum < 0 ? -1 : 1;
}

/** Near 1 when all lie on the surface, and much less for what lies nearly `reach` off. */
function scoreOf(points: OrientedPoints, target: Target, motion: RigidMotion, reach: number): number {
  const matches = matchesOf(points, target, motion, reach);
  const sum = matches.reduce(
    (all, match) => all + (match === null ? 0 : (1 - (match.distanceMm / reach) ** 2) * Math.abs(match.agreement)),
    0,
  );
  return sum / matches.length;
}

/** Ways that the crowns of a scan may point: against what an open surface lacks, and always its thinnest direction. */
function upsOf({ points, normals }: OrientedPoints): readonly Vec3[] {
  const open = middleOf(normals);
  const some: Vec3[] = [];
  for (let n = 0; n + 2 < points.length; n += 3 * Math.ceil(points.length / 9000))
    some.push([points[n], points[n + 1], points[n + 2]]);
  const [, , thin] = principalAxes(covarianceOf(some, mean(some)));
  const way = unit(open);
  const isOpen = way !== null && Math.hypot(...open) > 0.2;
  const thinIsNear =
    isOpen && Math.abs(way[0] * thin.axis[0] + way[1] * thin.axis[1] + way[2] * thin.axis[2]) > Math.cos(0.35);
  const ways = isOpen ? (thinIsNear ? [way] : [way, thin.axis]) : [thin.axis];
  return ways.flatMap((one) => [one, scaled(one, -1)]);
}

interface Candidate {
  readonly motion: RigidMotion;
  readonly score: number;
}

const SPINS = 24;
/** Of front teeth alone one sees more lips' side than edges: the way that they seem to point is far off. */
const TILTS_RAD = [-0.6, -0.3, 0.3, 0.6];
const STEP_MM = 4;
const STEPS = 6;
/** Of the best first look so far. */
const PROMISING = 0.75;
const HEIGHTS_MM = [-3, 0, 3];
/** The tips of the crowns are about as high as this share of all points. */
const TIP_SHARE = 0.9;

/** Places of the crowns in the scan's space that look best from afar; one for each turn. */
function candidates(
  crowns: Crowns,
  surface: OrientedPoints,
  ups: readonly Vec3[],
  field: NearField,
): readonly Candidate[] {
  const few = someOf(crowns, COARSE_POINTS);
  const glance = someOf(crowns, GLANCE_POINTS);
  const from = middleOf(few.points);
  const to = middleOf(surface.points);
  const found: Candidate[] = [];
  for (const up of ups) {
    const tip = quantile(heightsAlong(surface.points, up), TIP_SHARE);
    const [side, front] = across(up);
    const upright = turnBetween(crowns.up, up);
    const tilts = TILTS_RAD.flatMap((angle) => [side, front].map((axis) => rotationAbout(axis, angle)));
    for (const tilt of [null, ...tilts]) {
      const standing = tilt === null ? upright : product(tilt, upright);
      for (let spin = 0; spin < SPINS; spin++) {
        const rotation = product(rotationAbout(up, (2 * Math.PI * spin) / SPINS), standing);
        const ownUp = turned(rotation, from);
        const base: Vec3 = [to[0] - ownUp[0], to[1] - ownUp[1], to[2] - ownUp[2]];
        const own = heightsAlong(few.points, backTurned(rotation, up));
        const lift = tip - quantile(own, TIP_SHARE) - (up[0] * base[0] + up[1] * base[1] + up[2] * base[2]);
        found.push(bestPlace([glance, few], field, { rotation, base, up, side, front, lift }));
      }
    }
  }
  return found.toSorted((a, b) => b.score - a.score).slice(0, TRIED_CLOSER);
}

interface Frame {
  readonly rotation: readonly number[];
  /** Centroid upon centroid. */
  readonly base: Vec3;
  readonly up: Vec3;
  readonly side: Vec3;
  readonly front: Vec3;
  /** Along `up`, until the tips are level. */
  readonly lift: number;
}

function bestPlace(
  [glance, few]: readonly [OrientedPoints, OrientedPoints],
  field: NearField,
  { rotation, base, up, side, front, lift }: Frame,
): Candidate {
  let best: Candidate = { motion: { rotation, translation: base }, score: -1 };
  let bestGlance = 0;
  for (const height of HEIGHTS_MM) {
    for (let i = -STEPS; i <= STEPS; i++) {
      for (let j = -STEPS; j <= STEPS; j++) {
        const place = (axis: 0 | 1 | 2): number =>
          base[axis] + (lift + height) * up[axis] + STEP_MM * (i * side[axis] + j * front[axis]);
        const [x, y, z] = [place(0), place(1), place(2)];
        const first = field.fit(glance, rotation, x, y, z);
        if (first < PROMISING * bestGlance) continue;
        bestGlance = Math.max(bestGlance, first);
        const score = field.fit(few, rotation, x, y, z);
        if (score > best.score) best = { motion: { rotation, translation: [x, y, z] }, score };
      }
    }
  }
  return best;
}

/** Two unit vectors at right angles to a unit vector and each other. */
function across(up: Vec3): readonly [Vec3, Vec3] {
  const side = unit(cross(up, Math.abs(up[0]) < 0.8 ? [1, 0, 0] : [0, 1, 0])) ?? [0, 1, 0];
  return [side, cross(up, side)];
}

/** The smallest turn that brings one unit vector to another. */
function turnBetween(from: Vec3, to: Vec3): number[] {
  const cosine = Math.max(-1, Math.min(1, from[0] * to[0] + from[1] * to[1] + from[2] * to[2]));
  const axis = unit(cross(from, to)) ?? across(from)[0];
  return rotationAbout(axis, Math.acos(cosine));
}

function backTurned(r: readonly number[], [x, y, z]: Vec3): Vec3 {
  return [r[0] * x + r[3] * y + r[6] * z, r[1] * x + r[4] * y + r[7] * z, r[2] * x + r[5] * y + r[8] * z];
}

function middleOf(values: Float64Array): Vec3 {
  let [x, y, z] = [0, 0, 0];
  for (let n = 0; n < values.length; n += 3) {
    x += values[n];
    y += values[n + 1];
    z += values[n + 2];
  }
  const count = Math.max(1, values.length / 3);
  return [x / count, y / count, z / count];
}

function quantile(values: Float64Array, share: number): number {
  return values.toSorted()[Math.floor(share * (values.length - 1))];
}
