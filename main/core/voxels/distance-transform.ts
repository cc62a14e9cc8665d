import type { Vec3 } from '../volume.ts';

/**
 * Exact squared distance in mm² from every voxel to the nearest voxel with a non-zero mark, Infinity when there is none.
 * Felzenszwalb and Huttenlocher, "Distance transforms of sampled functions", 2012: one lower envelope of parabolas per
 * line and axis. `marks` and the result are flat, index i + j·ni + k·ni·nj.
 */
export function squaredDistances(marks: Uint8Array, dims: Vec3, spacingMm: Vec3): Float32Array {
  const [ni, nj, nk] = dims;
  const squared = alongRows(marks, ni, spacingMm[0]);
  const longest = Math.max(...dims);
  const buffers: LineBuffers = {
    values: new Float64Array(longest),
    apex: new Int32Array(longest),
    from: new Float64Array(longest + 1),
  };
  const stride = [1, ni, ni * nj];
  const sizes = [ni, nj, nk];
  for (const [axis, u, v] of [
    [1, 0, 2],
    [2, 0, 1],
  ]) {
    for (let b = 0; b < sizes[v]; b++) {
      for (let a = 0; a < sizes[u]; a++) {
        const start = a * stride[u] + b * stride[v];
        transformLineInto(squared, start, stride[axis], sizes[axis], spacingMm[axis] ** 2, buffers);
      }
    }
  }
  return squared;
}

/** Along i nothing but marks counts: the last one on either side is the nearest. */
function alongRows(marks: Uint8Array, ni: number, spacingMm: number): Float32Array {
  const squared = new Float32Array(marks.length);
  for (let row = 0; row < marks.length; row += ni) {
    let steps = Infinity;
    for (let n = row; n < row + ni; n++) {
      steps = marks[n] === 0 ? steps + 1 : 0;
      squared[n] = steps;
    }
    steps = Infinity;
    for (let n = row + ni - 1; n >= row; n--) {
      steps = marks[n] === 0 ? steps + 1 : 0;
      const nearest = Math.min(steps, squared[n]) * spacingMm;
      squared[n] = nearest * nearest;
    }
  }
  return squared;
}

interface LineBuffers {
  readonly values: Float64Array;
  readonly apex: Int32Array; // index of each parabola of the envelope
  readonly from: Float64Array; // where each begins to be the lowest
}

/** Replaces the values on one line by the lower envelope of w·(x − q)² + value(q). */
function transformLineInto(
  squared: Float32Array,
  start: number,
  stride: number,
  size: number,
  weight: number,
  { values, apex, from }: LineBuffers,
): void {
  let last = -1;
  let most = 0;
  for (let q = 0, n = start; q < size; q++, n += stride) {
    const value = squared[n];
    values[q] = value;
    if (value > most) most = value;
    if (value === Infinity) continue;
    let crossing = -Infinity;
    while (last >= 0) {
      const p = apex[last];
      crossing = (value + weight * q * q - values[p] - weight * p * p) / (2 * weight * (q - p));
      if (crossing > from[last]) break;
      last--;
      crossing = -Infinity;
    }
    last++;
    apex[last] = q;
    from[last] = crossing;
    from[last + 1] = Infinity;
  }
  if (last < 0 || most === 0) return;
  for (let x = 0, n = start, piece = 0; x < size; x++, n += stride) {
    while (from[piece + 1] < x) piece++;
    const p = apex[piece];
    squared[n] = weight * (x - p) * (x - p) + values[p];
  }
}
