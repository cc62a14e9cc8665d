/** What is measured on a tooth beyond its size: neck, neighbours, bite, fillings, and what they hint at. */
import { medianOf } from '../math/median.ts';
import { findCervixMm } from './cervix.ts';
import type { OcclusalPlane } from './occlusal-plane.ts';
import { hintsOf, occlusalDepthsMm, restorationGrey, type ToothHint } from './tooth-hints.ts';
import type { Neighbours } from './tooth-neighbours.ts';
import { usualRange } from '../teeth/tooth-sizes.ts';
import type { AxisEnds, GreyScale, Sections } from './voxel-ruler.ts';
import type { Geometry, Vec3 } from '../volume.ts';

/** A tooth with its axis found: the root's end is the low one, the crown's the high one. */
export interface AxisTooth extends AxisEnds {
  readonly fdi: number;
  readonly axis: Vec3; // unit, root to crown
  readonly tipMm: Vec3; // world: the crown's tip
  readonly rootTipIjk: Vec3;
  readonly tiltDeg: number | null;
  readonly touchesBorder: boolean;
  readonly neighbours: Neighbours;
  /** Grown, with a crown and a root: not an implant, a pontic or a remnant. */
  readonly isGrown: boolean;
  /** Grown and part of the result: the others are compared with it. */
  readonly isCompany: boolean;
  readonly sections: (scale: GreyScale) => Sections;
}

export interface ToothDetails {
  /** From the crown's end to the neck and on to the root's end, along the axis; null where no neck shows. */
  readonly crownLengthMm: number | null;
  readonly rootLengthMm: number | null;
  readonly neighbours: Neighbours;
  /** Share of the voxels far denser than this patient's enamel, 0…1. */
  readonly brightShare: number;
  /** How far the crown's tip stays behind the bite of the teeth around it, negative beyond it; null without a bite. */
  readonly occlusalDepthMm: number | null;
  /** From the root's tip to the nearest side of the scan. */
  readonly rootTipToBorderMm: number;
  /** What a person may want to look at. */
  readonly hints: readonly ToothHint[];
}

export interface DetailsInput {
  readonly teeth: readonly AxisTooth[];
  readonly geometry: Geometry;
  /** Least and greatest grey within the teeth. */
  readonly greyRange: readonly [number, number];
  readonly occlusalPlane: OcclusalPlane | null;
  /** Above it lies metal; null where the scan does not tell. */
  readonly metalGrey: number | null;
}

const GREY_STEPS = 256;
/** Quantile of a tooth's greys that stands for enamel. */
const BRIGHT_QUANTILE = 0.98;

/** Details of all teeth of a dentition, in their order. */
export function toothDetails({ teeth, geometry, greyRange, occlusalPlane, metalGrey }: DetailsInput): ToothDetails[] {
  const [least, greatest] = greyRange;
  const scale: GreyScale = {
    from: least,
    step: Math.max(1e-6, (greatest - least) / (GREY_STEPS - 1)),
    count: GREY_STEPS,
  };
  const sections = teeth.map((tooth) => tooth.sections(scale));
  const greys = sections.map(greysOf);
  const companyGreys = greys
    .filter((_, n) => teeth[n].isCompany)
    .map((counts) => ({
      median: quantile(counts, 0.5, scale),
      bright: quantile(counts, BRIGHT_QUANTILE, scale),
    }));
  const bright = restorationGrey(companyGreys, metalGrey);
  const enamelGrey = companyGreys.length === 0 ? null : medianOf(companyGreys.map((own) => own.bright));
  const depths = occlusalPlane === null ? null : occlusalDepthsMm(teeth, occlusalPlane);
  return teeth.map((tooth, n) => {
    const { neighbours, isGrown, tiltDeg, touchesBorder, rootTipIjk } = tooth;
    const brightShare = bright === null ? 0 : shareAbove(greys[n], bright, scale);
    const occlusalDepthMm = isGrown ? (depths?.[n] ?? null) : null;
    return {
      ...crownAndRoot(tooth, sections[n], enamelGrey),
      neighbours,
      brightShare,
      occlusalDepthMm,
      rootTipToBorderMm: borderDistanceMm(rootTipIjk, geometry),
      hints: isGrown ? hintsOf({ brightShare, occlusalDepthMm, tiltDeg, touchesBorder }) : [],
    };
  });
}

/** A tooth that the scan cuts has lost a part of unknown length. */
function crownAndRoot(
  { fdi, lowMm, highMm, touchesBorder, isGrown }: AxisTooth,
  sections: Sections,
  enamelGrey: number | null,
): Pick<ToothDetails, 'crownLengthMm' | 'rootLengthMm'> {
  const expectedShare = usualRange(fdi, 'crownShare').mean;
  const cervix =
    touchesBorder || !isGrown ? null : findCervixMm({ sections, lowMm, highMm, expectedShare, enamelGrey });
  return cervix === null
    ? { crownLengthMm: null, rootLengthMm: null }
    : { crownLengthMm: highMm - cervix, rootLengthMm: cervix - lowMm };
}

/** A tooth's voxels by grey step. */
function greysOf({ greys, scale: { count } }: Sections): Uint32Array {
  const counts = new Uint32Array(count);
  for (let n = 0; n < greys.length; n++) counts[n % count] += greys[n];
  return counts;
}

function quantile(counts: Uint32Array, share: number, scale: GreyScale): number {
  const wanted = share * sumFrom(counts, 0);
  let below = 0;
  for (let n = 0; n < counts.length; n++) {
    below += counts[n];
    if (below >= wanted) return scale.from + (n + 0.5) * scale.step;
  }
  return scale.from;
}

function shareAbove(counts: Uint32Array, grey: number, scale: GreyScale): number {
  const first = Math.max(0, Math.round((grey - scale.from) / scale.step));
  return sumFrom(counts, first) / sumFrom(counts, 0);
}

function sumFrom(counts: Uint32Array, first: number): number {
  let sum = 0;
  for (let n = first; n < counts.length; n++) sum += counts[n];
  return sum;
}

/** To the outer side of the outermost voxel. */
function borderDistanceMm(ijk: Vec3, { dims, spacingMm }: Geometry): number {
  const sides = ijk.map((index, axis) => Math.min(index + 0.5, dims[axis] - 0.5 - index) * spacingMm[axis]);
  return Math.max(0, Math.min(...sides));
}
