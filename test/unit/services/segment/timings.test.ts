import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DEFAULT_STAGE_SECONDS } from '../../../../main/pipeline/stage-progress.ts';
import { Timings } from '../../../../main/services/segment/timings.ts';

let dataDir = '';
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'quadrant-timings-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const SIZE = { voxels: 1e6, volumeMm3: 1e5 };
const SECONDS = { read: 2, coarse: 4, fine: 10, label: 1, measure: 1, save: 1 };

test('without runs the shares are guessed and nothing is promised', async () => {
  expect(await new Timings(dataDir).expect('cpu', SIZE)).toEqual({ expected: DEFAULT_STAGE_SECONDS, learned: false });
});

test('expects the median of earlier runs with that provider, by the size of the scan', async () => {
  const timings = new Timings(dataDir);
  for (const fine of [10, 12, 90]) await timings.remember({ provider: 'cpu', ...SIZE, seconds: { ...SECONDS, fine } });
  await timings.remember({ provider: 'cuda', ...SIZE, seconds: { ...SECONDS, fine: 1 } });
  const { expected, learned } = await timings.expect('cpu', { voxels: 2e6, volumeMm3: 3e5 });
  expect(learned).toBe(true);
  expect(expected.fine).toBeCloseTo(12);
  expect(expected.coarse).toBeCloseTo(12);
  expect(expected.read).toBeCloseTo(4);
  expect((await timings.expect('cpu', null)).expected.fine).toBeCloseTo(12);
  expect((await timings.expect('auto', SIZE)).learned).toBe(false);
});

test('keeps the last twenty runs', async () => {
  const timings = new Timings(dataDir);
  for (let run = 0; run < 23; run++)
    await timings.remember({ provider: 'cpu', ...SIZE, seconds: { ...SECONDS, fine: run } });
  expect(JSON.parse(await readFile(join(dataDir, 'timings.json'), 'utf8'))).toHaveLength(20);
  expect((await timings.expect('cpu', SIZE)).expected.fine).toBeCloseTo(12.5);
});

test('a spoilt file or a folder that cannot be written does no harm', async () => {
  await writeFile(join(dataDir, 'timings.json'), '[{"provider":"steam"}]');
  expect((await new Timings(dataDir).expect('cpu', SIZE)).learned).toBe(false);
  await writeFile(join(dataDir, 'file'), '');
  await new Timings(join(dataDir, 'file')).remember({ provider: 'cpu', ...SIZE, seconds: SECONDS });
});
