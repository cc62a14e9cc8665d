/** Two labels that are one tooth. */
import type { Bounds } from '../../geometry.ts';
import type { Geometry } from '../../volume.ts';
import type { LabelPatch } from '../label-patch.ts';
import { EditError } from './edit-error.ts';
import { cutRegion, patchOfRegion } from './region.ts';

/**
 * Gives every voxel of one label to another. @param box holds all voxels of `from`
 * @throws EditError no-tooth when there are none
 */
export function mergeShapes(
  labels: Uint8Array,
  geometry: Geometry,
  { from, into, box }: { readonly from: number; readonly into: number; readonly box: Bounds },
): LabelPatch {
  const region = cutRegion(labels, geometry, box);
  if (region === null || !region.before.includes(from)) throw new EditError('no-tooth');
  return patchOfRegion(
    region,
    region.before.map((label) => (label === from ? into : label)),
  );
}
