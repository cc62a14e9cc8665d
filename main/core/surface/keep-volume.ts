/** Gives each shell of a closed mesh the volume it should enclose. */

/** A shell is a connected part of a mesh: the outside of a piece, or the inside of a cavity, which encloses less than nothing. */
export interface Shells {
  readonly count: number;
  /** The shell of each vertex. */
  readonly ofVertex: Uint32Array;
}

/** `sides` are vertices of polygons with `corners` vertices each. */
export function shellsOf(sides: Uint32Array, corners: 3 | 4, vertexCount: number): Shells {
  const parent = new Uint32Array(vertexCount);
  for (let v = 0; v < vertexCount; v++) parent[v] = v;
  const root = (vertex: number): number => {
    let v = vertex;
    while (parent[v] !== v) v = parent[v] = parent[parent[v]];
    return v;
  };
  for (let n = 0; n < sides.length; n += corners) {
    const first = root(sides[n]);
    for (let corner = 1; corner < corners; corner++) parent[root(sides[n + corner])] = first;
  }
  const ofVertex = new Uint32Array(vertexCount);
  const numbers = new Map<number, number>();
  for (let v = 0; v < vertexCount; v++) {
    const at = root(v);
    let number = numbers.get(at);
    if (number === undefined) numbers.set(at, (number = numbers.size));
    ofVertex[v] = number;
  }
  return { count: numbers.size, ofVertex };
}

/** Volume that each shell encloses, in the cube of the positions' unit; negative of cavities and of what is inside out. */
export function shellVolumes(positions: ArrayLike<number>, triangles: Uint32Array, shells: Shells): Float64Array {
  const volumes = new Float64Array(shells.count);
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]];
    volumes[shells.ofVertex[triangles[t]]] += sixfoldVolume(positions, a, b, c) / 6;
  }
  return volumes;
}

/** Six times the signed volume of the origin and a triangle whose corners stand at `a`, `b` and `c`. */
export function sixfoldVolume(positions: ArrayLike<number>, a: number, b: number, c: number): number {
  return (
    positions[a] * (positions[b + 1] * positions[c + 2] - positions[b + 2] * positions[c + 1]) +
    positions[a + 1] * (positions[b + 2] * positions[c] - positions[b] * positions[c + 2]) +
    positions[a + 2] * (positions[b] * positions[c + 1] - positions[b + 1] * positions[c])
  );
}

/** Tiny pieces, whose smoothing takes most of them, need several passes; teeth one or two. */
const MOST_PASSES = 24;
const CLOSE_ENOUGH = 1e-5;

/**
 * Moves the vertices of each shell along their normals by one distance until it encloses its volume of `targets`
 * (Newton's method), by a part of an edge in each pass.
 */
export function keepVolumeInto(
  positions: Float64Array,
  triangles: Uint32Array,
  shells: Shells,
  targets: Float64Array,
): void {
  const normals = new Float64Array(positions.length);
  const growth = new Float64Array(shells.count); // of the volume for a step of 1
  const steps = new Float64Array(shells.count);
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const volumes = shellVolumes(positions, triangles, shells);
    if (volumes.every((volume, n) => Math.abs(volume - targets[n]) <= CLOSE_ENOUGH * Math.abs(targets[n]))) return;
    const mostStep = meanEdge(positions, triangles) / 4;
    growthInto(growth, normals, positions, triangles, shells);
    for (let n = 0; n < steps.length; n++) {
      const step = growth[n] > 0 ? (targets[n] - volumes[n]) / growth[n] : 0;
      steps[n] = Math.max(-mostStep, Math.min(mostStep, step));
    }
    for (let v = 0; v < shells.ofVertex.length; v++) {
      const step = steps[shells.ofVertex[v]];
      positions[3 * v] += step * normals[3 * v];
      positions[3 * v + 1] += step * normals[3 * v + 1];
      positions[3 * v + 2] += step * normals[3 * v + 2];
    }
  }
}

function meanEdge(positions: Float64Array, triangles: Uint32Array): number {
  let sum = 0;
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b] = [3 * triangles[t], 3 * triangles[t + 1]];
    sum += Math.sqrt(
      (positions[a] - positions[b]) ** 2 +
        (positions[a + 1] - positions[b + 1]) ** 2 +
        (positions[a + 2] - positions[b + 2]) ** 2,
    );
  }
  return sum / (triangles.length / 3);
}

/** Writes unit normals, triangles weighted by area, and how fast each shell grows along them. */
function growthInto(
  growth: Float64Array,
  normals: Float64Array,
  positions: Float64Array,
  triangles: Uint32Array,
  { ofVertex }: Shells,
): void {
  normals.fill(0);
  growth.fill(0);
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]];
    const ux = positions[b] - positions[a];
    const uy = positions[b + 1] - positions[a + 1];
    const uz = positions[b + 2] - positions[a + 2];
    const vx = positions[c] - positions[a];
    const vy = positions[c + 1] - positions[a + 1];
    const vz = positions[c + 2] - positions[a + 2];
    // Its length is twice the area.
    const x = uy * vz - uz * vy;
    const y = uz * vx - ux * vz;
    const z = ux * vy - uy * vx;
    normals[a] += x;
    normals[a + 1] += y;
    normals[a + 2] += z;
    normals[b] += x;
    normals[b + 1] += y;
    normals[b + 2] += z;
    normals[c] += x;
    normals[c + 1] += y;
    normals[c + 2] += z;
  }
  for (let v = 0; v < ofVertex.length; v++) {
    const n = 3 * v;
    const length = Math.sqrt(normals[n] ** 2 + normals[n + 1] ** 2 + normals[n + 2] ** 2);
    // A vertex sweeps a third of its triangles' area.
    growth[ofVertex[v]] += length / 6;
    if (length === 0) continue;
    normals[n] /= length;
    normals[n + 1] /= length;
    normals[n + 2] /= length;
  }
}
