/**
 * How a surface of voxels passes through a cell, the cube between eight voxel centres. Bit 0 of a corner's number is i,
 * bit 1 j, bit 2 k.
 *
 * [Note: Sheets] A vertex for every cell would join what only touches: two voxels with a common edge or corner make edges
 * of four triangles and pinched vertices. So a cell has a vertex for every sheet: edges that the border cuts follow each
 * other over the cell's faces, and each closed round is a sheet (the rounds of marching cubes, whose dual this is). A face
 * whose corners alternate has two ways to go on: it keeps the voxels inside apart, as six-connected components are. Only
 * where that would lead one sheet twice over a face into one sheet of the next cell, an edge of four triangles, the face
 * joins them instead (`joined`), which splits the sheets in both cells (after Wenger, "Isosurfaces", 2013, 3.6).
 */

export interface CellSheets {
  readonly count: number;
  /** The sheet that each of the twelve edges lies on; only of edges that the border cuts. */
  readonly ofEdge: Uint8Array;
  /** x, y, z for each sheet, 0…1: the mean of the middles of its edges. */
  readonly middles: Float64Array;
  /** Faces (bits, see `FACES`) that one sheet passes twice. */
  readonly passedTwice: number;
}

/** Edge 4·axis + n runs along `axis`; n counts its place on the other two axes, the lower axis first. */
const EDGES = [0, 1, 2, 3, 4, 5, 6, 7, 0, 2, 1, 3, 4, 6, 5, 7, 0, 4, 1, 5, 2, 6, 3, 7] as const;

/** Face 2·axis is the lower one of an axis, 2·axis + 1 the upper one: its corners in turn. */
const FACES = [
  [0, 2, 6, 4],
  [1, 3, 7, 5],
  [0, 1, 5, 4],
  [2, 3, 7, 6],
  [0, 1, 3, 2],
  [4, 5, 7, 6],
] as const;

const known: (CellSheets | undefined)[] = [];

/** `inside` has a bit for each corner, `joined` one for each face that joins its inner corners. */
export function cellSheets(inside: number, joined: number): CellSheets {
  const key = inside | (joined << 8);
  return (known[key] ??= findSheets(inside, joined));
}

function findSheets(inside: number, joined: number): CellSheets {
  const isIn = (corner: number): boolean => (inside & (1 << corner)) !== 0;
  const next = Array.from({ length: 12 }, (): number[] => []);
  const pairs: (readonly [face: number, edge: number])[] = [];
  FACES.forEach((corners, face) => {
    const cut = [0, 1, 2, 3].filter((n) => isIn(corners[n]) !== isIn(corners[(n + 1) & 3]));
    const edges = cut.map((n) => edgeBetween(corners[n], corners[(n + 1) & 3]));
    // Of four cut edges the pairs (3, 0) and (1, 2) go around corners 0 and 2, the pairs (0, 1) and (2, 3) around 1 and 3.
    const around0 = isIn(corners[0]) !== ((joined & (1 << face)) !== 0);
    const inTurn = edges.length === 4 && around0 ? [edges[3], edges[0], edges[1], edges[2]] : edges;
    for (let n = 0; n < inTurn.length; n += 2) {
      next[inTurn[n]].push(inTurn[n + 1]);
      next[inTurn[n + 1]].push(inTurn[n]);
      if (inTurn.length === 4) pairs.push([face, inTurn[n]]);
    }
  });

  const ofEdge = new Uint8Array(12).fill(255);
  const middles: number[] = [];
  let count = 0;
  for (let start = 0; start < 12; start++) {
    if (next[start].length === 0 || ofEdge[start] !== 255) continue;
    const round = [start];
    for (const edge of round) {
      if (ofEdge[edge] === count) continue;
      ofEdge[edge] = count;
      round.push(...next[edge]);
    }
    const edges = [...new Set(round)];
    for (let axis = 0; axis < 3; axis++) {
      const twice = edges.map((edge) => ((EDGES[2 * edge] >> axis) & 1) + ((EDGES[2 * edge + 1] >> axis) & 1));
      middles.push(twice.reduce((sum, value) => sum + value, 0) / edges.length / 2);
    }
    count++;
  }
  let passedTwice = 0;
  for (let n = 0; n < pairs.length; n += 2) {
    if (ofEdge[pairs[n][1]] === ofEdge[pairs[n + 1][1]]) passedTwice |= 1 << pairs[n][0];
  }
  return { count, ofEdge, middles: Float64Array.from(middles), passedTwice };
}

function edgeBetween(a: number, b: number): number {
  const [low, high] = [Math.min(a, b), Math.max(a, b)];
  for (let edge = 0; edge < 12; edge++) if (EDGES[2 * edge] === low && EDGES[2 * edge + 1] === high) return edge;
  throw new RangeError(`No edge joins the corners ${a} and ${b}`);
}
