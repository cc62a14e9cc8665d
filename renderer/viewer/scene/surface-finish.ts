/** What makes a surface of voxels look like a tooth: a calmer shape and darker grooves. */
import { vertexNormals, type ToothMesh } from '../tooth-mesh.ts';

/** Taubin, "A signal processing approach to fair surface design", 1995: λ in, μ out. */
const SHRINK = 0.5;
const INFLATE = -0.53;

/**
 * Rounds off the terraces that voxels leave, without shrinking. A display copy: nothing is measured on it. Positions are
 * LPS mm, as they came. Pauses after each round.
 */
export function* calming(mesh: ToothMesh, rounds: number): Generator<void, ToothMesh> {
  const positions = Float32Array.from(mesh.positions);
  const sums = new Float32Array(positions.length);
  const counts = neighbourCounts(mesh);
  for (let round = 0; round < rounds; round++) {
    relaxInto(positions, mesh.indices, counts, sums, SHRINK);
    relaxInto(positions, mesh.indices, counts, sums, INFLATE);
    yield;
  }
  return { positions, indices: mesh.indices };
}

/** Length of the edges on average, from every eighth triangle; 1 of a surface without any. */
export function meanEdgeMm({ positions, indices }: ToothMesh): number {
  let [sum, count] = [0, 0];
  for (let n = 0; n + 1 < indices.length; n += 24) {
    const [a, b] = [3 * indices[n], 3 * indices[n + 1]];
    sum += Math.hypot(
      positions[a] - positions[b],
      positions[a + 1] - positions[b + 1],
      positions[a + 2] - positions[b + 2],
    );
    count++;
  }
  return count === 0 ? 1 : sum / count;
}

/** How much light gets into grooves and necks, 0…1 per vertex: 1 where the surface is flat or bulges. */
export function grooveLight(mesh: ToothMesh, normals: Float32Array): Float32Array {
  const { positions, indices } = mesh;
  const sums = new Float32Array(positions.length);
  const counts = neighbourCounts(mesh);
  addNeighbours(positions, indices, sums);
  const hollow = new Float32Array(counts.length);
  for (let v = 0; v < counts.length; v++) {
    const n = 3 * v;
    const share = 1 / Math.max(1, counts[v]);
    const x = sums[n] * share - positions[n];
    const y = sums[n + 1] * share - positions[n + 1];
    const z = sums[n + 2] * share - positions[n + 2];
    // Neighbours that lie outside of the tangent plane make a hollow.
    hollow[v] = x * normals[n] + y * normals[n + 1] + z * normals[n + 2];
  }
  for (let round = 0; round < SPREAD_ROUNDS; round++) spread(hollow, indices, counts);
  return hollow.map((mm) => 1 - DARKEST * Math.min(1, Math.max(0, (mm - FLAT_MM) / (DEEP_MM - FLAT_MM))));
}

/** Neighbours this far above the surface, on average, make the darkest groove. */
const DEEP_MM = 0.03;
const DARKEST = 0.4;
/** A ripple is no groove. */
const FLAT_MM = 0.006;
const SPREAD_ROUNDS = 8;

/** Each edge of a closed surface belongs to two triangles, so that neighbours count twice: sums and counts alike. */
function neighbourCounts({ positions, indices }: ToothMesh): Uint16Array {
  const counts = new Uint16Array(positions.length / 3);
  for (const index of indices) counts[index] += 2;
  return counts;
}

function addNeighbours(positions: Float32Array, indices: Uint32Array, sums: Float32Array): void {
  sums.fill(0);
  for (let n = 0; n < indices.length; n += 3) {
    const a = 3 * indices[n];
    const b = 3 * indices[n + 1];
    const c = 3 * indices[n + 2];
    for (let axis = 0; axis < 3; axis++) {
      sums[a + axis] += positions[b + axis] + positions[c + axis];
      sums[b + axis] += positions[a + axis] + positions[c + axis];
      sums[c + axis] += positions[a + axis] + positions[b + axis];
    }
  }
}

function relaxInto(
  positions: Float32Array,
  indices: Uint32Array,
  counts: Uint16Array,
  sums: Float32Array,
  step: number,
): void {
  addNeighbours(positions, indices, sums);
  for (let v = 0, n = 0; v < counts.length; v++) {
    if (counts[v] === 0) {
      n += 3;
      continue;
    }
    for (let axis = 0; axis < 3; axis++, n++) positions[n] += step * (sums[n] / counts[v] - positions[n]);
  }
}

