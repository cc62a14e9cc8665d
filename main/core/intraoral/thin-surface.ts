/** A coarse surface for the net: vertices of one cell of a grid become one (Rossignac and Borrel, 1993). */

export interface CoarseSurface {
  readonly positions: Float64Array;
  readonly triangles: Uint32Array;
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
  if (faces <= wanted * (1 + TOLERANCE)) return { positions, triangles };
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
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]];
    const [ux, uy, uz] = [p[b] - p[a], p[b + 1] - p[a + 1], p[b + 2] - p[a + 2]];
    const [vx, vy, vz] = [p[c] - p[a], p[c + 1] - p[a + 1], p[c + 2] - p[a + 2]];
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
  const numbers = new Map<number, number>(); // cell → vertex
  const vertexOf = new Uint32Array(count);
  const sums: number[] = [];
  const members: number[] = [];
  for (let v = 0; v < count; v++) {
    const [x, y, z] = [positions[3 * v], positions[3 * v + 1], positions[3 * v + 2]];
    const i = Math.floor((x - low[0]) / cell);
    const j = Math.floor((y - low[1]) / cell);
    const key = i + ni * (j + nj * Math.floor((z - low[2]) / cell));
    let number = numbers.get(key);
    if (number === undefined) {
      number = members.length;
      numbers.set(key, number);
      sums.push(0, 0, 0);
      members.push(0);
    }
    vertexOf[v] = number;
    sums[3 * number] += x;
    sums[3 * number + 1] += y;
    sums[3 * number + 2] += z;
    members[number]++;
  }
  const places = Float64Array.from(sums, (sum, n) => sum / members[Math.floor(n / 3)]);
  return { positions: places, triangles: withoutFlat(triangles, vertexOf, members.length) };
}

/** Faces with three corners left, each once. */
function withoutFlat(triangles: Uint32Array, vertexOf: Uint32Array, vertices: number): Uint32Array {
  const kept = new Uint32Array(triangles.length);
  const seen = new Map<number, number[]>();
  let used = 0;
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [vertexOf[triangles[t]], vertexOf[triangles[t + 1]], vertexOf[triangles[t + 2]]];
    if (a === b || b === c || c === a) continue;
    const low = Math.min(a, b, c);
    const high = Math.max(a, b, c);
    const key = low * vertices + (a + b + c - low - high);
    const others = seen.get(key);
    if (others?.includes(high) === true) continue;
    if (others === undefined) seen.set(key, [high]);
    else others.push(high);
    kept[used++] = a;
    kept[used++] = b;
    kept[used++] = c;
  }
  return kept.slice(0, used);
}
