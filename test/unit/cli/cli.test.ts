/** The command line as other programs use it: exit codes, one JSON document, nothing left behind. */
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { cbctCaseSchema, runFileSchema } from '#contract/case';
import { errorBodySchema } from '#contract/errors';
import { scanInfoSchema } from '#contract/scan';
import { COMMAND_NAMES, usageOf } from '../../../main/cli/help.ts';
import { userDataDir } from '../../../main/services/data-folder/data-dir.ts';
import { writeLabelNifti } from '../../../main/io/nifti-labels.ts';
import { TEST_MODELS } from '../../fixtures/paths.ts';
import { makePhantom, phantomGrid } from '../../fixtures/phantom.ts';
import { writeScan } from '../../fixtures/write-scan.ts';
import { quadrant } from './run-quadrant.ts';

const TEETH = [16, 14, 12, 11, 21, 22, 24, 26, 36, 34, 32, 31, 41, 42, 44, 46].toSorted((a, b) => a - b);
const PHANTOM = makePhantom(phantomGrid([106, 100, 86], [0.9, 0.8, 1.0], [1, 0, 0, 0, 1, 0, 0, 0, 1]), TEETH);
const CLI = fileURLToPath(new URL('../../../main/cli.ts', import.meta.url));

let root = '';
let scan = '';
let out = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-cli-'));
  process.env['QUADRANT_DATA_DIR'] = join(root, 'data');
  scan = join(root, 'phantom.nii');
  await writeScan(scan, PHANTOM.volume);
});
afterAll(() => rm(root, { recursive: true }));
beforeEach(() => {
  out = join(root, 'out', `case-${Math.random()}`);
});

/** Segments with the stand-in networks. */
const segment = (...args: string[]) => quadrant('segment', '--models', TEST_MODELS, '--provider', 'cpu', ...args);

function errorCodeOf(stdout: string): string {
  return z.object({ error: errorBodySchema }).parse(JSON.parse(stdout)).error.code;
}

