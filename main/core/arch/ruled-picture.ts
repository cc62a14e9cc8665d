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
export interface Walk {
  readonly start: Float64Array; // of the first sample of row 0, per column
  readonly row: Float64Array; // one for all columns
  readonly step: Float64Array; // per column
  readonly samples: number;
}

export function walkOf({ width, base, depth, up, rowSpacingMm }: RuledSheet, m: Float64Array, slab: SlabOptions): Walk {
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

/** Rounding must not lead a ray out, in voxels. */
const SAFETY = 1e-6;
/** A step this small leads nowhere, in voxels. */
export const NO_STEP = 1e-9;

/**
 * For each column the rows [2x] … [2x + 1) whose samples all lie in the scan, at least `margin` voxels within the outermost
 * centres (negative: beyond them). The scan is convex: a ray lies in it when both ends do.
 */
export function rowsWithin(
  { start, row, step, samples }: Walk,
  dims: Vec3,
  height: number,
  margin: number,
): Int32Array {
  const width = start.length / 3;
  const rows = new Int32Array(2 * width);
  for (let x = 0; x < width; x++) {
    let [first, last] = [0, height - 1];
    for (let axis = 0; axis < 3; axis++) {
      const by = row[axis];
      const [low, high] = [margin + SAFETY, dims[axis] - 1 - margin - SAFETY];
      for (let sample = 0; sample < samples; sample += Math.max(1, samples - 1)) {
        const at = start[3 * x + axis] + sample * step[3 * x + axis];
        if (Math.abs(by) < NO_STEP) {
          if (at < low || at > high) last = -1;
          continue;
        }
        const [a, b] = [(low - at) / by, (high - at) / by];
        first = Math.max(first, Math.ceil(Math.min(a, b)));
        last = Math.min(last, Math.floor(Math.max(a, b)));
      }
    }
    rows.set([first, Math.max(first, last + 1)], 2 * x);
  }
  return rows;
}

/** Writes the label nearest to the middle of the slab into each pixel; 0 where the slab meets none. */
export function ruledLabelsInto(
  out: Uint8Array,
  sheet: RuledSheet,
  source: RuledSource<Uint8Array>,
  options: SlabOptions,
): void {
  const walk = walkOf(sheet, source.worldToIjk, options);
  const { start, row, step, samples } = walk;
  const {
    dims: [ni, nj],
    data,
  } = source;
  const last = samples - 1;
  const rows = rowsWithin(walk, source.dims, sheet.height, -0.5);
  // Of an odd number both are the one in the middle.
  const [below, above] = [last >> 1, samples >> 1];
  for (let y = 0, pixel = 0; y < sheet.height; y++) {
    for (let x = 0; x < sheet.width; x++, pixel++) {
      const di = step[3 * x];
      const dj = step[3 * x + 1];
      const dk = step[3 * x + 2];
      if (y < rows[2 * x] || y >= rows[2 * x + 1]) {
        out[pixel] = labelAtEdge(source, walk, x, y);
        continue;
      }
      const i = start[3 * x] + y * row[0] + 0.5;
      const j = start[3 * x + 1] + y * row[1] + 0.5;
      const k = start[3 * x + 2] + y * row[2] + 0.5;
      // From the middle outwards, one to each side in turn.
      let label = 0;
      let i0 = i + below * di;
      let j0 = j + below * dj;
      let k0 = k + below * dk;
      let i1 = i + above * di;
      let j1 = j + above * dj;
      let k1 = k + above * dk;
      for (let n = below; n >= 0; n--) {
        label = data[((i0 | 0) + Math.imul(ni, (j0 | 0) + Math.imul(nj, k0 | 0))) | 0];
        if (label !== 0) break;
        label = data[((i1 | 0) + Math.imul(ni, (j1 | 0) + Math.imul(nj, k1 | 0))) | 0];
        if (label !== 0) break;
        i0 -= di;
        j0 -= dj;
        k0 -= dk;
        i1 += di;
        j1 += dj;
        k1 += dk;
      }
      out[pixel] = label;
    }
  }
}

const insideGrid = (at: number, size: number): boolean => at >= 0 && at < size;

/** The same for one pixel of whose samples some lie beyond the scan. */
function labelAtEdge(
  { dims: [ni, nj, nk], data }: RuledSource<Uint8Array>,
  { start, row, step, samples }: Walk,
  x: number,
  y: number,
): number {
  for (let n = (samples - 1) >> 1; n >= 0; n--) {
    for (let side = 0; side < 2; side++) {
      const sample = side === 0 ? n : samples - 1 - n;
      const i = start[3 * x] + y * row[0] + sample * step[3 * x] + 0.5;
      const j = start[3 * x + 1] + y * row[1] + sample * step[3 * x + 1] + 0.5;
      const k = start[3 * x + 2] + y * row[2] + sample * step[3 * x + 2] + 0.5;
      if (!insideGrid(i, ni) || !insideGrid(j, nj) || !insideGrid(k, nk)) continue;
      const label = data[(i | 0) + ni * ((j | 0) + nj * (k | 0))];
      if (label !== 0) return label;
    }
  }
  return 0;
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
