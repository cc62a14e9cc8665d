/** The sides of a surface's faces, each named by the corner where it begins: those that share an edge lie together. */

/** The other end of the side that begins at a corner. */
export function nextCorner(corner: number): number {
  return corner % 3 === 2 ? corner - 2 : corner + 1;
}

/** Sides in the order of the lower of their two vertices (counting sort): those of vertex v are sides[starts[v]] … before starts[v + 1]. */
export function sidesByLowerVertex(
  triangles: Uint32Array,
  vertices: number,
): { readonly starts: Uint32Array; readonly sides: Uint32Array } {
  const starts = new Uint32Array(vertices + 1);
  const lower = (side: number): number => Math.min(triangles[side], triangles[nextCorner(side)]);
  for (let side = 0; side < triangles.length; side++) starts[lower(side) + 1]++;
  for (let v = 0; v < vertices; v++) starts[v + 1] += starts[v];
  const ends = starts.slice();
  const sides = new Uint32Array(triangles.length);
  for (let side = 0; side < triangles.length; side++) sides[ends[lower(side)]++] = side;
  return { starts, sides };
}
