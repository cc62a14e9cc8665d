import { createHash } from 'node:crypto';
import type { Volume } from '#core/volume';

/** sha256 of the geometry, the voxel type and the decoded voxels: the same scan, however it was stored or named. */
export function fingerprintOf({ geometry, data }: Volume): string {
  const { dims, spacingMm, originMm, direction } = geometry;
  return createHash('sha256')
    .update(JSON.stringify([dims, spacingMm, originMm, direction, data.constructor.name]))
    .update(data)
    .digest('hex');
}
