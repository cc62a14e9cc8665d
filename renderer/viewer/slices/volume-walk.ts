/** Sampling a volume along a flat walk: a start in voxel space and a step for each column and each row. */
import type { Vec3, VoxelArray } from '#core/volume';

/** One voxel array on the scan's own grid; flat index i + j·ni + k·ni·nj. */
export interface SliceSource {
  readonly dims: Vec3;
  readonly data: VoxelArray;
}

/** Voxel coordinates (i, j, k) of the first pixel and the steps from pixel to pixel; voxel centres are whole numbers. */
export interface Walk {
  readonly width: number;
  readonly height: number;
  readonly start: Vec3;
  readonly columnStep: Vec3;
  readonly rowStep: Vec3;
}

/** The outermost voxels reach half a voxel beyond their centres. */
const HALF_VOXEL = 0.5;
/** Keeps rounding of the walk from reading past the last voxel. */
const SLACK = 1e-6;

/** Writes one row of a walk into `out` from `at` on, `outside` beyond the scan. */
export type RowSampler = (out: VoxelArray, at: number, row: number) => void;

/** Nearest voxels, for labels. */
export function nearestRows({ dims, data }: SliceSource, walk: Walk, outside: number): RowSampler {
  const { width, start, columnStep, rowStep } = walk;
  const [ni, nj, nk] = dims;
  const [di, dj, dk] = columnStep;
  const layer = ni * nj;
  const range = new Float64Array(2);
  return (out, at, row) => {
    const i0 = start[0] + row * rowStep[0] + HALF_VOXEL;
    const j0 = start[1] + row * rowStep[1] + HALF_VOXEL;
    const k0 = start[2] + row * rowStep[2] + HALF_VOXEL;
    wholeRow(range, width);
    clip(range, i0, di, 0, ni - SLACK);
    clip(range, j0, dj, 0, nj - SLACK);
    clip(range, k0, dk, 0, nk - SLACK);
    const [first, end] = range;
    out.fill(outside, at, at + first);
    for (let column = first; column < end; column++) {
      // Coordinates are positive: truncation is the floor.
      out[at + column] =
        data[((i0 + column * di) | 0) + ((j0 + column * dj) | 0) * ni + ((k0 + column * dk) | 0) * layer];
    }
    out.fill(outside, at + end, at + width);
  };
}

/** Trilinear samples. */
export function linearRows(source: SliceSource, walk: Walk, outside: number): RowSampler {
  const { dims, data } = source;
  const { width, start, columnStep, rowStep } = walk;
  const [ni, nj, nk] = dims;
  const [di, dj, dk] = columnStep;
  const layer = ni * nj;
  const covered = new Float64Array(2);
  const inner = new Float64Array(2);
  return (out, at, row) => {
    const i0 = start[0] + row * rowStep[0];
    const j0 = start[1] + row * rowStep[1];
    const k0 = start[2] + row * rowStep[2];
    wholeRow(covered, width);
    clip(covered, i0, di, -HALF_VOXEL, ni - HALF_VOXEL);
    clip(covered, j0, dj, -HALF_VOXEL, nj - HALF_VOXEL);
    clip(covered, k0, dk, -HALF_VOXEL, nk - HALF_VOXEL);
    const [first, end] = covered;
    inner[0] = first;
    inner[1] = end;
    // Between the outermost centres all eight neighbours exist, and nothing has to be asked.
    clip(inner, i0, di, SLACK, ni - 1 - SLACK);
    clip(inner, j0, dj, SLACK, nj - 1 - SLACK);
    clip(inner, k0, dk, SLACK, nk - 1 - SLACK);
    const innerFirst = Math.min(end, inner[0]);
    const innerEnd = Math.max(innerFirst, inner[1]);
    out.fill(outside, at, at + first);
    for (let column = first; column < innerFirst; column++)
      out[at + column] = sampleClamped(source, i0 + column * di, j0 + column * dj, k0 + column * dk);
    for (let column = innerFirst; column < innerEnd; column++) {
      const i = i0 + column * di;
      const j = j0 + column * dj;
      const k = k0 + column * dk;
      const wi = i | 0;
      const wj = j | 0;
      const wk = k | 0;
      const fi = i - wi;
      const fj = j - wj;
      const base = wi + wj * ni + wk * layer;
      const above = base + layer;
      const a = data[base] + (data[base + 1] - data[base]) * fi;
      const b = data[base + ni] + (data[base + ni + 1] - data[base + ni]) * fi;
      const c = data[above] + (data[above + 1] - data[above]) * fi;
      const d = data[above + ni] + (data[above + ni + 1] - data[above + ni]) * fi;
      const near = a + (b - a) * fj;
      out[at + column] = near + (c + (d - c) * fj - near) * (k - wk);
    }
    for (let column = innerEnd; column < end; column++)
      out[at + column] = sampleClamped(source, i0 + column * di, j0 + column * dj, k0 + column * dk);
    out.fill(outside, at + end, at + width);
  };
}

