/** Pulp chambers are part of the tooth: what a tooth encloses belongs to it. */
import type { Vec3 } from '../volume.ts';
import { boundsOfLabels } from '../voxels/label-bounds.ts';

/**
 * Gives every voxel that one instance encloses (no way out through face neighbours that are not of that instance) to the
 * instance, if it has none yet. `ids` is flat, i fastest, 0 = none; works in place.
 */
export function fillCavitiesInPlace(ids: Int32Array, [ni, nj, nk]: Vec3): void {
  for (const [id, { min, max }] of boundsOfLabels(ids, [ni, nj, nk])) {
    // One voxel wider than the instance, so that its outside is one connected region.
    const [bi, bj, bk] = [0, 1, 2].map((axis) => max[axis] - min[axis] + 3);
    const outside = new Uint8Array(bi * bj * bk);
    const isFree = (a: number, b: number, c: number): boolean => {
      const [i, j, k] = [min[0] + a - 1, min[1] + b - 1, min[2] + c - 1];
      if (i < 0 || j < 0 || k < 0 || i >= ni || j >= nj || k >= nk) return true;
      return ids[i + ni * (j + nj * k)] !== id;
    };
    const queue = new Int32Array(outside.length);
    let [head, tail] = [0, 1];
    outside[0] = 1;
    const visit = (a: number, b: number, c: number): void => {
      const n = a + bi * (b + bj * c);
      if (outside[n] !== 0 || !isFree(a, b, c)) return;
      outside[n] = 1;
      queue[tail++] = n;
    };
    while (head < tail) {
      const n = queue[head++];
      const [a, b, c] = [n % bi, Math.floor(n / bi) % bj, Math.floor(n / (bi * bj))];
      if (a > 0) visit(a - 1, b, c);
      if (a < bi - 1) visit(a + 1, b, c);
      if (b > 0) visit(a, b - 1, c);
      if (b < bj - 1) visit(a, b + 1, c);
      if (c > 0) visit(a, b, c - 1);
      if (c < bk - 1) visit(a, b, c + 1);
    }
    for (let c = 1; c < bk - 1; c++) {
      for (let b = 1; b < bj - 1; b++) {
        const row = min[0] + ni * (min[1] + b - 1 + nj * (min[2] + c - 1));
        for (let a = 1; a < bi - 1; a++) {
          if (outside[a + bi * (b + bj * c)] === 0 && ids[row + a - 1] === 0) ids[row + a - 1] = id;
        }
      }
    }
  }
}
