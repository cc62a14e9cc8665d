/** A tooth made thicker or thinner by millimetres, the same in all directions. */
import type { Bounds } from '../../geometry.ts';
import { squaredDistances } from '../../voxels/distance-transform.ts';
import type { Geometry } from '../../volume.ts';
import type { LabelPatch } from '../label-patch.ts';
import { EditError } from './edit-error.ts';
import { allowedGreys, boxOfLabel, cutRegion, grownBox, maskOf, patchOfRegion, type GreyLimits } from './region.ts';

export interface Growth {
  readonly label: number;
  readonly byMm: number;
  /** Holds all voxels of the label. */
  readonly box: Bounds;
}

/** Distances come as 32 bit floats. */
const ROUNDING = 1 + 1e-6;

/**
 * Takes the background within a distance of the tooth's voxel centres, where greys allow it.
 * @throws EditError no-tooth
 */
export function growShape(
  labels: Uint8Array,
  geometry: Geometry,
  { label, byMm, box, limits }: Growth & { readonly limits: GreyLimits | null },
): LabelPatch {
  const region = regionAround(labels, geometry, { label, byMm, box });
  const squared = squaredDistances(maskOf(region, label), region.size, geometry.spacingMm);
  const allowed = limits === null ? null : allowedGreys(region, limits);
  const after = region.before.slice();
  for (let n = 0; n < after.length; n++) {
    const near = squared[n] <= byMm * byMm * ROUNDING;
    if (near && after[n] === 0 && (allowed === null || allowed[n] !== 0)) after[n] = label;
  }
  return patchOfRegion(region, after);
}

/**
 * Gives up what lies within a distance of anything that is not the tooth. Beyond the scan nobody knows: there it stays.
 * @throws EditError no-tooth
 */
export function shrinkShape(labels: Uint8Array, geometry: Geometry, { label, byMm, box }: Growth): LabelPatch {
  const region = regionAround(labels, geometry, { label, byMm: Math.min(...geometry.spacingMm), box });
  const outside = maskOf(region, label);
  for (let n = 0; n < outside.length; n++) outside[n] = 1 - outside[n];
  const squared = squaredDistances(outside, region.size, geometry.spacingMm);
  const after = region.before.slice();
  for (let n = 0; n < after.length; n++) {
    if (after[n] === label && squared[n] <= byMm * byMm * ROUNDING) after[n] = 0;
  }
  return patchOfRegion(region, after);
}

/** The tooth's own box and `byMm` around it. @throws EditError no-tooth */
export function regionAround(labels: Uint8Array, geometry: Geometry, { label, byMm, box }: Growth) {
  const loose = cutRegion(labels, geometry, box);
  const tight = loose === null ? null : boxOfLabel(loose, label);
  const region = tight === null ? null : cutRegion(labels, geometry, grownBox(tight, byMm, geometry));
  if (region === null) throw new EditError('no-tooth');
  return region;
}
