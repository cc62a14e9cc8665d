/** Tooth surfaces for display and export: surface nets, smoothed without shrinking. */
import { affineIjkToWorld, linearDeterminant } from '../geometry.ts';
import { keepVolumeInto, shellsOf, shellVolumes } from './keep-volume.ts';
import { surfaceNet, type Mask, type Net } from './surface-net.ts';
import type { LabelMap, Vec3 } from '../volume.ts';

/** A closed surface in world LPS mm. */
export interface TriangleMesh {
  readonly positionsMm: Float32Array; // x, y, z per vertex
  readonly triangles: Uint32Array; // three vertices per triangle, counter-clockwise seen from outside
}

export interface SurfaceOptions {
  /** Part of the grid that holds the label, inclusive; the whole grid when left out. */
  readonly boundsIjk?: { readonly min: Vec3; readonly max: Vec3 };
  /** Rounds of smoothing, each a step in and a step out; default 10. */
  readonly smoothingRounds?: number;
}

/**
 * Part of the way to the neighbours' mean, in and back out (after Taubin, "A signal processing approach to fair surface
 * design", 1995). Out is less than in: terraces of voxels go in fewer rounds, and the cells keep the shape from shrinking.
 */
const SHRINK = 0.5;
const INFLATE = -0.25;

/**
 * The surface of one label: closed, manifold (every edge belongs to two triangles, the triangles of a vertex make one
 * fan), outward and counter-clockwise on left-handed grids too, also where the label touches the edge of the grid. Voxels
 * that touch by an edge or a corner stay apart. Smoothed within the cells that the border crosses, so that it is never
 * further than a voxel from the voxels' own faces, then each piece and each cavity is given back the volume of its voxels.
 * Empty when the label does not occur.
 */
export function labelSurface(labels: LabelMap, label: number, options: SurfaceOptions = {}): TriangleMesh {
  const { dims } = labels.geometry;
  const bounds = options.boundsIjk ?? { min: [0, 0, 0], max: [dims[0] - 1, dims[1] - 1, dims[2] - 1] };
  const net = surfaceNet(paddedMask(labels, label, bounds));
  const { vertices, cells, quads } = net;
  // Corners of voxels: with them the net is the voxels' own faces and encloses exactly their volume.
  const corners = toWorld(cells, labels, bounds.min, 0.5);
  if (linearDeterminant(affineIjkToWorld(labels.geometry)) < 0) reverseInto(quads);

  const neighbours = neighboursOf(net);
  const between = new Float64Array(vertices.length);
  for (let round = 0; round < (options.smoothingRounds ?? 10); round++) {
    relaxedInto(between, vertices, net, neighbours, SHRINK);
    relaxedInto(vertices, between, net, neighbours, INFLATE);
  }
  const positions = toWorld(vertices, labels, bounds.min, 0);
  const triangles = splitQuads(quads, positions);
  const shells = shellsOf(quads, 4, positions.length / 3);
  const voxelFaces = shellVolumes(corners, triangles, shells);
  keepVolumeInto(positions, triangles, shells, voxelFaces);
  return { positionsMm: new Float32Array(positions), triangles };
}

/** A label's voxels with one empty voxel around them. */
function paddedMask({ data, geometry }: LabelMap, label: number, { min, max }: { min: Vec3; max: Vec3 }): Mask {
  const dims: Vec3 = [max[0] - min[0] + 3, max[1] - min[1] + 3, max[2] - min[2] + 3];
  const mask = new Uint8Array(dims[0] * dims[1] * dims[2]);
  for (let k = min[2]; k <= max[2]; k++) {
    for (let j = min[1]; j <= max[1]; j++) {
      const from = geometry.dims[0] * (j + geometry.dims[1] * k);
      const to = 1 - min[0] + dims[0] * (j - min[1] + 1 + dims[1] * (k - min[2] + 1));
      for (let i = min[0]; i <= max[0]; i++) if (data[from + i] === label) mask[to + i] = 1;
    }
  }
  return { data: mask, dims };
}

