/**
 * The greys of ruled pictures.
 *
 * [Note: Scattered samples]
 * The mean of many samples needs no interpolation: each sample is the nearest voxel to a place up to half a voxel beside
 * its own, and the places beside are spread evenly over that voxel (the additive recurrence of the golden ratio's kin in
 * three dimensions, Roberts 2018). What linear interpolation weighs, chance would draw, and even spreading draws with an
 * error of the order of the contrast over the number of samples. All pixels have the same places, so that neighbours
 * differ by anatomy only. A third of the time of eight voxels a sample.
 *
 * [Note: Snapped samples]
 * The brightest of many samples does not depend on where exactly each lies in the depth: moved along its ray by at most half
 * a voxel, onto the nearest plane of voxels, a sample lies between four of them instead of eight.
 */
import type { VoxelArray } from '../volume.ts';
import {
  NO_STEP,
  rowsWithin,
  walkOf,
  type GreySlabOptions,
  type RuledSheet,
  type RuledSource,
  type Walk,
} from './ruled-picture.ts';

/** Fewer samples than this are all interpolated where they are. */
const MANY_SAMPLES = 32;

/** Writes the greys of a sheet into `out` (width × height, rows upwards); samples beyond the scan do not count. */
export function ruledGreysInto(
  out: VoxelArray,
  sheet: RuledSheet,
  source: RuledSource,
  options: GreySlabOptions,
): void {
  const walk = walkOf(sheet, source.worldToIjk, options);
  if (walk.samples < MANY_SAMPLES) interpolate(out, sheet, source, walk, options);
  else if (options.mode === 'mean') scatter(out, sheet, source, walk, options);
  else snap(out, sheet, source, walk, options);
}

/** Every sample between its eight voxels. */
function interpolate(
  out: VoxelArray,
  { width, height }: RuledSheet,
  source: RuledSource,
  walk: Walk,
  { mode, outside }: GreySlabOptions,
): void {
  const { start, row, step, samples } = walk;
  const { dims, data } = source;
  const [ni, nj] = dims;
  const slice = ni * nj;
  const brightest = mode === 'mip';
  const rows = rowsWithin(walk, dims, height, 0);
  // Row by row: the samples of a row lie in few slices, which stay in the cache.
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const di = step[3 * x];
      const dj = step[3 * x + 1];
      const dk = step[3 * x + 2];
      let pi = start[3 * x] + y * row[0];
      let pj = start[3 * x + 1] + y * row[1];
      let pk = start[3 * x + 2] + y * row[2];
      if (y < rows[2 * x] || y >= rows[2 * x + 1]) {
        out[pixel] = sampleAtEdge(source, walk, { x, y, brightest, outside });
        continue;
      }
      let sum = 0;
      let most = -Infinity;
      for (let n = 0; n < samples; n++, pi += di, pj += dj, pk += dk) {
        const i = pi | 0;
        const j = pj | 0;
        const k = pk | 0;
        const u = pi - i;
        const v = pj - j;
        const near = (i + Math.imul(ni, j) + Math.imul(slice, k)) | 0;
        const far = (near + slice) | 0;
        const a = data[near] + (data[near + 1] - data[near]) * u;
        const b = data[near + ni] + (data[near + ni + 1] - data[near + ni]) * u;
        const c = data[far] + (data[far + 1] - data[far]) * u;
        const d = data[far + ni] + (data[far + ni + 1] - data[far + ni]) * u;
        const ab = a + (b - a) * v;
        const value = ab + (c + (d - c) * v - ab) * (pk - k);
        sum += value;
        if (value > most) most = value;
      }
      const value = brightest ? most : sum / samples;
      // Where the scan has no number there is nothing to show.
      out[pixel] = value > -Infinity ? value : outside;
    }
  }
}

/** Parts of the first, second and third axis: powers of the root of x⁴ = x + 1, each step lands in the largest gap. */
const SPREAD = [0.8191725133961645, 0.6710436067037893, 0.5497004779019703] as const;

