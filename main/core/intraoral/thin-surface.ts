/** A coarse surface for the net: vertices of one cell of a grid become one (Rossignac and Borrel, 1993). */
import { NumberedKeys } from './numbered-keys.ts';

export interface CoarseSurface {
  readonly positions: Float64Array;
  readonly triangles: Uint32Array;
  /** Of each vertex of the surface the one that stands for it; null where the surface is what it was. */
  readonly vertexOf: Uint32Array | null;
}

const ROUNDS = 6;
/** Near enough to what was asked for. */
const TOLERANCE = 0.08;

/**
 * About `wanted` faces of even size, or the surface as it is when it has no more. Faces whose corners fall together are
 * gone; what is thinner than a cell may touch itself: this is no surface to show, only to look at.
 */
export function thinSurface(positions: Float64Array, triangles: Uint32Array, wanted: number): CoarseSurface {
  const faces = triangles.length / 3;
  if (faces <= wanted * (1 + TOLERANCE)) return { positions, triangles, vertexOf: null };
  // Even faces of a grid have half of a cell's face each, about.
  let cell = Math.sqrt((2 * areaOf(positions, triangles)) / wanted);
  let best = clustered(positions, triangles, cell);
  for (let round = 0; round < ROUNDS; round++) {
    const found = best.triangles.length / 3;
    if (Math.abs(found - wanted) <= TOLERANCE * wanted) break;
    cell *= Math.sqrt(found / wanted);
    best = clustered(positions, triangles, cell);
  }
  return best;
}

function areaOf(p: Float64Array, triangles: Uint32Array): number {
  let sum = 0;
  for (let t = 0; t < triangles.length; t += 3) {
    const a = 3 * triangles[t];
    const b = 3 * triangles[t + 1];
    const c = 3 * triangles[t + 2];
    const ux = p[b] - p[a];
    const uy = p[b + 1] - p[a + 1];
    const uz = p[b + 2] - p[a + 2];
    const vx = p[c] - p[a];
    const vy = p[c + 1] - p[a + 1];
    const vz = p[c + 2] - p[a + 2];
    sum += Math.sqrt((uy * vz - uz * vy) ** 2 + (uz * vx - ux * vz) ** 2 + (ux * vy - uy * vx) ** 2) / 2;
  }
  return sum;
}

function clustered(positions: Float64Array, triangles: Uint32Array, cell: number): CoarseSurface {
  const count = positions.length / 3;
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let n = 0; n < positions.length; n++) {
    const axis = n % 3;
    if (positions[n] < low[axis]) low[axis] = positions[n];
    if (positions[n] > high[axis]) high[axis] = positions[n];
  }
  const ni = Math.floor((high[0] - low[0]) / cell) + 1;
  const nj = Math.floor((high[1] - low[1]) / cell) + 1;
  const cells = new NumberedKeys(count);
  const vertexOf = new Uint32Array(count);
  const sums = new Float64Array(3 * count);
  const members = new Uint32Array(count);
  for (let v = 0; v < count; v++) {
    const x = positions[3 * v];
    const y = positions[3 * v + 1];
    const z = positions[3 * v + 2];
    const i = Math.floor((x - low[0]) / cell);
    const j = Math.floor((y - low[1]) / cell);
    const number = cells.numberOf(i + ni * (j + nj * Math.floor((z - low[2]) / cell)));
    vertexOf[v] = number;
    sums[3 * number] += x;
    sums[3 * number + 1] += y;
    sums[3 * number + 2] += z;
    members[number]++;
  }
  const places = sums.slice(0, 3 * cells.size);
  for (let n = 0; n < places.length; n++) places[n] /= members[Math.floor(n / 3)];
  return { positions: places, triangles: withoutFlat(triangles, vertexOf, cells.size), vertexOf };
}

/** Faces with three corners left, each once. */
function withoutFlat(triangles: Uint32Array, vertexOf: Uint32Array, vertices: number): Uint32Array {
  const kept = new Uint32Array(triangles.length);
  const sides = new NumberedKeys(triangles.length / 3);
  const faces = new NumberedKeys(triangles.length / 3);
  let used = 0;
  for (let t = 0; t < triangles.length; t += 3) {
    const a = vertexOf[triangles[t]];
    const b = vertexOf[triangles[t + 1]];
    const c = vertexOf[triangles[t + 2]];
    if (a === b || b === c || c === a) continue;
    const low = Math.min(a, b, c);
    const high = Math.max(a, b, c);
    const known = faces.size;
    faces.numberOf(vertices * sides.numberOf(vertices * low + high) + (a + b + c - low - high));
    if (faces.size === known) continue;
    kept[used++] = a;
    kept[used++] = b;
    kept[used++] = c;
  }
  return kept.slice(0, used);
}
