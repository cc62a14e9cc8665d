/** Where the labels of a volume are. */
import type { Bounds } from '../geometry.ts';
import type { Vec3 } from '../volume.ts';

/** The box of each label's voxels, indices inclusive. `labels` is flat, i fastest, 0 = none. */
export function boundsOfLabels(labels: Int32Array | Uint8Array, [ni, nj, nk]: Vec3): Map<number, Bounds> {
  const boxes = new Map<number, { readonly min: [number, number, number]; readonly max: [number, number, number] }>();
  for (let k = 0, n = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++, n++) {
        if (labels[n] === 0) continue;
        let box = boxes.get(labels[n]);
        if (box === undefined) boxes.set(labels[n], (box = { min: [i, j, k], max: [i, j, k] }));
        if (i < box.min[0]) box.min[0] = i;
        if (i > box.max[0]) box.max[0] = i;
        if (j < box.min[1]) box.min[1] = j;
        if (j > box.max[1]) box.max[1] = j;
        box.max[2] = k;
      }
    }
  }
  return boxes;
}
