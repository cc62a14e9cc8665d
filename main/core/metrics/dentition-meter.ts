/** Measures the teeth of a label map, and after a change only what the change bears on. */
import { archTangents } from './arch-tangent.ts';
import { jawOf, positionOf } from '../fdi.ts';
import { affineWorldToIjk, applyAffine, sameGrid, voxelVolumeMm3, type Bounds } from '../geometry.ts';
import { LabelMeter, type CrownWidths, type Standing } from './label-meter.ts';
import type { ToothMeasurement } from './metrics.ts';
import { fitOcclusalPlane, type OcclusalPlane } from './occlusal-plane.ts';
import type { Identity } from '../review/action.ts';
import { toothDetails } from './tooth-details.ts';
import { metalGreyOf } from './tooth-hints.ts';
import { momentsWithin, type Moments } from './tooth-moments.ts';
import { neighboursOf, SurfaceDistances } from './tooth-neighbours.ts';
import { dot, mean, scaled } from '../vector.ts';
import { sampleOf } from '../voxels/normalize.ts';
import type { LabelMap, Vec3, Volume } from '../volume.ts';

/** A label to be measured as the tooth that it is. */
export interface LabelToMeasure extends Identity {
  /** Whether it belongs to the result; what does not is measured, but no other tooth is compared with it. */
  readonly counts: boolean;
  /** Holds all its voxels, inclusive; it may be larger. */
  readonly within: Bounds;
  /** Greater whenever the label's voxels have changed. */
  readonly stamp: number;
}

export interface MeasuredLabel extends ToothMeasurement {
  readonly label: number;
}

export interface MeasuredLabels {
  readonly teeth: readonly MeasuredLabel[]; // ascending FDI, then label
  readonly occlusalPlane: OcclusalPlane | null;
}

const GREY_SAMPLES = 100_000;

/** What is kept of a label: nothing but its stamp when it has no voxels. */
interface Kept {
  readonly stamp: number;
  readonly meter: LabelMeter | null;
}

export class DentitionMeter {
  private readonly volume: Volume;
  private readonly labels: LabelMap;
  private readonly distances: SurfaceDistances;
  private readonly metalGrey: number | null;
  private readonly kept = new Map<number, Kept>();

  /**
   * @param labels may be changed in place between two calls of `measure`
   * @throws RangeError when the grids differ
   */
  constructor(volume: Volume, labels: LabelMap, known: readonly Moments[] = []) {
    if (!sameGrid(volume.geometry, labels.geometry)) throw new RangeError('Volume and labels lie on different grids');
    this.volume = volume;
    this.labels = labels;
    this.distances = new SurfaceDistances(labels.geometry.spacingMm);
    this.metalGrey = metalGreyOf(sampleOf(volume.data, GREY_SAMPLES));
    for (const moments of known) {
      this.kept.set(moments.label, { stamp: 0, meter: new LabelMeter(volume, labels, moments, 0) });
    }
  }

