/** One net over a whole grid: in one piece where it fits, else in overlapping tiles. */
import type { CentroidOffsets } from '#core/labelling/centroid-basins';
import { extractPatch, planPatches, stitchLabels, stridedDims, type Patch } from '#core/voxels/patches';
import type { Vec3 } from '#core/volume';
import type { SegmentationNet } from '../inference/session.ts';

/** How much neighbouring tiles share: nets see too little context at a tile's border. */
const OVERLAP_FRACTION = 0.2;

export interface NetGrid {
  readonly dims: Vec3;
  /** Normalised grey values, flat i fastest. */
  readonly image: Float32Array;
  /** What padding beyond the grid is filled with: the normalised background. */
  readonly fill: number;
  /** Class index per guidance cell, dims divided by the card's guidanceStride and rounded up. */
  readonly guidance?: Uint8Array;
  /** Leaves out tiles whose guidance holds background only; their labels stay 0. */
  readonly skipUnguided?: boolean;
  /** Called between tiles with the fraction done; throws to stop, and lets messages in. */
  readonly checkpoint: (fraction: number) => Promise<void>;
}

/** Class index and 255 × its probability per output cell; flat i fastest, dims = grid dims / outputStride, rounded up. */
export interface NetLabels {
  readonly dims: Vec3;
  readonly labels: Uint8Array;
  readonly confidence: Uint8Array;
  /** Of nets whose card has them. */
  readonly offsets?: CentroidOffsets;
}

/** @throws QuadrantError inference.failed; whatever `checkpoint` throws. */
export async function runNet(net: SegmentationNet, grid: NetGrid): Promise<NetLabels> {
  const { sizeMultiple, outputStride, maxPatch } = net.card;
  const [maxK, maxJ, maxI] = maxPatch;
  const tile = smallestTile(grid.dims, [maxI, maxJ, maxK], sizeMultiple);
  const patches = planPatches(grid.dims, tile, sizeMultiple, OVERLAP_FRACTION);
  const dims = stridedDims(grid.dims, outputStride);
  const labels = new Uint8Array(dims[0] * dims[1] * dims[2]);
  const confidence = new Uint8Array(labels.length);
  const offsets = net.card.offsets === undefined ? undefined : noOffsets(grid.dims, net.card.offsets);
  for (const [index, patch] of patches.entries()) {
    await grid.checkpoint(index / patches.length);
    const guidance = guidanceOf(net, grid, patch);
    if (grid.skipUnguided === true && guidance?.some((cell) => cell !== 0) !== true) continue;
    const image = extractPatch(grid.image, grid.dims, patch, grid.fill);
    const output = await net.run({ dims: patch.dims, image, ...(guidance === undefined ? {} : { guidance }) });
    stitchLabels(labels, grid.dims, patch, output.labels, outputStride);
    stitchLabels(confidence, grid.dims, patch, output.confidence, outputStride);
    if (offsets !== undefined && output.offsets !== undefined) stitchOffsets(offsets, grid.dims, patch, output.offsets);
  }
  await grid.checkpoint(1);
  return { dims, labels, confidence, ...(offsets === undefined ? {} : { offsets }) };
}

function noOffsets(
  gridDims: Vec3,
  { stride, stepMm }: { readonly stride: number; readonly stepMm: number },
): CentroidOffsets {
  const [ci, cj, ck] = stridedDims(gridDims, stride);
  return { stride, stepMm, steps: new Int8Array(3 * ci * cj * ck) };
}

/** The three axes one by one, as label maps of signed bytes. */
function stitchOffsets(whole: CentroidOffsets, gridDims: Vec3, patch: Patch, steps: Int8Array): void {
  const bytesOf = (array: Int8Array, axis: number): Uint8Array =>
    new Uint8Array(array.buffer, array.byteOffset + (axis * array.length) / 3, array.length / 3);
  for (let axis = 0; axis < 3; axis++) {
    stitchLabels(bytesOf(whole.steps, axis), gridDims, patch, bytesOf(steps, axis), whole.stride);
  }
}

/**
 * The smallest tile, in whole multiples, that covers a grid with no more tiles than the largest would: two tiles of 256
 * over 300 voxels share 212 of them, two of 192 do the same work in three quarters of the time. All in i, j, k order.
 */
export function smallestTile(dims: Vec3, maxTile: Vec3, multiple: number): Vec3 {
  const tilesNeeded = (size: number, tile: number): number =>
    size <= tile ? 1 : 1 + Math.ceil((size - tile) / (tile * (1 - OVERLAP_FRACTION)));
  const along = (axis: 0 | 1 | 2): number => {
    const size = Math.ceil(dims[axis] / multiple) * multiple;
    const count = tilesNeeded(size, maxTile[axis]);
    let tile = multiple;
    while (tile < maxTile[axis] && tilesNeeded(size, tile) > count) tile += multiple;
    return tile;
  };
  return [along(0), along(1), along(2)];
}

/** The guidance cells of one patch, as the net takes them; background beyond the grid. */
function guidanceOf(net: SegmentationNet, { dims, guidance }: NetGrid, patch: Patch): Float32Array | undefined {
  const stride = net.card.guidanceStride;
  if (stride === undefined || guidance === undefined) return undefined;
  const [ni, nj, nk] = stridedDims(dims, stride);
  const [pi, pj, pk] = stridedDims(patch.dims, stride);
  const [si, sj, sk] = patch.startIjk.map((start) => start / stride);
  const cells = new Float32Array(pi * pj * pk);
  const width = Math.min(pi, ni - si);
  for (let k = 0; k < Math.min(pk, nk - sk); k++) {
    for (let j = 0; j < Math.min(pj, nj - sj); j++) {
      const from = si + ni * (sj + j + nj * (sk + k));
      cells.set(guidance.subarray(from, from + width), pi * (j + pj * k));
    }
  }
  return cells;
}
