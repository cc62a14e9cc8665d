/** glTF 2.0 as one .glb file: a node with its own material for each tooth (Khronos, glTF 2.0 specification). */
import { Document, NodeIO, type Accessor } from '@gltf-transform/core';
import { vertexNormals } from '#core/surface/surface-finish';
import type { NamedFile } from '../write-together.ts';
import { ABOUT_MESHES, type MeshPart } from './mesh-part.ts';

/**
 * [Note: glTF space] glTF counts in metres, y up, the front towards +z. Positions stay LPS mm; one node above all teeth
 * turns them: x (left) → x, z (up) → y, back → −z, and scales by 0.001. Whoever wants patient coordinates reads the
 * meshes without that node.
 */
const TURN_ABOUT_X = [-Math.SQRT1_2, 0, 0, Math.SQRT1_2] as const; // −90°, as a quaternion x y z w
const METRES_PER_MM = 0.001;

export async function encodeGltf(parts: readonly MeshPart[], stem: string): Promise<readonly NamedFile[]> {
  const document = new Document();
  const buffer = document.createBuffer();
  const root = document
    .createNode('Teeth')
    .setRotation([...TURN_ABOUT_X])
    .setScale([METRES_PER_MM, METRES_PER_MM, METRES_PER_MM])
    .setExtras({ about: `${ABOUT_MESHES} This node turns them to y up and metres.` });
  document.getRoot().setDefaultScene(document.createScene('Teeth').addChild(root));
  document.getRoot().getAsset().generator = 'Quadrant';
  const vectors = (values: Float32Array): Accessor =>
    document.createAccessor().setType('VEC3').setArray(new Float32Array(values)).setBuffer(buffer);
  for (const { title, colour, positionsMm, triangles } of parts) {
    const material = document
      .createMaterial(title)
      .setBaseColorFactor([linear(colour[0]), linear(colour[1]), linear(colour[2]), 1])
      .setMetallicFactor(0)
      .setRoughnessFactor(0.5);
    const primitive = document
      .createPrimitive()
      .setMaterial(material)
      .setIndices(document.createAccessor().setType('SCALAR').setArray(new Uint32Array(triangles)).setBuffer(buffer))
      .setAttribute('POSITION', vectors(positionsMm))
      .setAttribute('NORMAL', vectors(vertexNormals({ positions: positionsMm, indices: triangles })));
    root.addChild(document.createNode(title).setMesh(document.createMesh(title).addPrimitive(primitive)));
  }
  return [{ name: `${stem}.glb`, bytes: await new NodeIO().writeBinary(document) }];
}

/** sRGB 0…255 to linear 0…1 (IEC 61966-2-1), as glTF's factors are. */
function linear(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
