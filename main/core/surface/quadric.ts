/**
 * Sums of squared distances from planes (Garland and Heckbert, "Surface simplification using quadric error metrics", 1997):
 * ten numbers a vertex, the upper triangle of a symmetric 4×4 matrix in the order xx xy xz xw yy yz yw zz zw ww.
 */
export const QUADRIC_SIZE = 10;

/** Adds the plane x, y, z (of unit length) · place + w = 0 for a vertex. */
export function addPlaneInto(
  quadrics: Float64Array,
  vertex: number,
  x: number,
  y: number,
  z: number,
  w: number,
  weight: number,
): void {
  const n = QUADRIC_SIZE * vertex;
  quadrics[n] += weight * x * x;
  quadrics[n + 1] += weight * x * y;
  quadrics[n + 2] += weight * x * z;
  quadrics[n + 3] += weight * x * w;
  quadrics[n + 4] += weight * y * y;
  quadrics[n + 5] += weight * y * z;
  quadrics[n + 6] += weight * y * w;
  quadrics[n + 7] += weight * z * z;
  quadrics[n + 8] += weight * z * w;
  quadrics[n + 9] += weight * w * w;
}

/**
 * Writes where two vertices cost least as one, and returns that cost; their sum is regular because every vertex pulls a
 * little at its own place.
 */
export function bestPlaceInto(place: Float64Array, quadrics: Float64Array, a: number, b: number): number {
  const p = QUADRIC_SIZE * a;
  const q = QUADRIC_SIZE * b;
  const xx = quadrics[p] + quadrics[q];
  const xy = quadrics[p + 1] + quadrics[q + 1];
  const xz = quadrics[p + 2] + quadrics[q + 2];
  const xw = quadrics[p + 3] + quadrics[q + 3];
  const yy = quadrics[p + 4] + quadrics[q + 4];
  const yz = quadrics[p + 5] + quadrics[q + 5];
  const yw = quadrics[p + 6] + quadrics[q + 6];
  const zz = quadrics[p + 7] + quadrics[q + 7];
  const zw = quadrics[p + 8] + quadrics[q + 8];
  const ww = quadrics[p + 9] + quadrics[q + 9];
  const cxx = yy * zz - yz * yz;
  const cxy = xz * yz - xy * zz;
  const cxz = xy * yz - xz * yy;
  const cyy = xx * zz - xz * xz;
  const cyz = xy * xz - xx * yz;
  const czz = xx * yy - xy * xy;
  const determinant = xx * cxx + xy * cxy + xz * cxz;
  const x = -(cxx * xw + cxy * yw + cxz * zw) / determinant;
  const y = -(cxy * xw + cyy * yw + cyz * zw) / determinant;
  const z = -(cxz * xw + cyz * yw + czz * zw) / determinant;
  place[0] = x;
  place[1] = y;
  place[2] = z;
  // At the minimum the quadratic and half of the linear part cancel.
  return Math.max(0, x * xw + y * yw + z * zw + ww);
}
