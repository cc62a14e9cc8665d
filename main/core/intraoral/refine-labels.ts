/** Labels of a coarse surface, told of the surface that it was thinned from: at once amid a label, face by face along borders. */
import type { FaceMesh } from './face-mesh.ts';
import { smoothLabelsInto } from './smooth-labels.ts';
import { spreadRows } from './spread-rows.ts';

export interface RefineLabelsInput {
  readonly coarse: LabelledMesh;
  readonly mesh: FaceMesh;
  /** Of each vertex of the mesh the coarse one that stands for it. */
  readonly vertexOf: Uint32Array;
  readonly labels: number;
}

interface LabelledMesh {
  readonly mesh: FaceMesh;
  /** Of each face the number of its label. */
  readonly found: Uint8Array;
  /** Row by row: of each face, how likely each label is; rows add up to 1. */
  readonly probabilities: Float32Array;
}

const UNKNOWN = 255;
const MIXED = 254;

/** Of each face the number of its label. */
export function refineLabels({ coarse, mesh, vertexOf, labels }: RefineLabelsInput): Uint8Array {
  const { triangles, shapes } = mesh;
  const settled = settledLabels(coarse);
  const found = new Uint8Array(shapes.count);
  const open: number[] = [];
  for (let face = 0; face < shapes.count; face++) {
    const label = settled[vertexOf[triangles[3 * face]]];
    const isOne =
      label === settled[vertexOf[triangles[3 * face + 1]]] && label === settled[vertexOf[triangles[3 * face + 2]]];
    if (isOne && label < MIXED) found[face] = label;
    else open.push(face);
  }
  const faces = Uint32Array.from(open);
  const centres = new Float64Array(3 * faces.length);
  faces.forEach((face, row) => centres.set(shapes.centres.subarray(3 * face, 3 * face + 3), 3 * row));
  const probabilities = spreadRows(coarse.mesh.shapes.centres, coarse.probabilities, labels, centres);
  smoothLabelsInto(found, { mesh, faces, probabilities, labels });
  return found;
}

/** By coarse vertex: the one label of the faces around it, else MIXED or UNKNOWN. Wider bands drew no better borders. */
function settledLabels({ mesh, found }: LabelledMesh): Uint8Array {
  const { positions, triangles } = mesh;
  const settled = new Uint8Array(positions.length / 3).fill(UNKNOWN);
  for (let corner = 0; corner < triangles.length; corner++) {
    const vertex = triangles[corner];
    const label = found[Math.floor(corner / 3)];
    if (settled[vertex] === UNKNOWN) settled[vertex] = label;
    else if (settled[vertex] !== label) settled[vertex] = MIXED;
  }
  return settled;
}
