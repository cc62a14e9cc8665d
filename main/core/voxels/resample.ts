/** Grey values from one grid onto another. */
import { axisMapOf, type AxisMap } from './axis-map.ts';
import { affineIjkToWorld, affineWorldToIjk, composeAffine } from '../geometry.ts';
import type { Geometry, Report, Vec3, Volume, VoxelArray } from '../volume.ts';

export { resampleLabels, resampleLabelsSmooth } from './resample-labels.ts';

/** Above this many source voxels a target step, the source is averaged over the step instead of sampled. */
const AVERAGING_RATIO = 1.5;

/** For each index along one target axis: `taps` weights from source index `first[t]` on; weights add up to 1. */
interface AxisTaps {
  readonly taps: number;
  readonly first: Int32Array;
  readonly weights: Float32Array;
  /** Target indices from `begin` to `end` (exclusive) lie inside the source; the others have no taps. */
  readonly begin: number;
  readonly end: number;
}

/** Linear interpolation, or the mean over the target step where that spans more than 1.5 source voxels. */
function axisTaps(targetSize: number, sourceSize: number, start: number, step: number): AxisTaps {
  const ratio = Math.abs(step);
  const averaged = ratio > AVERAGING_RATIO;
  const cells = averaged ? Math.ceil(ratio) + 1 : 2;
  const taps = Math.min(cells, sourceSize);
  const first = new Int32Array(targetSize);
  const weights = new Float32Array(targetSize * taps);
  const share = new Float64Array(cells);
  const halfWidth = averaged ? ratio / 2 : 0.5;
  let begin = targetSize;
  let end = 0;
  for (let t = 0; t < targetSize; t++) {
    const centre = start + step * t;
    if (!isInside(centre, sourceSize)) continue;
    begin = Math.min(begin, t);
    end = t + 1;
    // Both cases are the overlap of an interval with unit-wide cells; for interpolation the interval is one voxel wide.
    const low = centre - halfWidth;
    const firstCell = Math.floor(low + 0.5);
    let momentError = 0;
    for (let c = 0; c < cells; c++) {
      const cell = firstCell + c;
      const overlap = Math.min(cell + 0.5, centre + halfWidth) - Math.max(cell - 0.5, low);
      share[c] = Math.max(0, overlap) / (2 * halfWidth);
      momentError += share[c] * (cell - centre);
    }
    // A little from one end to the other puts the mean of the taps on the centre, so that ramps stay exact.
    share[0] += momentError / (cells - 1);
    share[cells - 1] -= momentError / (cells - 1);
    first[t] = Math.max(0, Math.min(firstCell, sourceSize - taps));
    for (let c = 0; c < cells; c++) {
      const clamped = Math.max(0, Math.min(firstCell + c, sourceSize - 1));
      weights[t * taps + Math.min(taps - 1, clamped - first[t])] += share[c];
    }
  }
  return { taps, first, weights, begin, end };
}

/** Half a voxel beyond the outermost centres still belongs to the volume; a hair more is rounding. */
function isInside(index: number, size: number): boolean {
  return index >= -0.5 - 1e-6 && index <= size - 0.5 + 1e-6;
}

/** Smallest value of a voxel array; what a scan shows where there is nothing. */
export function minimumOf(data: VoxelArray): number {
  let minimum = Infinity;
  for (let n = 0; n < data.length; n++) if (data[n] < minimum) minimum = data[n];
  return minimum;
}

/**
 * Samples a volume on another grid: trilinear where the grids are about as fine, the mean over the target voxel where
 * the target is more than 1.5 times coarser along an axis, so that 0.25 → 0.47 mm neither aliases nor blurs.
 * Outside the source the result is the source's minimum. Returns float32, flat index i + j·ni + k·ni·nj of the target.
 * Grids whose axes are parallel (flipped or permuted too) take a separable path.
 */
export function resampleVolume(source: Volume, target: Geometry, report?: Report): Float32Array {
  const map = composeAffine(affineWorldToIjk(source.geometry), affineIjkToWorld(target));
  const axes = axisMapOf(map, target.dims);
  return axes === null
    ? resampleOblique(source, target.dims, map, report)
    : resampleParallel(source, target.dims, axes, report);
}

