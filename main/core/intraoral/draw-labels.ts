/** Which tooth each face of a scan is of, from what is known of the faces of its coarse surface. */
import { faceMesh, type FaceMesh } from './face-mesh.ts';
import { faceNeighbours } from './face-neighbours.ts';
import type { FaceShapes } from './face-shapes.ts';
import { refineLabels } from './refine-labels.ts';
import { smoothLabelsInto } from './smooth-labels.ts';
import type { CoarseSurface } from './thin-surface.ts';

export interface DrawLabelsInput {
  /** mm */
  readonly positions: Float64Array;
  readonly triangles: Uint32Array;
  readonly coarse: CoarseSurface & { readonly shapes: FaceShapes };
  /** Row by row: of each face of the coarse surface, how likely each label is; rows add up to 1. */
  readonly probabilities: Float32Array;
  readonly labels: number;
}

/** Of each face the number of its label, and the mesh that was made on the way. */
export function drawLabels({ positions, triangles, coarse, probabilities, labels }: DrawLabelsInput): {
  readonly mesh: FaceMesh;
  readonly found: Uint8Array;
} {
  const roughly = new Uint8Array(coarse.shapes.count);
  const neighbours = faceNeighbours(coarse.triangles, coarse.positions.length / 3);
  const coarseMesh: FaceMesh = { ...coarse, neighbours };
  smoothLabelsInto(roughly, { mesh: coarseMesh, probabilities, labels });
  const { vertexOf } = coarse;
  if (vertexOf === null) return { mesh: coarseMesh, found: roughly };
  const mesh = faceMesh(positions, triangles);
  return {
    mesh,
    found: refineLabels({ coarse: { mesh: coarseMesh, found: roughly, probabilities }, mesh, vertexOf, labels }),
  };
}
