/** Edges of a surface that need not be sound: borders, edges of many faces, and how faces hang together. */
import { nextCorner, sidesByLowerVertex } from './surface-sides.ts';

export interface Edges {
  /** From and to, two vertices an edge, in the direction of its one face. */
  readonly boundary: Uint32Array;
  readonly nonManifold: number;
  readonly inconsistent: number;
}

/** `triangles` have three different corners each. */
export function edgesOf(triangles: Uint32Array, vertices: number): Edges {
  const { starts, others } = higherEnds(triangles, vertices);
  const boundary: number[] = [];
  let [nonManifold, inconsistent] = [0, 0];
  for (let low = 0; low < vertices; low++) {
    const sides = others.subarray(starts[low], starts[low + 1]).sort();
    for (let n = 0; n < sides.length;) {
      const high = sides[n] >> 1;
      let [up, down] = [0, 0];
      for (; n < sides.length && sides[n] >> 1 === high; n++) {
        if ((sides[n] & 1) === 0) up++;
        else down++;
      }
      if (up + down > 2) nonManifold++;
      else if (up + down === 1) boundary.push(up === 1 ? low : high, up === 1 ? high : low);
      else if (up !== down) inconsistent++;
    }
  }
  return { boundary: Uint32Array.from(boundary), nonManifold, inconsistent };
}

/** For each vertex the sides to higher ones: twice the higher vertex, and 1 where the side comes from there. */
function higherEnds(triangles: Uint32Array, vertices: number): { starts: Uint32Array; others: Int32Array } {
  const { starts, sides } = sidesByLowerVertex(triangles, vertices);
  const others = Int32Array.from(sides, (side) => {
    const [a, b] = [triangles[side], triangles[nextCorner(side)]];
    return 2 * Math.max(a, b) + Number(a > b);
  });
  return { starts, others };
}

export interface Hole {
  readonly edges: number;
  readonly length: number; // in the file's unit
  /** False of a border that does not come back to where it began: its faces are turned against each other. */
  readonly isRound: boolean;
}

/** Follows the border; the longest first. */
export function holesOf(boundary: Uint32Array, positions: Float64Array): readonly Hole[] {
  const at = new Map<number, number[]>(); // edges of each vertex
  for (let n = 0; n < boundary.length; n++) {
    const edges = at.get(boundary[n]);
    if (edges === undefined) at.set(boundary[n], [n >> 1]);
    else edges.push(n >> 1);
  }
  const isDone = new Uint8Array(boundary.length / 2);
  const holes: Hole[] = [];
  for (let first = 0; first < isDone.length; first++) {
    if (isDone[first] === 1) continue;
    const start = boundary[2 * first];
    let [edges, length, vertex] = [0, 0, start];
    for (let edge: number | undefined = first; edge !== undefined; edge = next(at.get(vertex), isDone)) {
      isDone[edge] = 1;
      const [a, b] = [boundary[2 * edge], boundary[2 * edge + 1]];
      length += Math.hypot(
        positions[3 * a] - positions[3 * b],
        positions[3 * a + 1] - positions[3 * b + 1],
        positions[3 * a + 2] - positions[3 * b + 2],
      );
      edges++;
      vertex = vertex === a ? b : a;
      if (vertex === start) break;
    }
    holes.push({ edges, length, isRound: vertex === start });
  }
  return holes.toSorted((a, b) => b.length - a.length);
}

function next(edges: readonly number[] | undefined, isDone: Uint8Array): number | undefined {
  return edges?.find((edge) => isDone[edge] === 0);
}

/** Vertices whose faces hang together at them in more than one fan. */
export function pinchedVertices(triangles: Uint32Array, vertices: number): number {
  // Corners at a vertex are joined where their faces share an edge of that vertex.
  const parent = Uint32Array.from({ length: triangles.length }, (_, n) => n);
  const root = (corner: number): number => {
    let at = corner;
    while (parent[at] !== at) at = parent[at] = parent[parent[at]];
    return at;
  };
  const firstAt = new Map<number, number>(); // vertex, neighbour → corner at the vertex
  const join = (vertex: number, neighbour: number, corner: number): void => {
    const key = vertex * vertices + neighbour;
    const other = firstAt.get(key);
    if (other === undefined) firstAt.set(key, corner);
    else parent[root(corner)] = root(other);
  };
  for (let t = 0; t < triangles.length; t += 3) {
    for (let corner = 0; corner < 3; corner++) {
      const vertex = triangles[t + corner];
      join(vertex, triangles[t + ((corner + 1) % 3)], t + corner);
      join(vertex, triangles[t + ((corner + 2) % 3)], t + corner);
    }
  }
  const fans = new Uint8Array(vertices);
  for (let n = 0; n < triangles.length; n++) if (root(n) === n && fans[triangles[n]] < 2) fans[triangles[n]]++;
  return fans.reduce((count, number) => count + Number(number > 1), 0);
}
