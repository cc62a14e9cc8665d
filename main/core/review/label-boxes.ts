/** Where the labels of a label map are, kept up to date by the changes of it instead of by looking again. */
import type { Bounds } from '../geometry.ts';
import type { Vec3 } from '../volume.ts';
import type { LabelPatch } from './label-patch.ts';
import { unitedBox } from './shapes/region.ts';

/** A label's place. */
export interface LabelBox {
  /** Holds all its voxels, inclusive; a label that lost some may need less. */
  readonly within: Bounds;
  /** Number of the last entry that changed its voxels; 0 for none. */
  readonly stamp: number;
}

/** The boxes after a change: every label that lost or gained voxels gets the stamp. `dims` are those of the label map. */
export function boxesAfter(
  boxes: ReadonlyMap<number, LabelBox>,
  { runs }: LabelPatch,
  { direction, dims, stamp }: { readonly direction: 'forth' | 'back'; readonly dims: Vec3; readonly stamp: number },
): ReadonlyMap<number, LabelBox> {
  const changed = new Map(boxes);
  for (const { start, length, from, to } of runs) {
    const [loses, gains] = direction === 'forth' ? [from, to] : [to, from];
    const lost = changed.get(loses);
    if (lost !== undefined && lost.stamp !== stamp) changed.set(loses, { ...lost, stamp });
    if (gains === 0) continue;
    const gained = boxOfRun(start, length, dims);
    const before = changed.get(gains);
    changed.set(gains, { within: unitedBox(before?.within ?? null, gained), stamp });
  }
  return changed;
}

/** Flat index i + j·ni + k·ni·nj; a run may go on into the next row or slice. */
function boxOfRun(start: number, length: number, [ni, nj]: Vec3): Bounds {
  const [first, last] = [start, start + length - 1];
  const row = (n: number): number => Math.floor(n / ni);
  const slice = (n: number): number => Math.floor(row(n) / nj);
  const [i, iEnd] = row(first) === row(last) ? [first % ni, last % ni] : [0, ni - 1];
  const [j, jEnd] = slice(first) === slice(last) ? [row(first) % nj, row(last) % nj] : [0, nj - 1];
  return { min: [i, j, slice(first)], max: [iEnd, jEnd, slice(last)] };
}

/** The boxes with those of labels that changed after `stamp` no larger than they need to be; without labels that have no voxels. */
export function tightened(
  boxes: ReadonlyMap<number, LabelBox>,
  labels: Uint8Array,
  dims: Vec3,
  stamp: number,
): ReadonlyMap<number, LabelBox> {
  const tight = new Map<number, LabelBox>();
  for (const [label, box] of boxes) {
    const within = box.stamp > stamp ? tightBox(labels, dims, label, box.within) : box.within;
    if (within !== null) tight.set(label, { ...box, within });
  }
  return tight;
}

function tightBox(labels: Uint8Array, [ni, nj]: Vec3, label: number, { min, max }: Bounds): Bounds | null {
  const low: [number, number, number] = [Infinity, Infinity, Infinity];
  const high: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (let k = min[2]; k <= max[2]; k++) {
    for (let j = min[1]; j <= max[1]; j++) {
      const row = ni * (j + nj * k);
      for (let i = min[0]; i <= max[0]; i++) {
        if (labels[row + i] !== label) continue;
        if (i < low[0]) low[0] = i;
        if (i > high[0]) high[0] = i;
        if (j < low[1]) low[1] = j;
        if (j > high[1]) high[1] = j;
        if (k < low[2]) low[2] = k;
        high[2] = k;
      }
    }
  }
  return high[2] === -Infinity ? null : { min: low, max: high };
}
