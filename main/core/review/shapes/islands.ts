/** Crumbs that belong to no tooth. */
import { labelComponents } from '../../voxels/components.ts';
import type { Bounds } from '../../geometry.ts';
import type { Geometry } from '../../volume.ts';
import type { LabelPatch } from '../label-patch.ts';
import { EditError } from './edit-error.ts';
import { cutRegion, maskOf, patchOfRegion } from './region.ts';

/** Leaves a tooth its largest part only; parts have no face in common. @throws EditError no-tooth */
export function dropIslands(
  labels: Uint8Array,
  geometry: Geometry,
  { label, box }: { readonly label: number; readonly box: Bounds },
): LabelPatch {
  const region = cutRegion(labels, geometry, box);
  if (region === null || !region.before.includes(label)) throw new EditError('no-tooth');
  const { ids, sizes, count } = labelComponents(maskOf(region, label), region.size);
  let largest = 1;
  for (let id = 2; id <= count; id++) if (sizes[id] > sizes[largest]) largest = id;
  return patchOfRegion(
    region,
    region.before.map((before, n) => (ids[n] === 0 || ids[n] === largest ? before : 0)),
  );
}
