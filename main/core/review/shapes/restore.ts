/** The shape that the AI gave a tooth, told from the labels of now and every change since: no second label map is needed. */
import type { Bounds } from '../../geometry.ts';
import type { Geometry } from '../../volume.ts';
import type { LabelPatch } from '../label-patch.ts';
import { cutRegion, patchOfRegion, type Region } from './region.ts';

export interface Restoring {
  readonly label: number;
  /** All changes that are in force, the first one first: applied to the AI's labels they give those of now. */
  readonly patches: readonly LabelPatch[];
  /** Holds all voxels of the label, those of now and those that the AI gave it. */
  readonly box: Bounds;
}

/**
 * Gives a tooth the voxels that the AI gave it, from whomever has them, and gives back what it got since to those who
 * had it. Nothing else changes.
 */
export function restoreShape(labels: Uint8Array, geometry: Geometry, { label, patches, box }: Restoring): LabelPatch {
  const region = cutRegion(labels, geometry, box);
  if (region === null) return { runs: [] };
  const original = originalOf(region, patches);
  const after = region.before.slice();
  for (let n = 0; n < after.length; n++) if (after[n] === label || original[n] === label) after[n] = original[n];
  return patchOfRegion(region, after);
}

/** A region's labels before all changes. */
function originalOf({ box, size, dims, before }: Region, patches: readonly LabelPatch[]): Uint8Array {
  const original = before.slice();
  const [ni, nj] = dims;
  const [i0, j0, k0] = box.min;
  const first = i0 + ni * (j0 + nj * k0);
  const last = box.max[0] + ni * (box.max[1] + nj * box.max[2]);
  for (const { runs } of patches.toReversed()) {
    for (const { start, length, from } of runs) {
      if (start > last || start + length <= first) continue;
      // A run may go on in the next row of the grid.
      for (let n = start; n < start + length; n++) {
        const [a, b, c] = [(n % ni) - i0, (Math.floor(n / ni) % nj) - j0, Math.floor(n / (ni * nj)) - k0];
        const inside = a >= 0 && b >= 0 && c >= 0 && a < size[0] && b < size[1] && c < size[2];
        if (inside) original[a + size[0] * (b + size[1] * c)] = from;
      }
    }
  }
  return original;
}
