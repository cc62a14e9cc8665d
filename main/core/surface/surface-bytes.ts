/** Finished surfaces as bytes, little-endian: one (`meshRoute` of the contract) or those of all teeth (`meshesRoute`). */
import type { FinishedSurface } from './surface-finish.ts';

const HEADER_BYTES = 8;
const TOOTH_HEADER_BYTES = 8;
const COUNT_BYTES = 4;

/**
 * uint32 vertex count, uint32 triangle count, float32 positions and normals (three a vertex), uint32 indices (three a
 * triangle), uint8 light (255 is full) a vertex, filled up to a multiple of 4 bytes.
 */
export function encodeSurface({ positions, normals, indices, light }: FinishedSurface): Uint8Array {
  const bytes = new Uint8Array(surfaceBytes(light.length, indices.length / 3));
  new Uint32Array(bytes.buffer, 0, 2).set([light.length, indices.length / 3]);
  let at = HEADER_BYTES;
  for (const part of [positions, normals, indices]) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  for (let v = 0; v < light.length; v++) bytes[at + v] = Math.round(255 * light[v]);
  return bytes;
}

/** Looks into the bytes from `offset` on, a multiple of 4; null when they are not as many as the header says. */
export function decodeSurface(
  bytes: ArrayBuffer,
  offset = 0,
  length = bytes.byteLength - offset,
): FinishedSurface | null {
  if (length < HEADER_BYTES || offset + length > bytes.byteLength) return null;
  const [vertices, triangles] = new Uint32Array(bytes, offset, 2);
  if (length !== surfaceBytes(vertices, triangles)) return null;
  const positionsAt = offset + HEADER_BYTES;
  const normalsAt = positionsAt + 12 * vertices;
  const indicesAt = normalsAt + 12 * vertices;
  return {
    positions: new Float32Array(bytes, positionsAt, 3 * vertices),
    normals: new Float32Array(bytes, normalsAt, 3 * vertices),
    indices: new Uint32Array(bytes, indicesAt, 3 * triangles),
    light: Float32Array.from(new Uint8Array(bytes, indicesAt + 12 * triangles, vertices), (value) => value / 255),
  };
}

/** uint32 number of teeth; for each uint32 label, uint32 number of bytes, and `encodeSurface`'s bytes. */
export function joinSurfaces(encoded: ReadonlyMap<number, Uint8Array>): Uint8Array {
  const sizes = [...encoded.values()].map((surface) => TOOTH_HEADER_BYTES + surface.length);
  const bytes = new Uint8Array(sizes.reduce((sum, size) => sum + size, COUNT_BYTES));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, encoded.size, true);
  let at = COUNT_BYTES;
  for (const [label, surface] of encoded) {
    view.setUint32(at, label, true);
    view.setUint32(at + 4, surface.length, true);
    bytes.set(surface, at + TOOTH_HEADER_BYTES);
    at += TOOTH_HEADER_BYTES + surface.length;
  }
  return bytes;
}

/** Label → surface; `offset` is a multiple of 4. Null when bytes are missing or too many. */
export function splitSurfaces(bytes: ArrayBuffer, offset = 0): ReadonlyMap<number, FinishedSurface> | null {
  if (bytes.byteLength < offset + COUNT_BYTES) return null;
  const view = new DataView(bytes);
  const surfaces = new Map<number, FinishedSurface>();
  let at = offset + COUNT_BYTES;
  for (let left = view.getUint32(offset, true); left > 0; left--) {
    if (at + TOOTH_HEADER_BYTES > bytes.byteLength) return null;
    const size = view.getUint32(at + 4, true);
    const surface = decodeSurface(bytes, at + TOOTH_HEADER_BYTES, size);
    if (surface === null) return null;
    surfaces.set(view.getUint32(at, true), surface);
    at += TOOTH_HEADER_BYTES + size;
  }
  return at === bytes.byteLength ? surfaces : null;
}

function surfaceBytes(vertices: number, triangles: number): number {
  return HEADER_BYTES + 24 * vertices + 12 * triangles + 4 * Math.ceil(vertices / 4);
}
