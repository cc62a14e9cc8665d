/** What was made to do harm, or did when a fuzzer found it: each is refused for what it is, at once and without taking memory. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asQuadrantError } from '#contract/errors';
import type { HostileInput } from '../../fixtures/hostile/hostile-input.ts';
import { HOSTILE_INPUTS } from '../../fixtures/hostile/recipes.ts';
import { BASE_BYTES } from '../../harness/fuzz/outcome.ts';
import { READERS } from '../../harness/fuzz/readers.ts';
import { writeSample } from '../../harness/fuzz/sample.ts';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'quadrant-hostile-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** 'result', or the code of the error. */
async function outcomeOf({ reader, make }: HostileInput): Promise<string> {
  const sample = await make();
  const folder = await mkdtemp(join(root, 'input-'));
  await writeSample(sample, folder);
  const found = READERS.find(({ name }) => name === reader);
  if (found === undefined) throw new Error(`there is no reader ${reader}`);
  try {
    await found.read(sample.opens === null ? folder : join(folder, sample.opens), () => {});
    return 'result';
  } catch (thrown) {
    return asQuadrantError(thrown).code;
  }
}

describe.each([...Map.groupBy(HOSTILE_INPUTS, ({ reader }) => reader)])('%s', (_reader, ofReader) => {
  it.each(ofReader)('$name', async (input) => {
    const before = process.memoryUsage().rss;
    expect(await outcomeOf(input)).toBe(input.expected);
    expect(process.memoryUsage().rss - before).toBeLessThan(BASE_BYTES);
  });
});
