import { describe, expect, test } from 'vitest';
import { loadModel } from '../../../main/inference/model-registry.ts';
import { machineSurroundings } from '../../../main/inference/providers.ts';
import { openNet } from '../../../main/inference/session.ts';
import { TEST_MODELS } from '../../fixtures/paths.ts';

describe('openNet', () => {
  test('runs a model on the CPU with i as the fastest axis and strided output', async () => {
    const net = await openNet(await loadModel(TEST_MODELS, 'cbct-coarse'), 'cpu');
    expect(net.provider).toBe('cpu');
    const image = new Float32Array(8 * 4 * 12); // i 8, j 4, k 12
    for (const i of [6, 7]) for (const j of [0, 1]) for (const k of [10, 11]) image[i + 8 * (j + 4 * k)] = 5;
    const { dims, labels, confidence } = await net.run({ dims: [8, 4, 12], image });
    expect(dims).toEqual([4, 2, 6]);
    const hit = 3 + 4 * (0 + 2 * 5);
    // Left and up: quadrant 2. Cell centre 1.5 cells of 2 mm from the middle: a central incisor.
    expect(Array.from(labels).flatMap((label, n) => (label === 0 ? [] : [[n, label]]))).toEqual([[hit, 8 + 1]]);
    expect(confidence[hit]).toBe(230);
    expect(confidence[0]).toBe(250);
    await net.release();
    await net.release();
    await expect(net.run({ dims: [8, 4, 12], image })).rejects.toMatchObject({ code: 'inference.failed' });
  });

  test('feeds the guidance to a fine net', async () => {
    const net = await openNet(await loadModel(TEST_MODELS, 'cbct-fine'), 'cpu');
    const image = new Float32Array(4 ** 3).fill(5);
    const guidance = Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8]);
    const { labels } = await net.run({ dims: [4, 4, 4], image, guidance });
    expect(Array.from(labels.subarray(0, 8))).toEqual([1, 1, 2, 2, 1, 1, 2, 2]);
    expect(labels[63]).toBe(8);
    await expect(net.run({ dims: [4, 4, 4], image })).rejects.toMatchObject({ code: 'inference.failed' });
    await net.release();
  });

  test('a forced provider that is not there says so instead of running on another', async () => {
    const coarse = await loadModel(TEST_MODELS, 'cbct-coarse');
    const absent = process.platform === 'win32' ? 'coreml' : 'dml';
    await expect(openNet(coarse, absent)).rejects.toMatchObject({
      code: 'inference.no-provider',
      facts: { [absent]: expect.any(String) },
    });
    if (process.platform === 'linux' && !machineSurroundings().hasCudaLibrary) {
      await expect(openNet(coarse, 'cuda')).rejects.toMatchObject({ code: 'inference.no-provider' });
    }
  });

  test('auto ends on a provider that runs, and costs little when asked again', async () => {
    const coarse = await loadModel(TEST_MODELS, 'cbct-coarse');
    const first = await openNet(coarse, 'auto');
    const startedMs = performance.now();
    const second = await openNet(coarse, 'auto');
    expect(second.provider).toBe(first.provider);
    expect(performance.now() - startedMs).toBeLessThan(5000);
    await Promise.all([first.release(), second.release()]);
  });
});
