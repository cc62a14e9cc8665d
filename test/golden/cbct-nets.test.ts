/** The exported nets, run by onnxruntime-node, against what PyTorch said for the same input (export.py, write_golden). */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadModel } from '../../main/inference/model-registry.ts';
import { openNet } from '../../main/inference/session.ts';

const MODELS_DIR = fileURLToPath(new URL('../../models', import.meta.url));
const DIMS = [64, 64, 32] as const; // i, j, k

function stored(name: string): Uint8Array {
  return readFileSync(new URL(name, import.meta.url));
}

test.each(['cbct-coarse', 'cbct-fine'] as const)('%s gives the labels that PyTorch gave', async (role) => {
  const net = await openNet(await loadModel(MODELS_DIR, role), 'cpu');
  const image = Float32Array.from(stored(`${role}.image.bin`), (value) => value / 32 - 4);
  const guidance = role === 'cbct-fine' ? { guidance: Float32Array.from(stored(`${role}.guidance.bin`)) } : {};
  const { labels } = await net.run({ dims: DIMS, image, ...guidance });
  await net.release();
  const expected = stored(`${role}.labels.bin`);
  expect(labels.length).toBe(expected.length);
  expect(new Set(expected).size).toBeGreaterThan(1); // the piece holds teeth, so this can fail
  const different = expected.reduce((sum, label, n) => sum + (label === labels[n] ? 0 : 1), 0);
  expect(different / expected.length).toBeLessThan(0.002);
});
