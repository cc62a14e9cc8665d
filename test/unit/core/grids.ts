/** Grids that every geometry test uses: nothing may hold only for the easy one. */
import type { Geometry, Vec3 } from '#core/volume';

/** Column-major rotation about z by a, then about x by b (radians). */
export function rotation(aRad: number, bRad: number): number[] {
  const [ca, sa, cb, sb] = [Math.cos(aRad), Math.sin(aRad), Math.cos(bRad), Math.sin(bRad)];
  return [ca, cb * sa, sb * sa, -sa, cb * ca, sb * ca, 0, -sb, cb];
}

/** The same axes with the first one reversed: a left-handed frame. */
export function leftHanded(direction: readonly number[]): number[] {
  return direction.map((value, index) => (index < 3 ? -value : value));
}

export function grid(
  dims: Vec3,
  spacingMm: Vec3,
  direction: readonly number[],
  originMm: Vec3 = [-7, 11, 3.5],
): Geometry {
  return { dims, spacingMm, originMm, direction };
}

const OBLIQUE = rotation(0.4, -0.3);

/** name → direction; anisotropic spacing is added by the caller. */
export const DIRECTIONS: readonly (readonly [string, readonly number[]])[] = [
  ['LPS-aligned', [1, 0, 0, 0, 1, 0, 0, 0, 1]],
  ['flipped and permuted', [0, 0, -1, 1, 0, 0, 0, -1, 0]],
  ['left-handed', [1, 0, 0, 0, 1, 0, 0, 0, -1]],
  ['oblique', OBLIQUE],
  ['oblique left-handed', leftHanded(OBLIQUE)],
];
