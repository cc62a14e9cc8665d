/** A slice as layers see it: measurements, the arch and canals draw on it through this. */
import { affineWorldToIjk, applyAffine } from '#core/geometry';
import type { Vec3 } from '#core/volume';
import type { Sheet } from './pane-layer.ts';
import { atDepth, depthOf, toPlane } from './plane.ts';
import type { ScanImage } from './scan-images.ts';
import type { SliceCut } from './slice-cutter.ts';
import { sampleClamped } from './volume-walk.ts';

export function sliceSheet(cut: Pick<SliceCut, 'plane' | 'depthMm' | 'stepMm'>, image: ScanImage): Sheet {
  const { plane, depthMm, stepMm } = cut;
  const greyAtWorld = greySampler(image);
  return {
    pane: plane.id,
    surface: { kind: 'plane', normal: plane.normal, up: plane.v },
    toWorld: (at) => atDepth(plane, at, depthMm),
    toSheet: (worldMm) => ({ at: toPlane(plane, worldMm), offMm: Math.abs(depthOf(plane, worldMm) - depthMm) }),
    halfThicknessMm: stepMm / 2,
    greyAt: (at) => greyAtWorld(atDepth(plane, at, depthMm)),
  };
}

/** Trilinear grey value at a world point; null beyond the outermost voxels. */
export function greySampler({ geometry, voxels }: ScanImage): (worldMm: Vec3) => number | null {
  const toIjk = affineWorldToIjk(geometry);
  const source = { dims: geometry.dims, data: voxels };
  return (worldMm) => {
    const [i, j, k] = applyAffine(toIjk, worldMm);
    const inside = [i, j, k].every((at, axis) => at >= -0.5 && at <= geometry.dims[axis] - 0.5);
    return inside ? sampleClamped(source, i, j, k) : null;
  };
}
