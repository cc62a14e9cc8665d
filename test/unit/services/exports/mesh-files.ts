/** Mesh files as another program would read them, written without the code under test. */
import { z } from 'zod';

export interface ReadMesh {
  readonly positions: Float32Array;
  readonly triangles: Uint32Array;
}

/** Binary STL; corners at one place become one vertex. */
export function readStl(bytes: Buffer): ReadMesh {
  const count = bytes.readUInt32LE(80);
  if (bytes.length !== 84 + 50 * count) throw new Error('The STL file is cut');
  const vertices = new Map<string, number>();
  const positions: number[] = [];
  const triangles = new Uint32Array(3 * count);
  for (let corner = 0; corner < 3 * count; corner++) {
    const at = 84 + 50 * Math.floor(corner / 3) + 12 + 12 * (corner % 3);
    const place = [0, 4, 8].map((offset) => bytes.readFloatLE(at + offset));
    let vertex = vertices.get(place.join());
    if (vertex === undefined) {
      vertices.set(place.join(), (vertex = vertices.size));
      positions.push(...place);
    }
    triangles[corner] = vertex;
  }
  return { positions: Float32Array.from(positions), triangles };
}

export function readPly(bytes: Buffer): ReadMesh & { readonly header: string; readonly colours: ReadonlySet<string> } {
  const end = bytes.indexOf('end_header\n') + 'end_header\n'.length;
  const header = bytes.subarray(0, end).toString('latin1');
  const [vertices, faces] = ['vertex', 'face'].map((name) =>
    Number(new RegExp(`element ${name} (\\d+)`).exec(header)?.[1]),
  );
  const positions = new Float32Array(3 * vertices);
  const colours = new Set<string>();
  for (let v = 0; v < vertices; v++) {
    const at = end + 15 * v;
    for (let axis = 0; axis < 3; axis++) positions[3 * v + axis] = bytes.readFloatLE(at + 4 * axis);
    colours.add([...bytes.subarray(at + 12, at + 15)].join());
  }
  const triangles = new Uint32Array(3 * faces);
  for (let f = 0; f < faces; f++) {
    const at = end + 15 * vertices + 13 * f;
    if (bytes[at] !== 3) throw new Error('A face is no triangle');
    for (let corner = 0; corner < 3; corner++) triangles[3 * f + corner] = bytes.readInt32LE(at + 1 + 4 * corner);
  }
  return { positions, triangles, header, colours };
}

export function readObj(text: string): ReadMesh & { readonly objects: readonly string[] } {
  const positions: number[] = [];
  const triangles: number[] = [];
  const objects: string[] = [];
  for (const line of text.split('\n')) {
    const [kind, ...values] = line.split(' ');
    if (kind === 'v') positions.push(...values.map(Number));
    if (kind === 'f') triangles.push(...values.map((value) => Number(value) - 1));
    if (kind === 'o') objects.push(...values);
  }
  return { positions: Float32Array.from(positions), triangles: Uint32Array.from(triangles), objects };
}

const glbSchema = z.object({
  nodes: z.array(
    z.object({
      name: z.string(),
      mesh: z.number().optional(),
      children: z.array(z.number()).optional(),
      rotation: z.array(z.number()).optional(),
      scale: z.array(z.number()).optional(),
    }),
  ),
  meshes: z.array(
    z.object({
      primitives: z.tuple([
        z.object({ attributes: z.object({ POSITION: z.number() }), indices: z.number(), material: z.number() }),
      ]),
    }),
  ),
  materials: z.array(z.object({ pbrMetallicRoughness: z.object({ baseColorFactor: z.array(z.number()) }) })),
  accessors: z.array(
    z.object({
      bufferView: z.number(),
      byteOffset: z.number().default(0),
      count: z.number(),
      componentType: z.number(),
    }),
  ),
  bufferViews: z.array(z.object({ byteOffset: z.number().default(0), byteStride: z.number().optional() })),
});

export interface GltfTooth extends ReadMesh {
  readonly name: string;
  readonly baseColour: readonly number[];
}

const UNSIGNED_INT = 5125;

/** The node above all teeth and the teeth, in the space of their meshes. */
export function readGlb(bytes: Buffer) {
  const jsonBytes = bytes.readUInt32LE(12);
  const { nodes, meshes, materials, accessors, bufferViews } = glbSchema.parse(
    JSON.parse(bytes.subarray(20, 20 + jsonBytes).toString()),
  );
  const binary = 20 + jsonBytes + 8;
  const read = (index: number, width: number, item: number) => {
    const { bufferView, byteOffset, count, componentType } = accessors[index];
    const { byteOffset: start, byteStride = 4 * width } = bufferViews[bufferView];
    const at = binary + start + byteOffset + Math.floor(item / width) * byteStride + 4 * (item % width);
    if (item >= count * width) throw new Error('Beyond the accessor');
    return componentType === UNSIGNED_INT ? bytes.readUInt32LE(at) : bytes.readFloatLE(at);
  };
  const root = nodes.find(({ children }) => children !== undefined);
  const teeth = nodes.flatMap(({ name, mesh }): GltfTooth[] => {
    if (mesh === undefined) return [];
    const [{ attributes, indices, material }] = meshes[mesh].primitives;
    const [vertices, corners] = [accessors[attributes.POSITION].count, accessors[indices].count];
    return [
      {
        name,
        positions: Float32Array.from({ length: 3 * vertices }, (_, n) => read(attributes.POSITION, 3, n)),
        triangles: Uint32Array.from({ length: corners }, (_, n) => read(indices, 1, n)),
        baseColour: materials[material].pbrMetallicRoughness.baseColorFactor,
      },
    ];
  });
  return { root, teeth };
}
