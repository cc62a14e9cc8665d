/** Whether the voxels under one label are one piece: two of them may be two teeth, or a tooth and a crumb of another. */
import { labelComponents } from '../voxels/components.ts';
import type { Bounds } from '../geometry.ts';
import type { Vec3 } from '../volume.ts';

/** Smaller shares of a tooth are crumbs that no one needs to look at. */
const LEAST_SHARE = 0.04;

/**
 * Six-connected pieces of a label that hold at least 4 % of it. `labels` is flat, index i + j·ni + k·ni·nj; only its
 * `bounds` (voxel indices, inclusive) are read. 0 when the label has no voxel there.
 */
export function toothPieces(labels: Uint8Array, dims: Vec3, label: number, { min, max }: Bounds): number {
  const low = min.map((index) => Math.max(0, index));
  const size: Vec3 = [
    Math.min(dims[0] - 1, max[0]) - low[0] + 1,
    Math.min(dims[1] - 1, max[1]) - low[1] + 1,
    Math.min(dims[2] - 1, max[2]) - low[2] + 1,
  ];
  if (size.some((length) => length <= 0)) return 0;
  const own = new Uint8Array(size[0] * size[1] * size[2]);
  let voxels = 0;
  for (let k = 0, n = 0; k < size[2]; k++) {
    for (let j = 0; j < size[1]; j++) {
      const row = low[0] + (low[1] + j) * dims[0] + (low[2] + k) * dims[0] * dims[1];
      for (let i = 0; i < size[0]; i++, n++) {
        if (labels[row + i] !== label) continue;
        own[n] = 1;
        voxels++;
      }
    }
  }
  const { sizes } = labelComponents(own, size);
  return sizes.subarray(1).filter((count) => count >= LEAST_SHARE * voxels).length;
}
