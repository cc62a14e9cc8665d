/** A box of voxels cut out of a label map: every edit works on one, so that its cost follows the tooth and not the scan. */
import type { Bounds } from '../../geometry.ts';
import type { Geometry, Vec3, VoxelArray } from '../../volume.ts';
import { PatchBuilder, type LabelPatch } from '../label-patch.ts';

/** Labels of a box as they are now; flat, index a + b·size₀ + c·size₀·size₁ with a, b, c counted from the box's `min`. */
export interface Region {
  /** Voxel indices, inclusive, within the grid. */
  readonly box: Bounds;
  readonly size: Vec3;
  readonly dims: Vec3;
  readonly before: Uint8Array;
}

/** Only voxels whose grey lies within both limits, inclusive, may be taken. */
export interface GreyLimits {
  /** Greys of the whole scan, flat like its labels. */
  readonly greys: VoxelArray;
  readonly low: number;
  readonly high: number;
}

/** The part of a box that lies within the grid, in whole voxels; null when there is none. */
function boxWithin({ min, max }: Bounds, dims: Vec3): Bounds | null {
  const low = (axis: 0 | 1 | 2): number => Math.max(0, Math.floor(min[axis]));
  const high = (axis: 0 | 1 | 2): number => Math.min(dims[axis] - 1, Math.ceil(max[axis]));
  const box: Bounds = { min: [low(0), low(1), low(2)], max: [high(0), high(1), high(2)] };
  return box.min.every((start, axis) => start <= box.max[axis]) ? box : null;
}

/** A box and at least `byMm` around it; not yet kept within the grid. */
export function grownBox({ min, max }: Bounds, byMm: number, { spacingMm }: Geometry): Bounds {
  const by = (axis: 0 | 1 | 2): number => Math.ceil(byMm / spacingMm[axis]);
  return {
    min: [min[0] - by(0), min[1] - by(1), min[2] - by(2)],
    max: [max[0] + by(0), max[1] + by(1), max[2] + by(2)],
  };
}

/** The smallest box around both. */
export function unitedBox(a: Bounds | null, b: Bounds): Bounds {
  if (a === null) return b;
  const low = (axis: 0 | 1 | 2): number => Math.min(a.min[axis], b.min[axis]);
  const high = (axis: 0 | 1 | 2): number => Math.max(a.max[axis], b.max[axis]);
  return { min: [low(0), low(1), low(2)], max: [high(0), high(1), high(2)] };
}

/** Cuts a box out of labels; null when no part of it lies within the grid. */
export function cutRegion(labels: Uint8Array, { dims }: Geometry, wanted: Bounds): Region | null {
  const box = boxWithin(wanted, dims);
  if (box === null) return null;
  const { min, max } = box;
  const size: Vec3 = [max[0] - min[0] + 1, max[1] - min[1] + 1, max[2] - min[2] + 1];
  const before = new Uint8Array(size[0] * size[1] * size[2]);
  for (let c = 0, row = 0; c < size[2]; c++) {
    for (let b = 0; b < size[1]; b++, row++) {
      const from = min[0] + dims[0] * (min[1] + b + dims[1] * (min[2] + c));
      before.set(labels.subarray(from, from + size[0]), row * size[0]);
    }
  }
  return { box, size, dims, before };
}

/** The flat index of each row's first voxel, in the region and on the grid. */
export function forEachRow({ box: { min }, size, dims }: Region, visit: (at: number, row: number) => void): void {
  for (let c = 0, at = 0; c < size[2]; c++) {
    for (let b = 0; b < size[1]; b++, at += size[0])
      visit(at, min[0] + dims[0] * (min[1] + b + dims[1] * (min[2] + c)));
  }
}

/** 1 where a region has the label. */
export function maskOf({ before }: Region, label: number): Uint8Array {
  const mask = new Uint8Array(before.length);
  for (let n = 0; n < before.length; n++) if (before[n] === label) mask[n] = 1;
  return mask;
}

/** The change that turns a region's labels into `after`, flat like `before`. */
export function patchOfRegion(region: Region, after: Uint8Array): LabelPatch {
  const { before, size } = region;
  const builder = new PatchBuilder();
  forEachRow(region, (at, row) => {
    for (let a = 0, n = at; a < size[0]; a++, n++)
      if (before[n] !== after[n]) builder.add(row + a, before[n], after[n]);
  });
  return builder.build();
}

/** 1 where the grey of a region's voxel lies within the limits. */
export function allowedGreys(region: Region, { greys, low, high }: GreyLimits): Uint8Array {
  const { before, size } = region;
  const allowed = new Uint8Array(before.length);
  forEachRow(region, (at, row) => {
    for (let a = 0; a < size[0]; a++) {
      const grey = greys[row + a];
      if (grey >= low && grey <= high) allowed[at + a] = 1;
    }
  });
  return allowed;
}

/** The smallest box within a region that holds a label, in voxels of the grid; null when it has none. */
export function boxOfLabel({ box, size, before }: Region, label: number): Bounds | null {
  const min = [Infinity, Infinity, Infinity];
  const max = [-1, -1, -1];
  for (let c = 0, n = 0; c < size[2]; c++) {
    for (let b = 0; b < size[1]; b++) {
      for (let a = 0; a < size[0]; a++, n++) {
        if (before[n] !== label) continue;
        if (a < min[0]) min[0] = a;
        if (a > max[0]) max[0] = a;
        if (b < min[1]) min[1] = b;
        if (b > max[1]) max[1] = b;
        if (c < min[2]) min[2] = c;
        max[2] = c;
      }
    }
  }
  if (max[2] < 0) return null;
  const [i, j, k] = box.min;
  return { min: [min[0] + i, min[1] + j, min[2] + k], max: [max[0] + i, max[1] + j, max[2] + k] };
}
