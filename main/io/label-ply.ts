/** The labelled surface of an intraoral scan: binary PLY with a `label` for each face, as trimesh, MeshLab and Open3D read it. */
import type { LabelMap } from '#core/volume';
import type { ScanSurface } from '#core/surface/scan-surface';
import { readSurface } from './surface/read-surface.ts';
import { faceGeometry } from './surface/survey-surface.ts';

const FACE_BYTES = 14;

export interface LabelledSurface {
  readonly surface: ScanSurface;
  /** A value a face. */
  readonly labels: LabelMap;
}

/** Places stay in the file's own unit, to the last bit. `labels`: FDI codes, 0 gums. */
export function encodeLabelPly(
  { positions, triangles, colours }: Pick<ScanSurface, 'positions' | 'triangles' | 'colours'>,
  labels: Uint8Array,
): Uint8Array {
  const [vertices, faces] = [positions.length / 3, triangles.length / 3];
  const isSingle = positions.every((value) => value === Math.fround(value));
  const header = new TextEncoder().encode(
    [
      'ply',
      'format binary_little_endian 1.0',
      'comment Quadrant. label of a face: FDI number of its tooth, 0 gums',
      `element vertex ${vertices}`,
      ...['x', 'y', 'z'].map((name) => `property ${isSingle ? 'float' : 'double'} ${name}`),
      ...(colours === null ? [] : ['red', 'green', 'blue'].map((name) => `property uchar ${name}`)),
      `element face ${faces}`,
      'property list uchar int vertex_indices',
      'property uchar label',
      'end_header\n',
    ].join('\n'),
  );
  const numberBytes = isSingle ? 4 : 8;
  const vertexBytes = 3 * numberBytes + (colours === null ? 0 : 3);
  const bytes = new Uint8Array(header.length + vertexBytes * vertices + FACE_BYTES * faces);
  bytes.set(header);
  const view = new DataView(bytes.buffer);
  let at = header.length;
  for (let n = 0; n < positions.length; n += 3, at += vertexBytes) {
    for (let axis = 0; axis < 3; axis++) {
      if (isSingle) view.setFloat32(at + 4 * axis, positions[n + axis], true);
      else view.setFloat64(at + 8 * axis, positions[n + axis], true);
      if (colours !== null) bytes[at + 3 * numberBytes + axis] = colours[n + axis];
    }
  }
  for (let face = 0; face < faces; face++, at += FACE_BYTES) {
    bytes[at] = 3;
    for (let corner = 0; corner < 3; corner++) view.setInt32(at + 1 + 4 * corner, triangles[3 * face + corner], true);
    bytes[at + 13] = labels[face];
  }
  return bytes;
}

/** @throws QuadrantError surface.*; RangeError for a surface without labels, or with others than bytes */
export async function readLabelPly(path: string): Promise<LabelledSurface> {
  const surface = await readSurface(path);
  const { faceLabels } = surface;
  if (faceLabels === null) throw new RangeError('Its faces have no labels');
  if (faceLabels.some((label) => label < 0 || label > 255)) throw new RangeError('A label is no byte');
  return { surface, labels: { geometry: faceGeometry(faceLabels.length), data: Uint8Array.from(faceLabels) } };
}
