/** The nets of radiographs, opened when first needed and kept: they are small, and a person's click must not wait. */
import type { ProviderChoice } from '#contract/api';
import { loadDetector, loadSegmenter } from '../inference/model-registry.ts';
import { openDetector, openSegmenter, type DetectorNet, type SegmenterNet } from '../inference/radiograph-nets.ts';

export class RadiographNets {
  private readonly modelsDir: string;
  private readonly detectors = new Map<ProviderChoice, Promise<DetectorNet>>();
  private readonly segmenters = new Map<ProviderChoice, Promise<SegmenterNet>>();

  constructor(modelsDir: string) {
    this.modelsDir = modelsDir;
  }

  /** @throws QuadrantError model.*, inference.no-provider */
  detector(choice: ProviderChoice): Promise<DetectorNet> {
    return kept(this.detectors, choice, async () => openDetector(await loadDetector(this.modelsDir), choice));
  }

  /** @throws QuadrantError model.*, inference.no-provider */
  segmenter(choice: ProviderChoice): Promise<SegmenterNet> {
    return kept(this.segmenters, choice, async () => openSegmenter(await loadSegmenter(this.modelsDir), choice));
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
