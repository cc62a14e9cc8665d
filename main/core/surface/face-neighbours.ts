/** Which faces of a surface hang together: across each side of a face, the one that shares it. */
import { nextCorner, sidesByLowerVertex } from './surface-sides.ts';

/**
 * Three a face, across the sides from corner 0 to 1, 1 to 2 and 2 to 0; −1 at a border and where more than two faces meet.
 * Corners that lie at one place have to be one vertex (see `welded`).
 */
export function faceNeighbours(triangles: Uint32Array, vertices: number): Int32Array {
  const { starts, sides } = sidesByLowerVertex(triangles, vertices);
  const neighbours = new Int32Array(triangles.length).fill(-1);
  const higher = (side: number): number => Math.max(triangles[side], triangles[nextCorner(side)]);
  for (let low = 0; low < vertices; low++) {
    for (let a = starts[low]; a < starts[low + 1]; a++) {
      let [partner, sharing] = [-1, 1];
      for (let b = starts[low]; b < starts[low + 1]; b++) {
        if (b === a || higher(sides[b]) !== higher(sides[a])) continue;
        partner = sides[b];
        sharing++;
      }
      if (sharing === 2) neighbours[sides[a]] = Math.floor(partner / 3);
    }
  }
  return neighbours;
}
