/** What a mesh is made of, counted without the code under test. */

export interface Topology {
  /** Directed sides whose opposite is not there exactly once: holes, edges of four triangles, triangles turned round. */
  readonly unmatchedSides: number;
  /** Vertices whose triangles make more than one fan, or none. */
  readonly pinchedVertices: number;
  /** Vertices with the position of another one: a file without indices would weld them. */
  readonly coincidentVertices: number;
  /** Connected parts. */
  readonly parts: number;
}

export function topology(positions: Float32Array, triangles: Uint32Array): Topology {
  const count = positions.length / 3;
  const sides = new Map<number, number>();
  const around = Array.from({ length: count }, () => new Map<number, number>());
  const degree = new Uint32Array(count);
  for (let n = 0; n < triangles.length; n++) {
    const first = n - (n % 3);
    const [a, b, c] = [0, 1, 2].map((step) => triangles[first + ((n + step) % 3)]);
    sides.set(a * count + b, (sides.get(a * count + b) ?? 0) + 1);
    around[a].set(b, c);
    degree[a]++;
  }
  let unmatchedSides = 0;
  for (const [side, times] of sides) {
    const [a, b] = [Math.floor(side / count), side % count];
    if (times !== 1 || sides.get(b * count + a) !== 1) unmatchedSides++;
  }
  const pinchedVertices = around.filter((next, v) => fan(next) !== degree[v]).length;
  const places = new Set(Array.from({ length: count }, (_, v) => positions.subarray(3 * v, 3 * v + 3).join()));
  return { unmatchedSides, pinchedVertices, coincidentVertices: count - places.size, parts: partsOf(around) };
}

/** Signed volume: negative when the mesh is inside out. */
export function enclosedVolume(positions: ArrayLike<number>, triangles: Uint32Array): number {
  let sixfold = 0;
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]];
    for (let x = 0; x < 3; x++) {
      const [y, z] = [(x + 1) % 3, (x + 2) % 3];
      const across = positions[b + y] * positions[c + z] - positions[b + z] * positions[c + y];
      sixfold += positions[a + x] * across;
    }
  }
  return sixfold / 6;
}

/** Triangles of the round that starts at any neighbour. */
function fan(next: ReadonlyMap<number, number>): number {
  const [start] = next.keys();
  let length = 0;
  let at: number | undefined = start;
  do {
    at = at === undefined ? undefined : next.get(at);
    length++;
  } while (at !== start && at !== undefined && length <= next.size);
  return at === start ? length : -1;
}

function partsOf(around: readonly ReadonlyMap<number, number>[]): number {
  const seen = new Uint8Array(around.length);
  let parts = 0;
  for (let v = 0; v < around.length; v++) {
    if (seen[v] === 1) continue;
    parts++;
    const open = [v];
    seen[v] = 1;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const other of around[at].keys()) {
        if (seen[other] === 1) continue;
        seen[other] = 1;
        open.push(other);
      }
    }
  }
  return parts;
}

export const SOUND = { unmatchedSides: 0, pinchedVertices: 0, coincidentVertices: 0 };
