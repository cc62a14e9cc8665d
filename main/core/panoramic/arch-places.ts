/** Where each tooth usually lies on a panoramic radiograph, and how that fits a given picture. */
import { isDeciduous, jawOf, mirrored, positionOf, quadrantOf, sideOf, successorOf } from '../fdi.ts';
import { leastSquares } from '../math/least-squares.ts';
import type { Vec2 } from './mask-outline.ts';

/**
 * Mean box centres of the right teeth on the 259 training images of UFBA-425, both sides taken together, each image
 * aligned by an affine map: x from the midline, about 1 at the third molars, y down, the same unit.
 */
const UPPER: readonly Vec2[] = [
  [-0.069, -0.159],
  [-0.187, -0.166],
  [-0.304, -0.214],
  [-0.416, -0.184],
  [-0.532, -0.196],
  [-0.678, -0.193],
  [-0.843, -0.235],
  [-0.954, -0.342],
];
const LOWER: readonly Vec2[] = [
  [-0.043, 0.24],
  [-0.133, 0.247],
  [-0.249, 0.279],
  [-0.361, 0.258],
  [-0.497, 0.246],
  [-0.671, 0.207],
  [-0.867, 0.144],
  [-1.049, 0.078],
];
/** A milk tooth lies nearer to the occlusal plane than its successor. */
const DECIDUOUS_SHIFT = 0.08;

/** The usual place of a tooth, patient's right at negative x. */
export function usualPlace(fdi: number): Vec2 {
  if (isDeciduous(fdi)) {
    const [x, y] = usualPlace(successorOf(fdi));
    return [x, y + (jawOf(fdi) === 'upper' ? DECIDUOUS_SHIFT : -DECIDUOUS_SHIFT)];
  }
  if (sideOf(fdi) === 'left') {
    const [x, y] = usualPlace(mirrored(fdi));
    return [-x, y];
  }
  return (quadrantOf(fdi) === 1 ? UPPER : LOWER)[positionOf(fdi) - 1];
}

/** An affine map from usual places to picture pixels: x = a + b·u + c·v, y = d + e·u + f·v. */
export interface ArchFit {
  readonly x: readonly [number, number, number];
  readonly y: readonly [number, number, number];
}

export interface PlacedTooth {
  readonly fdi: number;
  readonly centre: Vec2;
  readonly weight: number;
}

/** Least that a trustworthy fit needs: teeth, and on both sides of the occlusal plane. */
const LEAST_TEETH = 6;

/** The weighted least-squares fit; null when the teeth are too few or in one jaw only. */
export function fitArchPlaces(teeth: readonly PlacedTooth[]): ArchFit | null {
  const jaws = new Set(teeth.map(({ fdi }) => jawOf(fdi)));
  if (teeth.length < LEAST_TEETH || jaws.size < 2) return null;
  const rows = teeth.map(({ fdi, weight }) => [1, ...usualPlace(fdi)].map((value) => value * weight));
  const fit = (axis: 0 | 1): readonly [number, number, number] | null => {
    const solved = leastSquares(
      rows,
      teeth.map(({ centre, weight }) => centre[axis] * weight),
    );
    return solved === null ? null : [solved[0], solved[1], solved[2]];
  };
  const [x, y] = [fit(0), fit(1)];
  return x === null || y === null ? null : { x, y };
}

/** How far a point lies from where a tooth is expected, in the units of the usual places, along x and y. */
export function offPlace({ x, y }: ArchFit, fdi: number, [px, py]: Vec2): Vec2 {
  const [u, v] = usualPlace(fdi);
  const [dx, dy] = [px - (x[0] + x[1] * u + x[2] * v), py - (y[0] + y[1] * u + y[2] * v)];
  return [dx / Math.abs(x[1]), dy / Math.abs(y[2])];
}
