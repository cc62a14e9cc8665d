/** Lays the template arch over the tooth candidates: where each stands along it, and where each number should stand. */
import type { Jaw } from '../fdi.ts';
import { ARCH_ORDER, ARCH_TEMPLATE, archPoint, type Point2 } from '../teeth/tooth-norms.ts';

/** A tooth on the axial plane, LPS mm, with its votes for the 16 numbers of its jaw in ARCH_ORDER. */
export interface ArchTooth {
  readonly jaw: Jaw;
  readonly point: Point2;
  readonly votes: ArrayLike<number>; // [16], not necessarily adding up to 1
  readonly weight: number;
}

/** A similarity on the axial plane from template to patient: rotate, scale, shift. */
export interface ArchFit {
  readonly angleRad: number;
  readonly scale: number;
  readonly shift: Point2;
  /** Robust mean distance between teeth and the places their votes ask for, mm. */
  readonly residualMm: number;
}

/** A head is hardly ever turned further than this, nor an arch further from the mean size. */
const MAX_ANGLE_RAD = (40 * Math.PI) / 180;
const SCALE_LIMITS = [0.75, 1.3] as const;
/** Distance at which a tooth's pull on the fit is halved. */
const ROBUST_MM = 5;
const ROUNDS = 12;

/**
 * Fits one similarity for both jaws by iteratively reweighted least squares between tooth centres and the template
 * places their votes ask for. `mirrored` asks how well the votes fit if left and right were exchanged.
 */
export function fitArch(teeth: readonly ArchTooth[], mirrored = false): ArchFit {
  const targets = teeth.map(({ jaw, votes }) => expectedPlace(jaw, votes, mirrored));
  let weights = teeth.map(({ weight }) => weight);
  let fit: ArchFit = { angleRad: 0, scale: 1, shift: [0, 0], residualMm: Infinity };
  for (let round = 0; round < ROUNDS; round++) {
    fit = similarity(teeth, targets, weights);
    weights = teeth.map(({ point, weight }, n) => {
      const [x, y] = toPatient(fit, targets[n]);
      return weight / (1 + ((point[0] - x) ** 2 + (point[1] - y) ** 2) / ROBUST_MM ** 2);
    });
  }
  let sum = 0;
  let total = 0;
  teeth.forEach(({ point, weight }, n) => {
    const [x, y] = toPatient(fit, targets[n]);
    sum += weight * Math.min(3 * ROBUST_MM, Math.hypot(point[0] - x, point[1] - y));
    total += weight;
  });
  return { ...fit, residualMm: total > 0 ? sum / total : Infinity };
}

function expectedPlace(jaw: Jaw, votes: ArrayLike<number>, mirrored: boolean): Point2 {
  let [x, y, total] = [0, 0, 0];
  for (let n = 0; n < 16; n++) {
    x += votes[n] * ARCH_TEMPLATE[jaw][n][0];
    y += votes[n] * ARCH_TEMPLATE[jaw][n][1];
    total += votes[n];
  }
  return total > 0 ? [((mirrored ? -1 : 1) * x) / total, y / total] : [0, 0];
}

function similarity(teeth: readonly ArchTooth[], targets: readonly Point2[], weights: readonly number[]): ArchFit {
  let [total, px, py, tx, ty] = [0, 0, 0, 0, 0];
  teeth.forEach(({ point }, n) => {
    total += weights[n];
    px += weights[n] * point[0];
    py += weights[n] * point[1];
    tx += weights[n] * targets[n][0];
    ty += weights[n] * targets[n][1];
  });
  if (total === 0) return { angleRad: 0, scale: 1, shift: [0, 0], residualMm: Infinity };
  [px, py, tx, ty] = [px / total, py / total, tx / total, ty / total];
  let [along, across, spread] = [0, 0, 0];
  teeth.forEach(({ point }, n) => {
    const [ux, uy] = [targets[n][0] - tx, targets[n][1] - ty];
    const [vx, vy] = [point[0] - px, point[1] - py];
    along += weights[n] * (ux * vx + uy * vy);
    across += weights[n] * (ux * vy - uy * vx);
    spread += weights[n] * (ux * ux + uy * uy);
  });
  const angleRad = Math.max(-MAX_ANGLE_RAD, Math.min(MAX_ANGLE_RAD, Math.atan2(across, along)));
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  // Teeth close together say little about the size of the arch: pull towards 1.
  const wanted = (along * cos + across * sin + total * 25) / (spread + total * 25);
  const scale = Math.max(SCALE_LIMITS[0], Math.min(SCALE_LIMITS[1], wanted));
  const shift: Point2 = [px - scale * (cos * tx - sin * ty), py - scale * (sin * tx + cos * ty)];
  return { angleRad, scale, shift, residualMm: Infinity };
}

/** Template mm to patient mm on the axial plane. */
export function toPatient({ angleRad, scale, shift }: ArchFit, [x, y]: Point2): Point2 {
  const [cos, sin] = [Math.cos(angleRad) * scale, Math.sin(angleRad) * scale];
  return [cos * x - sin * y + shift[0], sin * x + cos * y + shift[1]];
}

/** Patient mm to template mm on the axial plane. */
export function toTemplate({ angleRad, scale, shift }: ArchFit, [x, y]: Point2): Point2 {
  const [cos, sin] = [Math.cos(angleRad) / scale, Math.sin(angleRad) / scale];
  return [cos * (x - shift[0]) + sin * (y - shift[1]), -sin * (x - shift[0]) + cos * (y - shift[1])];
}

/** Where a point stands along a jaw's arch: signed arc length from the midline in template mm, patient's right negative. */
export function arcPosition(fit: ArchFit, jaw: Jaw, point: Point2): number {
  const [x, y] = toTemplate(fit, point);
  const { xs, ys, arcs } = ARCH_LINE[jaw];
  let best = 0;
  let least = Infinity;
  for (let n = 0; n < xs.length; n++) {
    const squared = (xs[n] - x) ** 2 + (ys[n] - y) ** 2;
    if (squared >= least) continue;
    least = squared;
    best = n;
  }
  return arcs[best];
}

const STEP_MM = 0.1;
/** To either side. */
const STEPS = 450;

/** A jaw's template arch as points close together, and how far along it each is. */
const ARCH_LINE = { upper: archLine('upper'), lower: archLine('lower') };

function archLine(jaw: Jaw): { readonly xs: Float64Array; readonly ys: Float64Array; readonly arcs: Float64Array } {
  const points = Array.from({ length: 2 * STEPS + 1 }, (_, n) => archPoint(jaw, (n - STEPS) * STEP_MM));
  const arcs = new Float64Array(points.length);
  for (let n = STEPS + 1; n < points.length; n++) {
    arcs[n] = arcs[n - 1] + Math.hypot(points[n][0] - points[n - 1][0], points[n][1] - points[n - 1][1]);
    arcs[2 * STEPS - n] = -arcs[n];
  }
  return { xs: Float64Array.from(points, ([x]) => x), ys: Float64Array.from(points, ([, y]) => y), arcs };
}

/** Template places of a jaw's numbers laid over the patient, in ARCH_ORDER. */
export function placesInPatient(fit: ArchFit, jaw: Jaw): Point2[] {
  return ARCH_ORDER[jaw].map((_, n) => toPatient(fit, ARCH_TEMPLATE[jaw][n]));
}
