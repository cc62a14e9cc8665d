/**
 * Pictures whose columns are straight lines along one direction: the unrolled arch and the sections across it. Each pixel
 * sums up a slab: grey is the mean or the brightest along the column's depth direction, a label the one nearest to the
 * middle of the slab.
 */
import type { Vec3, VoxelArray } from '../volume.ts';
import type { ArchSurface } from './arch-surface.ts';
import { archToWorld, normalAt } from './arch-surface.ts';
import { scaled } from '../vector.ts';

/** Pixel (column, row) stands at base[column] + row · spacing · up; rows go upwards. World LPS mm throughout. */
export interface RuledSheet {
  readonly width: number;
  readonly height: number;
  /** World of row 0 of each column, flat. */
  readonly base: Float64Array;
  /** Unit depth direction of each column, flat. */
  readonly depth: Float64Array;
  readonly up: Vec3;
  readonly rowSpacingMm: number;
}

export const SLAB_MODES = ['mip', 'mean'] as const;
export type SlabMode = (typeof SLAB_MODES)[number];

/** A voxel array, flat index i + j·ni + k·ni·nj, and the row-major 3×4 affine from world to its indices. */
export interface RuledSource<Data extends VoxelArray = VoxelArray> {
  readonly dims: Vec3;
  readonly data: Data;
  readonly worldToIjk: Float64Array;
}

export interface SlabOptions {
  readonly thicknessMm: number;
  /** Distance of samples through the slab; at least one is taken. */
  readonly depthStepMm: number;
}

export interface GreySlabOptions extends SlabOptions {
  readonly mode: SlabMode;
  /** Where no sample lies in the scan. */
  readonly outside: number;
}

export interface UnrolledOptions {
  readonly spacingMm: number;
  /** Height along `up` of row 0. */
  readonly fromMm: number;
  readonly height: number;
  /** Rows go down from there, as in a picture file; upwards otherwise. */
  readonly downwards?: boolean;
}

/** The arch unrolled: columns and rows `spacingMm` apart, from the patient's right. */
export function unrolledSheet(
  surface: ArchSurface,
  { spacingMm, fromMm, height, downwards = false }: UnrolledOptions,
): RuledSheet {
  const width = Math.max(1, Math.floor(surface.lengthMm / spacingMm));
  const base = new Float64Array(3 * width);
  const depth = new Float64Array(3 * width);
  for (let column = 0; column < width; column++) {
    base.set(archToWorld(surface, { s: column * spacingMm, h: fromMm, off: 0 }), 3 * column);
    depth.set(normalAt(surface, column * spacingMm), 3 * column);
  }
  const up = downwards ? scaled(surface.up, -1) : surface.up;
  return { width, height, base, depth, up, rowSpacingMm: spacingMm };
}

export interface FlatSheetOptions {
  /** World of pixel (0, 0). */
  readonly cornerMm: Vec3;
  /** Unit directions of columns, rows and depth. */
  readonly across: Vec3;
  readonly up: Vec3;
  readonly through: Vec3;
  readonly width: number;
  readonly height: number;
  readonly spacingMm: number;
}

/** A flat picture: a section across the arch. */
export function flatSheet({ cornerMm, across, up, through, width, height, spacingMm }: FlatSheetOptions): RuledSheet {
  const base = new Float64Array(3 * width);
  const depth = new Float64Array(3 * width);
  for (let column = 0; column < width; column++) {
    for (let axis = 0; axis < 3; axis++) {
      base[3 * column + axis] = cornerMm[axis] + column * spacingMm * across[axis];
      depth[3 * column + axis] = through[axis];
    }
  }
  return { width, height, base, depth, up, rowSpacingMm: spacingMm };
}

/** The sheet in voxel indices of one source: where each column starts, the steps per row and per sample. */
interface Walk {
  readonly start: Float64Array; // of the first sample of row 0, per column
  readonly row: Float64Array; // one for all columns
  readonly step: Float64Array; // per column
  readonly samples: number;
}

function walkOf({ width, base, depth, up, rowSpacingMm }: RuledSheet, m: Float64Array, slab: SlabOptions): Walk {
  const samples = Math.max(1, Math.round(slab.thicknessMm / slab.depthStepMm));
  // Each sample stands for its share of the slab: the first lies half a step inside.
  const stepMm = slab.thicknessMm / samples;
  const start = new Float64Array(3 * width);
  const step = new Float64Array(3 * width);
  const row = new Float64Array(3);
  for (let axis = 0; axis < 3; axis++) {
    const [a, b, c, shift] = [m[4 * axis], m[4 * axis + 1], m[4 * axis + 2], m[4 * axis + 3]];
    row[axis] = rowSpacingMm * (a * up[0] + b * up[1] + c * up[2]);
    for (let n = 0; n < 3 * width; n += 3) {
      step[n + axis] = stepMm * (a * depth[n] + b * depth[n + 1] + c * depth[n + 2]);
      const middle = a * base[n] + b * base[n + 1] + c * base[n + 2] + shift;
      start[n + axis] = middle - ((samples - 1) / 2) * step[n + axis];
    }
  }
  return { start, row, step, samples };
}

