/** A surface as bytes: see meshRoute in #contract/api. */

export interface SurfaceMesh {
  /** x, y, z of every vertex, LPS mm. */
  readonly positions: Float32Array;
  /** Three vertex numbers a triangle, counter-clockwise seen from outside. */
  readonly indices: Uint32Array;
}

/** Little-endian: uint32 vertex count, uint32 triangle count, float32 positions, uint32 indices. */
export function encodeMesh({ positions, indices }: SurfaceMesh): Uint8Array {
  const bytes = new Uint8Array(8 + positions.byteLength + indices.byteLength);
  const header = new DataView(bytes.buffer);
  header.setUint32(0, positions.length / 3, true);
  header.setUint32(4, indices.length / 3, true);
  new Float32Array(bytes.buffer, 8, positions.length).set(positions);
  new Uint32Array(bytes.buffer, 8 + positions.byteLength, indices.length).set(indices);
  return bytes;
}
