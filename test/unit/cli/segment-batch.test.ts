/** Many scans in one job: each its case, none twice, and one bad scan does not stop the rest. */
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readCase } from '../../../main/io/case-folder.ts';
import { TEST_MODELS } from '../../fixtures/paths.ts';
import { makePhantom, phantomGrid } from '../../fixtures/phantom.ts';
import { writeScan } from '../../fixtures/write-scan.ts';
import { quadrant } from './run-quadrant.ts';

const PHANTOM = makePhantom(
  phantomGrid([106, 100, 86], [0.9, 0.8, 1.0], [1, 0, 0, 0, 1, 0, 0, 0, 1]),
  [16, 11, 21, 26],
);
const CLI = fileURLToPath(new URL('../../../main/cli.ts', import.meta.url));

let root = '';
let list = '';
let out = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-batch-'));
  process.env['QUADRANT_DATA_DIR'] = join(root, 'data');
  await writeScan(join(root, 'p1.nii'), PHANTOM.volume);
  await mkdir(join(root, 'clinic'));
  for (const name of ['p2.nii', 'p3.nii']) await cp(join(root, 'p1.nii'), join(root, 'clinic', name));
  await writeFile(join(root, 'clinic', 'bad.nii'), 'this is no scan');
  list = join(root, 'scans.txt');
  await writeFile(list, '# all of them\np1.nii\nclinic/p2.nii\n\nclinic/bad.nii\nclinic/p3.nii\n');
});
afterAll(() => rm(root, { recursive: true }));
beforeEach(() => {
  out = join(root, `out-${Math.random()}`);
});

const HOW = ['--models', TEST_MODELS, '--provider', 'cpu'] as const;
const segment = (...args: string[]) => quadrant('segment', ...HOW, ...args);

const summarySchema = z.object({
  done: z.number(),
  kept: z.number(),
  failed: z.number(),
  notTried: z.number(),
  scans: z.array(
    z.object({
      scan: z.string(),
      case: z.string(),
      outcome: z.enum(['done', 'kept', 'failed', 'not-tried']),
      teeth: z.number().nullable(),
      seconds: z.number(),
      error: z.object({ code: z.string() }).nullable(),
    }),
  ),
});
const summaryOf = (text: string) => summarySchema.parse(JSON.parse(text));
const outcomes = (text: string) => summaryOf(text).scans.map(({ case: name, outcome }) => `${name} ${outcome}`);

