import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Precision } from '#contract/model-card';
import { loadModel } from '../../../main/inference/model-registry.ts';
import { beatsFp32, toothAgreement, trialInput, twinPrecision } from '../../../main/inference/precision.ts';
import { openNet, type NetInput, type SegmentationNet } from '../../../main/inference/session.ts';
import { TEST_MODELS } from '../../fixtures/paths.ts';

const TRIAL: NetInput = { dims: [4, 4, 4], image: new Float32Array(64) };

/** A net that always gives the same labels and takes `tookMs` of a clock that it moves itself. */
async function answering(labels: readonly number[], tookMs: number, clock: { ms: number }): Promise<SegmentationNet> {
  const { card } = await loadModel(TEST_MODELS, 'cbct-coarse');
  const answer = {
    dims: [2, 2, 2] as const,
    labels: Uint8Array.from(labels),
    confidence: new Uint8Array(labels.length),
  };
  return {
    card,
    provider: 'test',
    precision: 'fp32',
    sha256: '',
    async run() {
      clock.ms += tookMs;
      return answer;
    },
    async release() {},
  };
}

describe('the trial', () => {
  const teeth = Array.from({ length: 40 }, (_, n) => 1 + (n % 8));
  test.each([
    ['faster and alike', teeth, 2, true],
    ['slower', teeth, 4, false],
    ['faster but different', teeth.map((label) => label + 1), 2, false],
    ['one tooth voxel of 40 apart', teeth.with(7, 0), 2, true],
  ])('a twin that is %s', async (_what, labels, tookMs, wins) => {
    const clock = { ms: 0 };
    const [twin, fp32] = [await answering(labels, tookMs, clock), await answering(teeth, 3, clock)];
    expect(await beatsFp32(twin, fp32, TRIAL, () => clock.ms)).toBe(wins);
  });

  test('a trial without teeth shows nothing', () => {
    expect(toothAgreement(new Uint8Array(9), new Uint8Array(9))).toBe(0);
    expect(toothAgreement(Uint8Array.of(0, 1, 2, 0), Uint8Array.of(0, 1, 1, 3))).toBeCloseTo(1 / 3);
  });

  test('integers are tried on a CPU, halves on everything else', () => {
    expect(twinPrecision('cpu')).toBe('int8');
    expect(twinPrecision('webgpu')).toBe('fp16');
  });
});

describe('a model with variants', () => {
  let modelsDir = '';
  const image = Uint8Array.from({ length: 512 }, (_, n) => (n % 8 > 3 ? 255 : 100));
  beforeEach(async () => {
    modelsDir = await mkdtemp(join(tmpdir(), 'quadrant-models-'));
    await cp(TEST_MODELS, modelsDir, { recursive: true });
    await writeFile(join(modelsDir, 'trial.bin'), image);
    const path = join(modelsDir, 'coarse.json');
    const card = JSON.parse(await readFile(path, 'utf8'));
    const { file, sha256 } = card;
    const trial = { file: 'trial.bin', sha256: createHash('sha256').update(image).digest('hex'), dims: [8, 8, 8] };
    await writeFile(path, JSON.stringify({ ...card, variants: [{ precision: 'int8', file, sha256 }], trial }));
  });
  afterEach(() => rm(modelsDir, { recursive: true }));

  test('runs the one that was asked for', async () => {
    const model = await loadModel(modelsDir, 'cbct-coarse');
    for (const precision of ['fp32', 'int8'] as const satisfies readonly Precision[]) {
      const net = await openNet(model, 'cpu', precision);
      expect(net.precision).toBe(precision);
      await net.release();
    }
    await expect(openNet(model, 'cpu', 'fp16')).rejects.toMatchObject({ code: 'model.unsupported' });
  });

  test('auto runs one that works, and the same again', async () => {
    const model = await loadModel(modelsDir, 'cbct-coarse');
    const first = await openNet(model, 'cpu');
    const second = await openNet(model, 'cpu');
    expect(['fp32', 'int8']).toContain(first.precision);
    expect(second.precision).toBe(first.precision);
    expect((await second.run(trialInput(model) ?? TRIAL)).labels.some((label) => label > 0)).toBe(true);
    await Promise.all([first.release(), second.release()]);
  });

  test('the trial is given in the units of the net', async () => {
    const input = trialInput(await loadModel(modelsDir, 'cbct-coarse'));
    expect(input).toMatchObject({ dims: [8, 8, 8] });
    expect(input?.image[4]).toBeCloseTo(3.97, 2);
    expect(input?.guidance).toBeUndefined();
  });

  test('a changed or missing variant is refused', async () => {
    await writeFile(join(modelsDir, 'trial.bin'), 'x');
    await expect(loadModel(modelsDir, 'cbct-coarse')).rejects.toMatchObject({ code: 'model.damaged' });
    await rm(join(modelsDir, 'trial.bin'));
    await expect(loadModel(modelsDir, 'cbct-coarse')).rejects.toMatchObject({ code: 'model.missing' });
  });
});
