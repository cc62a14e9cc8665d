/** A case as surfaces: read back by readers of their own, judged by Debian's admesh and Khronos' glTF validator. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { validateBytes } from 'gltf-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asOneFile, exportOptionsSchema, type ExportFormatId } from '#contract/exports';
import { toothColour } from '#core/fdi';
import { voxelVolumeMm3 } from '#core/geometry';
import { labelSurface } from '#core/surface/mesh';
import type { LabelMap } from '#core/volume';
import { readCase, writeCase } from '../../../../main/io/case-folder.ts';
import { encodeStl } from '../../../../main/io/mesh/stl.ts';
import { partOf } from '../../../../main/io/mesh/mesh-part.ts';
import { readLabelNifti } from '../../../../main/io/nifti-labels.ts';
import { exportCase } from '../../../../main/services/exports/export-case.ts';
import { OPG_CASE, RUN_FILE, TOOTH } from '../../../fixtures/contract/samples.ts';
import { makePhantom, phantomGrid } from '../../../fixtures/phantom.ts';
import { PersonAtWork, storePhantomCase } from '../../../fixtures/reviewed-case.ts';
import { DIRECTIONS } from '../../core/grids.ts';
import { enclosedVolume, SOUND, topology } from '../../core/mesh-topology.ts';
import { sharedData } from '../../io/shared-data.ts';
import { readGlb, readObj, readPly, readStl, type ReadMesh } from './mesh-files.ts';

const HAS_ADMESH = spawnSync('admesh', ['--version']).error === undefined;
if (!HAS_ADMESH) console.warn('skipped: no admesh (Debian admesh)');
const judged = (name: string): string => (HAS_ADMESH ? name : `${name} (skipped: admesh is not installed)`);

const TEETH = [16, 11, 26, 36, 46];
const MESH_FORMATS: readonly ExportFormatId[] = ['stl', 'ply', 'obj', 'gltf'];

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-meshes-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function storedCase(name: string, direction: readonly number[]) {
  const folder = await mkdtemp(join(root, `${name.replaceAll(/\W/g, '-')}-`));
  const phantom = makePhantom(phantomGrid([106, 100, 86], [0.9, 0.8, 1.0], direction), TEETH);
  const { caseDir } = await storePhantomCase(folder, phantom);
  const { caseFile } = await readCase(caseDir);
  if (caseFile.modality !== 'cbct') throw new Error('A phantom is a CBCT');
  return {
    folder,
    caseDir,
    teeth: caseFile.instances,
    labels: { geometry: caseFile.source.geometry, data: phantom.truth.data },
  };
}

const optionsOf = (chosen: object) => exportOptionsSchema.parse(chosen);
const volumeOf = ({ positions, triangles }: ReadMesh): number => enclosedVolume(positions, triangles);

/** What admesh says of an STL file: one number for each line of its report. */
function admesh(path: string): (line: string) => number {
  const report = execFileSync('admesh', [path], { encoding: 'utf8' });
  return (line) => Number(new RegExp(`${line}\\s*:\\s*(-?[\\d.]+)`).exec(report)?.[1]);
}

function expectSound(path: string, parts: number): void {
  const told = admesh(path);
  for (const line of [
    'Total disconnected facets',
    'Degenerate facets',
    'Edges fixed',
    'Facets removed',
    'Facets added',
  ])
    expect([line, told(line)]).toEqual([line, 0]);
  expect([told('Facets reversed'), told('Backwards edges'), told('Number of parts')]).toEqual([0, 0, parts]);
  expect(told('Volume')).toBeGreaterThan(0);
}

