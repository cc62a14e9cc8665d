/** Where a tooth ends is told by the greys beside its border: the net knows which tooth, not how this device blurs. */
import { cutRegion, forEachRow } from '../review/shapes/region.ts';
import type { LabelMap, Vec3, Volume } from '../volume.ts';
import { boundsOfLabels } from '../voxels/label-bounds.ts';

/** Voxels no farther than this from the border, along any axis, may change sides. */
const REACH_MM = 0.5;
/** What lies within this distance of a tooth but out of reach, and is no other tooth, is what it is told from. */
const AROUND_MM = 1;
/** Half the width of the window about a voxel in which the tooth and what is around it are averaged: more than the reach. */
const WINDOW_MM = 0.75;
/** Half the width of the window, applied twice, whose majority smooths the new border. */
const SMOOTHING_MM = 0.25;
/** A tooth whose volume would change by more than this factor is left as the net drew it: there is nothing to go by. */
const MOST_CHANGE = 1.6;

/**
 * Moves the border of each tooth to where the grey is half way between the means of the tooth's inside and of what lies
 * around it, both nearby: one step of a local region-based contour (Lankton and Tannenbaum, IEEE Trans. Image Process.
 * 17(11), 2008). A border between two teeth is smoothed, no more.
 * `labelMap` lies on the grid of `volume`; works in place.
 */
export function refineBordersInPlace({ data: labels, geometry }: LabelMap, volume: Volume): void {
  const { dims, spacingMm } = geometry;
  const voxels = (mm: number, rounded = Math.round): Vec3 => {
    const [i, j, k] = spacingMm.map((spacing) => Math.max(1, rounded(mm / spacing)));
    return [i, j, k];
  };
  const drawn = labels.slice();
  const margin = voxels(AROUND_MM);
  for (const [label, { min, max }] of boundsOfLabels(drawn, dims)) {
    const region = cutRegion(drawn, geometry, {
      min: [min[0] - margin[0], min[1] - margin[1], min[2] - margin[2]],
      max: [max[0] + margin[0], max[1] + margin[1], max[2] + margin[2]],
    });
    if (region === null) continue;
    const { before, size } = region;
    const [own, other, grey] = [0, 1, 2].map(() => new Float32Array(before.length));
    forEachRow(region, (at, row) => {
      for (let i = 0; i < size[0]; i++) grey[at + i] = volume.data[row + i];
    });
    for (let n = 0; n < before.length; n++) {
      if (before[n] === label) own[n] = 1;
      else if (before[n] !== 0) other[n] = 1;
    }
    const tooth: Tooth = { size, own, other, grey };
    const followed = followGreys(tooth, voxels(REACH_MM), margin, voxels(WINDOW_MM, Math.ceil));
    const refined = smoothed(followed, tooth, voxels(SMOOTHING_MM));
    const change = total(refined) / total(tooth.own);
    if (change > MOST_CHANGE || change < 1 / MOST_CHANGE) continue;
    forEachRow(region, (at, row) => {
      for (let i = 0; i < size[0]; i++) {
        const n = row + i;
        const isOurs = refined[at + i] !== 0;
        if (drawn[n] !== label) {
          if (isOurs && (drawn[n] !== 0 || labels[n] === 0)) labels[n] = label;
        } else if (!isOurs && labels[n] === label) labels[n] = 0;
      }
    });
  }
}

/** A tooth and what lies in a box about it; flat, i fastest. */
interface Tooth {
  readonly size: Vec3;
  readonly own: Float32Array; // 1 where the tooth is
  readonly other: Float32Array; // 1 where another tooth is
  readonly grey: Float32Array;
}

/** The tooth's mask with every voxel in reach of its border on the side that its grey is nearer to. */
function followGreys({ own, other, grey, size }: Tooth, reach: Vec3, around: Vec3, window: Vec3): Float32Array {
  // How much of a cube about a voxel is tooth: all of it deep inside, none of it far outside.
  const near = boxSum(own, size, reach);
  const far = boxSum(own, size, around);
  const whole = countOf(reach);
  const inside = new Float32Array(own.length);
  const outside = new Float32Array(own.length);
  for (let n = 0; n < own.length; n++) {
    if (near[n] === whole) inside[n] = 1;
    else if (near[n] === 0 && far[n] > 0 && other[n] === 0) outside[n] = 1;
  }
  const [insideCount, outsideCount] = [inside, outside].map((mask) => boxSum(mask, size, window));
  const [insideGrey, outsideGrey] = [inside, outside].map((mask) =>
    boxSum(
      mask.map((is, n) => is * grey[n]),
      size,
      window,
    ),
  );
  const followed = own.slice();
  for (let n = 0; n < own.length; n++) {
    if (near[n] === 0 || near[n] === whole || insideCount[n] === 0 || outsideCount[n] === 0) continue;
    const tooth = insideGrey[n] / insideCount[n];
    const rest = outsideGrey[n] / outsideCount[n];
    if (tooth > rest) followed[n] = grey[n] > (tooth + rest) / 2 ? 1 : 0;
  }
  return followed;
}

/** What most of the voxels about each voxel are, near ones counting more; between two teeth, whose voxels are more. */
function smoothed(mask: Float32Array, { own, other, size }: Tooth, radius: Vec3): Float32Array {
  const half = countOf(radius) ** 2 / 2;
  const [ofMask, ofOwn, ofOther] = [mask, own, other].map((field) => boxSum(boxSum(field, size, radius), size, radius));
  return ofMask.map((sum, n) => ((other[n] === 0 ? sum > half : ofOwn[n] > ofOther[n]) ? 1 : 0));
}

function total(mask: Float32Array): number {
  let sum = 0;
  for (const value of mask) sum += value;
  return sum;
}

/** Voxels in a box that reaches so far to either side. */
function countOf([ri, rj, rk]: Vec3): number {
  return (2 * ri + 1) * (2 * rj + 1) * (2 * rk + 1);
}

/** Sums over the box of `radius` voxels to either side of each voxel; what lies at the border of the field goes on outside. */
function boxSum(field: Float32Array, [si, sj, sk]: Vec3, [ri, rj, rk]: Vec3): Float32Array {
  const sums = field.slice();
  const line = new Float32Array(Math.max(si + 2 * ri, sj + 2 * rj, sk + 2 * rk));
  const sumLine = (start: number, stride: number, length: number, radius: number): void => {
    for (let x = 0, n = start; x < length; x++, n += stride) line[radius + x] = sums[n];
    line.fill(line[radius], 0, radius);
    line.fill(line[radius + length - 1], radius + length, length + 2 * radius);
    let sum = 0;
    for (let x = 0; x < 2 * radius; x++) sum += line[x];
    for (let x = 0, n = start; x < length; x++, n += stride) {
      sum += line[x + 2 * radius];
      sums[n] = sum;
      sum -= line[x];
    }
  };
  for (let row = 0; row < sums.length; row += si) sumLine(row, 1, si, ri);
  for (let k = 0; k < sk; k++) for (let i = 0; i < si; i++) sumLine(i + si * sj * k, si, sj, rj);
  for (let n = 0; n < si * sj; n++) sumLine(n, si * sj, sk, rk);
  return sums;
}