/** Padded voxel indices, moved by `shift` along each axis, to world mm. */
function toWorld(vertices: Float64Array, { geometry }: LabelMap, min: Vec3, shift: number): Float64Array {
  const m = affineIjkToWorld(geometry);
  const positions = new Float64Array(vertices.length);
  for (let v = 0; v < vertices.length; v += 3) {
    const i = vertices[v] + shift + min[0] - 1;
    const j = vertices[v + 1] + shift + min[1] - 1;
    const k = vertices[v + 2] + shift + min[2] - 1;
    positions[v] = m[0] * i + m[1] * j + m[2] * k + m[3];
    positions[v + 1] = m[4] * i + m[5] * j + m[6] * k + m[7];
    positions[v + 2] = m[8] * i + m[9] * j + m[10] * k + m[11];
  }
  return positions;
}

function reverseInto(quads: Uint32Array): void {
  for (let q = 0; q < quads.length; q += 4) [quads[q + 1], quads[q + 3]] = [quads[q + 3], quads[q + 1]];
}

/** The coordinates of those of vertex v begin at `places` from `starts[v]` to `starts[v + 1]`. */
interface Neighbours {
  readonly starts: Int32Array;
  readonly places: Int32Array;
}

/** Every side is met in both directions, once by either of its quads: a vertex has as many neighbours as quads. */
function neighboursOf({ shared, quads }: Net): Neighbours {
  const starts = new Int32Array(shared.length + 1);
  for (let n = 0; n < quads.length; n++) starts[quads[n] + 1]++;
  for (let v = 0; v < shared.length; v++) starts[v + 1] += starts[v];
  const ends = starts.slice();
  const places = new Int32Array(quads.length);
  for (let q = 0; q < quads.length; q += 4) {
    for (let side = 0; side < 4; side++) places[ends[quads[q + side]]++] = 3 * quads[q + ((side + 1) & 3)];
  }
  return { starts, places };
}

/**
 * Writes each vertex moved by `factor` of the way to the mean of its neighbours, but not out of its cell: in voxel
 * indices, since means are the same in every space. Vertices that share a cell stay where they are, apart.
 */
function relaxedInto(
  moved: Float64Array,
  vertices: Float64Array,
  { cells, shared }: Net,
  { starts, places }: Neighbours,
  factor: number,
): void {
  for (let v = 0, n = 0; v < shared.length; v++, n += 3) {
    let x = 0;
    let y = 0;
    let z = 0;
    for (let at = starts[v]; at < starts[v + 1]; at++) {
      const place = places[at];
      x += vertices[place];
      y += vertices[place + 1];
      z += vertices[place + 2];
    }
    const stays = shared[v] === 1 ? 1 : 1 - factor;
    const share = (1 - stays) / (starts[v + 1] - starts[v]);
    moved[n] = within(cells[n], stays * vertices[n] + share * x);
    moved[n + 1] = within(cells[n + 1], stays * vertices[n + 1] + share * y);
    moved[n + 2] = within(cells[n + 2], stays * vertices[n + 2] + share * z);
  }
}

function within(cell: number, place: number): number {
  return place < cell ? cell : place > cell + 1 ? cell + 1 : place;
}

/** Two triangles a quad, along its shorter diagonal. */
function splitQuads(quads: Uint32Array, positions: Float64Array): Uint32Array {
  const triangles = new Uint32Array((quads.length / 4) * 6);
  const squaredDistance = (a: number, b: number): number =>
    (positions[3 * a] - positions[3 * b]) ** 2 +
    (positions[3 * a + 1] - positions[3 * b + 1]) ** 2 +
    (positions[3 * a + 2] - positions[3 * b + 2]) ** 2;
  for (let q = 0, t = 0; q < quads.length; q += 4) {
    const a = quads[q];
    const b = quads[q + 1];
    const c = quads[q + 2];
    const d = quads[q + 3];
    const alongAC = squaredDistance(a, c) <= squaredDistance(b, d);
    triangles[t++] = a;
    triangles[t++] = b;
    triangles[t++] = alongAC ? c : d;
    triangles[t++] = alongAC ? a : b;
    triangles[t++] = c;
    triangles[t++] = d;
  }
  return triangles;
}