describe('quadrant segment --list', () => {
  test('makes a case of every scan that can be read, tells of the others, and leaves what is finished alone', async () => {
    const first = await segment('--list', list, '--out', out, '--json');
    expect(first.code).toBe(1);
    expect(summaryOf(first.stdout)).toMatchObject({ done: 3, kept: 0, failed: 1, notTried: 0 });
    expect(summaryOf(first.stdout).scans[0]).toMatchObject({ scan: 'p1.nii', teeth: 4, error: null });
    expect(summaryOf(first.stdout).scans[2].error?.code).toBe('scan.unsupported-format');
    expect(await readFile(join(out, 'summary.json'), 'utf8')).toBe(first.stdout);
    expect((await readdir(out)).toSorted()).toEqual(['clinic_p2', 'clinic_p3', 'p1', 'summary.json']);
    const { caseFile } = await readCase(join(out, 'clinic_p2'));
    expect(caseFile.source.path).toBe(join(root, 'clinic', 'p2.nii'));

    const before = await stat(join(out, 'p1', 'case.json'));
    const second = await segment('--list', list, '--out', out);
    expect(second.code).toBe(1);
    expect(second.stdout).toContain('kept    p1.nii: 4 teeth');
    expect(second.stdout).toContain('failed  clinic/bad.nii: scan.unsupported-format');
    expect(second.stdout).toMatch(/^0 done, 3 finished before, 1 failed, in /m);
    expect((await stat(join(out, 'p1', 'case.json'))).mtimeMs).toBe(before.mtimeMs);
  });

  test('does its shard alone', async () => {
    const { code, stdout } = await segment('--list', list, '--out', out, '--shard', '2/2', '--json');
    expect(code).toBe(0);
    expect(outcomes(stdout)).toEqual(['clinic_p2 done', 'clinic_p3 done']);
    expect((await readdir(out)).toSorted()).toEqual(['clinic_p2', 'clinic_p3', 'summary-2-of-2.json']);
  });

  test('does again what was left half-written, and clears it away', async () => {
    await mkdir(join(out, 'p1'), { recursive: true });
    await writeFile(join(out, 'p1', 'run.json'), '{');
    await mkdir(join(out, '.p1.partial-killed'));
    const { stdout } = await segment('--list', list, '--out', out, '--shard', '1/4', '--json');
    expect(outcomes(stdout)).toEqual(['p1 done']);
    expect((await readdir(out)).toSorted()).toEqual(['p1', 'summary-1-of-4.json']);
  });

  test('never touches a folder that holds anything else', async () => {
    await mkdir(join(out, 'p1'), { recursive: true });
    await writeFile(join(out, 'p1', 'letter.txt'), 'mine');
    const { stdout } = await segment('--list', list, '--out', out, '--shard', '1/4', '--json');
    expect(summaryOf(stdout).scans[0].error?.code).toBe('case.exists');
    expect(await readdir(join(out, 'p1'))).toEqual(['letter.txt']);
  });

  test('does not take another scan’s case for this one’s', async () => {
    await segment(join(root, 'clinic', 'p2.nii'), '--out', join(out, 'p1'));
    const { stdout } = await segment('--list', list, '--out', out, '--shard', '1/4', '--json');
    expect(summaryOf(stdout).scans[0].error?.code).toBe('case.exists');
  });

  test('stops at what every scan would meet', async () => {
    const { code, stdout } = await segment('--list', list, '--out', out, '--models', join(root, 'nowhere'), '--json');
    expect(code).toBe(1);
    expect(outcomes(stdout)).toEqual([
      'p1 failed',
      'clinic_p2 not-tried',
      'clinic_bad not-tried',
      'clinic_p3 not-tried',
    ]);
  });

  test.each([
    ['a list that is not there', ['--list', 'nowhere.txt']],
    ['a list and a scan', ['p1.nii', '--list', 'scans.txt']],
    ['a shard of one scan', ['p1.nii', '--shard', '1/2']],
    ['neither', []],
    ['an authority without a server', ['p1.nii', '--remote-ca', 'ca.pem']],
    ['a server and a provider', ['p1.nii', '--remote', 'http://localhost:1']],
  ])('is refused with %s', async (_what, args) => {
    const { code, stderr } = await segment(...args, '--out', out);
    expect([code, stderr]).toEqual([2, expect.stringContaining('quadrant help')]);
  });

  test('a worker that is told to end leaves no claim and nothing half-written', async () => {
    const child = spawn(process.execPath, [CLI, 'segment', ...HOW, '--list', list, '--out', out]);
    await expect
      .poll(async () => (await readdir(out).catch(() => [])).join(), { timeout: 30_000, interval: 10 })
      .toContain('.claim-1');
    child.kill('SIGTERM');
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(3);
    expect((await readdir(out)).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('several workers share a list: each scan is done once, also when one of them is killed', async () => {
    const run = (): { done: Promise<string>; kill: () => void } => {
      const child = spawn(process.execPath, [CLI, 'segment', ...HOW, '--list', list, '--out', out, '--json']);
      let stdout = '';
      child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
      const done = new Promise<string>((resolve) => child.once('exit', () => resolve(stdout)));
      return { done, kill: () => void child.kill('SIGKILL') };
    };
    const killed = run();
    // Killed at its first scan: with the claim made and nothing finished.
    await expect
      .poll(async () => (await readdir(out).catch(() => [])).join(), { timeout: 30_000, interval: 10 })
      .toContain('.claim-1');
    const others = [run(), run()];
    killed.kill();
    await killed.done;
    const texts = await Promise.all(others.map(({ done }) => done));
    const [a, b] = texts.map(summaryOf);
    expect([a.failed, b.failed]).toEqual([1, 1]);
    expect([a.done + a.kept, b.done + b.kept]).toEqual([3, 3]);
    // The killed one may have finished a scan before the signal reached it.
    expect(a.done + b.done).toBeLessThanOrEqual(3);
    expect((await readdir(out)).toSorted()).toEqual(['clinic_p2', 'clinic_p3', 'p1', 'summary.json']);
  });
});
