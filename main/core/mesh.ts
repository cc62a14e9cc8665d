/** Tooth surfaces for display and export: surface nets, smoothed without shrinking. */
import { affineIjkToWorld, linearDeterminant } from './geometry.ts';
import type { LabelMap, Vec3 } from './volume.ts';

/** A closed surface in world LPS mm. */
export interface TriangleMesh {
  readonly positionsMm: Float32Array; // x, y, z per vertex
  readonly triangles: Uint32Array; // three vertices per triangle, counter-clockwise seen from outside
}

export interface SurfaceOptions {
  /** Part of the grid that holds the label, inclusive; the whole grid when left out. */
  readonly boundsIjk?: { readonly min: Vec3; readonly max: Vec3 };
  /** Rounds of smoothing, each a step in and a step out (Taubin); default 8. */
  readonly smoothingRounds?: number;
}

/** Taubin, "A signal processing approach to fair surface design", 1995: λ in, μ out. */
const SHRINK = 0.5;
const INFLATE = -0.53;

/**
 * The surface of one label by surface nets (Gibson 1998): a vertex in every cell of eight voxel centres that the border
 * crosses, a quad across every pair of voxels it separates. Smoothed, then moved along its normals until it encloses the
 * volume of the voxels. Closed also where the label touches the edge of the grid; outward and counter-clockwise on
 * left-handed grids too. Empty when the label does not occur.
 */
export function labelSurface(labels: LabelMap, label: number, options: SurfaceOptions = {}): TriangleMesh {
  const { dims } = labels.geometry;
  const bounds = options.boundsIjk ?? { min: [0, 0, 0], max: [dims[0] - 1, dims[1] - 1, dims[2] - 1] };
  const crop = paddedMask(labels, label, bounds);
  const { vertices, quads } = surfaceNet(crop);
  const positions = toWorld(vertices, labels, bounds.min);
  if (linearDeterminant(affineIjkToWorld(labels.geometry)) < 0) reverseInto(quads);

  const neighbours = new Float64Array(positions.length);
  const counts = countNeighbours(quads, positions.length / 3);
  for (let round = 0; round < (options.smoothingRounds ?? 8); round++) {
    relaxInto(positions, quads, counts, neighbours, SHRINK);
    relaxInto(positions, quads, counts, neighbours, INFLATE);
  }
  const triangles = splitQuads(quads, positions);
  const voxelMm3 = Math.abs(linearDeterminant(affineIjkToWorld(labels.geometry)));
  inflateToInto(positions, triangles, crop.voxels * voxelMm3);
  return { positionsMm: Float32Array.from(positions), triangles };
}

/** Volume in mm³ that a closed mesh encloses; negative when it is inside out. */
export function enclosedVolume(positions: ArrayLike<number>, triangles: Uint32Array): number {
  let sixfold = 0;
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]];
    sixfold +=
      positions[a] * (positions[b + 1] * positions[c + 2] - positions[b + 2] * positions[c + 1]) +
      positions[a + 1] * (positions[b + 2] * positions[c] - positions[b] * positions[c + 2]) +
      positions[a + 2] * (positions[b] * positions[c + 1] - positions[b + 1] * positions[c]);
  }
  return sixfold / 6;
}

/** A label's voxels with one empty voxel around them. */
interface Mask {
  readonly data: Uint8Array;
  readonly dims: Vec3;
  readonly voxels: number;
}

function paddedMask({ data, geometry }: LabelMap, label: number, { min, max }: { min: Vec3; max: Vec3 }): Mask {
  const dims: Vec3 = [max[0] - min[0] + 3, max[1] - min[1] + 3, max[2] - min[2] + 3];
  const mask = new Uint8Array(dims[0] * dims[1] * dims[2]);
  let voxels = 0;
  for (let k = min[2]; k <= max[2]; k++) {
    for (let j = min[1]; j <= max[1]; j++) {
      const from = geometry.dims[0] * (j + geometry.dims[1] * k);
      const to = 1 - min[0] + dims[0] * (j - min[1] + 1 + dims[1] * (k - min[2] + 1));
      for (let i = min[0]; i <= max[0]; i++) {
        if (data[from + i] !== label) continue;
        mask[to + i] = 1;
        voxels++;
      }
    }
  }
  return { data: mask, dims, voxels };
}

