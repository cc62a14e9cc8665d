/**
 * A tooth between the slices on which a person drew it: outlines change into one another (shape-based interpolation:
 * Raya and Udupa, 1990, with the outlines brought over each other first, since roots lean).
 */
import type { Bounds } from '../../geometry.ts';
import { squaredDistances } from '../../voxels/distance-transform.ts';
import type { Geometry } from '../../volume.ts';
import type { LabelPatch } from '../label-patch.ts';
import { EditError } from './edit-error.ts';
import { allowedGreys, boxOfLabel, cutRegion, maskOf, patchOfRegion, type GreyLimits, type Region } from './region.ts';

export interface Filling {
  readonly label: number;
  /** Slices lie across this axis of the grid: i, j or k. */
  readonly axis: 0 | 1 | 2;
  readonly limits: GreyLimits | null;
  /** Holds all voxels of the label. */
  readonly box: Bounds;
}

/** One outline of the tooth. */
interface Outline {
  /** Signed distance to the border, mm, below zero inside; flat, u fastest. */
  readonly distanceMm: Float32Array;
  readonly middle: readonly [u: number, v: number];
}

/**
 * Fills slices that have nothing of the tooth between two that have; only background becomes the tooth.
 * @throws EditError no-tooth, nothing-to-fill when there is no gap along the axis
 */
export function fillBetweenSlices(
  labels: Uint8Array,
  geometry: Geometry,
  { label, axis, limits, box }: Filling,
): LabelPatch {
  const loose = cutRegion(labels, geometry, box);
  const tight = loose === null ? null : boxOfLabel(loose, label);
  const region = tight === null ? null : cutRegion(labels, geometry, tight);
  if (region === null) throw new EditError('no-tooth');
  const slices = new Slices(region, geometry, axis, label);
  const drawn = slices.drawn();
  const allowed = limits === null ? null : allowedGreys(region, limits);
  const after = region.before.slice();
  let last: { readonly slice: number; readonly outline: Outline } | null = null;
  for (let n = 1; n < drawn.length; n++) {
    const [from, to] = [drawn[n - 1], drawn[n]];
    if (to - from < 2) continue;
    const ends: readonly [Outline, Outline] = [
      last?.slice === from ? last.outline : slices.outline(from),
      slices.outline(to),
    ];
    last = { slice: to, outline: ends[1] };
    for (let slice = from + 1; slice < to; slice++) {
      slices.blendInto(after, { slice, share: (slice - from) / (to - from), ends, allowed });
    }
  }
  if (last === null) throw new EditError('nothing-to-fill');
  return patchOfRegion(region, after);
}

/** A region's slices across one axis: u and v are the other two, u the faster one. */
class Slices {
  private readonly mask: Uint8Array;
  private readonly count: number;
  private readonly stride: number;
  private readonly width: number;
  private readonly height: number;
  private readonly strides: readonly [u: number, v: number];
  private readonly spacingMm: readonly [u: number, v: number];
  private readonly label: number;

  constructor(region: Region, { spacingMm }: Geometry, axis: 0 | 1 | 2, label: number) {
    const [u, v] = axis === 0 ? [1, 2] : axis === 1 ? [0, 2] : [0, 1];
    const strides = [1, region.size[0], region.size[0] * region.size[1]];
    this.mask = maskOf(region, label);
    this.count = region.size[axis];
    this.stride = strides[axis];
    this.width = region.size[u];
    this.height = region.size[v];
    this.strides = [strides[u], strides[v]];
    this.spacingMm = [spacingMm[u], spacingMm[v]];
    this.label = label;
  }

  drawn(): readonly number[] {
    const drawn: number[] = [];
    for (let slice = 0; slice < this.count; slice++) if (this.maskOfSlice(slice).includes(1)) drawn.push(slice);
    return drawn;
  }

  outline(slice: number): Outline {
    const { width, height, spacingMm } = this;
    // A border of one pixel around: what lies beyond the tooth's box is not the tooth.
    const size = [width + 2, height + 2] as const;
    const inside = new Uint8Array(size[0] * size[1]);
    const mask = this.maskOfSlice(slice);
    let [sumU, sumV, sum] = [0, 0, 0];
    for (let v = 0; v < height; v++) {
      for (let u = 0; u < width; u++) {
        if (mask[u + width * v] === 0) continue;
        inside[u + 1 + size[0] * (v + 1)] = 1;
        sumU += u;
        sumV += v;
        sum++;
      }
    }
    const toInside = squaredDistances(inside, [size[0], size[1], 1], [spacingMm[0], spacingMm[1], 1]);
    const toOutside = squaredDistances(
      inside.map((value) => 1 - value),
      [size[0], size[1], 1],
      [spacingMm[0], spacingMm[1], 1],
    );
    const distanceMm = toInside.map((squared, n) => (inside[n] === 0 ? Math.sqrt(squared) : -Math.sqrt(toOutside[n])));
    return { distanceMm, middle: [sumU / sum, sumV / sum] };
  }

  /** Gives the background of a slice to the tooth where the outlines, brought over each other, say so. */
  blendInto(
    after: Uint8Array,
    {
      slice,
      share,
      ends: [from, to],
      allowed,
    }: {
      readonly slice: number;
      /** How far from the first outline to the second, 0…1. */
      readonly share: number;
      readonly ends: readonly [Outline, Outline];
      readonly allowed: Uint8Array | null;
    },
  ): void {
    const { width, height, strides, label } = this;
    const middleU = from.middle[0] + share * (to.middle[0] - from.middle[0]);
    const middleV = from.middle[1] + share * (to.middle[1] - from.middle[1]);
    for (let v = 0; v < height; v++) {
      for (let u = 0; u < width; u++) {
        const n = slice * this.stride + u * strides[0] + v * strides[1];
        if (after[n] !== 0 || (allowed !== null && allowed[n] === 0)) continue;
        const first = this.distanceAt(from, u - middleU + from.middle[0], v - middleV + from.middle[1]);
        const second = this.distanceAt(to, u - middleU + to.middle[0], v - middleV + to.middle[1]);
        if (first + share * (second - first) < 0) after[n] = label;
      }
    }
  }

  /** Between the four pixels around a place; beyond the outline's frame as at its edge. */
  private distanceAt({ distanceMm }: Outline, u: number, v: number): number {
    const [columns, rows] = [this.width + 2, this.height + 2];
    const x = Math.min(columns - 1, Math.max(0, u + 1));
    const y = Math.min(rows - 1, Math.max(0, v + 1));
    const [left, top] = [Math.min(columns - 2, Math.floor(x)), Math.min(rows - 2, Math.floor(y))];
    const [right, down] = [x - left, y - top];
    const n = left + columns * top;
    const above = distanceMm[n] + right * (distanceMm[n + 1] - distanceMm[n]);
    const below = distanceMm[n + columns] + right * (distanceMm[n + columns + 1] - distanceMm[n + columns]);
    return above + down * (below - above);
  }

  private maskOfSlice(slice: number): Uint8Array {
    const { width, height, strides, stride, mask } = this;
    const flat = new Uint8Array(width * height);
    for (let v = 0, n = 0; v < height; v++) {
      for (let u = 0; u < width; u++, n++) flat[n] = mask[slice * stride + u * strides[0] + v * strides[1]];
    }
    return flat;
  }
}