/** The mean of many nearest voxels, see [Note: Scattered samples]. */
function scatter(
  out: VoxelArray,
  { width, height }: RuledSheet,
  source: RuledSource,
  walk: Walk,
  { outside }: GreySlabOptions,
): void {
  const { start, row, step, samples } = walk;
  const { dims, data } = source;
  const [ni, nj] = dims;
  const rows = rowsWithin(walk, dims, height, 0);
  // Beside a sample, plus the half that makes cutting off decimals rounding: 0 … 1 in voxels.
  const beside = new Float64Array(3 * samples);
  for (let n = 0; n < samples; n++) {
    for (let axis = 0; axis < 3; axis++) beside[3 * n + axis] = ((n + 0.5) * SPREAD[axis]) % 1;
  }
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const di = step[3 * x];
      const dj = step[3 * x + 1];
      const dk = step[3 * x + 2];
      let pi = start[3 * x] + y * row[0];
      let pj = start[3 * x + 1] + y * row[1];
      let pk = start[3 * x + 2] + y * row[2];
      if (y < rows[2 * x] || y >= rows[2 * x + 1]) {
        out[pixel] = sampleAtEdge(source, walk, { x, y, brightest: false, outside, beside });
        continue;
      }
      let sum = 0;
      for (let n = 0, m = 0; n < samples; n++, m += 3, pi += di, pj += dj, pk += dk) {
        const i = (pi + beside[m]) | 0;
        const j = (pj + beside[m + 1]) | 0;
        const k = (pk + beside[m + 2]) | 0;
        sum += data[(i + Math.imul(ni, j + Math.imul(nj, k))) | 0];
      }
      const value = sum / samples;
      // Where the scan has no number there is nothing to show.
      out[pixel] = value > -Infinity ? value : outside;
    }
  }
}

/** The brightest of many samples on planes of voxels, see [Note: Snapped samples]. */
function snap(
  out: VoxelArray,
  { width, height }: RuledSheet,
  source: RuledSource,
  walk: Walk,
  { outside }: GreySlabOptions,
): void {
  const { start, row, step, samples } = walk;
  const { dims, data } = source;
  const strides = [1, dims[0], dims[0] * dims[1]];
  const rows = rowsWithin(walk, dims, height, 0.5); // a snapped sample moves by up to half a voxel
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const di = Math.abs(step[3 * x]);
      const dj = Math.abs(step[3 * x + 1]);
      const dk = Math.abs(step[3 * x + 2]);
      // The planes are those that the ray crosses most of; a and b lie on them.
      const through = di >= dj && di >= dk ? 0 : dj >= dk ? 1 : 2;
      const a = through === 0 ? 1 : 0;
      const b = through === 2 ? 1 : 2;
      const stepThrough = step[3 * x + through];
      const stepA = step[3 * x + a];
      const stepB = step[3 * x + b];
      const first = start[3 * x + through] + y * row[through];
      const firstA = start[3 * x + a] + y * row[a];
      const firstB = start[3 * x + b] + y * row[b];
      if (y < rows[2 * x] || y >= rows[2 * x + 1]) {
        out[pixel] = sampleAtEdge(source, walk, { x, y, brightest: true, outside });
        continue;
      }
      const strideThrough = strides[through];
      const strideA = strides[a];
      const strideB = strides[b];
      const slopeA = stepA / stepThrough;
      const slopeB = stepB / stepThrough;
      const zeroA = firstA - first * slopeA;
      const zeroB = firstB - first * slopeB;
      let most = -Infinity;
      let at = first + 0.5;
      for (let n = 0; n < samples; n++, at += stepThrough) {
        const plane = at | 0;
        const pa = zeroA + plane * slopeA;
        const pb = zeroB + plane * slopeB;
        const ia = pa | 0;
        const ib = pb | 0;
        const u = pa - ia;
        const near = (Math.imul(strideThrough, plane) + Math.imul(strideA, ia) + Math.imul(strideB, ib)) | 0;
        const far = (near + strideB) | 0;
        const low = data[near] + (data[(near + strideA) | 0] - data[near]) * u;
        const high = data[far] + (data[(far + strideA) | 0] - data[far]) * u;
        const value = low + (high - low) * (pb - ib);
        if (value > most) most = value;
      }
      // Where the scan has no number there is nothing to show.
      out[pixel] = most > -Infinity ? most : outside;
    }
  }
}

