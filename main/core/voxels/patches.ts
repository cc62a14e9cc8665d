/** Cutting a volume into pieces that a network can take, and putting the label pieces together again. */
import type { Vec3 } from '../volume.ts';

/**
 * One box of voxels for one run of a network. All in i, j, k order of the volume. The box may reach beyond the far end
 * of the volume (padding). `ownedMin` (inclusive) to `ownedMax` (exclusive) is the part whose labels are kept:
 * the voxels inside the volume that are nearer to this patch's centre than to any other's.
 */
export interface Patch {
  readonly startIjk: Vec3;
  readonly dims: Vec3;
  readonly ownedMin: Vec3;
  readonly ownedMax: Vec3;
}

interface Span {
  readonly start: number;
  readonly size: number;
  readonly ownedMin: number;
  readonly ownedMax: number;
}

/**
 * Covers a volume with patches: one, padded up to the multiple, when that fits `maxPatch`; else equal tiles that
 * overlap by at least about `overlapFraction`. Starts and sizes are whole multiples of `sizeMultiple`, so that strided
 * outputs and guidance cells line up. `dims` and `maxPatch` are in i, j, k order (a model card's maxPatch is k, j, i).
 * Patches come with i running fastest.
 * @throws RangeError when an argument is not positive or `maxPatch` is below `sizeMultiple`.
 */
export function planPatches(dims: Vec3, maxPatch: Vec3, sizeMultiple: number, overlapFraction: number): Patch[] {
  if (!(overlapFraction >= 0 && overlapFraction < 1)) {
    throw new RangeError(`overlapFraction must be 0 to below 1, found ${overlapFraction}`);
  }
  const [spansI, spansJ, spansK] = dims.map((size, axis) =>
    planAxis(size, maxPatch[axis], sizeMultiple, overlapFraction),
  );
  return spansK.flatMap((k) =>
    spansJ.flatMap((j) =>
      spansI.map((i): Patch => ({
        startIjk: [i.start, j.start, k.start],
        dims: [i.size, j.size, k.size],
        ownedMin: [i.ownedMin, j.ownedMin, k.ownedMin],
        ownedMax: [i.ownedMax, j.ownedMax, k.ownedMax],
      })),
    ),
  );
}

function planAxis(size: number, maxPatch: number, multiple: number, overlapFraction: number): Span[] {
  if (!(size > 0 && multiple > 0 && maxPatch >= multiple)) {
    throw new RangeError(`Cannot cut ${size} voxels into patches of at most ${maxPatch} in steps of ${multiple}`);
  }
  const padded = Math.ceil(size / multiple) * multiple;
  const tile = Math.min(padded, Math.floor(maxPatch / multiple) * multiple);
  const steps = Math.ceil((padded - tile) / (tile * (1 - overlapFraction)));
  const even = Array.from({ length: steps + 1 }, (_, n) => (steps === 0 ? 0 : ((padded - tile) * n) / steps));
  const starts = [...new Set(even.map((start) => Math.round(start / multiple) * multiple))];
  // Half way between neighbouring centres, kept on the multiple so that strided outputs meet exactly.
  const border = (n: number): number => Math.round((starts[n] + starts[n - 1] + tile) / 2 / multiple) * multiple;
  return starts.map((start, n) => ({
    start,
    size: tile,
    ownedMin: n === 0 ? 0 : border(n),
    ownedMax: n === starts.length - 1 ? size : border(n + 1),
  }));
}

/**
 * Copies a patch out of a volume for a tensor [1, 1, k, j, i]: flat index i + j·pi + k·pi·pj of the patch.
 * What lies beyond the volume becomes `fill` (the normalised background).
 */
export function extractPatch(data: Float32Array, dims: Vec3, patch: Patch, fill: number): Float32Array {
  const output = new Float32Array(patch.dims[0] * patch.dims[1] * patch.dims[2]).fill(fill);
  const [ni, nj, nk] = dims;
  const [pi, pj, pk] = patch.dims;
  const [si, sj, sk] = patch.startIjk;
  const width = Math.min(pi, ni - si);
  if (width <= 0) return output;
  for (let k = 0; k < Math.min(pk, nk - sk); k++) {
    for (let j = 0; j < Math.min(pj, nj - sj); j++) {
      const from = si + ni * (sj + j + nj * (sk + k));
      output.set(data.subarray(from, from + width), pi * (j + pj * k));
    }
  }
  return output;
}

/** Dims of a strided network output that covers a volume: each size divided by the stride, rounded up. */
export function stridedDims(dims: Vec3, stride: number): Vec3 {
  return [Math.ceil(dims[0] / stride), Math.ceil(dims[1] / stride), Math.ceil(dims[2] / stride)];
}

/**
 * Writes a patch's labels into the whole: only the part that the patch owns, so where tiles overlap the one whose
 * centre is nearer wins. `output` is flat i-fastest with dims stridedDims(volume, stride); `labels` is the network's
 * answer for the whole patch, flat i-fastest with dims patch.dims / stride. Also for confidences.
 */
export function stitchLabels(output: Uint8Array, volumeDims: Vec3, patch: Patch, labels: Uint8Array, stride = 1): void {
  const [ni, nj] = stridedDims(volumeDims, stride);
  const [pi, pj, pk] = patch.dims.map((size) => size / stride);
  if (labels.length !== pi * pj * pk) {
    throw new RangeError(`A patch of ${pi}×${pj}×${pk} cells needs as many labels, found ${labels.length}`);
  }
  const [si, sj, sk] = patch.startIjk.map((start) => start / stride);
  const [fromI, fromJ, fromK] = patch.ownedMin.map((index) => index / stride);
  const [toI, toJ, toK] = patch.ownedMax.map((index) => Math.ceil(index / stride));
  for (let k = fromK; k < toK; k++) {
    for (let j = fromJ; j < toJ; j++) {
      const from = fromI - si + pi * (j - sj + pj * (k - sk));
      output.set(labels.subarray(from, from + toI - fromI), fromI + ni * (j + nj * k));
    }
  }
}
