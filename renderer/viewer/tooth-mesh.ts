/** The surface of one tooth as the host sends it (meshRoute), and normals to shade it smoothly. */
import { QuadrantError } from '#contract/errors';

/** Positions are LPS mm, three numbers a vertex; indices three a triangle, counter-clockwise seen from outside. */
export interface ToothMesh {
  readonly positions: Float32Array;
  readonly indices: Uint32Array;
}

const HEADER_BYTES = 8;

/** @throws QuadrantError internal when the size does not match the counts in the header. */
export function decodeToothMesh(bytes: ArrayBuffer): ToothMesh {
  const [vertexCount, triangleCount] = bytes.byteLength >= HEADER_BYTES ? new Uint32Array(bytes, 0, 2) : [0, 0];
  const expectedBytes = HEADER_BYTES + 12 * (vertexCount + triangleCount);
  if (bytes.byteLength !== expectedBytes) {
    const facts = { expectedBytes, foundBytes: bytes.byteLength };
    throw new QuadrantError('internal', 'A tooth surface did not arrive completely.', 'Open the scan again.', facts);
  }
  return {
    positions: new Float32Array(bytes, HEADER_BYTES, 3 * vertexCount),
    indices: new Uint32Array(bytes, HEADER_BYTES + 12 * vertexCount, 3 * triangleCount),
  };
}

/** Unit normals per vertex, each triangle weighted by its area; flat xyz like the positions. */
export function vertexNormals({ positions, indices }: ToothMesh): Float32Array {
  const normals = new Float32Array(positions.length);
  for (let n = 0; n < indices.length; n += 3) {
    const a = 3 * indices[n];
    const b = 3 * indices[n + 1];
    const c = 3 * indices[n + 2];
    const ux = positions[b] - positions[a];
    const uy = positions[b + 1] - positions[a + 1];
    const uz = positions[b + 2] - positions[a + 2];
    const vx = positions[c] - positions[a];
    const vy = positions[c + 1] - positions[a + 1];
    const vz = positions[c + 2] - positions[a + 2];
    // The cross product's length is twice the area: adding it up is the weighting.
    const x = uy * vz - uz * vy;
    const y = uz * vx - ux * vz;
    const z = ux * vy - uy * vx;
    addAt(normals, a, x, y, z);
    addAt(normals, b, x, y, z);
    addAt(normals, c, x, y, z);
  }
  for (let n = 0; n < normals.length; n += 3) {
    const length = Math.hypot(normals[n], normals[n + 1], normals[n + 2]) || 1;
    normals[n] /= length;
    normals[n + 1] /= length;
    normals[n + 2] /= length;
  }
  return normals;
}

function addAt(into: Float32Array, at: number, x: number, y: number, z: number): void {
  into[at] += x;
  into[at + 1] += y;
  into[at + 2] += z;
}

/** Triangles as vtk.js wants them: the number of points before each. */
export function vtkPolys(indices: Uint32Array): Uint32Array {
  const polys = new Uint32Array((indices.length / 3) * 4);
  for (let n = 0, p = 0; n < indices.length; n += 3) {
    polys[p++] = 3;
    polys[p++] = indices[n];
    polys[p++] = indices[n + 1];
    polys[p++] = indices[n + 2];
  }
  return polys;
}
