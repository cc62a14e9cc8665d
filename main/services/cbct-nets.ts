/** The nets of CBCT scans, here or on a server. */
import type { PrecisionChoice, ProviderChoice } from '#contract/api';
import type { CbctCard } from '#contract/model-card';
import { loadModel, type InstalledModel } from '../inference/model-registry.ts';
import type { InferenceServer } from '../inference/remote/inference-server.ts';
import { openNet, openRemoteNet, type SegmentationNet } from '../inference/session.ts';

type Role = CbctCard['role'];

/** Where nets run, and in which precision. */
export interface NetChoice {
  readonly modelsDir: string;
  readonly provider: ProviderChoice;
  readonly precision: PrecisionChoice;
  /** Runs them in fp32 in place of the provider. */
  readonly server?: InferenceServer | undefined;
}

/** Reads and checks both models at once, so that a missing one is told before any work; returns the way to open them. */
export async function cbctNets(choice: NetChoice): Promise<(role: Role) => Promise<SegmentationNet>> {
  const { modelsDir, provider, precision, server } = choice;
  const models: Readonly<Record<Role, InstalledModel>> = {
    'cbct-coarse': await loadModel(modelsDir, 'cbct-coarse'),
    'cbct-fine': await loadModel(modelsDir, 'cbct-fine'),
  };
  return (role) =>
    server === undefined ? openNet(models[role], provider, precision) : openRemoteNet(models[role], server);
}
