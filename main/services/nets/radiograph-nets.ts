/** The nets of radiographs, opened when first needed and kept: they are small, and a person's click must not wait. */
import type { ProviderChoice } from '#contract/api';
import { loadDetector, loadSegmenter } from '../../inference/model-registry.ts';
import {
  openDetector,
  openRemoteDetector,
  openRemoteSegmenter,
  openSegmenter,
  type DetectorNet,
  type SegmenterNet,
} from '../../inference/radiograph-nets.ts';
import type { InferenceServer } from '../../inference/remote/inference-server.ts';

export class RadiographNets {
  private readonly modelsDir: string;
  private readonly server: InferenceServer | undefined;
  private readonly detectors = new Map<ProviderChoice, Promise<DetectorNet>>();
  private readonly segmenters = new Map<ProviderChoice, Promise<SegmenterNet>>();

  /** With a server the nets run there, whatever provider is asked for. */
  constructor(modelsDir: string, server?: InferenceServer) {
    this.modelsDir = modelsDir;
    this.server = server;
  }

  /** @throws QuadrantError model.*, inference.no-provider, remote.* */
  detector(choice: ProviderChoice): Promise<DetectorNet> {
    const { modelsDir, server } = this;
    return kept(this.detectors, choice, async () => {
      const model = await loadDetector(modelsDir);
      return server === undefined ? openDetector(model, choice) : openRemoteDetector(model, server);
    });
  }

  /** @throws QuadrantError model.*, inference.no-provider, remote.* */
  segmenter(choice: ProviderChoice): Promise<SegmenterNet> {
    const { modelsDir, server } = this;
    return kept(this.segmenters, choice, async () => {
      const model = await loadSegmenter(modelsDir);
      return server === undefined ? openSegmenter(model, choice) : openRemoteSegmenter(model, server);
    });
  }

  /** Frees all weights; the next use opens them again. */
  async release(): Promise<void> {
    const open = [...this.detectors.values(), ...this.segmenters.values()];
    this.detectors.clear();
    this.segmenters.clear();
    // A net that failed to open has told so already.
    await Promise.all(open.map((net) => net.then((opened) => opened.release()).catch(() => {})));
  }
}

/** What failed to open is tried again the next time. */
function kept<Net>(
  nets: Map<ProviderChoice, Promise<Net>>,
  choice: ProviderChoice,
  open: () => Promise<Net>,
): Promise<Net> {
  const known = nets.get(choice);
  if (known !== undefined) return known;
  const net = open();
  nets.set(choice, net);
  net.catch(() => nets.delete(choice));
  return net;
}
