/** An offline program has an inference engine that phones home; see main/inference/without-telemetry.ts. */
import { execFile } from 'node:child_process';
import { glob, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { TEST_MODELS } from '../../fixtures/paths.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const RUN = fileURLToPath(new URL('../../fixtures/run-on-provider.ts', import.meta.url));

test.skipIf(process.platform === 'win32')('a net that runs leaves no identifier in the home folder', async () => {
  const home = await mkdtemp(join(tmpdir(), 'quadrant-home-'));
  // Under CI it would hold back by itself.
  const { CI: _ci, XDG_CACHE_HOME: _cache, ...env } = process.env;
  await promisify(execFile)(process.execPath, [RUN, TEST_MODELS, 'cpu'], { env: { ...env, HOME: home } });
  expect(await readdir(home)).toEqual([]);
  await rm(home, { recursive: true });
});

test('ONNX Runtime is loaded through one door, which sees to that', async () => {
  const importers: string[] = [];
  for await (const file of glob('main/**/*.ts', { cwd: ROOT })) {
    if (/from 'onnxruntime-node'/.test(await readFile(join(ROOT, file), 'utf8'))) importers.push(file);
  }
  expect(importers).toEqual([join('main', 'inference', 'onnx-runtime.ts')]);
});
