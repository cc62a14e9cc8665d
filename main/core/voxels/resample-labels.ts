/** Label maps from one grid onto another; only the part of the target that the source covers is visited. */
import { axisMapOf, type AxisMap } from './axis-map.ts';
import {
  affineIjkToWorld,
  affineWorldToIjk,
  composeAffine,
  invertAffine,
  transformedBounds,
  type Bounds,
} from '../geometry.ts';
import type { Geometry, LabelMap, Vec3 } from '../volume.ts';

/**
 * Carries labels to another grid by the nearest source voxel; 0 outside the source.
 * Returns uint8, flat index i + j·ni + k·ni·nj of the target.
 */
export function resampleLabels(source: LabelMap, target: Geometry): Uint8Array {
  const map = targetToSource(source, target);
  const output = new Uint8Array(target.dims[0] * target.dims[1] * target.dims[2]);
  const axes = axisMapOf(map, target.dims);
  if (axes !== null) nearestParallel(source, target.dims, axes, output);
  else nearestOblique(source, target.dims, map, output);
  return output;
}

/**
 * Carries labels to another grid by a vote: the eight source voxels around a point vote with their trilinear weights.
 * A coarse border becomes a smooth one, as if every label's mask had been interpolated and the largest taken.
 * 0 outside the source; ties go to the label met first, i fastest. Same layout as resampleLabels.
 */
export function resampleLabelsSmooth(source: LabelMap, target: Geometry): Uint8Array {
  const map = targetToSource(source, target);
  const output = new Uint8Array(target.dims[0] * target.dims[1] * target.dims[2]);
  const axes = axisMapOf(map, target.dims);
  if (axes !== null) {
    voteParallel(source, target.dims, axes, output);
    return output;
  }
  const vote = labelVote(source);
  forEachCovered(source.geometry.dims, target.dims, map, (n, x, y, z) => {
    output[n] = vote(x, y, z);
  });
  return output;
}

function targetToSource(source: LabelMap, target: Geometry): Float64Array {
  return composeAffine(affineWorldToIjk(source.geometry), affineIjkToWorld(target));
}

function nearestParallel(source: LabelMap, targetDims: Vec3, axes: AxisMap, output: Uint8Array): void {
  const [ni, nj] = source.geometry.dims;
  const sourceStride = [1, ni, ni * nj];
  // Per target axis: the flat source offset of every target index, -1 outside.
  const tables = [0, 1, 2].map((t) => {
    const axis = axes.sourceAxis[t];
    const table = new Int32Array(targetDims[t]).fill(-1);
    for (let n = 0; n < table.length; n++) {
      const index = Math.round(axes.start[t] + axes.step[t] * n);
      if (index >= 0 && index < source.geometry.dims[axis]) table[n] = index * sourceStride[axis];
    }
    return table;
  });
  const [ti, tj, tk] = tables;
  const begin = ti.findIndex((offset) => offset >= 0);
  const end = ti.findLastIndex((offset) => offset >= 0) + 1;
  if (begin < 0) return;
  for (let k = 0; k < targetDims[2]; k++) {
    if (tk[k] < 0) continue;
    for (let j = 0; j < targetDims[1]; j++) {
      if (tj[j] < 0) continue;
      const from = tk[k] + tj[j];
      const to = (k * targetDims[1] + j) * targetDims[0];
      for (let i = begin; i < end; i++) output[to + i] = source.data[from + ti[i]];
    }
  }
}

function nearestOblique(source: LabelMap, targetDims: Vec3, map: Float64Array, output: Uint8Array): void {
  const { data } = source;
  const [ni, nj, nk] = source.geometry.dims;
  forEachCovered(source.geometry.dims, targetDims, map, (n, x, y, z) => {
    const i = Math.round(x);
    const j = Math.round(y);
    const k = Math.round(z);
    if (i < 0 || j < 0 || k < 0 || i >= ni || j >= nj || k >= nk) return;
    output[n] = data[i + ni * (j + nj * k)];
  });
}

/** Visits the target voxels within the bounds of the source: flat target index and continuous source index. */
function forEachCovered(
  sourceDims: Vec3,
  targetDims: Vec3,
  map: Float64Array,
  visit: (n: number, x: number, y: number, z: number) => void,
): void {
  const inverse = invertAffine(map);
  if (inverse === null) return;
  const source: Bounds = {
    min: [-0.5, -0.5, -0.5],
    max: [sourceDims[0] - 0.5, sourceDims[1] - 0.5, sourceDims[2] - 0.5],
  };
  const { min, max } = transformedBounds(inverse, source);
  const low = min.map((value) => Math.max(0, Math.floor(value)));
  const high = max.map((value, axis) => Math.min(targetDims[axis] - 1, Math.ceil(value)));
  for (let k = low[2]; k <= high[2]; k++) {
    for (let j = low[1]; j <= high[1]; j++) {
      let n = (k * targetDims[1] + j) * targetDims[0] + low[0];
      for (let i = low[0]; i <= high[0]; i++, n++) {
        visit(
          n,
          map[0] * i + map[1] * j + map[2] * k + map[3],
          map[4] * i + map[5] * j + map[6] * k + map[7],
          map[8] * i + map[9] * j + map[10] * k + map[11],
        );
      }
    }
  }
}

