/** Where the labels of a label map are, kept up to date by the changes of it instead of by looking again. */
import type { Bounds } from '../geometry.ts';
import type { Vec3 } from '../volume.ts';
import type { LabelPatch } from './label-patch.ts';

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
    changed.set(gains, { within: before === undefined ? gained : union(before.within, gained), stamp });
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

function union(a: Bounds, b: Bounds): Bounds {
  const of = (pick: (x: number, y: number) => number, side: 'min' | 'max'): Vec3 => [
    pick(a[side][0], b[side][0]),
    pick(a[side][1], b[side][1]),
    pick(a[side][2], b[side][2]),
  ];
  return { min: of(Math.min, 'min'), max: of(Math.max, 'max') };
}
