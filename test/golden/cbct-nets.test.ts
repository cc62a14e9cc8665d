/**
 * The exported nets in every precision, run by onnxruntime-node on the CPU, against what PyTorch said in float32 for the
 * same input (export.py, write_golden).
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { isCbctCard, type Precision } from '#contract/model-card';
import { loadModel, readModelCards } from '../../main/inference/model-registry.ts';
import { openNet } from '../../main/inference/session.ts';

const MODELS_DIR = fileURLToPath(new URL('../../models', import.meta.url));
const DIMS = [64, 64, 32] as const; // i, j, k

function stored(name: string): Uint8Array {
  return readFileSync(new URL(name, import.meta.url));
}

/** Share of voxels whose class may differ from PyTorch's float32 answer, on a patch that is up to a half teeth. */
const MOST_DIFFERENT = { fp32: 0.002, fp16: 0.002, int8: 0.01 } as const satisfies Record<Precision, number>;

const installed = (await readModelCards(MODELS_DIR)).filter(isCbctCard).flatMap(({ role, variants }) =>
  ['fp32' as const, ...(variants ?? []).map(({ precision }) => precision)].map((precision) => ({ role, precision })),
);

test.each(installed)('$role in $precision gives the labels that PyTorch gave', async ({ role, precision }) => {
  const net = await openNet(await loadModel(MODELS_DIR, role), 'cpu', precision);
  expect(net.precision).toBe(precision);
  const image = Float32Array.from(stored(`${role}.image.bin`), (value) => value / 32 - 4);
  const guidance = role === 'cbct-fine' ? { guidance: Float32Array.from(stored(`${role}.guidance.bin`)) } : {};
  const { labels } = await net.run({ dims: DIMS, image, ...guidance });
  await net.release();
  const expected = stored(`${role}.labels.bin`);
  expect(labels.length).toBe(expected.length);
  expect(new Set(expected).size).toBeGreaterThan(1); // the piece holds teeth, so this can fail
  const different = expected.reduce((sum, label, n) => sum + (label === labels[n] ? 0 : 1), 0);
  expect(different / expected.length).toBeLessThan(MOST_DIFFERENT[precision]);
});
