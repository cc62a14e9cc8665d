/** The border of a set of voxels as quads, closed and manifold whatever the voxels are. */
import type { Vec3 } from '../volume.ts';
import { cellSheets, type CellSheets } from './cell-sheets.ts';

/** Voxels that are in (1) or out (0), flat index i + j·ni + k·ni·nj; the outermost ones are out. */
export interface Mask {
  readonly data: Uint8Array;
  readonly dims: Vec3;
}

/** Vertices in voxel indices, three numbers each. */
export interface Net {
  /** The mean of the middles of the edges that the border cuts in the vertex's cell (Gibson's surface nets, 1998). */
  readonly vertices: Float64Array;
  /** The lowest corner of that cell. */
  readonly cells: Float64Array;
  /** 1 of vertices that share their cell with others. */
  readonly shared: Uint8Array;
  /** Four vertices each, counter-clockwise seen from outside on a right-handed grid. */
  readonly quads: Uint32Array;
}

/**
 * A quad across every pair of neighbouring voxels of which one is in, between vertices in the four cells around it. Every
 * side belongs to two quads and the quads of a vertex make one fan: see [Note: Sheets].
 */
export function surfaceNet({ data, dims }: Mask): Net {
  const [ni, nj, nk] = dims;
  const strides = [1, ni, ni * nj];
  const sj = ni;
  const sk = ni * nj;
  /** By cell, which has the number of its lowest voxel. */
  const insideOf = new Uint8Array(data.length);
  const firstVertex = new Int32Array(data.length);
  const cutCells = new Int32Array(data.length);
  const uncertain: number[] = [];
  let [cuts, cutEdges, count] = [0, 0, 0];
  for (let k = 0; k + 1 < nk; k++) {
    for (let j = 0; j + 1 < nj; j++) {
      const row = ni * (j + nj * k);
      // The four voxels of a cell's upper side are the lower side of the next cell.
      let low = side(data, row, sj, sk);
      for (let cell = row; cell + 1 < row + ni; cell++) {
        const high = side(data, cell + 1, sj, sk);
        const inside = low | (high << 1);
        low = high;
        if (inside === 0 || inside === 255) continue;
        const sheets = cellSheets(inside, 0);
        if (sheets.passedTwice !== 0) uncertain.push(cell);
        insideOf[cell] = inside;
        cutCells[cuts++] = cell;
        cutEdges += CUT_FROM_LOWEST[inside];
        count += sheets.count;
      }
    }
  }
  const joined = joinedFaces(insideOf, uncertain, strides);
  const sheetsOf = (cell: number): CellSheets =>
    cellSheets(insideOf[cell], joined.size === 0 ? 0 : (joined.get(cell) ?? 0));
  for (const cell of joined.keys()) count += sheetsOf(cell).count - cellSheets(insideOf[cell], 0).count;

  const vertices = new Float64Array(3 * count);
  const cells = new Float64Array(3 * count);
  const shared = new Uint8Array(count);
  for (let n = 0, v = 0; n < cuts; n++) {
    const cell = cutCells[n];
    const { count: inCell, middles } = sheetsOf(cell);
    const i = cell % ni;
    const j = ((cell - i) / ni) % nj;
    const k = (cell - i - ni * j) / sk;
    firstVertex[cell] = v;
    for (let sheet = 0; sheet < inCell; sheet++, v++) {
      cells[3 * v] = i;
      cells[3 * v + 1] = j;
      cells[3 * v + 2] = k;
      vertices[3 * v] = i + middles[3 * sheet];
      vertices[3 * v + 1] = j + middles[3 * sheet + 1];
      vertices[3 * v + 2] = k + middles[3 * sheet + 2];
      if (inCell > 1) shared[v] = 1;
    }
  }

  const quads = new Uint32Array(4 * cutEdges);
  let at = 0;
  for (let cut = 0; cut < cuts; cut++) {
    const n = cutCells[cut];
    for (let axis = 0; axis < 3; axis++) {
      const isIn = data[n];
      if (isIn === data[n + strides[axis]]) continue;
      const su = strides[(axis + 1) % 3];
      const sv = strides[(axis + 2) % 3];
      // The four cells around the edge from this voxel to the next, in turn; the padding keeps them inside the array.
      const [u, v] = axis === 1 ? [2, 1] : [1, 2];
      const a = vertexOn(n - su - sv, 4 * axis + u + v);
      const b = vertexOn(n - sv, 4 * axis + v);
      const c = vertexOn(n, 4 * axis);
      const d = vertexOn(n - su, 4 * axis + u);
      quads[at++] = a;
      quads[at++] = isIn === 1 ? b : d;
      quads[at++] = c;
      quads[at++] = isIn === 1 ? d : b;
    }
  }
  function vertexOn(cell: number, edge: number): number {
    const first = firstVertex[cell];
    return shared[first] === 0 ? first : first + sheetsOf(cell).ofEdge[edge];
  }
  return { vertices, cells, shared, quads };
}

/** The four voxels from `n` on that have one i, as the bits 0, 2, 4, 6 of a cell's corners. */
function side(data: Uint8Array, n: number, sj: number, sk: number): number {
  return data[n] | (data[n + sj] << 2) | (data[n + sk] << 4) | (data[n + sj + sk] << 6);
}

/** How many of the three edges at the lowest corner the border cuts: every edge of the grid is one of these once. */
const CUT_FROM_LOWEST = Uint8Array.from({ length: 256 }, (_, inside) => {
  const lowest = inside & 1;
  return [1, 2, 4].filter((corner) => ((inside >> corner) & 1) !== lowest).length;
});

/** Cell → faces that join what is inside, where both sides would lead one sheet over the face twice. */
function joinedFaces(
  insideOf: Uint8Array,
  uncertain: readonly number[],
  strides: readonly number[],
): ReadonlyMap<number, number> {
  const joined = new Map<number, number>();
  const passedTwice = (cell: number): number => cellSheets(insideOf[cell], joined.get(cell) ?? 0).passedTwice;
  for (const cell of uncertain) {
    for (let axis = 0; axis < 3; axis++) {
      const next = cell + strides[axis];
      const [upper, lower] = [1 << (2 * axis + 1), 1 << (2 * axis)];
      if ((passedTwice(cell) & upper) === 0 || (passedTwice(next) & lower) === 0) continue;
      // Joining splits sheets and never merges any, so that no face needs a second look.
      joined.set(cell, (joined.get(cell) ?? 0) | upper);
      joined.set(next, (joined.get(next) ?? 0) | lower);
    }
  }
  return joined;
}
