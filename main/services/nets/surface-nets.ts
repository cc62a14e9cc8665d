/** The net of intraoral scans, opened when first needed and kept: it is small, and most of a job would be opening it. */
import type { ProviderChoice } from '#contract/api';
import { loadSurfaceNet } from '../../inference/model-registry.ts';
import { openSurfaceNet, type SurfaceNet } from '../../inference/surface-net.ts';

export class SurfaceNets {
  private readonly modelsDir: string;
  private readonly open = new Map<ProviderChoice, Promise<SurfaceNet>>();

  constructor(modelsDir: string) {
    this.modelsDir = modelsDir;
  }

  /** What failed to open is tried again the next time. @throws QuadrantError model.*, inference.no-provider */
  net(choice: ProviderChoice): Promise<SurfaceNet> {
    const known = this.open.get(choice);
    if (known !== undefined) return known;
    const net = loadSurfaceNet(this.modelsDir).then((model) => openSurfaceNet(model, choice));
    this.open.set(choice, net);
    net.catch(() => this.open.delete(choice));
    return net;
  }

  /** Frees the weights; the next use opens them again. */
  async release(): Promise<void> {
    const open = [...this.open.values()];
    this.open.clear();
    // A net that failed to open has told so already.
    await Promise.all(open.map((net) => net.then((opened) => opened.release()).catch(() => {})));
  }
}
