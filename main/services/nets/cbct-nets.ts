/** The nets of CBCT scans: opened for one scan and freed in turn, or kept open from scan to scan. */
import type { PrecisionChoice, ProviderChoice } from '#contract/api';
import type { CbctCard } from '#contract/model-card';
import { openDentitionNet, type DentitionNet } from '../../inference/dentition-net.ts';
import { loadDentitionNetIfAny, loadModel, type InstalledModel } from '../../inference/model-registry.ts';
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

/** The ways to open the nets of a CBCT scan. */
export interface CbctNets {
  /** @throws QuadrantError model.*, inference.no-provider, remote.* */
  open(role: Role): Promise<SegmentationNet>;
  /** Null where none is installed. @throws QuadrantError model.*, inference.failed */
  openDentition(): Promise<DentitionNet<'cbct-dentition'> | null>;
}

/** Reads and checks all models at once, so that a missing one is told before any work; returns the ways to open them. */
export async function cbctNets(choice: NetChoice): Promise<CbctNets> {
  const { modelsDir, provider, precision, server } = choice;
  const models: Readonly<Record<Role, InstalledModel>> = {
    'cbct-coarse': await loadModel(modelsDir, 'cbct-coarse'),
    'cbct-fine': await loadModel(modelsDir, 'cbct-fine'),
  };
  const dentition = await loadDentitionNetIfAny(modelsDir, 'cbct-dentition');
  return {
    open: (role) =>
      server === undefined ? openNet(models[role], provider, precision) : openRemoteNet(models[role], server),
    openDentition: async () => (dentition === null ? null : openDentitionNet(dentition)),
  };
}

/** Nets that stay open after a scan has released them, until `release`; that of dentitions is opened in no time. */
export class KeptCbctNets implements CbctNets {
  private readonly nets: KeptNets<Role, SegmentationNet>;
  private readonly choice: NetChoice;
  private opener: Promise<CbctNets> | null = null;

  constructor(choice: NetChoice) {
    this.choice = choice;
    this.nets = new KeptNets(async (role) => (await this.read()).open(role));
  }

  async openDentition(): Promise<DentitionNet<'cbct-dentition'> | null> {
    return (await this.read()).openDentition();
  }

  async open(role: Role): Promise<SegmentationNet> {
    return leftOpen(await this.nets.net(role));
  }

  /** Frees all weights; the next use reads and opens them again. */
  release(): Promise<void> {
    this.opener = null;
    return this.nets.release();
  }

  private read(): Promise<CbctNets> {
    this.opener ??= cbctNets(this.choice);
    return this.opener;
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
