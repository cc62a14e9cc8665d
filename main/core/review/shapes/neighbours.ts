/** Steps from a voxel to those around it, in a box whose border holds nothing that counts. */
import type { Vec3 } from '../../volume.ts';

export interface Steps {
  /** Differences of flat indices. */
  readonly offsets: readonly number[];
  readonly lengthsMm: readonly number[];
}

/** To the 6 voxels with a common face, or to all 26. */
export function stepsTo(count: 6 | 26, [ni, nj]: Vec3, [si, sj, sk]: Vec3): Steps {
  const offsets: number[] = [];
  const lengthsMm: number[] = [];
  for (let c = -1; c <= 1; c++) {
    for (let b = -1; b <= 1; b++) {
      for (let a = -1; a <= 1; a++) {
        const sides = Math.abs(a) + Math.abs(b) + Math.abs(c);
        if (sides === 0 || (count === 6 && sides > 1)) continue;
        offsets.push(a + ni * (b + nj * c));
        lengthsMm.push(Math.hypot(a * si, b * sj, c * sk));
      }
    }
  }
  return { offsets, lengthsMm };
}