/** Vertices in padded voxel indices, x y z each; quads as four vertices, outward on a right-handed grid. */
interface Net {
  readonly vertices: Float64Array;
  readonly quads: Uint32Array;
}

/** Cell n holds the eight voxels n + {0,1}·stride; it has the flat index of its lowest voxel. */
function surfaceNet({ data, dims }: Mask): Net {
  const [ni, nj, nk] = dims;
  const strides = [1, ni, ni * nj];
  const vertexOfCell = new Int32Array(data.length).fill(-1);
  const vertices: number[] = [];
  for (let k = 0; k + 1 < nk; k++) {
    for (let j = 0; j + 1 < nj; j++) {
      for (let i = 0; i + 1 < ni; i++) {
        const cell = i + ni * (j + nj * k);
        if (addVertex(data, cell, strides, i, j, k, vertices)) vertexOfCell[cell] = vertices.length / 3 - 1;
      }
    }
  }
  const quads: number[] = [];
  for (let n = 0; n < data.length; n++) {
    if (data[n] === 0) continue;
    for (let axis = 0; axis < 3; axis++) {
      const [su, sv] = [strides[(axis + 1) % 3], strides[(axis + 2) % 3]];
      // The four cells around the edge from this voxel to the next, in turn; the padding keeps them inside the array.
      if (data[n + strides[axis]] === 0) addQuad(n, su, sv);
      if (data[n - strides[axis]] === 0) addQuad(n - strides[axis], sv, su);
    }
  }
  function addQuad(n: number, first: number, second: number): void {
    quads.push(vertexOfCell[n - first - second], vertexOfCell[n - second], vertexOfCell[n], vertexOfCell[n - first]);
  }
  return { vertices: Float64Array.from(vertices), quads: Uint32Array.from(quads) };
}

/** Puts the mean of a cell's cut edges' middles at the end of `vertices`; false when the border does not cross the cell. */
function addVertex(
  data: Uint8Array,
  cell: number,
  strides: readonly number[],
  i: number,
  j: number,
  k: number,
  vertices: number[],
): boolean {
  // Nearly all cells lie on one side.
  const [, sj, sk] = strides;
  const corner = data[cell];
  if (
    corner === data[cell + 1] &&
    corner === data[cell + sj] &&
    corner === data[cell + sj + 1] &&
    corner === data[cell + sk] &&
    corner === data[cell + sk + 1] &&
    corner === data[cell + sk + sj] &&
    corner === data[cell + sk + sj + 1]
  ) {
    return false;
  }
  let [x, y, z, cuts] = [0, 0, 0, 0];
  for (let edge = 0; edge < 12; edge++) {
    const a = EDGES[2 * edge];
    const b = EDGES[2 * edge + 1];
    const va = data[cell + (a & 1) + (a & 2 ? strides[1] : 0) + (a & 4 ? strides[2] : 0)];
    const vb = data[cell + (b & 1) + (b & 2 ? strides[1] : 0) + (b & 4 ? strides[2] : 0)];
    if (va === vb) continue;
    x += (a & 1) + (b & 1);
    y += ((a & 2) + (b & 2)) / 2;
    z += ((a & 4) + (b & 4)) / 4;
    cuts++;
  }
  if (cuts === 0) return false;
  vertices.push(i + x / cuts / 2, j + y / cuts / 2, k + z / cuts / 2);
  return true;
}

/** The twelve edges of a cell as pairs of corners; bit 0 of a corner is i, bit 1 j, bit 2 k. */
const EDGES = Uint8Array.from([0, 1, 2, 3, 4, 5, 6, 7, 0, 2, 1, 3, 4, 6, 5, 7, 0, 4, 1, 5, 2, 6, 3, 7]);

/** Padded voxel indices to world mm. */
function toWorld(vertices: Float64Array, { geometry }: LabelMap, min: Vec3): Float64Array {
  const m = affineIjkToWorld(geometry);
  const positions = new Float64Array(vertices.length);
  for (let v = 0; v < vertices.length; v += 3) {
    const [i, j, k] = [vertices[v] + min[0] - 1, vertices[v + 1] + min[1] - 1, vertices[v + 2] + min[2] - 1];
    positions[v] = m[0] * i + m[1] * j + m[2] * k + m[3];
    positions[v + 1] = m[4] * i + m[5] * j + m[6] * k + m[7];
    positions[v + 2] = m[8] * i + m[9] * j + m[10] * k + m[11];
  }
  return positions;
}

