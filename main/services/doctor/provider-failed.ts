import type { DoctorFinding } from '#contract/diagnosis';
import { providersToTry, type Provider } from '../../inference/providers.ts';
import { finding, reasonOf } from './finding.ts';

/** What it means that a provider did not run: without the CPU nothing does, others take over from each other. */
export function providerFailed(provider: Provider, error: unknown): DoctorFinding {
  const facts = { provider, reason: reasonOf(error) };
  if (provider === 'cpu') return finding('provider.none', facts);
  // What jobs would not even try on this computer has nothing to run on.
  return finding(providersToTry('auto').includes(provider) ? 'provider.fails' : 'provider.absent', facts);
}