/** A walk over whole voxels as places in the flat array: of the first pixel, and from one to the next. */
export interface FlatWalk {
  readonly first: number;
  readonly step: number;
  readonly rowStep: number;
}

/** Every pixel of the walk must be one voxel, and none may lie beyond the scan. */
export function flatWalk(dims: Vec3, { start, columnStep, rowStep }: Walk): FlatWalk {
  const flat = ([i, j, k]: Vec3): number => Math.round(i) + Math.round(j) * dims[0] + Math.round(k) * dims[0] * dims[1];
  return { first: flat(start), step: flat(columnStep), rowStep: flat(rowStep) };
}

/** Whole voxels as they are. */
export function exactRows({ dims, data }: SliceSource, walk: Walk): RowSampler {
  const { first, step, rowStep } = flatWalk(dims, walk);
  const { width } = walk;
  return (out, at, row) => {
    for (let column = 0, voxel = first + row * rowStep; column < width; column++, voxel += step)
      out[at + column] = data[voxel];
  };
}

/** Writes all rows into `out` (column + row·width). */
export function rowsInto(out: VoxelArray, { width, height }: Walk, sample: RowSampler): void {
  for (let row = 0; row < height; row++) sample(out, row * width, row);
}

/** Trilinear sample at voxel coordinates inside the outermost voxels; beyond their centres the outermost value goes on. */
export function sampleClamped({ dims, data }: SliceSource, i: number, j: number, k: number): number {
  const [ni, nj, nk] = dims;
  const ci = Math.min(ni - 1, Math.max(0, i));
  const cj = Math.min(nj - 1, Math.max(0, j));
  const ck = Math.min(nk - 1, Math.max(0, k));
  const [wi, wj, wk] = [Math.floor(ci), Math.floor(cj), Math.floor(ck)];
  const di = wi + 1 < ni ? 1 : 0;
  const dj = wj + 1 < nj ? ni : 0;
  const dk = wk + 1 < nk ? ni * nj : 0;
  const base = wi + wj * ni + wk * ni * nj;
  const near = lerp(
    lerp(data[base], data[base + di], ci - wi),
    lerp(data[base + dj], data[base + dj + di], ci - wi),
    cj - wj,
  );
  const far = lerp(
    lerp(data[base + dk], data[base + dk + di], ci - wi),
    lerp(data[base + dk + dj], data[base + dk + dj + di], ci - wi),
    cj - wj,
  );
  return lerp(near, far, ck - wk);
}

function lerp(a: number, b: number, fraction: number): number {
  return a + (b - a) * fraction;
}

/** The columns [first, end) of a row, to be narrowed by `clip`. */
function wholeRow(range: Float64Array, width: number): void {
  range[0] = 0;
  range[1] = width;
}

/** Narrows the columns of a row to those with low ≤ start + column·step ≤ high; first = end when there are none. */
function clip(range: Float64Array, start: number, step: number, low: number, high: number): void {
  let [first, end] = range;
  if (Math.abs(step) < 1e-12) {
    if (start < low || start > high) end = first;
  } else {
    const [a, b] = [(low - start) / step, (high - start) / step];
    first = Math.max(first, Math.ceil(Math.min(a, b)));
    end = Math.min(end, Math.floor(Math.max(a, b)) + 1);
  }
  range[0] = first;
  range[1] = Math.max(first, end);
}
