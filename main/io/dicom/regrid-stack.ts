/** Puts slices where they belong on a regular grid: missing ones filled, uneven or tilted stacks resampled. */
import { dot, subtract } from '#core/vector';
import type { Geometry, VoxelArray } from '#core/volume';
import type { PlacedSlice, StackLayout } from './stack-layout.ts';

/** Fills slices that no file gave, linearly from their neighbours; changes `voxels`. `present`: slots in k order. */
export function fillMissingSlices(voxels: VoxelArray, sliceLength: number, present: readonly number[]): void {
  const round = !(voxels instanceof Float32Array);
  for (let index = 1; index < present.length; index++) {
    const [below, above] = [present[index - 1], present[index]];
    for (let slot = below + 1; slot < above; slot++) {
      const weight = (slot - below) / (above - below);
      const [target, low, high] = [slot * sliceLength, below * sliceLength, above * sliceLength];
      for (let p = 0; p < sliceLength; p++) {
        const value = voxels[low + p] + weight * (voxels[high + p] - voxels[low + p]);
        voxels[target + p] = round ? Math.round(value) : value;
      }
    }
  }
}

/**
 * Resamples a stack whose slices are stored one after the other (in the order of `layout.slices`) onto `geometry`:
 * linear between slices, bilinear within them, the lowest grey value where no slice reaches.
 */
export function regridStack(stack: VoxelArray, layout: StackLayout, geometry: Geometry): VoxelArray {
  const [ni, nj, nk] = geometry.dims;
  const target = sameType(stack, ni * nj * nk);
  const background = lowest(stack);
  const below = new Float32Array(ni * nj);
  const above = new Float32Array(ni * nj);
  const { slices } = layout;
  let [sampledBelow, sampledAbove] = [-1, -1];
  let lower = 0;
  for (let k = 0; k < nk; k++) {
    const depthMm = k * geometry.spacingMm[2];
    while (lower + 2 < slices.length && slices[lower + 1].depthMm <= depthMm) lower++;
    const upper = Math.min(lower + 1, slices.length - 1);
    if (sampledBelow !== lower) sampleSliceInto(below, stack, layout, geometry, (sampledBelow = lower), background);
    if (sampledAbove !== upper) sampleSliceInto(above, stack, layout, geometry, (sampledAbove = upper), background);
    const span = slices[upper].depthMm - slices[lower].depthMm;
    const weight = span > 0 ? Math.min(1, (depthMm - slices[lower].depthMm) / span) : 0;
    blendInto(target, k * ni * nj, below, above, weight);
  }
  return target;
}

/** Writes one source slice, moved to where it lies on the grid; its in-plane shift, hence its weights, are constant. */
function sampleSliceInto(
  out: Float32Array,
  stack: VoxelArray,
  layout: StackLayout,
  geometry: Geometry,
  index: number,
  background: number,
): void {
  const { rows, columns } = layout.grid;
  const [ni, nj] = geometry.dims;
  const slice = layout.slices[index];
  // Position of the grid's first voxel in the slice's own pixel coordinates.
  const i0 = firstPixel(layout, geometry, slice, 0);
  const j0 = firstPixel(layout, geometry, slice, 1);
  const iWhole = Math.floor(i0 + 1e-6);
  const jWhole = Math.floor(j0 + 1e-6);
  const iPart = Math.max(0, i0 - iWhole);
  const jPart = Math.max(0, j0 - jWhole);
  const base = index * rows * columns;
  for (let j = 0; j < nj; j++) {
    const row = j + jWhole;
    const nextRow = jPart > 0 ? row + 1 : row;
    const rowInside = row >= 0 && nextRow < rows;
    for (let i = 0; i < ni; i++) {
      const column = i + iWhole;
      const nextColumn = iPart > 0 ? column + 1 : column;
      if (!rowInside || column < 0 || nextColumn >= columns) {
        out[i + j * ni] = background;
        continue;
      }
      const near =
        stack[base + row * columns + column] * (1 - iPart) + stack[base + row * columns + nextColumn] * iPart;
      const far =
        stack[base + nextRow * columns + column] * (1 - iPart) + stack[base + nextRow * columns + nextColumn] * iPart;
      out[i + j * ni] = near * (1 - jPart) + far * jPart;
    }
  }
}

function firstPixel(layout: StackLayout, geometry: Geometry, slice: PlacedSlice, axis: 0 | 1): number {
  const toOrigin = subtract(geometry.originMm, layout.firstPositionMm);
  return (dot(toOrigin, layout.axes[axis]) - slice.shiftMm[axis]) / layout.grid.spacingMm[axis];
}

function blendInto(target: VoxelArray, offset: number, a: Float32Array, b: Float32Array, weight: number): void {
  const round = !(target instanceof Float32Array);
  for (let p = 0; p < a.length; p++) {
    const value = a[p] + weight * (b[p] - a[p]);
    target[offset + p] = round ? Math.round(value) : value;
  }
}

function sameType(like: VoxelArray, length: number): VoxelArray {
  if (like instanceof Int16Array) return new Int16Array(length);
  if (like instanceof Uint8Array) return new Uint8Array(length);
  if (like instanceof Uint16Array) return new Uint16Array(length);
  return new Float32Array(length);
}

function lowest(values: VoxelArray): number {
  let least = Infinity;
  for (let p = 0; p < values.length; p++) if (values[p] < least) least = values[p];
  return least;
}
