/** A surface as a file holds it, such as an intraoral scan: open or closed, sound or not, in a unit that nothing tells. */
export interface ScanSurface {
  readonly positions: Float64Array; // x, y, z per vertex, in the file's own unit and space
  readonly triangles: Uint32Array; // three vertices per triangle; polygons and strips are split
  /** A whole number for each triangle, such as its FDI code; null where the file has none. */
  readonly faceLabels: Int32Array | null;
  /** sRGB, 0…255, three numbers a vertex; null where the file has none. */
  readonly colours: Uint8Array | null;
}

/** Of a surface whose unit is known; the same array where that is a millimetre. */
export function positionsInMm(positions: Float64Array, mmPerUnit: number): Float64Array {
  return mmPerUnit === 1 ? positions : positions.map((value) => mmPerUnit * value);
}

export interface Welded {
  readonly positions: Float64Array;
  /** The vertex of `positions` that each of the given ones became. */
  readonly vertexOf: Uint32Array;
}

/** One vertex for all at exactly the same place, in the order of their first use: files without indices repeat them. */
export function welded(positions: Float64Array): Welded {
  const count = positions.length / 3;
  const places = positions.map((value) => value + 0); // −0 becomes 0: the same place has the same bits
  const bits = new Uint32Array(places.buffer);
  const slots = 2 ** Math.ceil(Math.log2(Math.max(2, 2 * count)));
  const table = new Int32Array(slots).fill(-1);
  const vertexOf = new Uint32Array(count);
  let used = 0;
  for (let v = 0; v < count; v++) {
    let hash = 0;
    for (let n = 6 * v; n < 6 * v + 6; n++) {
      hash = Math.imul(hash ^ bits[n], 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    const [x, y, z] = [places[3 * v], places[3 * v + 1], places[3 * v + 2]];
    let slot = (hash >>> 0) & (slots - 1);
    for (; table[slot] !== -1; slot = (slot + 1) & (slots - 1)) {
      const at = 3 * table[slot];
      if (places[at] === x && places[at + 1] === y && places[at + 2] === z) break;
    }
    if (table[slot] === -1) {
      table[slot] = used;
      places[3 * used] = x;
      places[3 * used + 1] = y;
      places[3 * used + 2] = z;
      used++;
    }
    vertexOf[v] = table[slot];
  }
  return { positions: places.slice(0, 3 * used), vertexOf };
}
