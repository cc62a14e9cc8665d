/** Providers and models, each tried in an engine process of its own, as jobs run them: a driver may crash or hang it. */
import type { DoctorFinding } from '#contract/diagnosis';
import { providersOf, type Provider } from '../../inference/providers.ts';
import { EngineClient, type EngineSpawner } from '../engine-client.ts';
import { finding, reasonOf } from './finding.ts';
import { providerFailed } from './provider-failed.ts';

/** A first run on a graphics card may compile shaders for half a minute; longer is a hang. */
const LIMIT_MS = 90_000;

export async function examineProviders(
  spawn: EngineSpawner,
  providers: readonly Provider[] = providersOf(process.platform),
): Promise<readonly DoctorFinding[]> {
  const found: DoctorFinding[] = [];
  for (const provider of providers) {
    try {
      found.push(await inOwnProcess(spawn, (engine, signal) => engine.call('tryProvider', { provider }, { signal })));
    } catch (error) {
      found.push(providerFailed(provider, error));
    }
  }
  return found;
}

export async function examineModels(spawn: EngineSpawner): Promise<readonly DoctorFinding[]> {
  try {
    return await inOwnProcess(spawn, (engine, signal) => engine.call('tryModels', {}, { signal }));
  } catch (error) {
    return [finding('model.fails', { model: '', reason: reasonOf(error) })];
  }
}

async function inOwnProcess<Result>(
  spawn: EngineSpawner,
  ask: (engine: EngineClient, signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const engine = new EngineClient(spawn, { graceMs: 0 });
  try {
    return await ask(engine, AbortSignal.timeout(LIMIT_MS));
  } finally {
    engine.dispose();
  }
}