describe.each(DIRECTIONS)('the teeth of a grid that is %s', (name, direction) => {
  let made: Awaited<ReturnType<typeof storedCase>>;
  const out = (file: string): string => join(made.folder, file);
  beforeAll(async () => {
    made = await storedCase(name, direction);
    const { caseDir } = made;
    await exportCase({ format: 'stl', caseDir, outPath: out('all.stl') });
    await exportCase({ format: 'stl', caseDir, outPath: out('stl'), options: optionsOf({ parts: 'tooth' }) });
    await exportCase({ format: 'ply', caseDir, outPath: out('all.ply') });
    await exportCase({ format: 'obj', caseDir, outPath: out('obj') });
    await exportCase({ format: 'gltf', caseDir, outPath: out('all.glb') });
  });

  it('are closed manifolds of their voxels’ volume, where they were measured', async () => {
    for (const { fdi, volumeMm3, centroidMm } of made.teeth) {
      const mesh = readStl(await readFile(out(`stl/${fdi}.stl`)));
      expect(topology(mesh.positions, mesh.triangles)).toEqual({ ...SOUND, parts: 1 });
      expect(Math.abs(volumeOf(mesh) / volumeMm3 - 1)).toBeLessThan(0.001);
      const centre = centroidOf(mesh);
      for (let axis = 0; axis < 3; axis++) expect(Math.abs(centre[axis] - centroidMm[axis])).toBeLessThan(0.05);
    }
  });

  it('have the same places in every format, to the last bit in binary ones', async () => {
    const parts = made.teeth.map(({ fdi, boundsIjk }) => labelSurface(made.labels, fdi, { boundsIjk }));
    const positions = Float32Array.from(parts.flatMap(({ positionsMm }) => [...positionsMm]));
    const ply = readPly(await readFile(out('all.ply')));
    expect(ply.positions).toEqual(positions);
    expect(topology(ply.positions, ply.triangles)).toEqual({ ...SOUND, parts: TEETH.length });
    const { root: above, teeth } = readGlb(await readFile(out('all.glb')));
    expect(Float32Array.from(teeth.flatMap((tooth) => [...tooth.positions]))).toEqual(positions);
    expect(above).toMatchObject({ scale: [0.001, 0.001, 0.001] });
    teeth.forEach(({ triangles }, n) => expect(triangles).toEqual(parts[n].triangles));
    const obj = readObj(await readFile(out('obj/teeth.obj'), 'utf8'));
    expect(obj.triangles).toEqual(ply.triangles);
    obj.positions.forEach((value, n) => expect(Math.abs(value - positions[n])).toBeLessThan(1.5e-5));
    const stl = readStl(await readFile(out('all.stl')));
    expect(stl.triangles.length).toBe(ply.triangles.length);
    expect(volumeOf(stl)).toBeCloseTo(volumeOf(ply), 2);
  });

  it('bear their numbers and colours', async () => {
    const colours = made.teeth.map(({ fdi }) => toothColour(fdi).join());
    expect([...readPly(await readFile(out('all.ply'))).colours]).toEqual(colours);
    expect(readObj(await readFile(out('obj/teeth.obj'), 'utf8')).objects).toEqual(
      made.teeth.map(({ fdi }) => `Tooth_${fdi}`),
    );
    const [red, green, blue] = toothColour(made.teeth[0].fdi).map((value) => (value / 255).toFixed(4));
    expect(await readFile(out('obj/teeth.mtl'), 'utf8')).toContain(
      `newmtl Tooth_${made.teeth[0].fdi}\nKd ${red} ${green} ${blue}\n`,
    );
    for (const { name: title, baseColour } of readGlb(await readFile(out('all.glb'))).teeth) {
      const expected = toothColour(Number(title.replace('Tooth ', '')));
      // What a viewer shows: linear light as sRGB.
      const shown = baseColour
        .slice(0, 3)
        .map((c) => Math.round(255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055)));
      expect(shown).toEqual([...expected]);
    }
  });

  it.skipIf(!HAS_ADMESH)(judged('need no repair by admesh'), () => {
    expectSound(out('all.stl'), TEETH.length);
    for (const fdi of TEETH) expectSound(out(`stl/${fdi}.stl`), 1);
  });

  it('are glTF without a fault or a warning to the Khronos validator', async () => {
    const { issues } = await validateBytes(await readFile(out('all.glb')));
    expect([issues.numErrors, issues.numWarnings, issues.messages]).toEqual([0, 0, []]);
  });
});

