/** Providers and models, each tried in an engine process of its own, as jobs run them: a driver may crash or hang it. */
import type { DoctorFinding } from '#contract/diagnosis';
import { QuadrantError } from '#contract/errors';
import { providersOf, type Provider } from '../../inference/providers.ts';
import { EngineClient, type EngineSpawner } from '../engine/engine-client.ts';
import { finding, reasonOf } from './finding.ts';
import { providerFailed } from './provider-failed.ts';

/** A first run on a graphics card may compile shaders for half a minute; a busy computer takes as long for all models. */
const LIMIT_S = { provider: 90, models: 300 } as const;

export async function examineProviders(
  spawn: EngineSpawner,
  providers: readonly Provider[] = providersOf(process.platform),
  seconds: number = LIMIT_S.provider,
): Promise<readonly DoctorFinding[]> {
  const found: DoctorFinding[] = [];
  for (const provider of providers) {
    const tried = inOwnProcess(spawn, seconds, (engine, signal) =>
      engine.call('tryProvider', { provider }, { signal }),
    );
    found.push(
      await tried.catch((error: unknown) =>
        isTooLate(error) ? finding('provider.silent', { provider, seconds }) : providerFailed(provider, error),
      ),
    );
  }
  return found;
}

export async function examineModels(
  spawn: EngineSpawner,
  seconds: number = LIMIT_S.models,
): Promise<readonly DoctorFinding[]> {
  const tried = inOwnProcess(spawn, seconds, (engine, signal) => engine.call('tryModels', {}, { signal }));
  return tried.catch((error: unknown) => [
    isTooLate(error)
      ? finding('model.silent', { seconds })
      : finding('model.fails', { model: '*', reason: reasonOf(error) }),
  ]);
}

/** Nobody cancels an examination but its time limit. */
function isTooLate(error: unknown): boolean {
  return error instanceof QuadrantError && error.code === 'job.cancelled';
}

async function inOwnProcess<Result>(
  spawn: EngineSpawner,
  seconds: number,
  ask: (engine: EngineClient, signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const engine = new EngineClient(spawn, { graceMs: 0 });
  try {
    return await ask(engine, AbortSignal.timeout(seconds * 1000));
  } finally {
    await engine.dispose();
  }
}