/** Writes the greys of a sheet into `out` (width × height, rows upwards); samples beyond the scan do not count. */
export function ruledGreysInto(
  out: VoxelArray,
  sheet: RuledSheet,
  source: RuledSource,
  options: GreySlabOptions,
): void {
  const walk = walkOf(sheet, source.worldToIjk, options);
  const rowAxis = levelAxis(walk);
  if (rowAxis === null) sampleAnyway(out, sheet, source, walk, options);
  else sampleLevel(out, sheet, source, { ...walk, rowAxis }, options);
}

/** Whether the voxels between which a sample lies are all in the scan. */
const insideCell = (at: number, size: number): boolean => at >= 0 && at < size - 1;

/** In voxels: what a whole scan adds up to less than a hundredth of a voxel. */
const LEVEL_TOLERANCE = 1e-5;

/** The voxel axis that rows climb when every row is level in voxels, as in an untilted scan; else null. */
function levelAxis({ start, row, step }: Walk): 0 | 1 | 2 | null {
  const axis = ([0, 1, 2] as const).find((candidate) =>
    row.every((part, other) => (other === candidate) !== Math.abs(part) < LEVEL_TOLERANCE),
  );
  if (axis === undefined) return null;
  for (let n = axis; n < start.length; n += 3) {
    if (Math.abs(step[n]) > LEVEL_TOLERANCE || Math.abs(start[n] - start[axis]) > LEVEL_TOLERANCE) return null;
  }
  return axis;
}

/**
 * Level rows: where a sample lies within its slice is the same in every row and found once. Where a row lies on a slice
 * four voxels do instead of eight.
 */
function sampleLevel(
  out: VoxelArray,
  { width, height }: RuledSheet,
  source: RuledSource,
  { start, row, step, samples, rowAxis }: Walk & { readonly rowAxis: 0 | 1 | 2 },
  { mode, outside }: GreySlabOptions,
): void {
  const { dims, data } = source;
  const strides = [1, dims[0], dims[0] * dims[1]];
  const [first, second] = [0, 1, 2].filter((axis) => axis !== rowAxis);
  const [stride1, stride2, strideR] = [strides[first], strides[second], strides[rowAxis]];
  const offsets = new Int32Array(width * samples);
  const shares1 = new Float64Array(width * samples);
  const shares2 = new Float64Array(width * samples);
  const whole = new Uint8Array(width);
  for (let x = 0, n = 0; x < width; x++) {
    whole[x] = 1;
    for (let sample = 0; sample < samples; sample++, n++) {
      const p1 = start[3 * x + first] + sample * step[3 * x + first];
      const p2 = start[3 * x + second] + sample * step[3 * x + second];
      if (!insideCell(p1, dims[first]) || !insideCell(p2, dims[second])) whole[x] = 0;
      offsets[n] = stride1 * Math.floor(p1) + stride2 * Math.floor(p2);
      shares1[n] = p1 - Math.floor(p1);
      shares2[n] = p2 - Math.floor(p2);
    }
  }
  const brightest = mode === 'mip';
  for (let y = 0; y < height; y++) {
    const level = start[rowAxis] + y * row[rowAxis];
    // Rounding of the geometry is no reason to look at a second slice.
    const onSlice = Math.abs(level - Math.round(level)) < 1e-3;
    const below = onSlice ? Math.round(level) : Math.floor(level);
    const share = onSlice ? 0 : level - below;
    const inScan = below >= 0 && below < dims[rowAxis] - (onSlice ? 0 : 1);
    const slice = strideR * below;
    const next = onSlice ? 0 : strideR;
    for (let x = 0; x < width; x++) {
      const pixel = x + width * y;
      if (!inScan || whole[x] === 0) {
        out[pixel] = sampleAtEdge(source, { start, row, step, samples }, { x, y, brightest, outside });
        continue;
      }
      let sum = 0;
      let most = -Infinity;
      const end = (x + 1) * samples;
      for (let n = x * samples; n < end; n++) {
        const at = slice + offsets[n];
        const u = shares1[n];
        const v = shares2[n];
        let a = data[at] + (data[at + stride1] - data[at]) * u;
        let b = data[at + stride2] + (data[at + stride2 + stride1] - data[at + stride2]) * u;
        let value = a + (b - a) * v;
        if (next !== 0) {
          const far = at + next;
          a = data[far] + (data[far + stride1] - data[far]) * u;
          b = data[far + stride2] + (data[far + stride2 + stride1] - data[far + stride2]) * u;
          value += (a + (b - a) * v - value) * share;
        }
        sum += value;
        if (value > most) most = value;
      }
      const value = brightest ? most : sum / samples;
      out[pixel] = value > -Infinity ? value : outside;
    }
  }
}