describe('surfaces', () => {
  let made: Awaited<ReturnType<typeof storedCase>>;
  const out = (file: string): string => join(made.folder, file);
  beforeAll(async () => {
    made = await storedCase('plain', [1, 0, 0, 0, 1, 0, 0, 0, 1]);
  });

  it('are turned by glTF so that up is up and the patient looks forward, in metres', async () => {
    await exportCase({ format: 'gltf', caseDir: made.caseDir, outPath: out('a.glb') });
    const [x, y, z, w] = readGlb(await readFile(out('a.glb'))).root?.rotation ?? [];
    // Left stays x, up becomes y, the front (−y of LPS) becomes z.
    expect([rotated([1, 0, 0]), rotated([0, 0, 1]), rotated([0, -1, 0])]).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    function rotated([a, b, c]: readonly number[]): number[] {
      const [tx, ty, tz] = [2 * (y * c - z * b), 2 * (z * a - x * c), 2 * (x * b - y * a)];
      const turned = [a + w * tx + y * tz - z * ty, b + w * ty + z * tx - x * tz, c + w * tz + x * ty - y * tx];
      return turned.map((value) => Math.round(value * 1e6) / 1e6 + 0);
    }
  });

  it('say in which unit and space they are, in a header that no one takes for text', async () => {
    await exportCase({ format: 'stl', caseDir: made.caseDir, outPath: out('a.stl') });
    await exportCase({ format: 'ply', caseDir: made.caseDir, outPath: out('a.ply') });
    const header = (await readFile(out('a.stl'))).subarray(0, 80).toString('latin1');
    expect(header.toLowerCase().startsWith('solid')).toBe(false);
    for (const text of [header, readPly(await readFile(out('a.ply'))).header]) expect(text).toMatch(/mm.*LPS/);
  });

  it('go into a file for each jaw or tooth, in a folder or a .zip file', async () => {
    const { caseDir } = made;
    const jaws = await exportCase({
      format: 'stl',
      caseDir,
      outPath: out('jaws.zip'),
      options: optionsOf({ parts: 'jaw' }),
    });
    expect(jaws).toMatchObject({ teeth: 5, facts: { files: 2 } });
    expect(asOneFile('stl', { parts: 'jaw' }).ending).toBe('zip');
    const files = unzipSync(await readFile(out('jaws.zip')));
    expect(Object.keys(files).toSorted()).toEqual(['lower.stl', 'upper.stl']);
    const upper = readStl(Buffer.from(files['upper.stl']));
    expect(topology(upper.positions, upper.triangles).parts).toBe(3);
    await exportCase({ format: 'obj', caseDir, outPath: out('teeth'), options: optionsOf({ parts: 'tooth' }) });
    expect((await readdir(out('teeth'))).toSorted()).toEqual(
      TEETH.flatMap((fdi) => [`${fdi}.mtl`, `${fdi}.obj`]).toSorted(),
    );
    expect(await readFile(out('teeth/16.obj'), 'utf8')).toContain('mtllib 16.mtl\n');
  });

  it('have as few triangles as was asked for', async () => {
    const options = optionsOf({ triangles: '200', parts: 'tooth' });
    const { facts } = await exportCase({ format: 'stl', caseDir: made.caseDir, outPath: out('few'), options });
    expect(facts['surfaces']).toEqual(
      made.teeth.map(({ fdi }) => ({ tooth: `${fdi}`, triangles: 200, pieces: 1, cavities: 0 })),
    );
    for (const { fdi, volumeMm3 } of made.teeth) {
      const mesh = readStl(await readFile(out(`few/${fdi}.stl`)));
      expect(topology(mesh.positions, mesh.triangles)).toEqual({ ...SOUND, parts: 1 });
      expect(Math.abs(volumeOf(mesh) / volumeMm3 - 1)).toBeLessThan(0.001);
      if (HAS_ADMESH) expectSound(out(`few/${fdi}.stl`), 1);
    }
  });

  it('are of the teeth that a person left, under the numbers that they gave', async () => {
    const { caseDir, labels } = await storedCase('reviewed', [1, 0, 0, 0, 1, 0, 0, 0, 1]);
    const person = new PersonAtWork(caseDir, labels.data);
    await person.act({ kind: 'decide', decision: 'rejected', labels: [16] });
    await person.act({ kind: 'identify', tool: 'number', teeth: [{ label: 26, fdi: 27, type: 'tooth' }] });
    await exportCase({ format: 'stl', caseDir, outPath: out('left'), options: optionsOf({ parts: 'tooth' }) });
    expect((await readdir(out('left'))).toSorted()).toEqual(['11.stl', '27.stl', '36.stl', '46.stl']);
  });

  it('are not written when the job was cancelled', async () => {
    const signal = AbortSignal.abort();
    const writing = exportCase({ format: 'stl', caseDir: made.caseDir, outPath: out('no.stl'), signal });
    await expect(writing).rejects.toMatchObject({ code: 'job.cancelled' });
    expect(existsSync(out('no.stl'))).toBe(false);
  });

  it.each(MESH_FORMATS)('are refused as %s of a radiograph, with the reason', async (format) => {
    const caseDir = await mkdtemp(join(root, 'opg-'));
    await rm(caseDir, { recursive: true });
    const labelMap = { geometry: OPG_CASE.source.geometry, data: new Uint8Array(30) };
    await writeCase(caseDir, { caseFile: OPG_CASE, labelMap, describeRun: () => RUN_FILE });
    const writing = exportCase({ format, caseDir, outPath: out('no') });
    await expect(writing).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('panoramic radiograph'),
    });
  });
});

