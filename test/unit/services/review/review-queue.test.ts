/** The queue that models/training writes (its own test keeps the file true) stands beside the teeth of a case. */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpgCase } from '#contract/case';
import { queueOf } from '../../../../main/services/review/review-queue.ts';
import { CASE_FILE, OPG_CASE, OUTLINED_TOOTH } from '../../../fixtures/contract/samples.ts';

const QUEUE = new URL('../../../../models/training/tests/queue.json', import.meta.url);

// 1.75 : 1, as wide as the frame of 896 × 512: two pixels each of the frame's, without a margin.
const CASE: OpgCase = {
  ...OPG_CASE,
  source: {
    ...OPG_CASE.source,
    path: '/clinic/cate1-00001.jpg',
    geometry: { ...OPG_CASE.source.geometry, dims: [1792, 1024, 1] },
  },
  instances: [
    { ...OUTLINED_TOOTH, fdi: 35, boundsPx: { min: [150, 600], max: [199, 679] } },
    { ...OUTLINED_TOOTH, fdi: 36, label: 46, boundsPx: { min: [202, 598], max: [243, 675] } },
  ],
};

let dataDir = '';
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'quadrant-queue-'));
});
afterAll(() => rm(dataDir, { recursive: true }));

it('is empty without a queue, of a CBCT, and of another picture', async () => {
  expect(await queueOf(CASE, dataDir)).toEqual([]);
  await mkdir(join(dataDir, 'review-queues'));
  await cp(QUEUE, join(dataDir, 'review-queues', 'round-1.json'));
  await writeFile(join(dataDir, 'review-queues', 'broken.json'), '{"items": 7');
  expect(await queueOf(CASE_FILE, dataDir)).toEqual([]);
  expect(await queueOf({ ...CASE, source: { ...CASE.source, path: 'cate1-00009.jpg' } }, dataDir)).toEqual([]);
});

it('names the tooth that stands in the place of a pseudo label, whatever number it has', async () => {
  const expected = { key: 'queue.36.0', fdi: 36, confidence: 0.42, boundsPx: { min: [200, 600], max: [239, 679] } };
  expect(await queueOf(CASE, dataDir)).toEqual([{ ...expected, label: 46 }]);
  expect(await queueOf({ ...CASE, instances: CASE.instances.slice(0, 1) }, dataDir)).toEqual([
    { ...expected, label: null },
  ]);
});

it('takes the margins off that a picture of another shape has in the frame', async () => {
  // A square picture, that training takes as 1.75 : 1 because its file says no better.
  const square = { ...CASE.source, geometry: { ...CASE.source.geometry, dims: [512, 512, 1] as const } };
  const [item] = await queueOf({ ...CASE, source: square }, dataDir);
  expect(item.boundsPx).toEqual({ min: [57, 300], max: [68, 339] });
});
