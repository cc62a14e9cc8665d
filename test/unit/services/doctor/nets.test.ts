/** Providers and models are really tried, each provider in a process that it may take with it. */
import { copyFile, mkdtemp, rm, symlink, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INSTALLED_MODELS_DIR } from '../../../../main/cli/installation.ts';
import { examineModelFiles } from '../../../../main/inference/model-registry.ts';
import { examineModels, examineProviders } from '../../../../main/services/doctor/examine-nets.ts';
import type { EngineSpawner } from '../../../../main/services/engine/engine-client.ts';
import { forkedEngine } from '../../../../main/services/engine/engine-spawner.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quadrant-doctor-nets-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** An engine that dies as soon as it is asked, as one does whose graphics driver crashes. */
const dyingEngine: EngineSpawner = () => {
  let exit: (code: number | null) => void = () => {};
  return { send: () => exit(139), onMessage: () => {}, onExit: (listener) => (exit = listener), kill: () => {} };
};

describe('providers', () => {
  it('are run in a process of their own, and fail with their own reason', async () => {
    const spawner = forkedEngine(
      { modelsDir: INSTALLED_MODELS_DIR, dataDir: folder, version: '0' },
      { stderr: 'ignore' },
    );
    const [cpu, other] = await examineProviders(spawner, ['cpu', process.platform === 'win32' ? 'coreml' : 'dml']);
    expect(cpu).toMatchObject({ code: 'provider.runs', facts: { provider: 'cpu' } });
    expect(cpu.facts['milliseconds']).toBeGreaterThan(0);
    expect(other.code).toBe('provider.absent');
    expect(other.facts['reason']).toMatch(/exists on (Windows|macOS) only/);
  });

  it('that give no answer in time are told apart from those that fail', async () => {
    let exit: (code: number | null) => void = () => {};
    const silent: EngineSpawner = () => ({
      send: () => {},
      onMessage: () => {},
      onExit: (listener) => (exit = listener),
      kill: () => exit(null),
    });
    expect(await examineProviders(silent, ['cpu'], 0.05)).toEqual([
      { code: 'provider.silent', facts: { provider: 'cpu', seconds: 0.05 } },
    ]);
    expect(await examineModels(silent, 0.05)).toEqual([{ code: 'model.silent', facts: { seconds: 0.05 } }]);
  });

  it('that crash cost their process only, and the processor failing is a fault', async () => {
    expect(await examineProviders(dyingEngine, ['cpu', 'coreml'])).toEqual([
      { code: 'provider.none', facts: { provider: 'cpu', reason: 'engine.crashed' } },
      {
        code: process.platform === 'darwin' ? 'provider.fails' : 'provider.absent',
        facts: { provider: 'coreml', reason: 'engine.crashed' },
      },
    ]);
    expect(await examineModels(dyingEngine)).toEqual([
      { code: 'model.fails', facts: { model: '*', reason: 'engine.crashed' } },
    ]);
  });
});

it('every model file is compared with its card: changed and missing ones are named', async () => {
  const installed = await examineModelFiles(INSTALLED_MODELS_DIR);
  for (const name of ['manifest.json', ...new Set(installed.map(({ model }) => `${model}.json`))])
    await copyFile(join(INSTALLED_MODELS_DIR, name), join(folder, name));
  const [whole, changed, missing] = [installed.slice(0, -2), installed.at(-2), installed.at(-1)];
  if (changed === undefined || missing === undefined) throw new Error('there are models');
  for (const { file } of whole) await symlink(join(INSTALLED_MODELS_DIR, file), join(folder, file));
  await copyFile(join(INSTALLED_MODELS_DIR, changed.file), join(folder, changed.file));
  await truncate(join(folder, changed.file), 1000);
  expect(installed.every(({ state }) => state === 'verified')).toBe(true);
  expect(await examineModelFiles(folder)).toEqual([
    ...whole,
    { ...changed, state: 'damaged' },
    { ...missing, state: 'missing' },
  ]);
});
