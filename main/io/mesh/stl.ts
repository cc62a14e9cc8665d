/** Binary STL: triangles without colour or names (3D Systems, "StereoLithography Interface Specification", 1988). */
import type { NamedFile } from '../write-together.ts';
import { ABOUT_MESHES, type MeshPart } from './mesh-part.ts';

const HEADER_BYTES = 80;
const TRIANGLE_BYTES = 50;

/** All parts as one file. A header (`about`, 80 letters at most) that began with "solid" would be taken for text. */
export function encodeStl(parts: readonly MeshPart[], stem: string, about = ABOUT_MESHES): readonly NamedFile[] {
  const count = parts.reduce((sum, { triangles }) => sum + triangles.length / 3, 0);
  const bytes = new Uint8Array(HEADER_BYTES + 4 + TRIANGLE_BYTES * count);
  new TextEncoder().encodeInto(about, bytes.subarray(0, HEADER_BYTES));
  const view = new DataView(bytes.buffer);
  view.setUint32(HEADER_BYTES, count, true);
  let at = HEADER_BYTES + 4;
  for (const part of parts) at = writeTriangles(view, at, part);
  return [{ name: `${stem}.stl`, bytes }];
}

function writeTriangles(view: DataView, start: number, { positionsMm: p, triangles }: MeshPart): number {
  let at = start;
  for (let t = 0; t < triangles.length; t += 3, at += TRIANGLE_BYTES) {
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]];
    const [ux, uy, uz] = [p[b] - p[a], p[b + 1] - p[a + 1], p[b + 2] - p[a + 2]];
    const [vx, vy, vz] = [p[c] - p[a], p[c + 1] - p[a + 1], p[c + 2] - p[a + 2]];
    const [nx, ny, nz] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    const length = Math.sqrt(nx * nx + ny * ny + nz * nz) || 1;
    view.setFloat32(at, nx / length, true);
    view.setFloat32(at + 4, ny / length, true);
    view.setFloat32(at + 8, nz / length, true);
    for (let corner = 0, to = at + 12; corner < 3; corner++) {
      const n = 3 * triangles[t + corner];
      view.setFloat32(to, p[n], true);
      view.setFloat32(to + 4, p[n + 1], true);
      view.setFloat32(to + 8, p[n + 2], true);
      to += 12;
    }
  }
  return at;
}
