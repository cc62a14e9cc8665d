/** A surface with what is known of its faces. */
import { faceNeighbours, type FaceNeighbours } from './face-neighbours.ts';
import { faceShapes, type FaceShapes } from './face-shapes.ts';

export interface FaceMesh {
  /** mm */
  readonly positions: Float64Array;
  readonly triangles: Uint32Array;
  readonly shapes: FaceShapes;
  readonly neighbours: FaceNeighbours;
}

export function faceMesh(positions: Float64Array, triangles: Uint32Array): FaceMesh {
  return {
    positions,
    triangles,
    shapes: faceShapes(positions, triangles),
    neighbours: faceNeighbours(triangles, positions.length / 3),
  };
}