describe('quadrant segment', () => {
  test('prints one JSON document and writes the same case', async () => {
    const { code, stdout, stderr } = await segment(scan, '--out', out, '--json');
    expect(code).toBe(0);
    const printed = cbctCaseSchema.extend({ out: z.string(), run: runFileSchema }).parse(JSON.parse(stdout));
    expect(printed.instances.map(({ fdi }) => fdi)).toEqual(TEETH);
    expect(cbctCaseSchema.parse(JSON.parse(await readFile(join(out, 'case.json'), 'utf8')))).toEqual(
      cbctCaseSchema.parse(printed),
    );
    expect((await readdir(out)).toSorted()).toEqual(['case.json', 'labelmap.nii.gz', 'run.json']);
    expect(stderr).toContain('Tracing every tooth on cpu');
  });

  test('prints a tooth table for people', async () => {
    const { code, stdout } = await segment(scan, '--out', out);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ *16 {2}first molar, upper right/m);
    expect(stdout).toContain('16 teeth found. Not found: 13 15 17');
  });

  test('a scan with no teeth gives zero teeth and a warning', async () => {
    const empty = join(root, 'empty.nii');
    await writeScan(empty, makePhantom(phantomGrid([40, 40, 40], [1, 1, 1], [1, 0, 0, 0, 1, 0, 0, 0, 1]), []).volume);
    const { code, stdout } = await segment(empty, '--out', out, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ instances: [], warnings: [{ code: 'case.no-teeth' }] });
  });

  test('an output folder that exists is refused before any work and stays as it is', async () => {
    await mkdir(out, { recursive: true });
    const { code, stdout, stderr } = await segment(scan, '--out', out, '--json');
    expect([code, errorCodeOf(stdout)]).toEqual([2, 'case.exists']);
    expect(stderr).not.toContain('Reading');
    expect(await readdir(out)).toEqual([]);
  });

  test.each([
    ['no scan', ['--out', 'x']],
    ['two scans', ['a', 'b', '--out', 'x']],
    ['no --out', ['a']],
    ['an unknown provider', ['a', '--out', 'x', '--provider', 'gpu']],
    ['an unknown option', ['a', '--out', 'x', '--fast']],
  ])('%s is bad usage', async (_why, args) => {
    const { code, stdout, stderr } = await quadrant('segment', ...args, '--json');
    expect([code, errorCodeOf(stdout)]).toEqual([2, 'usage']);
    expect(stderr).toContain(usageOf('segment'));
  });

  test.each(['manifest.json', 'coarse.onnx', 'fine.json'])(
    'without %s it is model.missing, and nothing is written',
    async (file) => {
      const models = join(root, `models-without-${file}`);
      await cp(TEST_MODELS, models, { recursive: true });
      await rm(join(models, file));
      const { code, stdout } = await quadrant('segment', scan, '--out', out, '--models', models, '--json');
      expect([code, errorCodeOf(stdout)]).toEqual([2, 'model.missing']);
      await expect(readdir(out)).rejects.toThrow();
    },
  );

  test('a scan that is not there, and one that is no scan, leave nothing behind', async () => {
    const missing = await segment(join(root, 'nowhere'), '--out', out, '--json');
    expect([missing.code, errorCodeOf(missing.stdout)]).toEqual([2, 'scan.not-found']);
    const text = join(root, 'notes.txt');
    await writeFile(text, 'not a scan');
    const foreign = await segment(text, '--out', out, '--json');
    expect(foreign.code).toBe(2);
    expect(errorCodeOf(foreign.stdout)).toMatch(/^scan\./);
    await expect(readdir(out)).rejects.toThrow();
  });

  test.skipIf(process.platform === 'win32')('Ctrl-C ends with exit code 3 and leaves nothing behind', async () => {
    const parent = join(root, 'interrupted');
    await mkdir(parent);
    const args = [CLI, 'segment', scan, '--out', join(parent, 'case'), '--models', TEST_MODELS, '--json'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
    child.stderr.on('data', (data: Buffer) => {
      if (data.toString().includes('Looking for the teeth')) child.kill('SIGINT');
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([code, errorCodeOf(stdout)]).toEqual([3, 'job.cancelled']);
    expect(await readdir(parent)).toEqual([]);
  });
});

test('quadrant info describes the scan as JSON and in words', async () => {
  const { code, stdout } = await quadrant('info', scan, '--json');
  expect(code).toBe(0);
  expect(scanInfoSchema.parse(JSON.parse(stdout)).series[0]?.dims).toEqual([106, 100, 86]);
  expect((await quadrant('info', scan)).stdout).toContain('106 × 100 × 86 voxels of 0.9 × 0.8 × 1 mm');
  expect((await quadrant('info', join(root, 'nowhere'))).code).toBe(2);
});

describe('quadrant evaluate', () => {
  test('scores a case folder and folders of label maps', async () => {
    await segment(scan, '--out', join(root, 'preds', 'one'));
    await mkdir(join(root, 'truths'));
    await writeLabelNifti(join(root, 'truths', 'one_truth.nii.gz'), PHANTOM.truth);
    const folders = await quadrant(
      'evaluate',
      '--truth',
      join(root, 'truths'),
      '--pred',
      join(root, 'preds'),
      '--track',
      'cbct',
      '--json',
    );
    expect(folders.code).toBe(0);
    const evaluation = JSON.parse(folders.stdout);
    expect(evaluation).toMatchObject({
      track: 'cbct',
      cases: [{ name: 'one', extra: [] }],
      mean: { identification: 1 },
    });
    expect(evaluation.mean.instance.dsc).toBeGreaterThan(0.85);
    const truth = join(root, 'truths', 'one_truth.nii.gz');
    const file = await quadrant(
      'evaluate',
      '--truth',
      truth,
      '--pred',
      join(root, 'preds', 'one'),
      '--track',
      'cbct',
      '--json',
    );
    expect(JSON.parse(file.stdout).mean).toEqual(evaluation.mean);
    const perfect = await quadrant('evaluate', '--truth', truth, '--pred', truth, '--track', 'cbct', '--json');
    expect(JSON.parse(perfect.stdout).mean).toEqual({
      image: { dsc: 1, iou: 1, nsd2vox: 1, nsd1mm: 1 },
      instance: { dsc: 1, iou: 1, nsd2vox: 1, nsd1mm: 1 },
      identification: 1,
    });
  });

  test('refuses grids that differ, missing predictions and a track it does not know', async () => {
    const other = makePhantom(phantomGrid([20, 20, 20], [1, 1, 1], [1, 0, 0, 0, 1, 0, 0, 0, 1]), []).truth;
    const [a, b] = [join(root, 'a.nii.gz'), join(root, 'b.nii.gz')];
    await writeLabelNifti(a, PHANTOM.truth);
    await writeLabelNifti(b, other);
    const evaluate = async (...args: string[]) => errorCodeOf((await quadrant('evaluate', ...args, '--json')).stdout);
    expect(await evaluate('--truth', a, '--pred', b, '--track', 'cbct')).toBe('scan.inconsistent-geometry');
    await mkdir(join(root, 'nothing'));
    expect(await evaluate('--truth', join(root, 'truths'), '--pred', join(root, 'nothing'), '--track', 'cbct')).toBe(
      'usage',
    );
    expect(await evaluate('--truth', a, '--pred', a, '--track', 'opg')).toBe('usage');
    expect(await evaluate('--truth', a, '--pred', join(root, 'c.nii.gz'), '--track', 'cbct')).toBe('scan.not-found');
  });
});

test('no command and an unknown one are bad usage; help is not', async () => {
  expect((await quadrant()).code).toBe(2);
  expect((await quadrant('paint')).code).toBe(2);
  expect(await quadrant('help')).toMatchObject({ code: 0, stderr: '' });
});

test.each(COMMAND_NAMES)('help tells all of %s, bad usage of it only how it is called', async (name) => {
  const { stdout } = await quadrant('help', name);
  expect(stdout).toContain(`quadrant ${name} `);
  expect(await quadrant(name, '--help')).toMatchObject({ code: 0, stdout });
  const { code, stderr } = await quadrant(name, '--no-such-option');
  expect(code).toBe(2);
  expect(stderr).toContain(usageOf(name));
  expect(stdout).toContain(usageOf(name));
});

test.each([
  ['linux', { XDG_DATA_HOME: '/x' }, join('/x', 'quadrant')],
  ['win32', { APPDATA: 'C:\\A' }, join('C:\\A', 'Quadrant')],
  ['linux', { XDG_DATA_HOME: '/x', QUADRANT_DATA_DIR: '/y' }, '/y'],
] as const)('on %s with %o the data folder is %s', (platform, env, expected) => {
  expect(userDataDir(env, platform)).toBe(expected);
});
