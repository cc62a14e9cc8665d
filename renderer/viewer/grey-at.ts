/** The scan's grey value at a world point, trilinear between voxels; null beyond them. */
import { applyAffine, affineWorldToIjk } from '#core/geometry';
import type { Vec3 } from '#core/volume';
import type { ScanImage } from './scan-images.ts';

export function greyAtWorld(
  { geometry, voxels }: Pick<ScanImage, 'geometry' | 'voxels'>,
  worldMm: Vec3,
): number | null {
  const ijk = applyAffine(affineWorldToIjk(geometry), worldMm);
  const { dims } = geometry;
  // A voxel covers half a step beyond its centre.
  if (ijk.some((at, axis) => !(at >= -0.5 && at <= dims[axis] - 0.5))) return null;
  const place = ijk.map((at, axis) => Math.min(dims[axis] - 1, Math.max(0, at)));
  const low = place.map(Math.floor);
  let grey = 0;
  for (let corner = 0; corner < 8; corner++) {
    let weight = 1;
    let index = 0;
    for (let axis = 2; axis >= 0; axis--) {
      const upper = (corner >> axis) & 1;
      const fraction = place[axis] - low[axis];
      weight *= upper === 1 ? fraction : 1 - fraction;
      index = index * dims[axis] + Math.min(dims[axis] - 1, low[axis] + upper);
    }
    if (weight > 0) grey += weight * voxels[index];
  }
  return grey;
}
