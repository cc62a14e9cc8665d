/** An intraoral scan as the viewer needs it: shared corners, normals, and what picking and the brush ask for. */
import { faceMiddles, FaceTree } from '#core/surface/face-tree';
import { faceNeighbours } from '#core/surface/face-neighbours';
import type { BrushedSurface } from '#core/surface/face-brush';
import { welded, type ScanSurface } from '#core/surface/scan-surface';

export interface ScanMesh extends BrushedSurface {
  /** World mm, x, y, z per vertex; corners at one place are one vertex. */
  readonly positions: Float32Array;
  readonly triangles: Uint32Array;
  /** Unit, per vertex: what light falls on. */
  readonly vertexNormals: Float32Array;
  /** sRGB, three a face; null where the scanner gave none. */
  readonly faceColours: Uint8Array | null;
  readonly tree: FaceTree;
}

/** @param surface in world mm */
export function scanMesh(surface: Pick<ScanSurface, 'positions' | 'triangles' | 'colours'>): ScanMesh {
  const { positions: shared, vertexOf } = welded(surface.positions);
  const triangles = surface.triangles.map((vertex) => vertexOf[vertex]);
  const positions = Float32Array.from(shared);
  const { normals, vertexNormals } = normalsOf(positions, triangles);
  return {
    positions,
    triangles,
    vertexNormals,
    faceColours: surface.colours === null ? null : faceColours(surface.triangles, surface.colours),
    tree: new FaceTree({ positions, triangles }),
    middles: faceMiddles({ positions, triangles }),
    normals,
    neighbours: faceNeighbours(triangles, positions.length / 3),
  };
}

/** Of a vertex, the mean of its faces' by their area. */
function normalsOf(p: Float32Array, triangles: Uint32Array): { normals: Float32Array; vertexNormals: Float32Array } {
  const normals = new Float32Array(triangles.length);
  const vertexNormals = new Float32Array(p.length);
  for (let n = 0; n < triangles.length; n += 3) {
    const [a, b, c] = [3 * triangles[n], 3 * triangles[n + 1], 3 * triangles[n + 2]];
    const [ux, uy, uz] = [p[b] - p[a], p[b + 1] - p[a + 1], p[b + 2] - p[a + 2]];
    const [vx, vy, vz] = [p[c] - p[a], p[c + 1] - p[a + 1], p[c + 2] - p[a + 2]];
    normals[n] = uy * vz - uz * vy;
    normals[n + 1] = uz * vx - ux * vz;
    normals[n + 2] = ux * vy - uy * vx;
    for (let axis = 0; axis < 3; axis++) {
      for (const corner of [a, b, c]) vertexNormals[corner + axis] += normals[n + axis];
    }
  }
  normaliseInto(normals);
  normaliseInto(vertexNormals);
  return { normals, vertexNormals };
}

function normaliseInto(vectors: Float32Array): void {
  for (let n = 0; n < vectors.length; n += 3) {
    const length = Math.hypot(vectors[n], vectors[n + 1], vectors[n + 2]);
    if (length === 0) continue;
    vectors[n] /= length;
    vectors[n + 1] /= length;
    vectors[n + 2] /= length;
  }
}

/** The mean of the corners' colours. */
function faceColours(triangles: Uint32Array, colours: Uint8Array): Uint8Array {
  const faces = new Uint8Array(triangles.length);
  for (let n = 0; n < triangles.length; n += 3) {
    for (let channel = 0; channel < 3; channel++) {
      const sum =
        colours[3 * triangles[n] + channel] +
        colours[3 * triangles[n + 1] + channel] +
        colours[3 * triangles[n + 2] + channel];
      faces[n + channel] = Math.round(sum / 3);
    }
  }
  return faces;
}
