/**
 * Where teeth stand along the dental arch, for CBCT and panoramic radiographs alike: points of a template arch in its own
 * millimetres, the patient's right at negative x. Told by all teeth at once, so that some wrong numbers do not move it.
 */
import { fitArch, toTemplate, type ArchFit, type ArchTooth } from '../labelling/arch-fit.ts';
import { isDeciduous, jawOf, mirrored, successorOf, type Jaw } from '../fdi.ts';
import { leastSquares } from '../math/least-squares.ts';
import { usualPlace } from '../panoramic/arch-places.ts';
import { ARCH_ORDER, ARCH_TEMPLATE, archPoint, type Point2 } from '../teeth/tooth-norms.ts';
import type { CheckedCase, CheckedTooth } from './checked-tooth.ts';

export interface ArchSpace {
  /** By tooth, in the order of the case. */
  readonly at: readonly Point2[];
  /** Signed way along the arch of either jaw from the midline, patient's right negative. */
  readonly along: { readonly [J in Jaw]: readonly number[] };
  /** How far each tooth stands on the other jaw's side of the occlusal plane, 0 (its own) … 1 (in the other row), if it were of that jaw. */
  readonly beyond: { readonly [J in Jaw]: readonly number[] };
  /** Where a number usually stands. */
  readonly placeOf: (fdi: number) => Point2;
  /** Spread of teeth about their places. */
  readonly spread: number;
}

/** Template millimetres that a unit of a radiograph's usual places (half an arch) counts. */
const PICTURE_UNIT = 50;
const SPREAD_MM = 4;
const SPREAD_PICTURE = 0.065 * PICTURE_UNIT;
/** A fit with fewer teeth follows any error. */
const LEAST_TEETH = 4;
/** Sides are taken to be exchanged when the teeth then fit this much better. */
const CLEARLY_BETTER = 0.6;
const ROUNDS = 10;

/** null when there are too few teeth to tell. */
export function archSpace({ kind, teeth }: CheckedCase): ArchSpace | null {
  if (teeth.length < LEAST_TEETH) return null;
  return kind === 'opg' ? spaceOfPicture(teeth) : spaceOfScan(teeth);
}

/** Each jaw's numbers as they are, or with left and right exchanged: whichever makes sense of where the teeth stand. */
function bestFit<Fit>(
  teeth: readonly CheckedTooth[],
  fitted: (numbers: readonly number[]) => { readonly fit: Fit; readonly miss: number } | null,
): Fit | null {
  const asIs = fitted(teeth.map(({ fdi }) => fdi));
  let best = asIs;
  for (const jaws of [['upper'], ['lower'], ['upper', 'lower']] as const) {
    const turned = fitted(teeth.map(({ fdi }) => (jaws.some((jaw) => jaw === jawOf(fdi)) ? mirrored(fdi) : fdi)));
    if (turned !== null && turned.miss < (best === asIs ? CLEARLY_BETTER : 1) * (best?.miss ?? Infinity)) best = turned;
  }
  return best?.fit ?? null;
}

function spaceOfScan(teeth: readonly CheckedTooth[]): ArchSpace | null {
  const fit = bestFit<ArchFit>(teeth, (numbers) => {
    const found = fitArch(numbers.map((fdi, n) => standing(fdi, teeth[n])));
    return { fit: found, miss: found.residualMm };
  });
  if (fit === null) return null;
  const points = teeth.map(({ centre: [x, y] }): Point2 => [x, y]);
  const at = points.map((point) => toTemplate(fit, point));
  return {
    at,
    along: {
      upper: at.map((point) => wayAlong(WAY.upper, point)),
      lower: at.map((point) => wayAlong(WAY.lower, point)),
    },
    beyond: beyondBite(teeth),
    placeOf: (fdi) => {
      const jaw = jawOf(fdi);
      return ARCH_TEMPLATE[jaw][ARCH_ORDER[jaw].indexOf(isDeciduous(fdi) ? successorOf(fdi) : fdi)];
    },
    spread: SPREAD_MM,
  };
}

interface Way {
  readonly points: readonly Point2[];
  /** Signed from the midline, patient's right negative, mm. */
  readonly arcs: readonly number[];
}

const WAY_STEP_MM = 0.25;
const WAY_STEPS = 180;
const WAY: { readonly [J in Jaw]: Way } = { upper: wayOf('upper'), lower: wayOf('lower') };

/** The template arch in small steps, from the patient's right to the left, made once: teeth are looked up in it after every action. */
function wayOf(jaw: Jaw): Way {
  const left: { readonly point: Point2; readonly arc: number }[] = [{ point: archPoint(jaw, 0), arc: 0 }];
  for (let step = 1; step <= WAY_STEPS; step++) {
    const [before, point] = [left[step - 1], archPoint(jaw, step * WAY_STEP_MM)];
    left.push({ point, arc: before.arc + Math.hypot(point[0] - before.point[0], point[1] - before.point[1]) });
  }
  const right = left.slice(1).map(({ point: [x, y], arc }) => ({ point: [-x, y] as const, arc: -arc }));
  const all = [...right.toReversed(), ...left];
  return { points: all.map(({ point }) => point), arcs: all.map(({ arc }) => arc) };
}

