/** Value and profile of a stored measurement, for the list: from its own plane, or from the panoramic when that is shown. */
import type { Measurement } from '#contract/annotations';
import { flatPlane, measured, type Measured } from '#contract/measured-drawing';
import type { FlatPoint, GreyAt } from '#core/metrics/measure';
import { greySampler } from '../../viewer/grey/grey-sampler.ts';
import { profileOf } from '../../viewer/layers/measurement.ts';
import type { Sheet } from '../../viewer/layers/pane-layer.ts';
import type { ScanImage } from '../../viewer/scan-images.ts';

export interface MeasurementReading {
  readonly value: Measured | null;
  readonly profile: ReturnType<typeof profileOf>;
}

export function readMeasurement(
  measurement: Measurement,
  image: ScanImage,
  panoramic: Sheet | null,
): MeasurementReading | null {
  const flat = flatOf(measurement, image, panoramic);
  if (flat === null) return null;
  const stepMm = voxelStepMm(image);
  return {
    value: measured(measurement.kind, flat.points, stepMm, flat.greyAt),
    profile: measurement.kind === 'profile' ? profileOf(flat.points, stepMm, flat.greyAt) : null,
  };
}

/** Finest spacing of the voxels, mm. */
export function voxelStepMm({ geometry }: Pick<ScanImage, 'geometry'>): number {
  return Math.min(...geometry.spacingMm);
}

function flatOf(
  { surface, pointsMm }: Measurement,
  image: ScanImage,
  panoramic: Sheet | null,
): { readonly points: readonly FlatPoint[]; readonly greyAt: GreyAt } | null {
  if (surface.kind === 'panoramic') {
    if (panoramic === null) return null;
    return {
      points: pointsMm.map((point) => panoramic.toSheet(point).at),
      greyAt: (at) => panoramic.greyAt(at),
    };
  }
  const plane = flatPlane(surface, pointsMm[0]);
  const greyAt = greySampler(image);
  return {
    points: pointsMm.map((point) => plane.toFlat(point)),
    greyAt: (at) => greyAt(plane.toWorld(at)),
  };
}
