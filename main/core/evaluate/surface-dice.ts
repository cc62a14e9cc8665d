import type { Vec3 } from '../volume.ts';
import { cornerBit, surfaceAreas } from './surface-elements.ts';

/** A box of voxels, inclusive corners. */
export interface VoxelBox {
  readonly min: Vec3;
  readonly max: Vec3;
}

/** One distance that counts as agreement, measured with one spacing: mm, or 1 for voxels. */
export interface Tolerance {
  readonly limit: number;
  readonly spacing: Vec3;
}

/** Distances within a millionth of the limit count as equal to it: multiples of spacings like 0.1 are not exact. */
const RELATIVE_SLACK = 1e-6;

/**
 * Normalised surface Dice of two masks at several tolerances: the share of both surfaces, by area, that lies within the
 * tolerance of the other surface. `isA` and `isB` tell label values apart in flat i-fastest label volumes `a` and `b` of
 * the given dims; `box` holds all voxels of both masks. 0 when only one mask is empty, NaN when both are.
 */
export function surfaceDice(
  a: Uint8Array,
  b: Uint8Array,
  dims: Vec3,
  box: VoxelBox,
  isInside: Uint8Array, // [256], 1 for label values that belong to the masks
  tolerances: readonly Tolerance[],
): number[] {
  const cellDims: Vec3 = [box.max[0] - box.min[0] + 2, box.max[1] - box.min[1] + 2, box.max[2] - box.min[2] + 2];
  const codesA = neighbourCodes(a, dims, box, cellDims, isInside);
  const codesB = neighbourCodes(b, dims, box, cellDims, isInside);
  return tolerances.map(({ limit, spacing }) => {
    const areas = surfaceAreas(spacing);
    const ball = offsetsWithin(limit, spacing);
    const [nearA, allA] = areaWithin(codesA, codesB, cellDims, areas, ball);
    const [nearB, allB] = areaWithin(codesB, codesA, cellDims, areas, ball);
    return (nearA + nearB) / (allA + allB);
  });
}

/** The neighbourhood code of every cell between voxels, from one cell before the box to one after. */
function neighbourCodes(
  labels: Uint8Array,
  dims: Vec3,
  box: VoxelBox,
  cellDims: Vec3,
  isInside: Uint8Array,
): Uint8Array {
  const [ci, cj, ck] = cellDims;
  const codes = new Uint8Array(ci * cj * ck);
  // A voxel is the far corner of the cell at its own index and the near corner of the next one.
  const cells: (readonly [offset: number, bit: number])[] = [0, 1].flatMap((c) =>
    [0, 1].flatMap((b) => [0, 1].map((a) => [a + ci * (b + cj * c), cornerBit(1 - a, 1 - b, 1 - c)] as const)),
  );
  const offsets = Int32Array.from(cells, ([offset]) => offset);
  const bits = Uint8Array.from(cells, ([, bit]) => bit);
  for (let k = box.min[2]; k <= box.max[2]; k++) {
    for (let j = box.min[1]; j <= box.max[1]; j++) {
      const row = dims[0] * (j + dims[1] * k);
      const cellRow = ci * (j - box.min[1] + cj * (k - box.min[2])) - box.min[0];
      for (let i = box.min[0]; i <= box.max[0]; i++) {
        if (isInside[labels[row + i]] === 0) continue;
        for (let n = 0; n < 8; n++) codes[cellRow + i + offsets[n]] |= bits[n];
      }
    }
  }
  return codes;
}

/** Cell offsets i, j, k within a distance, nearest first: surfaces that agree are found after a few steps. */
function offsetsWithin(limit: number, spacing: Vec3): Int32Array {
  const farthest = limit * limit * (1 + RELATIVE_SLACK);
  const [ri, rj, rk] = spacing.map((size) => Math.ceil(limit / size));
  const found: { readonly offset: Vec3; readonly squared: number }[] = [];
  for (let k = -rk; k <= rk; k++) {
    for (let j = -rj; j <= rj; j++) {
      for (let i = -ri; i <= ri; i++) {
        const squared = (i * spacing[0]) ** 2 + (j * spacing[1]) ** 2 + (k * spacing[2]) ** 2;
        if (squared <= farthest) found.push({ offset: [i, j, k], squared });
      }
    }
  }
  found.sort((a, b) => a.squared - b.squared);
  return Int32Array.from(found.flatMap(({ offset }) => offset));
}

/** Area of one surface that has a cell of the other within the ball, and its whole area. */
function areaWithin(
  codes: Uint8Array,
  others: Uint8Array,
  [ci, cj, ck]: Vec3,
  areas: Float64Array,
  ball: Int32Array,
): [near: number, all: number] {
  let near = 0;
  let all = 0;
  for (let k = 0, n = 0; k < ck; k++) {
    for (let j = 0; j < cj; j++) {
      for (let i = 0; i < ci; i++, n++) {
        const code = codes[n];
        if (code === 0 || code === 255) continue;
        all += areas[code];
        for (let b = 0; b < ball.length; b += 3) {
          const x = i + ball[b];
          const y = j + ball[b + 1];
          const z = k + ball[b + 2];
          if (x < 0 || y < 0 || z < 0 || x >= ci || y >= cj || z >= ck) continue;
          const other = others[x + ci * (y + cj * z)];
          if (other === 0 || other === 255) continue;
          near += areas[code];
          break;
        }
      }
    }
  }
  return [near, all];
}
