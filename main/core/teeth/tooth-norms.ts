/** What teeth usually measure and where they usually stand: priors for numbering, never a substitute for the scan. */
import { CHART_ROWS, isDeciduous, jawOf, positionOf, type Jaw } from '../fdi.ts';

/** Whole-tooth volumes in mm³ by position 1…8, read off a real 0.3 mm label map; third molars estimated. */
const VOLUME_MM3: Readonly<Record<Jaw, readonly number[]>> = {
  upper: [515, 270, 440, 420, 500, 870, 840, 700],
  lower: [220, 245, 380, 355, 410, 790, 810, 750],
};

/** Deciduous teeth hold roughly this share of the permanent tooth at their place. */
const DECIDUOUS_SHARE = 0.5;

/** Typical volume of a tooth, enamel to pulp, in mm³. */
export function typicalVolumeMm3(fdi: number): number {
  return VOLUME_MM3[jawOf(fdi)][positionOf(fdi) - 1] * (isDeciduous(fdi) ? DECIDUOUS_SHARE : 1);
}

/** A scale from fewer teeth than this says little. */
const MIN_TEETH_FOR_SCALE = 6;
/** Pieces below this share of the usual volume are fragments and say nothing about the patient. */
const MIN_SHARE_FOR_SCALE = 0.4;

/**
 * How large this patient's teeth are against typicalVolumeMm3: the median ratio, within 0.4…2.5, 1 when there are too
 * few teeth to tell. Far from 1 the scan's voxel spacing may be wrong.
 */
export function volumeScaleOf(teeth: readonly { readonly fdi: number; readonly volumeMm3: number }[]): number {
  const ratios = teeth
    .map(({ fdi, volumeMm3 }) => volumeMm3 / typicalVolumeMm3(fdi))
    .filter((ratio) => ratio >= MIN_SHARE_FOR_SCALE)
    .sort((a, b) => a - b);
  if (ratios.length < MIN_TEETH_FOR_SCALE) return 1;
  return Math.min(2.5, ratios[Math.floor(ratios.length / 2)]);
}

/** The 16 permanent teeth of a jaw from the patient's right third molar to the left one: 18…28 or 48…38. */
export const ARCH_ORDER: Readonly<Record<Jaw, readonly number[]>> = { upper: CHART_ROWS[0], lower: CHART_ROWS[1] };

/** Mean distances between the centres of neighbouring teeth in mm (ToothFairy2): midline first, then outwards. */
const MIDLINE_MM: Readonly<Record<Jaw, number>> = { upper: 8.3, lower: 4.7 };
const NEIGHBOUR_MM: Readonly<Record<Jaw, readonly number[]>> = {
  upper: [7.1, 7.0, 7.1, 6.7, 8.6, 9.4, 8.4],
  lower: [4.7, 5.9, 6.6, 7.2, 9.2, 11.1, 10.7],
};

/** The arch as a parabola y = a·x², per mm: about 48 mm wide at the upper and 42 mm at the lower first molars. */
const PARABOLA_PER_MM: Readonly<Record<Jaw, number>> = { upper: 0.052, lower: 0.061 };

export type Point2 = readonly [number, number];

/** A point of a jaw's template arch: x to the patient's left, y to the back, incisors near the origin, mm. */
export function archPoint(jaw: Jaw, xMm: number): Point2 {
  return [xMm, PARABOLA_PER_MM[jaw] * xMm * xMm];
}

/** Where tooth centres stand on the template arch, in ARCH_ORDER. */
export const ARCH_TEMPLATE: Readonly<Record<Jaw, readonly Point2[]>> = {
  upper: templateOf('upper'),
  lower: templateOf('lower'),
};

function templateOf(jaw: Jaw): Point2[] {
  const left: Point2[] = [archPoint(jaw, MIDLINE_MM[jaw] / 2)];
  for (const distanceMm of NEIGHBOUR_MM[jaw]) left.push(nextOnArch(jaw, left[left.length - 1], distanceMm));
  const right = left.map(([x, y]): Point2 => [-x, y]).reverse();
  return [...right, ...left];
}

/** The arch point further to the left that is `distanceMm` away from another, by bisection. */
function nextOnArch(jaw: Jaw, [x, y]: Point2, distanceMm: number): Point2 {
  let near = x;
  let far = x + distanceMm;
  for (let step = 0; step < 40; step++) {
    const middle = (near + far) / 2;
    const [mx, my] = archPoint(jaw, middle);
    if (Math.hypot(mx - x, my - y) < distanceMm) near = middle;
    else far = middle;
  }
  return archPoint(jaw, far);
}
