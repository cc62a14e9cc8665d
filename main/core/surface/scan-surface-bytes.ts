/**
 * An intraoral scan as the window gets it. Little-endian: uint32 number of vertices, of faces, and whether there are
 * colours (1 or 0); float32 x, y, z of each vertex in mm; uint32 three vertices of each face, in the order of the file;
 * then uint8 red, green, blue of each vertex where there are colours.
 */
import type { ScanSurface } from './scan-surface.ts';

export interface ShownSurface {
  readonly positionsMm: Float32Array;
  readonly triangles: Uint32Array;
  /** sRGB, 0…255, three numbers a vertex. */
  readonly colours: Uint8Array | null;
}

const HEAD_BYTES = 12;

export function surfaceBytesLength(vertices: number, faces: number, hasColours: boolean): number {
  return HEAD_BYTES + 12 * vertices + 12 * faces + (hasColours ? 3 * vertices : 0);
}

export function encodeScanSurface(
  { positions, triangles, colours }: Pick<ScanSurface, 'positions' | 'triangles' | 'colours'>,
  mmPerUnit: number,
): Uint8Array {
  const [vertices, faces] = [positions.length / 3, triangles.length / 3];
  const bytes = new Uint8Array(surfaceBytesLength(vertices, faces, colours !== null));
  new Uint32Array(bytes.buffer, 0, 3).set([vertices, faces, colours === null ? 0 : 1]);
  const placed = new Float32Array(bytes.buffer, HEAD_BYTES, positions.length);
  for (let n = 0; n < positions.length; n++) placed[n] = mmPerUnit * positions[n];
  new Uint32Array(bytes.buffer, HEAD_BYTES + placed.byteLength, triangles.length).set(triangles);
  if (colours !== null) bytes.set(colours, bytes.length - colours.length);
  return bytes;
}

/** @throws RangeError for bytes that `encodeScanSurface` does not write */
export function decodeScanSurface(buffer: ArrayBuffer): ShownSurface {
  if (buffer.byteLength < HEAD_BYTES) throw new RangeError('The surface is cut off');
  const [vertices, faces, hasColours] = new Uint32Array(buffer, 0, 3);
  if (buffer.byteLength !== surfaceBytesLength(vertices, faces, hasColours === 1))
    throw new RangeError('The surface has another length than it says');
  const trianglesAt = HEAD_BYTES + 12 * vertices;
  return {
    positionsMm: new Float32Array(buffer, HEAD_BYTES, 3 * vertices),
    triangles: new Uint32Array(buffer, trianglesAt, 3 * faces),
    colours: hasColours === 1 ? new Uint8Array(buffer, trianglesAt + 12 * faces, 3 * vertices) : null,
  };
}
