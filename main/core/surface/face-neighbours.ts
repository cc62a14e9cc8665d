/** Which faces of a surface hang together: across each side of a face, the one that shares it. */

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

/** The other end of the side that begins at a corner. */
function nextCorner(corner: number): number {
  return corner % 3 === 2 ? corner - 2 : corner + 1;
}

/** Sides, named by the corner where they begin, in the order of the lower of their two vertices. */
function sidesByLowerVertex(triangles: Uint32Array, vertices: number): { starts: Uint32Array; sides: Uint32Array } {
  const starts = new Uint32Array(vertices + 1);
  const lower = (side: number): number => Math.min(triangles[side], triangles[nextCorner(side)]);
  for (let side = 0; side < triangles.length; side++) starts[lower(side) + 1]++;
  for (let v = 0; v < vertices; v++) starts[v + 1] += starts[v];
  const ends = starts.slice();
  const sides = new Uint32Array(triangles.length);
  for (let side = 0; side < triangles.length; side++) sides[ends[lower(side)]++] = side;
  return { starts, sides };
}
