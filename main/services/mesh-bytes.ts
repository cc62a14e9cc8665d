/** A surface as bytes: see meshRoute in #contract/api. */
import type { TriangleMesh } from '#core/mesh';

/** Little-endian: uint32 vertex count, uint32 triangle count, float32 positions, uint32 triangles. */
export function encodeMesh({ positionsMm, triangles }: TriangleMesh): Uint8Array {
  const bytes = new Uint8Array(8 + positionsMm.byteLength + triangles.byteLength);
  const header = new DataView(bytes.buffer);
  header.setUint32(0, positionsMm.length / 3, true);
  header.setUint32(4, triangles.length / 3, true);
  new Float32Array(bytes.buffer, 8, positionsMm.length).set(positionsMm);
  new Uint32Array(bytes.buffer, 8 + positionsMm.byteLength, triangles.length).set(triangles);
  return bytes;
}