/** Tilted scans and arches. */
function sampleAnyway(
  out: VoxelArray,
  { width, height }: RuledSheet,
  source: RuledSource,
  walk: Walk,
  { mode, outside }: GreySlabOptions,
): void {
  const { start, row, step, samples } = walk;
  const { dims, data } = source;
  const [ni, nj, nk] = dims;
  const slice = ni * nj;
  const brightest = mode === 'mip';
  const last = samples - 1;
  // Row by row: the samples of a row lie in few slices, which stay in the cache.
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const di = step[3 * x];
      const dj = step[3 * x + 1];
      const dk = step[3 * x + 2];
      let pi = start[3 * x] + y * row[0];
      let pj = start[3 * x + 1] + y * row[1];
      let pk = start[3 * x + 2] + y * row[2];
      // The scan is convex: with both ends well inside, so is everything between.
      if (
        !insideCell(pi, ni) ||
        !insideCell(pj, nj) ||
        !insideCell(pk, nk) ||
        !insideCell(pi + last * di, ni) ||
        !insideCell(pj + last * dj, nj) ||
        !insideCell(pk + last * dk, nk)
      ) {
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
        const near = i + ni * j + slice * k;
        const far = near + slice;
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

interface EdgePixel {
  readonly x: number;
  readonly y: number;
  readonly brightest: boolean;
  readonly outside: number;
}

/** One pixel whose samples may lie beyond the scan: those do not count. */
function sampleAtEdge(source: RuledSource, { start, row, step, samples }: Walk, pixel: EdgePixel): number {
  const [ni, nj, nk] = source.dims;
  const { x, y, brightest, outside } = pixel;
  let [sum, most, count] = [0, -Infinity, 0];
  for (let n = 0; n < samples; n++) {
    const pi = start[3 * x] + y * row[0] + n * step[3 * x];
    const pj = start[3 * x + 1] + y * row[1] + n * step[3 * x + 1];
    const pk = start[3 * x + 2] + y * row[2] + n * step[3 * x + 2];
    if (!covered(pi, ni) || !covered(pj, nj) || !covered(pk, nk)) continue;
    const value = clampedSample(source, pi, pj, pk);
    count++;
    sum += value;
    if (value > most) most = value;
  }
  const value = brightest ? most : sum / count;
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

/** Writes the label nearest to the middle of the slab into each pixel; 0 where the slab meets none. */
export function ruledLabelsInto(
  out: Uint8Array,
  sheet: RuledSheet,
  source: RuledSource<Uint8Array>,
  options: SlabOptions,
): void {
  const { start, row, step, samples } = walkOf(sheet, source.worldToIjk, options);
  const {
    dims: [ni, nj, nk],
    data,
  } = source;
  // Sample numbers from the middle outwards.
  const order = Int32Array.from({ length: samples }, (_, n) => n).sort(
    (a, b) => Math.abs(2 * a - samples + 1) - Math.abs(2 * b - samples + 1),
  );
  for (let y = 0, pixel = 0; y < sheet.height; y++) {
    for (let x = 0; x < sheet.width; x++, pixel++) {
      const i0 = start[3 * x] + y * row[0] + 0.5;
      const j0 = start[3 * x + 1] + y * row[1] + 0.5;
      const k0 = start[3 * x + 2] + y * row[2] + 0.5;
      let label = 0;
      for (let n = 0; n < samples && label === 0; n++) {
        const i = i0 + order[n] * step[3 * x];
        const j = j0 + order[n] * step[3 * x + 1];
        const k = k0 + order[n] * step[3 * x + 2];
        if (i >= 0 && j >= 0 && k >= 0 && i < ni && j < nj && k < nk)
          label = data[(i | 0) + ni * ((j | 0) + nj * (k | 0))];
      }
      out[pixel] = label;
    }
  }
}

/** For every label that a slab meets, 1 at the pixels where it does. */
export function ruledCoverage(
  sheet: RuledSheet,
  source: RuledSource<Uint8Array>,
  options: SlabOptions,
): Map<number, Float32Array> {
  const { start, row, step, samples } = walkOf(sheet, source.worldToIjk, options);
  const {
    dims: [ni, nj, nk],
    data,
  } = source;
  const coverage = new Map<number, Float32Array>();
  const shares: (Float32Array | undefined)[] = [];
  for (let y = 0, pixel = 0; y < sheet.height; y++) {
    for (let x = 0; x < sheet.width; x++, pixel++) {
      let i = start[3 * x] + y * row[0] + 0.5;
      let j = start[3 * x + 1] + y * row[1] + 0.5;
      let k = start[3 * x + 2] + y * row[2] + 0.5;
      for (let n = 0; n < samples; n++, i += step[3 * x], j += step[3 * x + 1], k += step[3 * x + 2]) {
        if (!(i >= 0 && j >= 0 && k >= 0 && i < ni && j < nj && k < nk)) continue;
        const label = data[(i | 0) + ni * ((j | 0) + nj * (k | 0))];
        if (label === 0) continue;
        let share = shares[label];
        if (share === undefined) {
          share = shares[label] = new Float32Array(sheet.width * sheet.height);
          coverage.set(label, share);
        }
        share[pixel] = 1;
      }
    }
  }
  return coverage;
}