/** For each index along one target axis: the lower source cell as flat offset (-1 outside), the step to the next, its share. */
interface AxisCells {
  readonly offset: Int32Array;
  readonly next: Int32Array;
  readonly share: Float32Array;
  readonly begin: number;
  readonly end: number;
}

function axisCells(targetSize: number, sourceSize: number, stride: number, start: number, step: number): AxisCells {
  const offset = new Int32Array(targetSize).fill(-1);
  const next = new Int32Array(targetSize);
  const share = new Float32Array(targetSize);
  for (let t = 0; t < targetSize; t++) {
    const index = start + step * t;
    if (index < -0.5 || index >= sourceSize - 0.5) continue;
    const low = Math.max(0, Math.floor(index));
    offset[t] = low * stride;
    next[t] = low + 1 < sourceSize ? stride : 0;
    share[t] = Math.max(0, index - low);
  }
  const begin = Math.max(
    0,
    offset.findIndex((value) => value >= 0),
  );
  return { offset, next, share, begin, end: offset.findLastIndex((value) => value >= 0) + 1 };
}

function voteParallel(source: LabelMap, targetDims: Vec3, axes: AxisMap, output: Uint8Array): void {
  const { data } = source;
  const { dims } = source.geometry;
  const sourceStride = [1, dims[0], dims[0] * dims[1]];
  const [ci, cj, ck] = axes.sourceAxis.map((axis, t) =>
    axisCells(targetDims[t], dims[axis], sourceStride[axis], axes.start[t], axes.step[t]),
  );
  const vote = cellVote();
  for (let k = ck.begin; k < ck.end; k++) {
    const dk = ck.next[k];
    for (let j = cj.begin; j < cj.end; j++) {
      const row = ck.offset[k] + cj.offset[j];
      const dj = cj.next[j];
      const to = (k * targetDims[1] + j) * targetDims[0];
      for (let i = ci.begin; i < ci.end; i++) {
        const n = row + ci.offset[i];
        const m = n + ci.next[i];
        const a = data[n];
        if (
          a === data[m] &&
          a === data[n + dj] &&
          a === data[m + dj] &&
          a === data[n + dk] &&
          a === data[m + dk] &&
          a === data[n + dj + dk] &&
          a === data[m + dj + dk]
        ) {
          output[to + i] = a;
        } else output[to + i] = vote(data, n, m - n, dj, dk, ci.share[i], cj.share[j], ck.share[k]);
      }
    }
  }
}

/** The winning label at a continuous source index, or 0 outside; edge labels reach half a voxel out. */
function labelVote({ data, geometry }: LabelMap): (x: number, y: number, z: number) => number {
  const [ni, nj, nk] = geometry.dims;
  const vote = cellVote();
  return (x, y, z) => {
    if (x < -0.5 || y < -0.5 || z < -0.5 || x >= ni - 0.5 || y >= nj - 0.5 || z >= nk - 0.5) return 0;
    const i = Math.max(0, Math.floor(x));
    const j = Math.max(0, Math.floor(y));
    const k = Math.max(0, Math.floor(z));
    return vote(
      data,
      i + ni * (j + nj * k),
      i + 1 < ni ? 1 : 0,
      j + 1 < nj ? ni : 0,
      k + 1 < nk ? ni * nj : 0,
      Math.max(0, x - i),
      Math.max(0, y - j),
      Math.max(0, z - k),
    );
  };
}

type CellVote = (
  data: Uint8Array, // labels
  n: number, // flat index of the lower corner
  di: number, // flat steps to the upper corners, 0 at the edge
  dj: number,
  dk: number,
  u: number, // shares of the upper corners, 0…1
  v: number,
  w: number,
) => number;

/** A vote among the corners of one cell; its buffers are made once. */
function cellVote(): CellVote {
  const labels = new Uint8Array(8);
  const weights = new Float64Array(8);
  return (data, n, di, dj, dk, u, v, w) => {
    for (let c = 0; c < 8; c++) {
      labels[c] = data[n + (c & 1 ? di : 0) + (c & 2 ? dj : 0) + (c & 4 ? dk : 0)];
      weights[c] = (c & 1 ? u : 1 - u) * (c & 2 ? v : 1 - v) * (c & 4 ? w : 1 - w);
    }
    let winner = labels[0];
    let most = 0;
    for (let c = 0; c < 8; c++) {
      let sum = 0;
      for (let other = c; other < 8; other++) if (labels[other] === labels[c]) sum += weights[other];
      if (sum > most + 1e-12) {
        most = sum;
        winner = labels[c];
      }
    }
    return winner;
  };
}
