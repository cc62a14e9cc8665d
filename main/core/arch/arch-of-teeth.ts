/** The dental arch from segmented teeth: a smooth curve between both jaws, with missing teeth bridged. */
import { fitArch, toPatient, toTemplate, type ArchFit } from '../labelling/arch-fit.ts';
import { jawOf, successorOf, type Jaw } from '../fdi.ts';
import { leastSquares } from '../math/least-squares.ts';
import { ARCH_ORDER, ARCH_TEMPLATE, type Point2 } from '../teeth/tooth-norms.ts';
import { cross, dot, unit } from '../vector.ts';
import type { Vec3 } from '../volume.ts';
import { UPRIGHT } from './arch-surface.ts';

export interface ArchTooth {
  readonly fdi: number;
  readonly centroidMm: Vec3;
}

export interface DentalArch {
  /** Control points from the patient's right to the left, world LPS mm. */
  readonly controlMm: readonly Vec3[];
  /** Unit normal of the arch's plane, upwards. */
  readonly up: Vec3;
}

export interface ArchOfTeethOptions {
  /** Normal of the occlusal plane; upright when it is not known or too steep to be a bite. */
  readonly up?: Vec3 | null;
  /** How far the curve goes on beyond the last tooth, mm. */
  readonly beyondMm?: number;
  readonly controlPoints?: number;
}

/** A bite plane further from level than this was fitted to too few teeth. */
const MAX_TILT_RAD = (40 * Math.PI) / 180;
/** The curve of an arch has four unknowns: with fewer teeth the template's own parabola is steadier. */
const MIN_TEETH_FOR_CURVE = 8;
/** Teeth this far along the arch share in where the curve runs (standard deviation, mm). */
const SMOOTHING_MM = 7;
/** Pull of a jaw's mean, in teeth: bridges gaps. */
const MEAN_WEIGHT = 0.3;
/** A tooth this far off the curve (impacted, retained) counts half. */
const ROBUST_MM = 4;
const STEP_MM = 0.25;

/** A frame in the arch's plane: `left` towards the patient's left, `back` away from the lips. */
interface ArchFrame {
  readonly left: Vec3;
  readonly back: Vec3;
  readonly up: Vec3;
}

/** Null without teeth. */
export function archOfTeeth(
  teeth: readonly ArchTooth[],
  { up = null, beyondMm = 12, controlPoints = 13 }: ArchOfTeethOptions = {},
): DentalArch | null {
  if (teeth.length === 0) return null;
  const frame = archFrame(up);
  const flat = teeth.map(({ fdi, centroidMm }) => {
    const point: Point2 = [dot(centroidMm, frame.left), dot(centroidMm, frame.back)];
    return { jaw: jawOf(fdi), point, votes: voteFor(fdi), weight: 1 };
  });
  const fit = fitArch(flat);
  const places = flat.map(({ jaw, point }) => ({ jaw, at: toTemplate(fit, point) }));
  const line = betweenJaws(templateLine(places.map(({ at }) => at)), places);
  const ends = trimmed(extended(line), places, beyondMm / fit.scale);
  const heightMm = meanOfJaws(
    flat,
    teeth.map(({ centroidMm }) => dot(centroidMm, frame.up)),
  );
  return { controlMm: spread(ends, controlPoints).map((at) => toWorld(frame, fit, at, heightMm)), up: frame.up };
}

function archFrame(wanted: Vec3 | null): ArchFrame {
  const up = wanted !== null && wanted[2] >= Math.cos(MAX_TILT_RAD) ? (unit(wanted) ?? UPRIGHT) : UPRIGHT;
  const left = unit(cross([0, 1, 0], up)) ?? [1, 0, 0];
  return { left, back: cross(up, left), up };
}

/** A numbered tooth votes for its own place; a deciduous one stands where its successor does. */
function voteFor(fdi: number): Float64Array {
  const votes = new Float64Array(16);
  votes[ARCH_ORDER[jawOf(fdi)].indexOf(successorOf(fdi))] = 1;
  return votes;
}

/** A first curve on the template's plane, from the rightmost tooth to the leftmost, in steps of STEP_MM. */
function templateLine(points: readonly Point2[]): Point2[] {
  const curve = archCurve(points);
  const xs = points.map(([x]) => x);
  const line: Point2[] = [];
  let x = Math.min(...xs);
  const end = Math.max(...xs, x + STEP_MM);
  while (x < end) {
    line.push([x, curve(x)]);
    x += STEP_MM / Math.hypot(1, (curve(x + 0.01) - curve(x - 0.01)) / 0.02);
  }
  line.push([end, curve(end)]);
  return line;
}

/** y of the arch for x on the template's plane: a fitted U where there are teeth enough, else the template's mean. */
function archCurve(points: readonly Point2[]): (x: number) => number {
  if (points.length >= MIN_TEETH_FOR_CURVE) {
    const found = leastSquares(
      points.map(([x]) => [1, x / 20, (x / 20) ** 2, (x / 20) ** 4]),
      points.map(([, y]) => y),
    );
    if (found !== null && found[2] + found[3] > 0) {
      const [a, b, c, d] = found;
      return (x) => a + b * (x / 20) + c * (x / 20) ** 2 + d * (x / 20) ** 4;
    }
  }
  const [x0, y0] = ARCH_TEMPLATE.upper[2];
  return (x) => (y0 / (x0 * x0)) * x * x;
}

interface Place {
  readonly jaw: Jaw;
  readonly at: Point2;
}