interface EdgePixel {
  readonly x: number;
  readonly y: number;
  readonly brightest: boolean;
  readonly outside: number;
  /** Of scattered samples: where beside its place each one looks. */
  readonly beside?: Float64Array;
}

/** One pixel whose samples may lie beyond the scan: those do not count. */
function sampleAtEdge(source: RuledSource, { start, row, step, samples }: Walk, pixel: EdgePixel): number {
  const { dims } = source;
  const { x, y, brightest, outside, beside } = pixel;
  // The samples from `first` to `last` lie in the scan: it is convex.
  let [first, last] = [0, samples - 1];
  for (let axis = 0; axis < 3; axis++) {
    const at = start[3 * x + axis] + y * row[axis];
    const by = step[3 * x + axis];
    if (Math.abs(by) < NO_STEP) {
      if (!covered(at, dims[axis])) return outside;
      continue;
    }
    const enters = (-0.5 - at) / by;
    const leaves = (dims[axis] - 0.5 - at) / by;
    first = Math.max(first, Math.ceil(Math.min(enters, leaves)));
    last = Math.min(last, Math.floor(Math.max(enters, leaves)));
  }
  let [sum, most] = [0, -Infinity];
  for (let n = first; n <= last; n++) {
    const pi = start[3 * x] + y * row[0] + n * step[3 * x];
    const pj = start[3 * x + 1] + y * row[1] + n * step[3 * x + 1];
    const pk = start[3 * x + 2] + y * row[2] + n * step[3 * x + 2];
    const value =
      beside === undefined
        ? clampedSample(source, pi, pj, pk)
        : clampedVoxel(source, pi + beside[3 * n], pj + beside[3 * n + 1], pk + beside[3 * n + 2]);
    sum += value;
    if (value > most) most = value;
  }
  if (first > last) return outside;
  const value = brightest ? most : sum / (last - first + 1);
  return value > -Infinity ? value : outside;
}

/** A voxel still covers half a voxel beyond its centre. */
const covered = (at: number, size: number): boolean => at >= -0.5 && at <= size - 0.5;

/** Trilinear at continuous indices, the outermost voxels going on beyond their centres. */
function clampedSample({ dims: [ni, nj, nk], data }: RuledSource, pi: number, pj: number, pk: number): number {
  const ci = Math.min(ni - 1, Math.max(0, pi));
  const cj = Math.min(nj - 1, Math.max(0, pj));
  const ck = Math.min(nk - 1, Math.max(0, pk));
  const i = Math.floor(ci);
  const j = Math.floor(cj);
  const k = Math.floor(ck);
  const right = i + 1 < ni ? 1 : 0;
  const back = j + 1 < nj ? ni : 0;
  const above = k + 1 < nk ? ni * nj : 0;
  const at = i + ni * (j + nj * k);
  const [u, v, w] = [ci - i, cj - j, ck - k];
  const a = data[at] + (data[at + right] - data[at]) * u;
  const b = data[at + back] + (data[at + back + right] - data[at + back]) * u;
  const c = data[at + above] + (data[at + above + right] - data[at + above]) * u;
  const d = data[at + above + back] + (data[at + above + back + right] - data[at + above + back]) * u;
  const ab = a + (b - a) * v;
  return ab + (c + (d - c) * v - ab) * w;
}

/** The voxel whose place the decimals are cut off to, the outermost ones going on beyond their centres. */
function clampedVoxel({ dims: [ni, nj, nk], data }: RuledSource, pi: number, pj: number, pk: number): number {
  const i = Math.min(ni - 1, Math.max(0, pi)) | 0;
  const j = Math.min(nj - 1, Math.max(0, pj)) | 0;
  const k = Math.min(nk - 1, Math.max(0, pk)) | 0;
  return data[i + ni * (j + nj * k)];
}
