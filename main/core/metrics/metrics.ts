/** Measurements of every tooth on the source grid; exact for voxel models on oblique and anisotropic grids. */
import { DentitionMeter } from './dentition-meter.ts';
import { isFdi } from '../fdi.ts';
import { sameGrid, type Bounds } from '../geometry.ts';
import type { OcclusalPlane } from './occlusal-plane.ts';
import { replacementOf, type Replacement } from './replacement.ts';
import type { ToothDetails } from './tooth-details.ts';
import { momentsByLabel } from './tooth-moments.ts';
import type { LabelMap, Report, Vec3, Volume } from '../volume.ts';

/** One tooth as measured. World is LPS mm, angles in degrees. */
export interface ToothMeasurement extends ToothDetails {
  readonly fdi: number;
  readonly type?: Replacement; // absent: tooth
  readonly voxelCount: number;
  readonly volumeMm3: number;
  readonly centroidMm: Vec3;
  readonly boundsMm: Bounds; // of the voxels' full extent, axis-aligned in world
  readonly boundsIjk: Bounds; // inclusive
  readonly axis: Vec3; // unit long axis, root to crown
  readonly lengthMm: number; // extent along the axis
  readonly mesiodistalMm: number; // extents of the crown half across the axis: along the arch
  readonly buccolingualMm: number; // and across it
  readonly tiltDeg: number | null; // 0…90 against the normal of the occlusal plane
  readonly meanGrey: number;
  readonly touchesBorder: boolean;
}

export interface DentitionMeasurements {
  readonly teeth: readonly ToothMeasurement[]; // ascending FDI
  readonly occlusalPlane: OcclusalPlane | null;
}

/**
 * Measures every labelled tooth. Volume and labels share one grid; label values are FDI codes.
 * The long axis is the first principal axis; lengths are true extents of the voxels along a direction, counting one
 * voxel's own width there. What is almost all metal is measured as an implant or a pontic: it has no neck and no bite.
 * @throws RangeError when the grids differ or a label is no FDI code.
 */
export function measureTeeth(volume: Volume, labels: LabelMap, report?: Report): DentitionMeasurements {
  if (!sameGrid(volume.geometry, labels.geometry)) throw new RangeError('Volume and labels lie on different grids');
  const moments = momentsByLabel(volume, labels, report);
  const foreign = moments.find(({ label }) => !isFdi(label));
  if (foreign !== undefined) throw new RangeError(`Label ${foreign.label} is no FDI code`);
  const meter = new DentitionMeter(volume, labels, moments);
  const wanted = moments.map(({ label, min, max }) => ({
    label,
    fdi: label,
    type: 'tooth' as const,
    counts: true,
    within: { min, max },
    stamp: 0,
  }));
  const asTeeth = meter.measure(wanted);
  const replacements = new Map(
    asTeeth.teeth.flatMap((tooth) => {
      const type = replacementOf(tooth);
      return type === null ? [] : [[tooth.label, type] as const];
    }),
  );
  const { teeth, occlusalPlane } =
    replacements.size === 0
      ? asTeeth
      : meter.measure(wanted.map((tooth) => ({ ...tooth, type: replacements.get(tooth.label) ?? tooth.type })));
  return {
    teeth: teeth.map(({ label, ...tooth }) => {
      const type = replacements.get(label);
      return type === undefined ? tooth : { ...tooth, type };
    }),
    occlusalPlane,
  };
}
