import { affineWorldToIjk, applyAffine } from '#core/geometry';
import type { Vec3 } from '#core/volume';
import type { ScanImage } from '../scan-images.ts';
import { sampleClamped } from '../slices/volume-walk.ts';

/** The scan's grey value at a world point, trilinear between voxels; null beyond them. Made once for many points. */
export function greySampler({
  geometry,
  voxels,
}: Pick<ScanImage, 'geometry' | 'voxels'>): (worldMm: Vec3) => number | null {
  const toIjk = affineWorldToIjk(geometry);
  const source = { dims: geometry.dims, data: voxels };
  return (worldMm) => {
    const [i, j, k] = applyAffine(toIjk, worldMm);
    const inside = [i, j, k].every((at, axis) => at >= -0.5 && at <= geometry.dims[axis] - 0.5);
    return inside ? sampleClamped(source, i, j, k) : null;
  };
}
