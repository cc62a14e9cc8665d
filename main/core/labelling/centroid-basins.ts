/** Which tooth voxels belong together: each points at its tooth's centroid, and where many point there is a tooth. */
import { rootOf } from '../voxels/components.ts';
import { voxelVolumeMm3 } from '../geometry.ts';
import { stridedDims } from '../voxels/patches.ts';
import type { Geometry, Vec3 } from '../volume.ts';

/** Per cell of stride³ voxels the way to the tooth's centroid along the grid's own axes. */
export interface CentroidOffsets {
  readonly stride: number;
  readonly stepMm: number;
  /** [3 × cells] in steps: all of axis i, then j, then k; cells are flat, i fastest, dims = grid dims / stride, rounded up. */
  readonly steps: Int8Array;
}

/** Voxels of a tooth that no basin wants. */
export const STRAY = 255;

/**
 * Bins on which votes are counted, along i, j, k of an LPS-aligned grid: coarser upwards, since nets miss the middle of a
 * long tooth along its axis, while neighbours stand side by side. Bins of 1 mm joined touching lower incisors.
 */
const BIN_MM = [0.6, 0.6, 1.2] as const;
/** How often the votes are blurred by [1 2 1]/4; twice joined lower incisors, which stand 4–5 mm apart. */
const BLUR_ROUNDS = 1;
/**
 * Two hills are one tooth when the saddle between them is this high, as a share of the lower, and they are close; bins
 * upwards count half, since crown and root of one tooth may point at different heights.
 */
const SADDLE_SHARE = 0.8;
const SAME_TOOTH_BINS = 4;
/** ToothSeg's floor for an island. */
export const MIN_VOLUME_MM3 = 16;

/**
 * The instance of each voxel, 1 … 254, 0 where `labels` is 0, or STRAY. Cells vote for the point that they point at; the
 * votes, blurred, are hills, and a watershed gives each cell to a hill.
 * @throws RangeError when the offsets do not fill the grid.
 */
export function centroidBasins(geometry: Geometry, labels: Uint8Array, offsets: CentroidOffsets): Uint8Array {
  const { dims, spacingMm } = geometry;
  const { stride, stepMm, steps } = offsets;
  const cellDims = stridedDims(dims, stride);
  const [ci, cj, ck] = cellDims;
  const cellCount = ci * cj * ck;
  if (steps.length !== 3 * cellCount) {
    throw new RangeError(`Offsets (${steps.length}) must be three for each of ${cellCount} cells`);
  }
  const filled = new Uint16Array(cellCount);
  forToothVoxels(labels, dims, cellDims, stride, (_, cell) => filled[cell]++);
  // At least two, so that a vote always lies between two bins.
  const binsAlong = (axis: 0 | 1 | 2): number => Math.max(2, Math.ceil((dims[axis] * spacingMm[axis]) / BIN_MM[axis]));
  const bins: Vec3 = [binsAlong(0), binsAlong(1), binsAlong(2)];
  /** Position of a cell's vote in bins along an axis, kept inside. */
  const voteOf = (cell: number, index: number, axis: 0 | 1 | 2): number => {
    const centre = (index + 0.5) * stride * spacingMm[axis];
    const at = (centre + steps[axis * cellCount + cell] * stepMm) / BIN_MM[axis] - 0.5;
    return Math.min(bins[axis] - 1.001, Math.max(0, at));
  };
  const votes = new Float32Array(bins[0] * bins[1] * bins[2]);
  const plane = bins[0] * bins[1];
  forCells(cellDims, filled, (cell, i, j, k) => {
    const [x, y, z] = [voteOf(cell, i, 0), voteOf(cell, j, 1), voteOf(cell, k, 2)];
    const [xi, yi, zi] = [Math.floor(x), Math.floor(y), Math.floor(z)];
    const [fx, fy, fz] = [x - xi, y - yi, z - zi];
    const base = xi + bins[0] * yi + plane * zi;
    for (let corner = 0; corner < 8; corner++) {
      const [a, b, c] = [corner & 1, (corner >> 1) & 1, corner >> 2];
      const weight = (a === 1 ? fx : 1 - fx) * (b === 1 ? fy : 1 - fy) * (c === 1 ? fz : 1 - fz);
      votes[base + a + b * bins[0] + c * plane] += filled[cell] * weight;
    }
  });
  for (let round = 0; round < BLUR_ROUNDS; round++) blurInPlace(votes, bins);

  const basins = watershed(votes, bins);
  const cellBasin = new Int32Array(cellCount);
  const mass = new Map<number, number>();
  forCells(cellDims, filled, (cell, i, j, k) => {
    const [x, y, z] = [voteOf(cell, i, 0), voteOf(cell, j, 1), voteOf(cell, k, 2)];
    const basin = basins[Math.round(x) + bins[0] * Math.round(y) + plane * Math.round(z)];
    cellBasin[cell] = basin;
    mass.set(basin, (mass.get(basin) ?? 0) + filled[cell]);
  });
  const voxelMm3 = voxelVolumeMm3(geometry);
  const kept = [...mass]
    .filter(([basin, voxels]) => basin !== 0 && voxels * voxelMm3 >= MIN_VOLUME_MM3)
    .sort((a, b) => b[1] - a[1])
    .slice(0, STRAY - 1);
  const instanceOf = new Map(kept.map(([basin], n) => [basin, n + 1]));
  const instances = new Uint8Array(labels.length);
  forToothVoxels(labels, dims, cellDims, stride, (voxel, cell) => {
    instances[voxel] = instanceOf.get(cellBasin[cell]) ?? STRAY;
  });
  return instances;
}

