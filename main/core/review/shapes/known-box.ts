/** Where a tooth can be, without looking for it: what was measured, and every change since. */
import type { Bounds } from '../../geometry.ts';
import type { Vec3 } from '../../volume.ts';
import type { LabelPatch } from '../label-patch.ts';
import { unitedBox } from './region.ts';

/**
 * A box of voxel indices that holds a label. @param measured a box that held it at some time, null for a tooth that a
 * person made @param patches every change since that gave or took voxels, also those that were taken back
 */
export function knownBox(
  label: number,
  measured: Bounds | null,
  patches: readonly LabelPatch[],
  dims: Vec3,
): Bounds | null {
  return patches.reduce<Bounds | null>((known, patch) => {
    const box = boxOfPatch(patch, label, dims);
    return box === null ? known : unitedBox(known, box);
  }, measured);
}

/** The voxels that a change gives to a label or takes from it; null when there are none. */
function boxOfPatch({ runs }: LabelPatch, label: number, [ni, nj]: Vec3): Bounds | null {
  let box: Bounds | null = null;
  for (const { start, length, from, to } of runs) {
    if (from !== label && to !== label) continue;
    const last = start + length - 1;
    const sameRow = Math.floor(start / ni) === Math.floor(last / ni);
    const sameSlice = Math.floor(start / (ni * nj)) === Math.floor(last / (ni * nj));
    const rowOf = (n: number): number => Math.floor(n / ni) % nj;
    box = unitedBox(box, {
      min: [sameRow ? start % ni : 0, sameSlice ? rowOf(start) : 0, Math.floor(start / (ni * nj))],
      max: [sameRow ? last % ni : ni - 1, sameSlice ? rowOf(last) : nj - 1, Math.floor(last / (ni * nj))],
    });
  }
  return box;
}
