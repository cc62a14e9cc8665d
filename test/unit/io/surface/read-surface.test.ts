/** Surfaces that VTK, MeshLab, trimesh and Quadrant wrote, and files that are none. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { QuadrantError } from '#contract/errors';
import { welded, type ScanSurface } from '#core/surface/scan-surface';
import { encodeObj } from '../../../../main/io/mesh/obj.ts';
import { encodePly } from '../../../../main/io/mesh/ply.ts';
import { encodeStl } from '../../../../main/io/mesh/stl.ts';
import {
  decodeSurfaceFile,
  isSurfaceFile,
  readSurface,
  type SurfaceFormat,
} from '../../../../main/io/surface/read-surface.ts';
import { randomNumbers } from '../../core/random-numbers.ts';
import { sharedData } from '../shared-data.ts';

const FIXTURES = fileURLToPath(new URL('../../../fixtures/surfaces/', import.meta.url));

/** The bowl of make_surfaces.py. */
function bowl(): { readonly points: number[][]; readonly faces: number[][] } {
  const points = [[0, 0, -3]];
  for (const [ring, radius, height] of [
    [0, 2, -2.25],
    [1, 4, 0.125],
  ])
    for (let n = 0; n < 6; n++) {
      const angle = (2 * Math.PI * (n + ring / 2)) / 6;
      points.push([radius * Math.cos(angle), radius * Math.sin(angle), height].map(Math.fround));
    }
  const faces: number[][] = [];
  for (let n = 0; n < 6; n++) {
    const m = (n + 1) % 6;
    faces.push([0, 1 + n, 1 + m], [1 + n, 7 + n, 1 + m], [7 + n, 7 + m, 1 + m]);
  }
  return { points, faces };
}

/** Triangles as places, each from its first corner in order, so that neither indices nor the order of faces count. */
function shapeOf(corners: readonly (readonly (readonly number[])[])[]): string[] {
  return corners
    .map((triangle) => {
      const words = triangle.map((place) =>
        place.map((value) => (Math.round(1e3 * value) / 1e3 + 0).toFixed(3)).join(),
      );
      const first = words.indexOf(words.toSorted()[0]);
      return [0, 1, 2].map((n) => words[(first + n) % 3]).join(' ');
    })
    .toSorted();
}

function trianglesOf({ positions, triangles }: Pick<ScanSurface, 'positions' | 'triangles'>): number[][][] {
  return Array.from({ length: triangles.length / 3 }, (_, t) =>
    [0, 1, 2].map((n) => [...positions.subarray(3 * triangles[3 * t + n], 3 * triangles[3 * t + n] + 3)]),
  );
}

const BOWL = bowl();
const BOWL_SHAPE = shapeOf(BOWL.faces.map((face) => face.map((v) => BOWL.points[v])));

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-surface-'));
});
afterAll(() => rm(root, { recursive: true }));