function spread(values: Float32Array, indices: Uint32Array, counts: Uint16Array): void {
  const sums = new Float32Array(values.length);
  for (let n = 0; n < indices.length; n += 3) {
    const [a, b, c] = [indices[n], indices[n + 1], indices[n + 2]];
    sums[a] += values[b] + values[c];
    sums[b] += values[a] + values[c];
    sums[c] += values[a] + values[b];
  }
  for (let v = 0; v < values.length; v++) if (counts[v] > 0) values[v] = (values[v] + sums[v] / counts[v]) / 2;
}

/** Rounds of smoothing for edges of `USUAL_EDGE_MM`. */
const POSITION_ROUNDS = 6;
/** The light is calmer than the shape: terraces of voxels show in the shading first. */
const SHADING_ROUNDS = 22;
const USUAL_EDGE_MM = 0.4;
const MOST_EFFORT = 2.5;
/** About 2,500 triangles a tooth. */
const COARSE_CELL_MM = 0.6;

export interface Finished {
  /** At full resolution: what the pointer meets. */
  readonly mesh: ToothMesh;
  readonly drawn: FinishedSurface;
}

/** A computed surface, which is smooth already. */
export function plain(mesh: ToothMesh): Finished {
  const normals = vertexNormals(mesh);
  return { mesh, drawn: { ...mesh, normals, light: new Float32Array(normals.length / 3).fill(1) } };
}

/** Makes a tooth's surface fit to be looked at; it takes some 100 ms, in steps of a few. */
export function* finishing(
  mesh: ToothMesh,
  /** Draws fewer triangles, for machines that draw in software. */
  { coarse }: { readonly coarse: boolean },
): Generator<void, Finished> {
  // A round reaches one edge further, and smoothing goes with the square of that: finer surfaces need more rounds.
  const effort = Math.min(MOST_EFFORT, Math.max(1, (USUAL_EDGE_MM / meanEdgeMm(mesh)) ** 2));
  const shape = yield* calming(mesh, Math.round(POSITION_ROUNDS * effort));
  const normals = vertexNormals(yield* calming(shape, Math.round(SHADING_ROUNDS * effort)));
  yield;
  const light = grooveLight(shape, normals);
  yield;
  const fine = { ...shape, normals, light };
  return { mesh: shape, drawn: coarse ? simplified(fine, COARSE_CELL_MM) : fine };
}

/** A surface ready to be drawn: normals and light per vertex. */
export interface FinishedSurface extends ToothMesh {
  readonly normals: Float32Array;
  readonly light: Float32Array;
}

/**
 * Fewer triangles: the vertices in each cube of `cellMm` become one at their middle, and triangles that fall together go.
 * Normals are those of the fine surface, so that it still looks round.
 */
export function simplified({ positions, indices, normals, light }: FinishedSurface, cellMm: number): FinishedSurface {
  const cellOf = new Uint32Array(light.length);
  const known = new Map<number, number>();
  for (let v = 0; v < light.length; v++) {
    const key = cellKey(positions, 3 * v, cellMm);
    let cell = known.get(key);
    if (cell === undefined) known.set(key, (cell = known.size));
    cellOf[v] = cell;
  }
  const counts = new Uint16Array(known.size);
  const middles = new Float32Array(3 * known.size);
  const directions = new Float32Array(3 * known.size);
  const lights = new Float32Array(known.size);
  for (let v = 0; v < light.length; v++) {
    const cell = cellOf[v];
    counts[cell]++;
    lights[cell] += light[v];
    for (let axis = 0; axis < 3; axis++) {
      middles[3 * cell + axis] += positions[3 * v + axis];
      directions[3 * cell + axis] += normals[3 * v + axis];
    }
  }
  for (let cell = 0; cell < counts.length; cell++) {
    lights[cell] /= counts[cell];
    const n = 3 * cell;
    const length = Math.hypot(directions[n], directions[n + 1], directions[n + 2]) || 1;
    for (let axis = 0; axis < 3; axis++) {
      middles[n + axis] /= counts[cell];
      directions[n + axis] /= length;
    }
  }
  const kept = new Uint32Array(indices.length);
  let used = 0;
  for (let n = 0; n < indices.length; n += 3) {
    const [a, b, c] = [cellOf[indices[n]], cellOf[indices[n + 1]], cellOf[indices[n + 2]]];
    if (a === b || b === c || c === a) continue;
    kept[used++] = a;
    kept[used++] = b;
    kept[used++] = c;
  }
  return { positions: middles, normals: directions, light: lights, indices: kept.slice(0, used) };
}

/** One number a cube; a tooth is much smaller than the 2¹⁷ cubes that each axis has. */
function cellKey(positions: Float32Array, at: number, cellMm: number): number {
  const along = (axis: number): number => Math.floor(positions[at + axis] / cellMm) + 65_536;
  return along(0) + 131_072 * (along(1) + 131_072 * along(2));
}