function forToothVoxels(
  labels: Uint8Array,
  [ni, nj, nk]: Vec3,
  [ci, cj]: Vec3,
  stride: number,
  visit: (voxel: number, cell: number) => void,
): void {
  for (let k = 0, n = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      const row = ci * (Math.floor(j / stride) + cj * Math.floor(k / stride));
      for (let i = 0; i < ni; i++, n++) if (labels[n] !== 0) visit(n, row + Math.floor(i / stride));
    }
  }
}

function forCells(
  [ci, cj, ck]: Vec3,
  filled: Uint16Array,
  visit: (cell: number, i: number, j: number, k: number) => void,
): void {
  for (let k = 0, cell = 0; k < ck; k++) {
    for (let j = 0; j < cj; j++) for (let i = 0; i < ci; i++, cell++) if (filled[cell] !== 0) visit(cell, i, j, k);
  }
}

/** One round of [1 2 1]/4 along each axis; nothing comes in from beyond the border. */
function blurInPlace(values: Float32Array, [ni, nj, nk]: Vec3): void {
  const pass = (count: number, step: number, starts: (visit: (start: number) => void) => void): void =>
    starts((start) => {
      let before = 0;
      for (let n = 0, at = start; n < count; n++, at += step) {
        const here = values[at];
        values[at] = (before + 2 * here + (n + 1 < count ? values[at + step] : 0)) / 4;
        before = here;
      }
    });
  pass(ni, 1, (visit) => {
    for (let row = 0; row < nj * nk; row++) visit(row * ni);
  });
  pass(nj, ni, (visit) => {
    for (let k = 0; k < nk; k++) for (let i = 0; i < ni; i++) visit(k * ni * nj + i);
  });
  pass(nk, ni * nj, (visit) => {
    for (let column = 0; column < ni * nj; column++) visit(column);
  });
}

/** From the summits down, each bin joins the hill of its highest neighbour; close hills with a high saddle unite. */
function watershed(votes: Float32Array, [ni, nj, nk]: Vec3): Int32Array {
  const order: number[] = [];
  for (let n = 0; n < votes.length; n++) if (votes[n] > 0) order.push(n);
  order.sort((a, b) => votes[b] - votes[a]);
  const basin = new Int32Array(votes.length);
  const parent: number[] = [0];
  const summit: number[] = [0]; // bin of each basin's highest point
  const distance = (a: number, b: number): number =>
    Math.hypot(
      (a % ni) - (b % ni),
      (Math.floor(a / ni) % nj) - (Math.floor(b / ni) % nj),
      (Math.floor(a / (ni * nj)) - Math.floor(b / (ni * nj))) / 2,
    );
  for (const n of order) {
    const [i, j, k] = [n % ni, Math.floor(n / ni) % nj, Math.floor(n / (ni * nj))];
    let highest = -1;
    const met = new Set<number>();
    for (let c = Math.max(0, k - 1); c <= Math.min(nk - 1, k + 1); c++) {
      for (let b = Math.max(0, j - 1); b <= Math.min(nj - 1, j + 1); b++) {
        for (let a = Math.max(0, i - 1); a <= Math.min(ni - 1, i + 1); a++) {
          const other = a + ni * (b + nj * c);
          if (basin[other] === 0) continue;
          met.add(rootOf(parent, basin[other]));
          if (highest === -1 || votes[other] > votes[highest]) highest = other;
        }
      }
    }
    if (highest === -1) {
      basin[n] = parent.length;
      parent.push(parent.length);
      summit.push(n);
      continue;
    }
    const own = rootOf(parent, basin[highest]);
    basin[n] = own;
    for (const other of met) {
      const [a, b] = [rootOf(parent, own), rootOf(parent, other)];
      if (a === b) continue;
      const [high, low] = votes[summit[a]] >= votes[summit[b]] ? [a, b] : [b, a];
      const saddle = votes[n] / votes[summit[low]];
      if (saddle >= SADDLE_SHARE && distance(summit[a], summit[b]) < SAME_TOOTH_BINS) parent[low] = high;
    }
  }
  for (const n of order) basin[n] = rootOf(parent, basin[n]);
  return basin;
}
