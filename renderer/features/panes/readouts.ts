/** Positions and windows as text. World is LPS: positive is the patient's left, back and up. */
import type { Vec3 } from '#core/volume';
import { directionLetters } from '../../viewer/slices/mpr-axes.ts';
import { depthOf, type ViewPlane } from '../../viewer/plane.ts';
import type { GreyWindow } from '../../viewer/grey/grey-window.ts';

const DIRECTIONS = [
  ['R', 'L'],
  ['A', 'P'],
  ['I', 'S'],
] as const;

/** One world coordinate, as in "L 12.3 mm". */
export function positionText(axis: 0 | 1 | 2, valueMm: number): string {
  return `${DIRECTIONS[axis][valueMm < 0 ? 0 : 1]} ${Math.abs(valueMm).toFixed(1)} mm`;
}

/** Where a plane lies along its normal, as in "S 33.5 mm"; turned planes name every direction: "SA 33.1 mm". */
export function positionAlong(plane: ViewPlane, throughMm: Vec3): string {
  const depthMm = depthOf(plane, throughMm);
  const towards: Vec3 = depthMm < 0 ? [-plane.normal[0], -plane.normal[1], -plane.normal[2]] : plane.normal;
  return `${directionLetters(towards)} ${Math.abs(depthMm).toFixed(1)} mm`;
}

/** A world point, as in "L 12.3 · P 4.0 · S 33.5 mm". */
export function pointText(pointMm: Vec3): string {
  const parts = ([0, 1, 2] as const).map((axis) => positionText(axis, pointMm[axis]).replace(' mm', ''));
  return `${parts.join(' · ')} mm`;
}

export function windowText({ level, width }: GreyWindow): string {
  return `L ${Math.round(level)}  W ${Math.round(width)}`;
}

/** A grid's spacing, as in "0.3 × 0.3 × 0.25 mm". */
export function spacingText(spacingMm: readonly number[]): string {
  return `${spacingMm.map((mm) => Number(mm.toFixed(3))).join(' × ')} mm`;
}

/** What follows the window when mid-greys are brightened or darkened; nothing when they are not. */
export function gammaText(gamma: number): string {
  return gamma === 1 ? '' : `  γ ${gamma.toFixed(1)}`;
}