/** Moves the line along its normals to where the teeth really stand, half way between the jaws where both have some. */
function betweenJaws(line: readonly Point2[], places: readonly Place[]): Point2[] {
  const normals = line.map((_, n) => normalOf(line, n));
  const arcs = arcsOf(line);
  const found = places.map(({ jaw, at }) => {
    const n = nearestOf(line, at);
    const off = (at[0] - line[n][0]) * normals[n][0] + (at[1] - line[n][1]) * normals[n][1];
    return { jaw, arc: arcs[n], off, weight: 1 / (1 + (off / ROBUST_MM) ** 2) };
  });
  const jaws = (['upper', 'lower'] as const)
    .map((jaw) => found.filter((tooth) => tooth.jaw === jaw))
    .filter((teeth) => teeth.length > 0);
  return line.map((point, n) => {
    let shift = 0;
    for (const teeth of jaws) shift += smoothed(teeth, arcs[n]) / jaws.length;
    return [point[0] + shift * normals[n][0], point[1] + shift * normals[n][1]];
  });
}

interface OffTheLine {
  readonly arc: number;
  readonly off: number;
  readonly weight: number;
}

/** How far a jaw's teeth stand off the line around an arc position; where it has none, its mean. */
function smoothed(teeth: readonly OffTheLine[], arc: number): number {
  let [sum, total, near, pull] = [0, 0, 0, MEAN_WEIGHT];
  for (const tooth of teeth) {
    const weight = tooth.weight * Math.exp(-0.5 * ((tooth.arc - arc) / SMOOTHING_MM) ** 2);
    sum += tooth.weight * tooth.off;
    total += tooth.weight;
    near += weight * tooth.off;
    pull += weight;
  }
  return (near + (MEAN_WEIGHT * sum) / total) / pull;
}

/** Longer than anything beyond the ends. */
const EXTENSION_MM = 40;

/** Straight on beyond both ends. */
function extended(line: readonly Point2[]): Point2[] {
  const inner = Math.min(line.length - 1, Math.round(4 / STEP_MM));
  const beyond = (end: Point2, before: Point2): Point2[] => {
    const length = Math.hypot(end[0] - before[0], end[1] - before[1]) || 1;
    return Array.from({ length: EXTENSION_MM / STEP_MM }, (_, n) => {
      const share = ((n + 1) * STEP_MM) / length;
      return [end[0] + (end[0] - before[0]) * share, end[1] + (end[1] - before[1]) * share];
    });
  };
  return [
    ...beyond(line[0], line[inner]).reverse(),
    ...line,
    ...beyond(line[line.length - 1], line[line.length - 1 - inner]),
  ];
}

/** From `beyondMm` before the rightmost tooth along the line to as far behind the leftmost. */
function trimmed(line: readonly Point2[], places: readonly Place[], beyondMm: number): Point2[] {
  const arcs = arcsOf(line);
  const along = places.map(({ at }) => arcs[nearestOf(line, at)]);
  const [from, to] = [Math.min(...along) - beyondMm, Math.max(...along) + beyondMm];
  return line.filter((_, n) => arcs[n] >= from && arcs[n] <= to);
}

/** `count` points at equal distances along the line, both ends among them. */
function spread(line: readonly Point2[], count: number): Point2[] {
  const arcs = arcsOf(line);
  let n = 1;
  return Array.from({ length: count }, (_, point) => {
    const wanted = (arcs[arcs.length - 1] * point) / (count - 1);
    while (n < line.length - 1 && arcs[n] < wanted) n++;
    const share = (wanted - arcs[n - 1]) / (arcs[n] - arcs[n - 1] || 1);
    const [from, to] = [line[n - 1], line[n]];
    return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
  });
}

/** Unit normal of the line towards the lips. */
function normalOf(line: readonly Point2[], n: number): Point2 {
  const [from, to] = [line[Math.max(0, n - 1)], line[Math.min(line.length - 1, n + 1)]];
  const [tx, ty] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(tx, ty) || 1;
  return [ty / length, -tx / length];
}

function arcsOf(line: readonly Point2[]): Float64Array {
  const arcs = new Float64Array(line.length);
  for (let n = 1; n < line.length; n++)
    arcs[n] = arcs[n - 1] + Math.hypot(line[n][0] - line[n - 1][0], line[n][1] - line[n - 1][1]);
  return arcs;
}

function nearestOf(line: readonly Point2[], [x, y]: Point2): number {
  let nearest = 0;
  let best = Infinity;
  for (let n = 0; n < line.length; n++) {
    const square = (line[n][0] - x) ** 2 + (line[n][1] - y) ** 2;
    if (square < best) [nearest, best] = [n, square];
  }
  return nearest;
}

/** The mean of the jaws' means: a jaw with few teeth counts as much as a full one. */
function meanOfJaws(teeth: readonly { readonly jaw: Jaw }[], values: readonly number[]): number {
  const means = (['upper', 'lower'] as const).flatMap((jaw) => {
    const own = values.filter((_, n) => teeth[n].jaw === jaw);
    return own.length === 0 ? [] : [own.reduce((sum, value) => sum + value, 0) / own.length];
  });
  return means.reduce((sum, value) => sum + value, 0) / means.length;
}

function toWorld({ left, back, up }: ArchFrame, fit: ArchFit, at: Point2, heightMm: number): Vec3 {
  const [u, v] = toPatient(fit, at);
  const part = (axis: number): number => u * left[axis] + v * back[axis] + heightMm * up[axis];
  return [part(0), part(1), part(2)];
}