/** Goes through the source slice by slice: shrink rows, shrink columns, add the slice to the target slices it touches. */
function resampleParallel(source: Volume, targetDims: Vec3, axes: AxisMap, report?: Report): Float32Array {
  const { data } = source;
  const [ni, nj, nk] = source.geometry.dims;
  const outside = minimumOf(data);
  const targetStride = [1, targetDims[0], targetDims[0] * targetDims[1]];

  // Everything below is in source axis order; strides write it where it belongs in the target.
  const targetAxis = [0, 1, 2].map((axis) => axes.sourceAxis.indexOf(axis));
  const taps = targetAxis.map((t, axis) =>
    axisTaps(targetDims[t], source.geometry.dims[axis], axes.start[t], axes.step[t]),
  );
  const [strideI, strideJ, strideK] = targetAxis.map((t) => targetStride[t]);
  const [tapsI, tapsJ, tapsK] = taps;
  const output = new Float32Array(targetDims[0] * targetDims[1] * targetDims[2]);
  if (taps.some((axis) => axis.end <= axis.begin)) return output.fill(outside);

  const wide = tapsI.end - tapsI.begin;
  const rows = new Float32Array(wide * nj);
  const plane = new Float32Array(wide * (tapsJ.end - tapsJ.begin));
  const touching = targetsBySource(tapsK, nk);
  for (let k = 0; k < nk; k++) {
    if (touching.first[k] < touching.last[k]) {
      shrinkRows(data, k * ni * nj, ni, nj, tapsI, rows);
      shrinkColumns(rows, wide, tapsJ, plane);
      for (let t = touching.first[k]; t < touching.last[k]; t++) {
        const tap = k - tapsK.first[t];
        if (tap < 0 || tap >= tapsK.taps) continue;
        const weight = tapsK.weights[t * tapsK.taps + tap];
        if (weight === 0) continue;
        const base = t * strideK + tapsI.begin * strideI;
        for (let j = tapsJ.begin, n = 0; j < tapsJ.end; j++) {
          let to = base + j * strideJ;
          for (let i = 0; i < wide; i++, to += strideI) output[to] += weight * plane[n++];
        }
      }
    }
    report?.((k + 1) / nk);
  }
  fillOutside(
    output,
    targetDims,
    axes.sourceAxis.map((axis) => taps[axis]),
    outside,
  );
  return output;
}

/** For each source index, the range of target indices that may read it. */
function targetsBySource(axis: AxisTaps, sourceSize: number): { first: Int32Array; last: Int32Array } {
  const first = new Int32Array(sourceSize).fill(axis.end);
  const last = new Int32Array(sourceSize);
  for (let t = axis.begin; t < axis.end; t++) {
    for (let s = axis.first[t]; s < Math.min(sourceSize, axis.first[t] + axis.taps); s++) {
      first[s] = Math.min(first[s], t);
      last[s] = Math.max(last[s], t + 1);
    }
  }
  return { first, last };
}

function shrinkRows(data: VoxelArray, base: number, ni: number, nj: number, axis: AxisTaps, rows: Float32Array): void {
  const { taps, first, weights, begin, end } = axis;
  let to = 0;
  for (let j = 0; j < nj; j++) {
    const row = base + j * ni;
    if (taps === 2) {
      for (let t = begin; t < end; t++) {
        const from = row + first[t];
        rows[to++] = weights[2 * t] * data[from] + weights[2 * t + 1] * data[from + 1];
      }
    } else if (taps === 3) {
      for (let t = begin, w = 3 * begin; t < end; t++, w += 3) {
        const from = row + first[t];
        rows[to++] = weights[w] * data[from] + weights[w + 1] * data[from + 1] + weights[w + 2] * data[from + 2];
      }
    } else {
      for (let t = begin; t < end; t++) {
        let sum = 0;
        for (let m = 0; m < taps; m++) sum += weights[t * taps + m] * data[row + first[t] + m];
        rows[to++] = sum;
      }
    }
  }
}

function shrinkColumns(rows: Float32Array, wide: number, axis: AxisTaps, plane: Float32Array): void {
  const { taps, first, weights, begin, end } = axis;
  plane.fill(0);
  for (let t = begin; t < end; t++) {
    const to = (t - begin) * wide;
    for (let m = 0; m < taps; m++) {
      const weight = weights[t * taps + m];
      if (weight === 0) continue;
      const from = (first[t] + m) * wide;
      for (let i = 0; i < wide; i++) plane[to + i] += weight * rows[from + i];
    }
  }
}

/** Overwrites every target voxel that lies outside the source along some axis; `axes` in target order. */
function fillOutside(output: Float32Array, [ni, nj, nk]: Vec3, axes: readonly AxisTaps[], value: number): void {
  const [ai, aj, ak] = axes;
  for (let k = 0; k < nk; k++) {
    const slice = k * ni * nj;
    if (k < ak.begin || k >= ak.end) {
      output.fill(value, slice, slice + ni * nj);
      continue;
    }
    for (let j = 0; j < nj; j++) {
      const row = slice + j * ni;
      if (j < aj.begin || j >= aj.end) output.fill(value, row, row + ni);
      else {
        output.fill(value, row, row + ai.begin);
        output.fill(value, row + ai.end, row + ni);
      }
    }
  }
}

