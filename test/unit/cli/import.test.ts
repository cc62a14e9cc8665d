/** quadrant import: a DICOM Segmentation of a scan as a case, and every way in which it is refused. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { cbctCaseSchema, runFileSchema } from '#contract/case';
import { errorBodySchema } from '#contract/errors';
import { quadrant } from './run-quadrant.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/dicom-seg', import.meta.url));
const SEGMENTATION = join(FIXTURES, 'dcmqi-labelmap.dcm');
const SCAN = join(FIXTURES, 'scan');

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-import-cli-'));
});
afterAll(() => rm(root, { recursive: true }));

test('prints the case as one JSON document', async () => {
  const out = join(root, 'case');
  const { code, stdout } = await quadrant('import', SEGMENTATION, '--scan', SCAN, '--out', out, '--json');
  expect(code).toBe(0);
  const printed = cbctCaseSchema.extend({ out: z.string(), run: runFileSchema }).parse(JSON.parse(stdout));
  expect(printed.instances.map(({ fdi }) => fdi)).toEqual([16, 21, 36, 75]);
  expect(printed).toMatchObject({ out, provider: 'import', run: { stages: expect.any(Array) } });
});

test('prints a table with the warnings for a person', async () => {
  const { code, stdout } = await quadrant('import', SEGMENTATION, '--scan', SCAN, '--out', join(root, 'other'));
  expect(code).toBe(0);
  expect(stdout).toContain('4 teeth found');
  expect(stdout).toMatch(/Warning: The teeth were not found by Quadrant here but opened from a file of .*dcmqi/);
});

test('makes a case that can be checked, exported and evaluated', async () => {
  const caseDir = join(root, 'case');
  expect((await quadrant('review', caseDir)).code).toBe(0);
  const seg = join(root, 'again.dcm');
  expect((await quadrant('export', caseDir, '--format', 'dicom-seg', '--out', seg)).code).toBe(0);
  const again = join(root, 'again');
  expect((await quadrant('import', seg, '--scan', SCAN, '--out', again)).code).toBe(0);
  const { stdout } = await quadrant('evaluate', '--truth', caseDir, '--pred', again, '--track', 'cbct', '--json');
  expect(stdout).toContain('"dscOfFound": 1');
});

test('needs a segmentation, a scan and a place', async () => {
  for (const args of [
    ['--scan', SCAN],
    [SEGMENTATION, '--out', 'x'],
    [SEGMENTATION, '--scan', SCAN],
  ]) {
    const { code, stderr } = await quadrant('import', ...args);
    expect([code, stderr.includes('quadrant import')]).toEqual([2, true]);
  }
});

test('tells why a segmentation is refused', async () => {
  const wrong = join(FIXTURES, 'refused-other-scan.dcm');
  const { code, stdout } = await quadrant('import', wrong, '--scan', SCAN, '--out', join(root, 'none'), '--json');
  expect(code).toBe(2);
  const { error } = z.object({ error: errorBodySchema }).parse(JSON.parse(stdout));
  expect(error).toMatchObject({ code: 'import.other-scan', facts: { frameOfReferenceUid: '2.25.1' } });
});
