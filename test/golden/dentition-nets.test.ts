/**
 * The exported nets that number whole dentitions, run by onnxruntime-node, against what PyTorch said of the same teeth
 * (dentition/export.py, write_golden): the upper jaw of a made-up patient that they were never trained on.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { loadDentitionNet } from '../../main/inference/model-registry.ts';
import { openDentitionNet } from '../../main/inference/dentition-net.ts';

const MODELS_DIR = fileURLToPath(new URL('../../models', import.meta.url));
const goldenSchema = z.object({
  fdi: z.array(z.number()),
  centroids: z.array(z.array(z.number())),
  masks: z.string(),
  probabilities: z.array(z.array(z.number())),
});

test.each(['cbct-dentition', 'opg-dentition'] as const)(
  '%s says what PyTorch said, and numbers nearly all teeth right',
  async (role) => {
    const golden = goldenSchema.parse(JSON.parse(readFileSync(new URL(`${role}.json`, import.meta.url), 'utf8')));
    const net = await openDentitionNet(await loadDentitionNet(MODELS_DIR, role));
    const masks = Float32Array.from(Buffer.from(golden.masks, 'base64'), (share) => share / 255);
    const probabilities = await net.run(masks, golden.centroids);
    await net.release();
    const { classes } = net.card;
    expect(golden.fdi.length).toBeGreaterThan(8);
    expect(probabilities.length).toBe(golden.fdi.length * classes.length);
    const farthest = golden.probabilities
      .flat()
      .reduce((most, said, n) => Math.max(most, Math.abs(said - probabilities[n])), 0);
    expect(farthest).toBeLessThan(0.01);
    const likeliest = golden.fdi.map((_, n) => {
      const row = probabilities.subarray(n * classes.length, (n + 1) * classes.length);
      return classes[row.indexOf(Math.max(...row))];
    });
    // Made-up teeth, unrolled for the net of radiographs: it is young, a place off here and there.
    expect(likeliest.filter((fdi, n) => fdi !== golden.fdi[n]).length).toBeLessThanOrEqual(2);
  },
);
