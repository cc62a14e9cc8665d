/** A slice as layers see it: measurements, the arch and canals draw on it through this. */
import { greySampler } from '../grey/grey-sampler.ts';
import type { Sheet } from '../layers/pane-layer.ts';
import { atDepth, depthOf, toPlane } from '../plane.ts';
import type { ScanImage } from '../scan-images.ts';
import { slabLayers, type SlabMode } from './slab.ts';
import type { SliceCut } from './slice-cutter.ts';

type SheetCut = Pick<SliceCut, 'plane' | 'depthMm' | 'stepMm' | 'slab'>;

export function sliceSheet(cut: SheetCut, image: ScanImage): Sheet {
  const { plane, depthMm, stepMm, slab } = cut;
  const greyAtWorld = greySampler(image);
  const depths = slabLayers(slab.thicknessMm, stepMm).map((steps) => depthMm + steps * stepMm);
  return {
    pane: plane.id,
    surface: { kind: 'plane', normal: plane.normal, up: plane.v },
    toWorld: (at) => atDepth(plane, at, depthMm),
    toSheet: (worldMm) => ({ at: toPlane(plane, worldMm), offMm: Math.abs(depthOf(plane, worldMm) - depthMm) }),
    halfThicknessMm: Math.max(stepMm, slab.thicknessMm) / 2,
    greyAt: (at) =>
      combined(
        depths.map((depth) => greyAtWorld(atDepth(plane, at, depth))),
        slab.mode,
      ),
  };
}

/** One grey of a slab's layers; those beyond the scan do not count. */
function combined(greys: readonly (number | null)[], mode: SlabMode): number | null {
  const inside = greys.filter((grey) => grey !== null);
  if (inside.length === 0) return null;
  if (mode === 'mip') return Math.max(...inside);
  if (mode === 'minip') return Math.min(...inside);
  return inside.reduce((sum, grey) => sum + grey, 0) / inside.length;
}
