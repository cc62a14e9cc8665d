/** Binary PLY with a colour for each vertex (Turk, "The PLY Polygon File Format", 1994). */
import type { NamedFile } from '../write-together.ts';
import { ABOUT_MESHES, type MeshPart } from './mesh-part.ts';

const VERTEX_BYTES = 15;
const FACE_BYTES = 13;

export function encodePly(parts: readonly MeshPart[], stem: string): readonly NamedFile[] {
  const vertices = parts.reduce((sum, { positionsMm }) => sum + positionsMm.length / 3, 0);
  const faces = parts.reduce((sum, { triangles }) => sum + triangles.length / 3, 0);
  const header = new TextEncoder().encode(
    [
      'ply',
      'format binary_little_endian 1.0',
      `comment ${ABOUT_MESHES}`,
      `comment ${parts.map(({ title }) => title).join(', ')}`,
      `element vertex ${vertices}`,
      ...['x', 'y', 'z'].map((name) => `property float ${name}`),
      ...['red', 'green', 'blue'].map((name) => `property uchar ${name}`),
      `element face ${faces}`,
      'property list uchar int vertex_indices',
      'end_header\n',
    ].join('\n'),
  );
  const bytes = new Uint8Array(header.length + VERTEX_BYTES * vertices + FACE_BYTES * faces);
  bytes.set(header);
  const view = new DataView(bytes.buffer);
  let at = header.length;
  for (const { positionsMm, colour } of parts) {
    for (let n = 0; n < positionsMm.length; n += 3, at += VERTEX_BYTES) {
      view.setFloat32(at, positionsMm[n], true);
      view.setFloat32(at + 4, positionsMm[n + 1], true);
      view.setFloat32(at + 8, positionsMm[n + 2], true);
      bytes.set(colour, at + 12);
    }
  }
  let first = 0;
  for (const { positionsMm, triangles } of parts) {
    for (let t = 0; t < triangles.length; t += 3, at += FACE_BYTES) {
      bytes[at] = 3;
      view.setInt32(at + 1, first + triangles[t], true);
      view.setInt32(at + 5, first + triangles[t + 1], true);
      view.setInt32(at + 9, first + triangles[t + 2], true);
    }
    first += positionsMm.length / 3;
  }
  return [{ name: `${stem}.ply`, bytes }];
}
