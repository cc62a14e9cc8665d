/** A radiograph through the command line, with stand-in nets: segment, export as a picture, evaluate. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { opgCaseSchema } from '#contract/case';
import { PERMANENT_FDI } from '#core/fdi';
import { TEST_RADIOGRAPH_MODELS } from '../../fixtures/paths.ts';
import { radiographPhantom, writeGreyPng } from '../../fixtures/radiograph-phantom.ts';
import { quadrant } from './run-quadrant.ts';

const MISSING = [18, 28, 36, 46];
let root: string;
let picture: string;
let caseDir: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-radiograph-'));
  picture = join(root, 'panoramic.png');
  caseDir = join(root, 'case');
  const phantom = radiographPhantom({ missing: MISSING });
  await writeGreyPng(picture, phantom);
});
afterAll(() => rm(root, { recursive: true, force: true }));

test('segment writes a case with outlines and a label map at source size', async () => {
  const how = ['--models', TEST_RADIOGRAPH_MODELS, '--provider', 'cpu', '--json'];
  const { code, stdout, stderr } = await quadrant('segment', picture, '--out', caseDir, ...how);
  expect([code, stderr]).toEqual([0, expect.stringContaining('Tracing every tooth')]);
  const printed = opgCaseSchema.parse(JSON.parse(stdout));
  expect(printed.missing).toEqual(MISSING);
  expect(printed.instances.length).toBe(PERMANENT_FDI.length - MISSING.length);
  expect((await readdir(caseDir)).toSorted()).toEqual(['case.json', 'labelmap.png', 'run.json']);
  const labels = PNG.sync.read(await readFile(join(caseDir, 'labelmap.png')));
  expect([labels.width, labels.height]).toEqual([1024, 576]);
});

test('its table tells lengths in pixels, since the file has no scale', async () => {
  const out = join(root, 'again');
  const { code, stdout } = await quadrant('segment', picture, '--out', out, '--models', TEST_RADIOGRAPH_MODELS);
  expect(code).toBe(0);
  expect(stdout).toContain('length px');
  expect(stdout).toMatch(/11 +central incisor, upper right/);
  expect(stdout).toContain('Not found: 18 28 36 46');
});

test('export draws the outlined radiograph', async () => {
  const out = join(root, 'sheet.png');
  const { code, stdout } = await quadrant('export', caseDir, '--format', 'contact-sheet', '--out', out, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ out, width: 1024, teeth: 28 });
  const sheet = PNG.sync.read(await readFile(out));
  expect(sheet.height).toBeGreaterThanOrEqual(576 + 60);
  // outlines are coloured, the radiograph is grey
  let coloured = 0;
  for (let n = 0; n < sheet.data.length; n += 4) {
    const [red, green, blue] = sheet.data.subarray(n, n + 3);
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > 40) coloured++;
  }
  expect(coloured).toBeGreaterThan(2000);
});

test('evaluate finds the case equal to itself', async () => {
  const { code, stdout } = await quadrant(
    'evaluate',
    '--truth',
    caseDir,
    '--pred',
    caseDir,
    '--track',
    'opg',
    '--json',
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ mean: { instance: { dsc: 1 }, identification: 1 } });
});
