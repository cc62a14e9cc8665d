/** What makes a surface of voxels look like a tooth: a calmer shape and darker grooves. Pictures only: nothing is measured on it. */

/** Positions are LPS mm, three numbers a vertex; indices three a triangle, counter-clockwise seen from outside. */
export interface ToothMesh {
  readonly positions: Float32Array;
  readonly indices: Uint32Array;
}

/** A surface ready to be drawn. */
export interface FinishedSurface extends ToothMesh {
  /** Unit vectors, three numbers a vertex. */
  readonly normals: Float32Array;
  /** How much light gets there, 0…1 per vertex. */
  readonly light: Float32Array;
}

/** Taubin, "A signal processing approach to fair surface design", 1995: λ in, μ out. */
const SHRINK = 0.5;
const INFLATE = -0.53;

/** Rounds off the terraces that voxels leave, without shrinking. */
export function calmed(mesh: ToothMesh, rounds: number): ToothMesh {
  const positions = Float32Array.from(mesh.positions);
  const sums = new Float32Array(positions.length);
  const counts = neighbourCounts(mesh);
  for (let round = 0; round < rounds; round++) {
    relaxInto(positions, mesh.indices, counts, sums, SHRINK);
    relaxInto(positions, mesh.indices, counts, sums, INFLATE);
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

/** One loop without inner ones: most of the time of finishing is spent here. */
function addNeighbours(positions: Float32Array, indices: Uint32Array, sums: Float32Array): void {
  sums.fill(0);
  for (let n = 0; n < indices.length; n += 3) {
    const a = 3 * indices[n];
    const b = 3 * indices[n + 1];
    const c = 3 * indices[n + 2];
    const ax = positions[a];
    const ay = positions[a + 1];
    const az = positions[a + 2];
    const bx = positions[b];
    const by = positions[b + 1];
    const bz = positions[b + 2];
    const cx = positions[c];
    const cy = positions[c + 1];
    const cz = positions[c + 2];
    sums[a] += bx + cx;
    sums[a + 1] += by + cy;
    sums[a + 2] += bz + cz;
    sums[b] += ax + cx;
    sums[b + 1] += ay + cy;
    sums[b + 2] += az + cz;
    sums[c] += ax + bx;
    sums[c + 1] += ay + by;
    sums[c + 2] += az + bz;
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
  for (let v = 0, n = 0; v < counts.length; v++, n += 3) {
    if (counts[v] === 0) continue;
    const share = 1 / counts[v];
    positions[n] += step * (sums[n] * share - positions[n]);
    positions[n + 1] += step * (sums[n + 1] * share - positions[n + 1]);
    positions[n + 2] += step * (sums[n + 2] * share - positions[n + 2]);
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

/** A computed surface, which is smooth already. */
export function plain(mesh: ToothMesh): FinishedSurface {
  const normals = vertexNormals(mesh);
  return { ...mesh, normals, light: new Float32Array(normals.length / 3).fill(1) };
}

/** Makes the surface of a label fit to be looked at. */
export function finished(mesh: ToothMesh): FinishedSurface {
  // A round reaches one edge further, and smoothing goes with the square of that: finer surfaces need more rounds.
  const effort = Math.min(MOST_EFFORT, Math.max(1, (USUAL_EDGE_MM / meanEdgeMm(mesh)) ** 2));
  const shape = calmed(mesh, Math.round(POSITION_ROUNDS * effort));
  const normals = vertexNormals(calmed(shape, Math.round(SHADING_ROUNDS * effort)));
  return { ...shape, normals, light: grooveLight(shape, normals) };
}

/** Of a finished surface, what a machine draws that has no graphics card, and what is kept beside a case. */
export function coarse(surface: FinishedSurface): FinishedSurface {
  return simplified(surface, COARSE_CELL_MM);
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

/** Unit normals per vertex, each triangle weighted by its area; flat xyz like the positions. */
export function vertexNormals({ positions, indices }: ToothMesh): Float32Array {
  const normals = new Float32Array(positions.length);
  for (let n = 0; n < indices.length; n += 3) {
    const a = 3 * indices[n];
    const b = 3 * indices[n + 1];
    const c = 3 * indices[n + 2];
    const ux = positions[b] - positions[a];
    const uy = positions[b + 1] - positions[a + 1];
    const uz = positions[b + 2] - positions[a + 2];
    const vx = positions[c] - positions[a];
    const vy = positions[c + 1] - positions[a + 1];
    const vz = positions[c + 2] - positions[a + 2];
    // The cross product's length is twice the area: adding it up is the weighting.
    const x = uy * vz - uz * vy;
    const y = uz * vx - ux * vz;
    const z = ux * vy - uy * vx;
    addAt(normals, a, x, y, z);
    addAt(normals, b, x, y, z);
    addAt(normals, c, x, y, z);
  }
  for (let n = 0; n < normals.length; n += 3) {
    const length = Math.hypot(normals[n], normals[n + 1], normals[n + 2]) || 1;
    normals[n] /= length;
    normals[n + 1] /= length;
    normals[n + 2] /= length;
  }
  return normals;
}

function addAt(into: Float32Array, at: number, x: number, y: number, z: number): void {
  into[at] += x;
  into[at + 1] += y;
  into[at + 2] += z;
}
