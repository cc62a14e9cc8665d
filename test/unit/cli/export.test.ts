/** quadrant export: a picture or the outlines of a case, and every way in which they are refused. */
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { errorBodySchema } from '#contract/errors';
import { toothColour } from '#core/fdi';
import { writeCase } from '../../../main/io/case-folder.ts';
import { OPG_CASE, RUN_FILE } from '../../fixtures/contract/samples.ts';
import { TEST_MODELS } from '../../fixtures/paths.ts';
import { makePhantom, phantomGrid } from '../../fixtures/phantom.ts';
import { writeScan } from '../../fixtures/write-scan.ts';
import { quadrant } from './run-quadrant.ts';

const IDENTITY = [1, 0, 0, 0, 1, 0, 0, 0, 1];
const PHANTOM = makePhantom(phantomGrid([106, 100, 86], [0.9, 0.8, 1.0], IDENTITY), [16, 11, 21, 26, 36, 46]);

let root = '';
let scan = '';
let caseDir = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-export-'));
  process.env['QUADRANT_DATA_DIR'] = join(root, 'data');
  scan = join(root, 'phantom.nii');
  caseDir = join(root, 'case');
  await writeScan(scan, PHANTOM.volume);
  await quadrant('segment', scan, '--out', caseDir, '--models', TEST_MODELS, '--provider', 'cpu');
});
afterAll(() => rm(root, { recursive: true }));

const toSheet = (...args: string[]) => quadrant('export', '--format', 'contact-sheet', '--json', ...args);

async function refusalOf(...args: string[]): Promise<string> {
  const { code, stdout } = await toSheet(...args);
  expect(code).toBe(2);
  return z.object({ error: errorBodySchema }).parse(JSON.parse(stdout)).error.code;
}

test('writes one PNG with every tooth in its colour, and replaces an older one', async () => {
  const out = join(root, 'sheet.png');
  await writeFile(out, 'an older one');
  const { code, stdout } = await toSheet(caseDir, '--out', out);
  expect([code, JSON.parse(stdout)]).toMatchObject([0, { out, teeth: 6 }]);
  const picture = PNG.sync.read(await readFile(out));
  expect(JSON.parse(stdout)).toMatchObject({ width: picture.width, height: picture.height });
  for (const fdi of [16, 11, 21, 26, 36, 46]) {
    const [red, green, blue] = toothColour(fdi);
    let pixels = 0;
    for (let n = 0; n < picture.data.length; n += 4)
      if (picture.data[n] === red && picture.data[n + 1] === green && picture.data[n + 2] === blue) pixels++;
    expect(pixels).toBeGreaterThan(500);
  }
});

test('says that the scan has moved, and takes it from where it is now', async () => {
  const moved = join(root, 'moved.nii');
  await rename(scan, moved);
  try {
    expect(await refusalOf(caseDir, '--out', join(root, 'a.png'))).toBe('scan.not-found');
    expect((await toSheet(caseDir, '--out', join(root, 'a.png'), '--scan', moved)).code).toBe(0);
  } finally {
    await rename(moved, scan);
  }
});

test('refuses another scan, what is no case, a place that is not there and bad usage, and writes nothing', async () => {
  const other = join(root, 'other.nii');
  await writeScan(other, makePhantom(phantomGrid([40, 40, 40], [1, 1, 1], IDENTITY), []).volume);
  const out = join(root, 'refused.png');
  expect(await refusalOf(caseDir, '--out', out, '--scan', other)).toBe('scan.inconsistent-geometry');
  await mkdir(join(root, 'empty'));
  expect(await refusalOf(join(root, 'empty'), '--out', out)).toBe('case.not-found');
  expect(await refusalOf(caseDir, '--out', join(root, 'nowhere', 'a.png'))).toBe('disk.unwritable');
  expect(await refusalOf(caseDir)).toBe('usage');
  expect(await refusalOf(caseDir, '--out', join(root, 'a.jpg'))).toBe('usage');
  expect(await refusalOf('--out', out)).toBe('usage');
  expect(await refusalOf(caseDir, '--out', out, '--format', 'stl')).toBe('usage');
  const stl = ['--format', 'stl', '--out', join(root, 'a.stl')];
  expect(await refusalOf(caseDir, ...stl, '--parts', 'tooth')).toBe('usage');
  expect(await refusalOf(caseDir, ...stl, '--triangles', '12')).toBe('usage');
  expect(await refusalOf(caseDir, '--out', out, '--parts', 'jaw')).toBe('usage');
  await expect(stat(out)).rejects.toThrow();
});

describe('outlines', () => {
  const opg = () => join(root, 'opg');
  beforeAll(async () => {
    const labelMap = { geometry: OPG_CASE.source.geometry, data: new Uint8Array(30) };
    await writeCase(opg(), { caseFile: OPG_CASE, labelMap, describeRun: () => RUN_FILE });
  });

  test.each(['labelme', 'coco'])('of a radiograph are written as %s, replacing an older file', async (format) => {
    const out = join(root, `${format}.json`);
    await writeFile(out, 'an older one');
    const { code, stdout } = await quadrant('export', opg(), '--format', format, '--out', out, '--json');
    expect([code, JSON.parse(stdout)]).toEqual([0, { out, width: 6, height: 5, teeth: 1 }]);
    const document: unknown = JSON.parse(await readFile(out, 'utf8'));
    expect(document).toMatchObject(
      format === 'coco' ? { annotations: [{ category_id: 36 }] } : { shapes: [{ label: '36' }] },
    );
  });

  test('are refused of a CBCT, which says what fits, and in a place that is not there', async () => {
    const refused = async (...args: string[]) => {
      const { code, stdout } = await quadrant('export', '--json', ...args);
      expect(code).toBe(2);
      return z.object({ error: errorBodySchema }).parse(JSON.parse(stdout)).error;
    };
    const [json, png] = [join(root, 'no.json'), join(root, 'no.png')];
    const ofCbct = await refused(caseDir, '--format', 'coco', '--out', json);
    expect([ofCbct.code, ofCbct.remedy]).toEqual(['usage', expect.stringContaining('contact-sheet')]);
    expect((await refused(opg(), '--format', 'labelme', '--out', png)).code).toBe('usage');
    expect((await refused(opg(), '--format', 'labelme', '--out', json, '--scan', scan)).code).toBe('usage');
    expect((await refused(opg(), '--format', 'labelme', '--out', join(root, 'nowhere', 'a.json'))).code).toBe(
      'disk.unwritable',
    );
    await expect(stat(json)).rejects.toThrow();
  });
});

test('refuses an option that says nothing to the format', async () => {
  expect(await refusalOf(caseDir, '--out', join(root, 'sheet.png'), '--paper', 'a4')).toBe('usage');
});
