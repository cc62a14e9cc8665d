/** The nets of CBCT scans: opened for one scan and freed in turn, or kept open from scan to scan. */
import type { PrecisionChoice, ProviderChoice } from '#contract/api';
import type { CbctCard } from '#contract/model-card';
import { loadModel, type InstalledModel } from '../../inference/model-registry.ts';
import type { InferenceServer } from '../../inference/remote/inference-server.ts';
import { openNet, openRemoteNet, type SegmentationNet } from '../../inference/session.ts';

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
  private readonly choice: NetChoice;
  private readonly nets = new Map<Role, Promise<SegmentationNet>>();
  private opener: ReturnType<typeof cbctNets> | null = null;

  constructor(choice: NetChoice) {
    this.choice = choice;
  }

  /** @throws QuadrantError model.*, inference.no-provider, remote.* */
  async open(role: Role): Promise<SegmentationNet> {
    this.opener ??= cbctNets(this.choice);
    const open = await this.opener;
    const kept = this.nets.get(role) ?? open(role);
    this.nets.set(role, kept);
    return leftOpen(await kept);
  }

  /** Frees all weights; the next use reads and opens them again. */
  async release(): Promise<void> {
    const open = [...this.nets.values()];
    this.nets.clear();
    this.opener = null;
    // A net that failed to open has told so already.
    await Promise.all(open.map((net) => net.then((opened) => opened.release()).catch(() => {})));
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
