import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadModel, readModelCards } from '../../../main/inference/model-registry.ts';
import { TEST_MODELS } from '../../fixtures/paths.ts';

let modelsDir = '';
beforeEach(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'quadrant-models-'));
  await cp(TEST_MODELS, modelsDir, { recursive: true });
});
afterEach(() => rm(modelsDir, { recursive: true }));

async function editCard(name: string, change: Record<string, unknown>): Promise<void> {
  const path = join(modelsDir, name);
  await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')), ...change }));
}

describe('model registry', () => {
  test('lists cards in the order of the manifest and loads the first of a role', async () => {
    const cards = await readModelCards(modelsDir);
    expect(cards.map((card) => card.role)).toEqual(['cbct-coarse', 'cbct-fine']);
    const fine = await loadModel(modelsDir, 'cbct-fine');
    expect(fine.card.id).toBe('test-fine');
    expect(fine.fp32.bytes.length).toBeGreaterThan(100);
  });

  test('a missing manifest, card, file or role is model.missing', async () => {
    await expect(loadModel(join(modelsDir, 'nowhere'), 'cbct-fine')).rejects.toMatchObject({ code: 'model.missing' });
    await rm(join(modelsDir, 'fine.onnx'));
    await expect(loadModel(modelsDir, 'cbct-fine')).rejects.toMatchObject({ code: 'model.missing' });
    await rm(join(modelsDir, 'fine.json'));
    await expect(loadModel(modelsDir, 'cbct-coarse')).rejects.toMatchObject({ code: 'model.missing' });
    await writeFile(join(modelsDir, 'manifest.json'), JSON.stringify({ cards: ['coarse.json'] }));
    await expect(loadModel(modelsDir, 'cbct-fine')).rejects.toMatchObject({ code: 'model.missing' });
  });

  test('one changed byte is model.damaged and names both digests', async () => {
    await appendFile(join(modelsDir, 'coarse.onnx'), 'x');
    await expect(loadModel(modelsDir, 'cbct-coarse')).rejects.toMatchObject({
      code: 'model.damaged',
      facts: { expected: expect.stringMatching(/^[0-9a-f]{64}$/), found: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });

  test('a card that is no card is model.damaged', async () => {
    await writeFile(join(modelsDir, 'coarse.json'), '{');
    await expect(loadModel(modelsDir, 'cbct-fine')).rejects.toMatchObject({ code: 'model.damaged' });
  });

  test.each([
    ['a stride that does not divide the size multiple', { outputStride: 3 }],
    ['a largest patch off the multiple', { maxPatch: [30, 32, 32] }],
    ['a first class that is a tooth', { classes: [11, 12] }],
    ['guidance without a stride', { guidanceStride: undefined }],
    ['a fine model without guidance', { guidanceStride: undefined, inputs: { image: 'image' } }],
  ])('%s is model.unsupported', async (_why, change) => {
    await editCard('fine.json', change);
    await expect(loadModel(modelsDir, 'cbct-fine')).rejects.toMatchObject({ code: 'model.unsupported' });
  });
});
