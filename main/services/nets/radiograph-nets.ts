/** The nets of radiographs, opened when first needed and kept: they are small, and a person's click must not wait. */
import type { ProviderChoice } from '#contract/api';
import { openDentitionNet, type DentitionNet } from '../../inference/dentition-net.ts';
import { loadDentitionNetIfAny, loadDetector, loadSegmenter } from '../../inference/model-registry.ts';
import {
  openDetector,
  openRemoteDetector,
  openRemoteSegmenter,
  openSegmenter,
  type DetectorNet,
  type SegmenterNet,
} from '../../inference/radiograph-nets.ts';
import type { InferenceServer } from '../../inference/remote/inference-server.ts';
import { KeptNets } from './kept-nets.ts';

export class RadiographNets {
  private readonly detectors: KeptNets<ProviderChoice, DetectorNet>;
  private readonly segmenters: KeptNets<ProviderChoice, SegmenterNet>;
  private readonly modelsDir: string;
  private dentitionNet: Promise<DentitionNet<'opg-dentition'> | null> | null = null;

  /** With a server the nets run there, whatever provider is asked for. */
  constructor(modelsDir: string, server?: InferenceServer) {
    this.modelsDir = modelsDir;
    this.detectors = new KeptNets(async (choice) => {
      const model = await loadDetector(modelsDir);
      return server === undefined ? openDetector(model, choice) : openRemoteDetector(model, server);
    });
    this.segmenters = new KeptNets(async (choice) => {
      const model = await loadSegmenter(modelsDir);
      return server === undefined ? openSegmenter(model, choice) : openRemoteSegmenter(model, server);
    });
  }

  /** @throws QuadrantError model.*, inference.no-provider, remote.* */
  detector(choice: ProviderChoice): Promise<DetectorNet> {
    return this.detectors.net(choice);
  }

  /** @throws QuadrantError model.*, inference.no-provider, remote.* */
  segmenter(choice: ProviderChoice): Promise<SegmenterNet> {
    return this.segmenters.net(choice);
  }

  /** That of whole dentitions; null where none is installed. @throws QuadrantError model.*, inference.failed */
  dentition(): Promise<DentitionNet<'opg-dentition'> | null> {
    this.dentitionNet ??= this.openDentition();
    this.dentitionNet.catch(() => (this.dentitionNet = null));
    return this.dentitionNet;
  }

  /** Frees all weights; the next use opens them again. */
  async release(): Promise<void> {
    // A net that failed to open has told so already.
    const freed = this.dentitionNet?.then((net) => net?.release()).catch(() => {});
    this.dentitionNet = null;
    await Promise.all([this.detectors.release(), this.segmenters.release(), freed]);
  }

  private async openDentition(): Promise<DentitionNet<'opg-dentition'> | null> {
    const installed = await loadDentitionNetIfAny(this.modelsDir, 'opg-dentition');
    return installed === null ? null : openDentitionNet(installed);
  }
}
