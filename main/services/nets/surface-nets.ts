/** The net of intraoral scans, opened when first needed and kept: it is small, and most of a job would be opening it. */
import type { ProviderChoice } from '#contract/api';
import { loadSurfaceNet } from '../../inference/model-registry.ts';
import { openSurfaceNet, type SurfaceNet } from '../../inference/surface-net.ts';
import { KeptNets } from './kept-nets.ts';

export class SurfaceNets extends KeptNets<ProviderChoice, SurfaceNet> {
  /** Its `net` throws QuadrantError model.*, inference.no-provider. */
  constructor(modelsDir: string) {
    super(async (choice) => openSurfaceNet(await loadSurfaceNet(modelsDir), choice));
  }
}
