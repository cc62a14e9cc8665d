/** The nets of CBCT scans: opened for one scan and freed in turn, or kept open from scan to scan. */
import type { PrecisionChoice, ProviderChoice } from '#contract/api';
import type { CbctCard } from '#contract/model-card';
import { loadModel, type InstalledModel } from '../../inference/model-registry.ts';
import type { InferenceServer } from '../../inference/remote/inference-server.ts';
import { openNet, openRemoteNet, type SegmentationNet } from '../../inference/session.ts';
import { KeptNets } from './kept-nets.ts';

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

/** Nets that stay open after a scan has released them, until `release`. */
export class KeptCbctNets {
  private readonly nets: KeptNets<Role, SegmentationNet>;
  private opener: ReturnType<typeof cbctNets> | null = null;

  constructor(choice: NetChoice) {
    this.nets = new KeptNets(async (role) => {
      this.opener ??= cbctNets(choice);
      return (await this.opener)(role);
    });
  }

  /** @throws QuadrantError model.*, inference.no-provider, remote.* */
  async open(role: Role): Promise<SegmentationNet> {
    return leftOpen(await this.nets.net(role));
  }

  /** Frees all weights; the next use reads and opens them again. */
  release(): Promise<void> {
    this.opener = null;
    return this.nets.release();
  }
}

/** The net, without the way to free it. */
function leftOpen(net: SegmentationNet): SegmentationNet {
  return {
    card: net.card,
    get provider() {
      return net.provider;
    },
    get precision() {
      return net.precision;
    },
    get sha256() {
      return net.sha256;
    },
    run: (input) => net.run(input),
    release: async () => {},
  };
}