async function written(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(root, name);
  await writeFile(path, content);
  return path;
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

const files = (await readdir(FIXTURES)).filter((name) => !name.endsWith('.py'));

describe('the same bowl, written by VTK, MeshLab and trimesh', () => {
  test.each(files)('%s', async (name) => {
    const surface = await readSurface(FIXTURES + name);
    expect(shapeOf(trianglesOf(surface))).toEqual(BOWL_SHAPE);
    expect(surface.positions.length / 3).toBe(13);
    expect(surface.warnings).toEqual([]);
    if (name.endsWith('.vtp') && name !== 'strips.vtp')
      expect([...(surface.faceLabels ?? [])]).toEqual(BOWL.faces.map((_, n) => n % 5));
    if (/^(trimesh|meshlab).*(ply|obj)$/.test(name))
      expect([...(surface.colours ?? [])]).toEqual(BOWL.points.flatMap((_, n) => [200, 20 * n, 30]));
  });
});

describe('STL', () => {
  test('a binary file that begins with "solid" is one, whatever its ending', async () => {
    const bytes = new Uint8Array(await readFile(`${FIXTURES}vtk-binary.stl`));
    bytes.set(bytesOf('solid facet '));
    const surface = await readSurface(await written('solid.bin', bytes));
    expect([surface.format, surface.triangles.length]).toEqual(['stl-binary', 54]);
  });
  test('a count of 0 is one that nobody filled in: all triangles are read, and that is told', async () => {
    const bytes = new Uint8Array(await readFile(`${FIXTURES}vtk-binary.stl`));
    bytes.fill(0, 80, 84);
    const surface = await readSurface(await written('zero.stl', bytes));
    expect(surface.triangles.length).toBe(54);
    expect(surface.warnings.map(({ code }) => code)).toEqual(['surface.face-count']);
  });
  test('bytes behind the last triangle are left out, and that is told', async () => {
    const bytes = await readFile(`${FIXTURES}vtk-binary.stl`);
    const surface = await readSurface(await written('more.stl', Buffer.concat([bytes, Buffer.alloc(7)])));
    expect([surface.triangles.length, surface.warnings.length]).toEqual([54, 1]);
  });
  test('several solids, names of several words and capitals', () => {
    const solid = (z: number): string =>
      `SOLID lower jaw facet\nFACET NORMAL 0 0 1\nOUTER LOOP\nVERTEX 0 0 ${z}\nVERTEX 1 0 ${z}\nVERTEX .5e0 +1. ${z}\nENDLOOP\nENDFACET\nENDSOLID lower jaw\n`;
    const surface = decodeSurfaceFile(bytesOf(solid(0) + solid(1)), 'stl-ascii', 'two.stl');
    expect([surface.positions.length, ...surface.positions.subarray(6, 9)]).toEqual([18, 0.5, 1, 0]);
  });
  test('vertices are welded where they are exactly the same: −0 is 0, the next number is another place', () => {
    const { positions, vertexOf } = welded(Float64Array.of(0, 1, 2, -0, 1, 2, 0, 1, 2 + 2 ** -51, 0, 1, 2));
    expect([...positions]).toEqual([0, 1, 2, 0, 1, 2 + 2 ** -51]);
    expect([...vertexOf]).toEqual([0, 0, 1, 0]);
  });
});

describe('OBJ', () => {
  test('polygons, negative indices, groups, textures and lines that go on', () => {
    const text = `# a comment\nmtllib x.mtl\no jaw\ng upper\nv 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nvt 0 0\nvn 0 0 1\nusemtl a\ns off\nf 1/1/1 2//1 3/1 4\ng lower\nv 0 0 1\nf -1 -2 \\\n  -3\nl 1 2\n`;
    const { triangles, colours } = decodeSurfaceFile(bytesOf(text), 'obj', 'x.obj');
    expect([[...triangles], colours]).toEqual([[0, 1, 2, 0, 2, 3, 4, 3, 2], null]);
  });
  test('faces may stand before their vertices, but not without them', () => {
    const text = 'f 1 2 3\nv 0 0 0\nv 1 0 0\nv 1 1 0\n';
    expect(decodeSurfaceFile(bytesOf(text), 'obj', 'x.obj').triangles.length).toBe(3);
    expect(codeOf(bytesOf(`${text}f 2 3 4\n`), 'obj')).toBe('surface.damaged');
  });
});

describe('PLY', () => {
  test('polygons, labels of faces, other elements and properties', () => {
    const text = `ply\r\nformat ascii 1.0\r\ncomment x\r\nelement vertex 5\r\nproperty float nx\r\nproperty double x\r\nproperty float32 y\r\nproperty float z\r\nelement edge 1\r\nproperty int vertex1\r\nelement face 2\r\nproperty uchar flags\r\nproperty list uint8 int32 vertex_index\r\nproperty list uchar float texcoord\r\nproperty int label\r\nelement empty 4000000000\r\nend_header\r\n9 0 0 0\r\n9 1 0 0\r\n9 1 1 0\r\n9 0 1 0\r\n9 0 0 5\r\n7\r\n0 4 0 1 2 3 2 .5 .5 11\r\n0 3 0 1 4 0 21`;
    const { triangles, faceLabels, positions } = decodeSurfaceFile(bytesOf(text), 'ply', 'x.ply');
    expect([...triangles]).toEqual([0, 1, 2, 0, 2, 3, 0, 1, 4]);
    expect([...(faceLabels ?? [])]).toEqual([11, 11, 21]);
    expect([...positions.subarray(12)]).toEqual([0, 0, 5]);
  });
});

describe('what Quadrant writes, Quadrant reads', () => {
  const part = {
    title: 'Tooth 11',
    key: '11',
    colour: [10, 20, 30] as const,
    positionsMm: Float32Array.from(BOWL.points.flat()),
    triangles: Uint32Array.from(BOWL.faces.flat()),
  };
  test.each([
    ['stl-binary', encodeStl],
    ['ply', encodePly],
    ['obj', encodeObj],
  ] as const)('%s', (format, encode) => {
    const surface = decodeSurfaceFile(encode([part], 'x')[0].bytes, format, 'x');
    expect(shapeOf(trianglesOf(surface))).toEqual(BOWL_SHAPE);
    if (format === 'ply') expect([...(surface.colours ?? [])].slice(0, 6)).toEqual([10, 20, 30, 10, 20, 30]);
  });
});

function codeOf(bytes: Uint8Array, format: SurfaceFormat): string {
  try {
    decodeSurfaceFile(bytes, format, 'x');
    return 'read';
  } catch (thrown) {
    return thrown instanceof QuadrantError ? thrown.code : `crash: ${String(thrown)}`;
  }
}

describe('what is no surface is refused', () => {
  const ply = (body: string): Uint8Array => bytesOf(`ply\nformat ascii 1.0\n${body}`);
  const vertices = 'element vertex 3\nproperty float x\nproperty float y\nproperty float z\n';
  const face = 'element face 1\nproperty list uchar int vertex_indices\nend_header\n0 0 0\n1 0 0\n1 1 0\n';
  const vtp = (inside: string, attributes = ''): Uint8Array =>
    bytesOf(
      `<VTKFile type="PolyData" byte_order="LittleEndian" ${attributes}><PolyData>${inside}</PolyData></VTKFile>`,
    );
  const stl = new Uint8Array(84);
  new DataView(stl.buffer).setUint32(80, 4_000_000_000, true);
  test.each([
    ['an STL that announces 4 billion triangles', stl, 'stl-binary', 'surface.damaged'],
    ['an STL without triangles', new Uint8Array(84), 'stl-binary', 'surface.damaged'],
    ['an STL of 20 bytes', new Uint8Array(20), 'stl-binary', 'surface.damaged'],
    ['an STL with a corner at no number', new Uint8Array(134).fill(255), 'stl-binary', 'surface.damaged'],
    [
      'an ASCII STL that ends early',
      bytesOf('solid x\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0'),
      'stl-ascii',
      'surface.damaged',
    ],
    [
      'an ASCII STL with words for numbers',
      bytesOf('solid x\nfacet\nouter loop\nvertex a b c\nvertex 0 0 0\nvertex 0 0 1\nendloop\nendfacet\nendsolid'),
      'stl-ascii',
      'surface.damaged',
    ],
    ['a PLY of 9 billion vertices', ply(vertices.replace('3', '9000000000') + face), 'ply', 'surface.damaged'],
    ['a PLY that names a vertex it lacks', ply(`${vertices}${face}3 0 1 3`), 'ply', 'surface.damaged'],
    ['a PLY whose face has −1 corners', ply(`${vertices}${face}-1 0 1 3`), 'ply', 'surface.damaged'],
    ['a PLY of points', ply(`${vertices}end_header\n0 0 0\n0 0 1\n0 1 0\n`), 'ply', 'surface.unsupported'],
    [
      'a PLY of another format',
      bytesOf(`ply\nformat binary_middle_endian 1.0\n${vertices}${face}`),
      'ply',
      'surface.unsupported',
    ],
    ['a PLY without end of its header', bytesOf('ply\nformat ascii 1.0\n'), 'ply', 'surface.damaged'],
    ['an OBJ of points', bytesOf('v 0 0 0\nv 0 0 1\n'), 'obj', 'surface.damaged'],
    ['an OBJ with vertex 0', bytesOf('v 0 0 0\nv 0 0 1\nv 0 1 0\nf 0 1 2\n'), 'obj', 'surface.damaged'],
    [
      'an OBJ with the vertex 5 billion',
      bytesOf('v 0 0 0\nv 0 0 1\nv 0 1 0\nf 5000000000 1 2\n'),
      'obj',
      'surface.damaged',
    ],
    ['a VTP that is no XML', bytesOf('<VTKFile type="PolyData"><PolyData>'), 'vtp', 'surface.damaged'],
    ['a VTK image', bytesOf('<VTKFile type="ImageData"></VTKFile>'), 'vtp', 'surface.unsupported'],
    ['a VTP compressed by LZ4', vtp('', 'compressor="vtkLZ4DataCompressor"'), 'vtp', 'surface.unsupported'],
    [
      'a VTP of fewer points than it says',
      vtp(
        '<Piece NumberOfPoints="9"><Points><DataArray type="Float32" format="ascii">1 2 3</DataArray></Points></Piece>',
      ),
      'vtp',
      'surface.damaged',
    ],
    [
      'a VTP whose array announces 4 GB',
      vtp(
        '<Piece NumberOfPoints="1"><Points><DataArray type="Float32" format="binary">AQAAAP///38AAAAACAAAAA==eJwLAAAAAA==</DataArray></Points></Piece>',
        'compressor="vtkZLibDataCompressor"',
      ),
      'vtp',
      'surface.damaged',
    ],
    [
      'a VTP whose array announces a billion blocks',
      vtp(
        '<Piece NumberOfPoints="1"><Points><DataArray type="Float32" format="binary">////fwAAAAEAAAAA</DataArray></Points></Piece>',
        'compressor="vtkZLibDataCompressor"',
      ),
      'vtp',
      'surface.damaged',
    ],
  ] as const)('%s', (_, bytes, format, code) => {
    expect(codeOf(bytes, format)).toBe(code);
  });
  test('what is not there, empty, or of another kind', async () => {
    const refusal = (path: string): Promise<unknown> => readSurface(path).catch((error: unknown) => error);
    expect(await refusal(join(root, 'absent.stl'))).toMatchObject({ code: 'surface.not-found' });
    expect(await refusal(await written('empty.stl', ''))).toMatchObject({ code: 'surface.damaged' });
    expect(await refusal(await written('a.png', '\x89PNG'))).toMatchObject({ code: 'surface.unsupported' });
    expect(await isSurfaceFile(await written('b.png', '\x89PNG'))).toBe(false);
  });
});

describe('damaged at random, a file is read or refused, and nothing else', () => {
  const formatOfName = (name: string): SurfaceFormat => {
    if (name.endsWith('.stl')) return name.includes('ascii') ? 'stl-ascii' : 'stl-binary';
    return name.endsWith('.ply') ? 'ply' : name.endsWith('.obj') ? 'obj' : 'vtp';
  };
  test.each(files)('%s', async (name) => {
    const whole = await readFile(FIXTURES + name);
    const random = randomNumbers(name.length);
    const below = (end: number): number => Math.floor(random() * end);
    const codes = new Set<string>();
    for (let round = 0; round < Number(process.env['QUADRANT_FUZZ'] ?? 60); round++) {
      const bytes = new Uint8Array(round % 4 === 0 ? whole.subarray(0, below(whole.length)) : whole);
      const changes = bytes.length === 0 ? 0 : 1 + below(6);
      for (let n = 0; n < changes; n++) {
        const at = below(bytes.length);
        if (round % 3 === 0) bytes.fill(below(256), at, at + below(9));
        else bytes[at] = random() < 0.5 ? bytes[at] ^ (1 << below(8)) : 48 + below(10);
      }
      codes.add(codeOf(bytes, formatOfName(name)));
    }
    for (const code of codes) expect(code).toMatch(/^(read|surface\.(damaged|unsupported|too-large))$/);
  });
});

/** Points and cells as vtkXMLPolyDataReader of VTK 9.7.2 counts them. */
const VTK_COUNTS: Readonly<Record<string, readonly [points: number, cells: number]>> = {
  'labelled/Upper004C_labeled_original_tol0_5_decimated_msn_registered.vtp': [6213, 10001],
  'labelled/Upper013C_missing_12_21_decimated_msn_registered.vtp': [6610, 10001],
  'labelled/Upper014Caligned_missing_15_24_decimated_msn_registered.vtp': [5515, 10000],
  'labelled/Upper017C_missing_16_23_decimated_msn_registered.vtp': [5611, 10000],
  'labelled/Upper021C_missing_16_23_decimated_msn_registered.vtp': [5808, 10001],
  'labelled/Upper022C_labeled_original_tol0_5_decimated_msn_registered.vtp': [5112, 10000],
  'labelled/Upper023C_missing_17_27_decimated_msn_registered.vtp': [5563, 10001],
  'unlabelled/registeredUpper001O_labeled_original_tol0_5_decimated_msn_registered_clustered.vtp': [30000, 10000],
  'unlabelled/registeredUpper005C_labeled_original_tol0_5_decimated_msn_registered_clustered.vtp': [30000, 10000],
  'unlabelled/registeredUpper006C_labeled_original_tol0_5_decimated_msn_registered_clustered.vtp': [30003, 10001],
  'unlabelled/registeredUpper007C_decimated_msn_registered_clustered.vtp': [30000, 10000],
  'unlabelled/registeredUpper008C_decimated_msn_registered_clustered.vtp': [29997, 9999],
  'unlabelled/registeredUpper009C_with_missing_2_4_15_16_clustered.vtp': [27630, 9210],
  'unlabelled/registeredUpper010C_with_missing_1_7_clustered.vtp': [28605, 9535],
  'unlabelled/registeredUpper011C_with_missing_8_clustered.vtp': [29580, 9860],
  'unlabelled/registeredUpper015C_with_missing_1_7_clustered.vtp': [29223, 9741],
  'unlabelled/registeredUpper016C_with_missing_4_9_clustered.vtp': [29190, 9730],
  'unlabelled/registeredUpper018CMesh_with_missing_4_9_clustered.vtp': [29106, 9702],
  'unlabelled/registeredUpper019C_with_missing_3_11_15_16_clustered.vtp': [27315, 9105],
  'unlabelled/registeredUpper020C_with_missing_1_14_15_16_clustered.vtp': [27519, 9173],
  'unlabelled/registeredUpper027C_with_missing_1_14_clustered.vtp': [28419, 9473],
};
const IOS = sharedData('ios/');
test.skipIf(IOS.absent)(
  IOS.title('all 21 real scans have as many points, triangles and labels as VTK counts'),
  async () => {
    for (const [name, [points, cells]] of Object.entries(VTK_COUNTS)) {
      const { positions, triangles, faceLabels } = await readSurface(IOS.path + name);
      expect([name, positions.length / 3, triangles.length / 3, faceLabels?.length]).toEqual([
        name,
        points,
        cells,
        cells,
      ]);
      const labels = new Set(faceLabels);
      if (name.startsWith('labelled')) expect([...labels].every((label) => label >= 0 && label <= 14)).toBe(true);
    }
  },
);
