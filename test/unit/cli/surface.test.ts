/** quadrant info and register with surface files. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { laidSurfaceSchema } from '#contract/annotations';
import { decodeScanSurface } from '#core/surface/scan-surface-bytes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { inverse, moved, rotationAbout } from '#core/registration/rigid';
import { scaled } from '#core/vector';
import type { Vec3 } from '#core/volume';
import { encodePly } from '../../../main/io/mesh/ply.ts';
import { readSurface } from '../../../main/io/surface/read-surface.ts';
import { writeCase } from '../../../main/io/case-folder.ts';
import { laidSurfacePath, laySurface } from '../../../main/services/registration/lay-surface.ts';
import { CASE_FILE, RUN_FILE, TOOTH } from '../../fixtures/contract/samples.ts';
import { grid } from '../core/grids.ts';
import { cbctOf, mouth, scanOf } from '../core/registration/crown-phantom.ts';
import { quadrant } from './run-quadrant.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/surfaces/', import.meta.url));
const POSE = { rotation: rotationAbout([0.6, 0, 0.8], 0.4), translation: [7, -9, 5] as const };

let root = '';
let caseDir = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-surface-'));
  caseDir = join(root, 'case');
  const geometry = grid([170, 150, 70], [0.4, 0.4, 0.4], [1, 0, 0, 0, 1, 0, 0, 0, 1], [-34, -8, 0]);
  const mouthTeeth = mouth('upper', 5);
  const { labels, teeth } = cbctOf(mouthTeeth, geometry);
  const instances = teeth.map(({ label: _label, ...tooth }) => ({ ...TOOTH, ...tooth, crownLengthMm: null }));
  await writeCase(caseDir, {
    caseFile: { ...CASE_FILE, source: { ...CASE_FILE.source, geometry }, instances },
    labelMap: labels,
    describeRun: () => RUN_FILE,
  });
  const { positions, triangles } = scanOf(mouthTeeth, 'upper');
  const write = async (name: string, place: (point: Vec3) => Vec3): Promise<void> => {
    const positionsMm = new Float32Array(positions.length);
    for (let n = 0; n < positionsMm.length; n += 3)
      positionsMm.set(place(moved(POSE, [positions[n], positions[n + 1], positions[n + 2]])), n);
    const part = { title: '', key: '', colour: [1, 2, 3] as const, positionsMm, triangles };
    await writeFile(join(root, name), encodePly([part], 'x')[0].bytes);
  };
  await write('scan.ply', (point) => point);
  await write('metres.ply', (point) => scaled(point, 1 / 1000));
  await write('mirrored.ply', (point) => [point[0], -point[1], point[2]]);
}, 60_000);
afterAll(() => rm(root, { recursive: true }));

test('info says what a surface holds and what is wrong with it', async () => {
  const { code, stdout } = await quadrant('info', `${FIXTURES}ascii.vtp`);
  expect(code).toBe(0);
  expect(stdout).toContain('18 faces, 13 vertices');
  expect(stdout).toContain('labels: 0 (4), 1 (4), 2 (4), 3 (3), 4 (3)');
  expect(stdout).toContain('open: one border of');
  expect(stdout).toContain('its size fits no dental arch');
  const json: unknown = JSON.parse((await quadrant('info', `${FIXTURES}meshlab.ply`, '--json')).stdout);
  expect(json).toMatchObject({ format: 'ply', faces: 18, hasColours: true, boundaryEdges: 6, pieces: [18] });
});

test('info refuses a damaged surface with exit code 2, and a series of one', async () => {
  const path = join(root, 'broken.stl');
  await writeFile(path, 'solid x\nfacet');
  const { code, stdout } = await quadrant('info', path, '--json');
  expect([code, JSON.parse(stdout)]).toMatchObject([2, { error: { code: 'surface.damaged' } }]);
  expect((await quadrant('info', `${FIXTURES}ascii.vtp`, '--series', '1')).code).toBe(2);
});

const registeredSchema = z.object({
  jaw: z.string(),
  meanMm: z.number(),
  mmPerUnit: z.number(),
  matrix: z.array(z.number()).length(16),
});

test.each([
  ['scan.ply', 'aligned.stl', 1],
  ['metres.ply', 'aligned.ply', 1000],
])('register lays %s onto the crowns of the case', { timeout: 60_000 }, async (name, outName, mmPerUnit) => {
  const out = join(root, outName);
  const { code, stdout } = await quadrant('register', join(root, name), '--case', caseDir, '--out', out, '--json');
  expect(code).toBe(0);
  const { matrix: m, ...figures } = registeredSchema.parse(JSON.parse(stdout));
  expect(figures).toMatchObject({ jaw: 'upper', mmPerUnit });
  expect(figures.meanMm).toBeLessThan(0.12);
  for (const point of [
    [0, 0, 3],
    [25, 30, 3],
    [-25, 30, 3],
  ] as const) {
    const there = moved(POSE, point);
    const back = [0, 4, 8].map((at) => m[at] * there[0] + m[at + 1] * there[1] + m[at + 2] * there[2] + m[at + 3]);
    expect(Math.hypot(back[0] - point[0], back[1] - point[1], back[2] - point[2])).toBeLessThan(0.1);
  }
  const [before, after] = [await readSurface(join(root, name)), await readSurface(out)];
  expect(after.triangles.length).toBe(before.triangles.length);
});

test('the window’s scan is kept with the case, where it lies on the crowns', { timeout: 60_000 }, async () => {
  const laid = laidSurfaceSchema.parse(await laySurface({ surfacePath: join(root, 'scan.ply'), caseDir }));
  expect(laid).toMatchObject({ name: 'scan.ply', isUnsure: false, mmPerUnit: 1 });
  expect(laid.meanMm).toBeLessThan(0.12);
  const { positionsMm } = decodeScanSurface(new Uint8Array(await readFile(laidSurfacePath(caseDir, laid.id))).buffer);
  const { positions } = await readSurface(join(root, 'scan.ply'));
  for (let n = 0; n < positions.length; n += 3000) {
    const back = moved(inverse(POSE), [positions[n], positions[n + 1], positions[n + 2]]);
    expect(Math.hypot(...back.map((value, axis) => value - positionsMm[n + axis]))).toBeLessThan(0.1);
  }
});

test('register refuses the mirrored scan, and writes nothing', { timeout: 60_000 }, async () => {
  const out = join(root, 'never.stl');
  const { code, stderr } = await quadrant('register', join(root, 'mirrored.ply'), '--case', caseDir, '--out', out);
  expect(code).toBe(2);
  expect(stderr).toContain('its mirror image does');
  await expect(stat(out)).rejects.toThrow('ENOENT');
});

test('register says what is missing', async () => {
  const scan = join(root, 'scan.ply');
  for (const [args, words] of [
    [[scan], '--case <case>'],
    [[scan, '--case', caseDir], '--out <file.stl>'],
    [[scan, '--case', caseDir, '--out', join(root, 'x.obj')], '--out <file.stl>'],
    [[scan, '--case', caseDir, '--out', scan], 'never written over'],
  ] as const) {
    const { code, stderr } = await quadrant('register', ...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
  }
});