  /**
   * Measures teeth that have voxels, others are left out; two may bear one number. What is measured anew is what changed:
   * the answer is that of a meter that knows nothing yet.
   */
  measure(wanted: readonly LabelToMeasure[]): MeasuredLabels {
    const { geometry } = this.labels;
    const met = wanted
      .toSorted((a, b) => a.fdi - b.fdi || a.label - b.label)
      .flatMap((tooth) => {
        const meter = this.meterOf(tooth);
        return meter === null ? [] : [{ ...tooth, ...rolesOf(tooth), meter, centroidMm: meter.centroidMm }];
      });
    const tangents = archTangents(
      met,
      met.filter(({ standsInArch }) => standsInArch),
    );
    const down = occlusalDirection(met.filter(({ counts }) => counts));
    const worldToIjk = affineWorldToIjk(geometry);
    const shaped = met.map((tooth, n): ShapedTooth => {
      const standing = tooth.meter.standing(jawOf(tooth.fdi) === 'upper' ? down : scaled(down, -1));
      const { min, max } = tooth.meter.moments;
      return {
        ...tooth,
        ...standing,
        ...tooth.meter.widths(standing, tangents[n]),
        touchesBorder: geometry.dims.some((size, axis) => min[axis] === 0 || max[axis] === size - 1),
        sections: (scale) => tooth.meter.sections(standing, scale),
        surface: () => tooth.meter.surface(),
      };
    });
    const occlusalPlane = fitOcclusalPlane(shaped.flatMap(({ isInBite, tipMm }) => (isInBite ? [tipMm] : [])));
    const neighbours = neighboursOf(shaped, this.distances);
    const standing = shaped.map((tooth) => ({
      ...tooth,
      rootTipIjk: applyAffine(worldToIjk, tooth.rootTipMm),
      tiltDeg: occlusalPlane === null ? null : angleDeg(tooth.axis, occlusalPlane.normal),
      neighbours: neighbours.get(tooth.label) ?? { mesial: null, distal: null },
    }));
    const details = toothDetails({
      teeth: standing,
      geometry,
      greyRange: greyRangeOf(met),
      occlusalPlane,
      metalGrey: this.metalGrey,
    });
    const voxelMm3 = voxelVolumeMm3(geometry);
    const teeth = standing.map((tooth, n): MeasuredLabel => {
      const { moments } = tooth.meter;
      return {
        label: tooth.label,
        fdi: tooth.fdi,
        voxelCount: moments.count,
        volumeMm3: moments.count * voxelMm3,
        centroidMm: tooth.centroidMm,
        boundsMm: tooth.boundsMm,
        boundsIjk: { min: [...moments.min], max: [...moments.max] },
        axis: tooth.axis,
        lengthMm: tooth.lengthMm,
        mesiodistalMm: tooth.mesiodistalMm,
        buccolingualMm: tooth.buccolingualMm,
        tiltDeg: tooth.tiltDeg,
        meanGrey: moments.grey / moments.count,
        touchesBorder: tooth.touchesBorder,
        ...details[n],
      };
    });
    return { teeth, occlusalPlane };
  }

  private meterOf({ label, within, stamp }: LabelToMeasure): LabelMeter | null {
    const before = this.kept.get(label);
    if (before?.stamp === stamp) return before.meter;
    const moments = momentsWithin(this.volume, this.labels, label, within);
    const meter = moments === null ? null : new LabelMeter(this.volume, this.labels, moments, stamp);
    this.kept.set(label, { stamp, meter });
    return meter;
  }
}

interface Roles {
  /** It has a place along the arch, where others have it as a neighbour. */
  readonly standsInArch: boolean;
  /** Its crown's tip tells the plane of the bite. */
  readonly isInBite: boolean;
  readonly isGrown: boolean;
  readonly isCompany: boolean;
}

interface ShapedTooth extends LabelToMeasure, Roles, Standing, CrownWidths {
  readonly meter: LabelMeter;
  readonly centroidMm: Vec3;
  readonly touchesBorder: boolean;
  readonly sections: Parameters<typeof toothDetails>[0]['teeth'][number]['sections'];
  readonly surface: LabelMeter['surface'];
}

/** Third molars often stand out of the bite, implants and pontics where somebody put them, remnants have no crown. */
function rolesOf({ type, counts, fdi }: LabelToMeasure): Roles {
  const isGrown = type === 'tooth' || type === 'supernumerary';
  return {
    standsInArch: counts && type !== 'supernumerary' && type !== 'not-a-tooth',
    isInBite: counts && type === 'tooth' && positionOf(fdi) < 8,
    isGrown,
    isCompany: counts && isGrown,
  };
}

/** Acute angle between two unit vectors in degrees. */
function angleDeg(a: Vec3, b: Vec3): number {
  return (Math.acos(Math.min(1, Math.abs(dot(a, b)))) * 180) / Math.PI;
}

/** From the upper teeth to the lower ones along the body axis: down, unless the scan stands on its head. */
function occlusalDirection(teeth: readonly { readonly fdi: number; readonly centroidMm: Vec3 }[]): Vec3 {
  const [upper, lower] = (['upper', 'lower'] as const).map((jaw) => {
    const centres = teeth.filter(({ fdi }) => jawOf(fdi) === jaw).map(({ centroidMm }) => centroidMm);
    return centres.length === 0 ? null : mean(centres)[2];
  });
  return upper !== null && lower !== null && lower > upper ? [0, 0, 1] : [0, 0, -1];
}

/** Least and greatest grey within all labels. */
function greyRangeOf(met: readonly { readonly meter: LabelMeter }[]): readonly [number, number] {
  return [
    Math.min(...met.map(({ meter }) => meter.moments.least)),
    Math.max(...met.map(({ meter }) => meter.moments.greatest)),
  ];
}
