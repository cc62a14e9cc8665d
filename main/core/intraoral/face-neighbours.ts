/** Which faces share an edge. */
import { nextCorner, sidesByLowerVertex } from '../surface/surface-sides.ts';

/** A list of pairs of faces; an edge of more than two faces joins each with the next. */
export interface FaceNeighbours {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  /** The two vertices of each shared edge. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** 1 for a face with an edge of its own: it lies at the rim, or at a hole. */
  readonly isAtBorder: Uint8Array;
}

export function faceNeighbours(triangles: Uint32Array, vertices: number): FaceNeighbours {
  const faces = triangles.length / 3;
  const { starts, sides } = sidesByLowerVertex(triangles, vertices);
  const next = (side: number): number => triangles[nextCorner(side)];
  const [a, b, from, to] = [0, 0, 0, 0].map(() => new Uint32Array(triangles.length));
  const isAtBorder = new Uint8Array(faces);
  let count = 0;
  for (let low = 0; low < vertices; low++) {
    for (let m = starts[low]; m < starts[low + 1]; m++) {
      const high = Math.max(triangles[sides[m]], next(sides[m]));
      let shared = false;
      for (let k = starts[low]; k < starts[low + 1]; k++) {
        if (k === m || Math.max(triangles[sides[k]], next(sides[k])) !== high) continue;
        shared = true;
        if (k < m) continue;
        a[count] = Math.floor(sides[m] / 3);
        b[count] = Math.floor(sides[k] / 3);
        from[count] = low;
        to[count++] = high;
        break;
      }
      if (!shared) isAtBorder[Math.floor(sides[m] / 3)] = 1;
    }
  }
  return {
    a: a.slice(0, count),
    b: b.slice(0, count),
    from: from.slice(0, count),
    to: to.slice(0, count),
    isAtBorder,
  };
}