function wayAlong({ points, arcs }: Way, [x, y]: Point2): number {
  let [nearest, least] = [0, Infinity];
  for (let n = 0; n < points.length; n++) {
    const off = (points[n][0] - x) ** 2 + (points[n][1] - y) ** 2;
    if (off < least) [nearest, least] = [n, off];
  }
  return arcs[nearest];
}

function standing(fdi: number, { centre: [x, y], impacted }: CheckedTooth): ArchTooth {
  const jaw = jawOf(fdi);
  const votes = new Float64Array(16);
  votes[ARCH_ORDER[jaw].indexOf(isDeciduous(fdi) ? successorOf(fdi) : fdi)] = 1;
  return { jaw, point: [x, y], votes, weight: impacted ? 0.2 : 1 };
}

/**
 * Heights above two parallel planes through the rows of teeth: z = c0 + c1·x + c2·y ± half a jaw's distance. Rows of few
 * teeth tell nothing.
 */
function beyondBite(teeth: readonly CheckedTooth[]): ArchSpace['beyond'] {
  const sign = (fdi: number): number => (jawOf(fdi) === 'upper' ? 1 : -1);
  const uppers = teeth.filter(({ fdi }) => sign(fdi) > 0).length;
  const nothing = teeth.map(() => 0);
  if (uppers < 3 || teeth.length - uppers < 3) return { upper: nothing, lower: nothing };
  let weights = teeth.map(() => 1);
  let solution: number[] | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    const rows = teeth.map(({ centre: [x, y], fdi }, n) => [1, x, y, sign(fdi)].map((value) => weights[n] * value));
    const heights = teeth.map(({ centre: [, , z] }, n) => weights[n] * z);
    solution = leastSquares(rows, heights);
    if (solution === null) return { upper: nothing, lower: nothing };
    const [c0, c1, c2, half] = solution;
    weights = teeth.map(({ centre: [x, y, z], fdi }) => {
      const miss = z - (c0 + c1 * x + c2 * y + sign(fdi) * half);
      return 1 / (1 + (miss / ROBUST_HEIGHT_MM) ** 2);
    });
  }
  const [c0, c1, c2, half] = solution ?? [0, 0, 0, 0];
  // Upside down as a whole: told by the nets' own warning, not tooth by tooth.
  if (half <= LEAST_HALF_MM) return { upper: nothing, lower: nothing };
  const offsets = teeth.map(({ centre: [x, y, z] }) => (z - (c0 + c1 * x + c2 * y)) / half);
  const share = (offset: number): number => Math.max(0, Math.min(1, (1 - offset) / 2));
  return { upper: offsets.map(share), lower: offsets.map((offset) => share(-offset)) };
}

const ROBUST_HEIGHT_MM = 5;
const LEAST_HALF_MM = 2;

interface PictureFit {
  /** Usual place → picture: x = x0 + x1·u + x2·v, y likewise. */
  readonly x: readonly number[];
  readonly y: readonly number[];
}

function spaceOfPicture(teeth: readonly CheckedTooth[]): ArchSpace | null {
  const fit = bestFit<PictureFit>(teeth, (numbers) => fitPicture(numbers, teeth));
  if (fit === null) return null;
  const { x, y } = fit;
  const determinant = x[1] * y[2] - x[2] * y[1];
  const at = teeth.map(({ centre: [px, py] }): Point2 => {
    const [dx, dy] = [px - x[0], py - y[0]];
    const u = (dx * y[2] - dy * x[2]) / determinant;
    const v = (dy * x[1] - dx * y[1]) / determinant;
    return [PICTURE_UNIT * u, PICTURE_UNIT * v];
  });
  const along = at.map(([u]) => u);
  const nothing = teeth.map(() => 0);
  return {
    at,
    along: { upper: along, lower: along },
    // Upper and lower places lie far from each other in the picture: places tell jaws.
    beyond: { upper: nothing, lower: nothing },
    placeOf: (fdi) => {
      const [u, v] = usualPlace(fdi);
      return [PICTURE_UNIT * u, PICTURE_UNIT * v];
    },
    spread: SPREAD_PICTURE,
  };
}

/** Iteratively reweighted, so that wrong numbers count little; null for sides or jaws the other way round. */
function fitPicture(
  numbers: readonly number[],
  teeth: readonly CheckedTooth[],
): { readonly fit: PictureFit; readonly miss: number } | null {
  const places = numbers.map(usualPlace);
  let weights = teeth.map(() => 1);
  let fit: PictureFit | null = null;
  let miss = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const rows = places.map(([u, v], n) => [1, u, v].map((value) => weights[n] * value));
    const solve = (axis: 0 | 1): number[] | null =>
      leastSquares(
        rows,
        teeth.map(({ centre }, n) => weights[n] * centre[axis]),
      );
    const [x, y] = [solve(0), solve(1)];
    if (x === null || y === null || x[1] <= 0 || y[2] <= 0) return null;
    const off = places.map(([u, v], n) => {
      const [px, py] = teeth[n].centre;
      return Math.hypot((px - (x[0] + x[1] * u + x[2] * v)) / x[1], (py - (y[0] + y[1] * u + y[2] * v)) / y[2]);
    });
    weights = off.map((distance) => 1 / (1 + (distance / 0.08) ** 2));
    miss = off.reduce((sum, distance) => sum + Math.min(0.25, distance), 0) / off.length;
    fit = { x, y };
  }
  return fit === null ? null : { fit, miss };
}