const STS = sharedData('shapes/sts-demo/');
it.skipIf(STS.absent)(
  STS.title('real teeth of noisy labels are closed manifolds of their voxels’ volume'),
  async () => {
    const labels = await readLabelNifti(`${STS.path}gt/Validation_0001_Mask.nii.gz`);
    for (const fdi of [11, 26, 37]) {
      const { voxels, boundsIjk } = placeOf(fdi, labels);
      const mesh = labelSurface(labels, fdi, { boundsIjk });
      const { parts, ...sound } = topology(mesh.positionsMm, mesh.triangles);
      expect(sound).toEqual(SOUND);
      const volumeMm3 = voxels * voxelVolumeMm3(labels.geometry);
      expect(Math.abs(enclosedVolume(mesh.positionsMm, mesh.triangles) / volumeMm3 - 1)).toBeLessThan(0.001);
      if (!HAS_ADMESH) continue;
      const path = join(root, `${fdi}.stl`);
      const [{ bytes }] = encodeStl([{ ...partOf({ ...TOOTH, fdi }), ...mesh }], `${fdi}`);
      await writeFile(path, bytes);
      expectSound(path, parts);
    }
  },
  120_000,
);

/** Of the enclosed body. */
function centroidOf({ positions: p, triangles }: ReadMesh): number[] {
  const sums = [0, 0, 0];
  let sixfold = 0;
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]];
    const part =
      p[a] * (p[b + 1] * p[c + 2] - p[b + 2] * p[c + 1]) +
      p[a + 1] * (p[b + 2] * p[c] - p[b] * p[c + 2]) +
      p[a + 2] * (p[b] * p[c + 1] - p[b + 1] * p[c]);
    sixfold += part;
    for (let axis = 0; axis < 3; axis++) sums[axis] += (part * (p[a + axis] + p[b + axis] + p[c + axis])) / 4;
  }
  return sums.map((sum) => sum / sixfold);
}

function placeOf(label: number, { geometry, data }: LabelMap) {
  const [ni, nj] = geometry.dims;
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [0, 0, 0];
  let voxels = 0;
  for (let n = data.indexOf(label); n !== -1; n = data.indexOf(label, n + 1)) {
    voxels++;
    [n % ni, Math.floor(n / ni) % nj, Math.floor(n / ni / nj)].forEach((index, axis) => {
      min[axis] = Math.min(min[axis], index);
      max[axis] = Math.max(max[axis], index);
    });
  }
  return { voxels, boundsIjk: { min, max } };
}