function reverseInto(quads: Uint32Array): void {
  for (let q = 0; q < quads.length; q += 4) [quads[q + 1], quads[q + 3]] = [quads[q + 3], quads[q + 1]];
}

/** How many quad sides end at each vertex; every neighbour is met twice, once from either quad. */
function countNeighbours(quads: Uint32Array, vertexCount: number): Uint32Array {
  const counts = new Uint32Array(vertexCount);
  for (let n = 0; n < quads.length; n++) counts[quads[n]] += 2;
  return counts;
}

/** Moves each vertex by `factor` of the way to the mean of its neighbours. `sums` is scratch space. */
function relaxInto(
  positions: Float64Array,
  quads: Uint32Array,
  counts: Uint32Array,
  sums: Float64Array,
  factor: number,
): void {
  sums.fill(0);
  for (let q = 0; q < quads.length; q += 4) {
    for (let side = 0; side < 4; side++) {
      const a = 3 * quads[q + side];
      const b = 3 * quads[q + ((side + 1) & 3)];
      sums[a] += positions[b];
      sums[b] += positions[a];
      sums[a + 1] += positions[b + 1];
      sums[b + 1] += positions[a + 1];
      sums[a + 2] += positions[b + 2];
      sums[b + 2] += positions[a + 2];
    }
  }
  for (let v = 0; v < counts.length; v++) {
    for (let n = 3 * v; n < 3 * v + 3; n++) positions[n] += factor * (sums[n] / counts[v] - positions[n]);
  }
}

/** Two triangles a quad, along its shorter diagonal. */
function splitQuads(quads: Uint32Array, positions: Float64Array): Uint32Array {
  const triangles = new Uint32Array((quads.length / 4) * 6);
  const squaredDistance = (a: number, b: number): number =>
    (positions[3 * a] - positions[3 * b]) ** 2 +
    (positions[3 * a + 1] - positions[3 * b + 1]) ** 2 +
    (positions[3 * a + 2] - positions[3 * b + 2]) ** 2;
  for (let q = 0, t = 0; q < quads.length; q += 4, t += 6) {
    const [a, b, c, d] = quads.subarray(q, q + 4);
    triangles.set(squaredDistance(a, c) <= squaredDistance(b, d) ? [a, b, c, a, c, d] : [a, b, d, b, c, d], t);
  }
  return triangles;
}

/** Moves every vertex along its normal by the same small distance so that the mesh encloses `volumeMm3`; two passes. */
function inflateToInto(positions: Float64Array, triangles: Uint32Array, volumeMm3: number): void {
  const normals = new Float64Array(positions.length);
  for (let pass = 0; pass < 2; pass++) {
    const areaMm2 = vertexNormalsInto(normals, positions, triangles);
    if (areaMm2 === 0) return;
    const distance = (volumeMm3 - enclosedVolume(positions, triangles)) / areaMm2;
    for (let n = 0; n < positions.length; n++) positions[n] += distance * normals[n];
  }
}

/** Writes area-weighted unit normals; returns the whole area in mm². */
function vertexNormalsInto(normals: Float64Array, positions: Float64Array, triangles: Uint32Array): number {
  normals.fill(0);
  let area = 0;
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]];
    const [ux, uy, uz] = [
      positions[b] - positions[a],
      positions[b + 1] - positions[a + 1],
      positions[b + 2] - positions[a + 2],
    ];
    const [vx, vy, vz] = [
      positions[c] - positions[a],
      positions[c + 1] - positions[a + 1],
      positions[c + 2] - positions[a + 2],
    ];
    const [nx, ny, nz] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    area += Math.hypot(nx, ny, nz) / 2;
    for (const corner of [a, b, c]) {
      normals[corner] += nx;
      normals[corner + 1] += ny;
      normals[corner + 2] += nz;
    }
  }
  for (let v = 0; v < normals.length; v += 3) {
    const length = Math.hypot(normals[v], normals[v + 1], normals[v + 2]) || 1;
    for (let n = v; n < v + 3; n++) normals[n] /= length;
  }
  return area;
}