/** Any grid onto any grid: trilinear, averaged over n³ points a voxel when the target is coarser. */
function resampleOblique(source: Volume, targetDims: Vec3, map: Float64Array, report?: Report): Float32Array {
  const { data } = source;
  const [ni, nj, nk] = source.geometry.dims;
  const slice = ni * nj;
  const outside = minimumOf(data);
  const output = new Float32Array(targetDims[0] * targetDims[1] * targetDims[2]);
  const offsets = subsampleOffsets(map);
  const points = offsets.length / 3;
  const sampleAtEdge = trilinearSampler(data, source.geometry.dims, outside);
  const [mi, mj, mk] = targetDims;
  for (let k = 0, n = 0; k < mk; k++) {
    for (let j = 0; j < mj; j++) {
      let x = map[1] * j + map[2] * k + map[3];
      let y = map[5] * j + map[6] * k + map[7];
      let z = map[9] * j + map[10] * k + map[11];
      for (let i = 0; i < mi; i++, n++) {
        let sum = 0;
        for (let p = 0; p < offsets.length; p += 3) {
          const px = x + offsets[p];
          const py = y + offsets[p + 1];
          const pz = z + offsets[p + 2];
          if (px >= 0 && py >= 0 && pz >= 0 && px < ni - 1 && py < nj - 1 && pz < nk - 1) {
            // The sampler's arithmetic written out for the inside: a call a point would double the time.
            const pi = px | 0;
            const pj = py | 0;
            const pk = pz | 0;
            const u = px - pi;
            const v = py - pj;
            const near = pi + ni * pj + slice * pk;
            const far = near + slice;
            const a = data[near] + (data[near + 1] - data[near]) * u;
            const b = data[near + ni] + (data[near + ni + 1] - data[near + ni]) * u;
            const c = data[far] + (data[far + 1] - data[far]) * u;
            const d = data[far + ni] + (data[far + ni + 1] - data[far + ni]) * u;
            const ab = a + (b - a) * v;
            sum += ab + (c + (d - c) * v - ab) * (pz - pk);
          } else sum += sampleAtEdge(px, py, pz);
        }
        output[n] = sum / points;
        x += map[0];
        y += map[4];
        z += map[8];
      }
    }
    report?.((k + 1) / mk);
  }
  return output;
}

/** Points inside a target voxel, as (x,y,z) source index offsets; one point when the target is not much coarser. */
function subsampleOffsets(map: Float64Array): Float64Array {
  const counts = [0, 1, 2].map((t) => {
    const ratio = Math.hypot(map[t], map[4 + t], map[8 + t]);
    return ratio > AVERAGING_RATIO ? Math.ceil(ratio) : 1;
  });
  const offsets: number[] = [];
  for (let c = 0; c < counts[2]; c++) {
    for (let b = 0; b < counts[1]; b++) {
      for (let a = 0; a < counts[0]; a++) {
        const u = (a + 0.5) / counts[0] - 0.5;
        const v = (b + 0.5) / counts[1] - 0.5;
        const w = (c + 0.5) / counts[2] - 0.5;
        for (let row = 0; row < 3; row++) offsets.push(map[row * 4] * u + map[row * 4 + 1] * v + map[row * 4 + 2] * w);
      }
    }
  }
  return Float64Array.from(offsets);
}

/** Trilinear value at a continuous voxel index; edge values reach half a voxel out, beyond that it is `outside`. */
function trilinearSampler(
  data: VoxelArray,
  [ni, nj, nk]: Vec3,
  outside: number,
): (x: number, y: number, z: number) => number {
  return (x, y, z) => {
    if (!isInside(x, ni) || !isInside(y, nj) || !isInside(z, nk)) return outside;
    const i = Math.min(ni - 1, Math.max(0, Math.floor(x)));
    const j = Math.min(nj - 1, Math.max(0, Math.floor(y)));
    const k = Math.min(nk - 1, Math.max(0, Math.floor(z)));
    const u = Math.min(1, Math.max(0, x - i));
    const v = Math.min(1, Math.max(0, y - j));
    const w = Math.min(1, Math.max(0, z - k));
    const n = i + ni * (j + nj * k);
    const di = i + 1 < ni ? 1 : 0;
    const dj = j + 1 < nj ? ni : 0;
    const dk = k + 1 < nk ? ni * nj : 0;
    const near = lerp(lerp(data[n], data[n + di], u), lerp(data[n + dj], data[n + dj + di], u), v);
    const far = lerp(lerp(data[n + dk], data[n + dk + di], u), lerp(data[n + dk + dj], data[n + dk + dj + di], u), v);
    return lerp(near, far, w);
  };
}

function lerp(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}
