/** A tooth without its steps and burrs: blurred, and drawn again where as much of it is left as there was. */
import type { Bounds } from '../../geometry.ts';
import type { Geometry, Vec3 } from '../../volume.ts';
import type { LabelPatch } from '../label-patch.ts';
import { regionAround } from './grow.ts';
import { maskOf, patchOfRegion } from './region.ts';

export interface Smoothing {
  readonly label: number;
  /** What is smaller than this goes. The blur is a Gaussian of half this width, cut off here. */
  readonly radiusMm: number;
  /** Holds all voxels of the label. */
  readonly box: Bounds;
}

/** Shares of a blurred mask are counted in steps of this size to find the border that keeps the volume. */
const STEPS = 1024;

/**
 * Smooths a tooth. It keeps its number of voxels to within one step of the blurred border and takes background only.
 * @throws EditError no-tooth
 */
export function smoothShape(labels: Uint8Array, geometry: Geometry, smoothing: Smoothing): LabelPatch {
  const { label, radiusMm } = smoothing;
  const region = regionAround(labels, geometry, { label, byMm: radiusMm, box: smoothing.box });
  const mask = maskOf(region, label);
  const share = blurred(mask, region.size, geometry.spacingMm, radiusMm);
  // Only what may become the tooth counts: other teeth keep what they have.
  const free = region.before.map((before) => Number(before === 0 || before === label));
  const border = borderOf(share, free, mask);
  const after = region.before.slice();
  for (let n = 0; n < after.length; n++) if (free[n] !== 0) after[n] = share[n] >= border ? label : 0;
  return patchOfRegion(region, after);
}

/** The share above which there are about as many free voxels as the mask has. */
function borderOf(share: Float32Array, free: Uint8Array, mask: Uint8Array): number {
  const counts = new Uint32Array(STEPS + 1);
  let wanted = 0;
  for (let n = 0; n < share.length; n++) {
    wanted += mask[n];
    if (free[n] !== 0) counts[Math.floor(Math.min(1, share[n]) * STEPS)]++;
  }
  let step = STEPS;
  for (let found = counts[step]; step > 1 && found < wanted; found += counts[--step]);
  return step / STEPS;
}

/**
 * Each voxel's share of the mask around it, weighted by a Gaussian: one pass for each axis. What lies beyond the region
 * is taken to be as its border: there is either background or the end of the scan.
 */
export function blurred(mask: Uint8Array, size: Vec3, spacingMm: Vec3, radiusMm: number): Float32Array {
  let share = Float32Array.from(mask);
  const strides = [1, size[0], size[0] * size[1]];
  for (let axis = 0; axis < 3; axis++) {
    const weights = gaussian(radiusMm, spacingMm[axis]);
    if (weights.length === 1 || size[axis] === 1) continue;
    share = blurredAlong(share, { count: size[axis], stride: strides[axis] }, weights);
  }
  return share;
}

/** Weights from −reach to +reach voxels, summing up to 1. */
function gaussian(radiusMm: number, spacingMm: number): Float64Array {
  const reach = Math.floor((radiusMm / spacingMm) * (1 + 1e-9));
  const sigma = radiusMm / 2;
  const weights = Float64Array.from({ length: 2 * reach + 1 }, (_, n) =>
    Math.exp(-(((n - reach) * spacingMm) ** 2) / (2 * sigma * sigma)),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

function blurredAlong(
  share: Float32Array,
  { count, stride }: { readonly count: number; readonly stride: number },
  weights: Float64Array,
): Float32Array<ArrayBuffer> {
  const result = new Float32Array(share.length);
  const reach = (weights.length - 1) / 2;
  const padded = new Float64Array(count + 2 * reach);
  const block = stride * count;
  for (let outer = 0; outer < share.length; outer += block) {
    for (let inner = 0; inner < stride; inner++) {
      const start = outer + inner;
      let [least, most] = [Infinity, -Infinity];
      for (let n = 0; n < padded.length; n++) {
        const at = Math.min(count - 1, Math.max(0, n - reach));
        const value = share[start + at * stride];
        padded[n] = value;
        if (value < least) least = value;
        if (value > most) most = value;
      }
      if (least === most) {
        if (most > 0) for (let n = 0; n < count; n++) result[start + n * stride] = most;
        continue;
      }
      for (let n = 0; n < count; n++) {
        let sum = 0;
        for (let w = 0; w < weights.length; w++) sum += weights[w] * padded[n + w];
        result[start + n * stride] = sum;
      }
    }
  }
  return result;
}
