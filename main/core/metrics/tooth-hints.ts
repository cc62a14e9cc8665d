/** What measurements suggest about a tooth and a person should judge: hints, never findings of a diagnosis. */
import { isDeciduous, jawOf, successorOf } from '../fdi.ts';
import { medianOf } from '../math/median.ts';
import type { OcclusalPlane } from './occlusal-plane.ts';
import { ARCH_ORDER } from '../teeth/tooth-norms.ts';
import { dot, subtract } from '../vector.ts';
import { percentiles } from '../voxels/normalize.ts';
import type { Vec3 } from '../volume.ts';

export const HINT_CODES = ['tooth.possibly-restored', 'tooth.possibly-impacted'] as const;

export interface ToothHint {
  readonly code: (typeof HINT_CODES)[number];
  readonly message: string;
}

/** Far above enamel: as many times as far from dentin as enamel is. Metal and most ceramics lie there. */
const RESTORATION_FACTOR = 1.5;
/** Fewer voxels than this share are dense enamel, a sharp kernel or a streak. */
const RESTORED_SHARE = 0.025;
/** With fewer teeth a patient's own enamel and dentin cannot be told from fillings: then bone is what greys are told by. */
const MIN_TEETH_FOR_GREY = 4;
/** As many times as far from soft tissue as dense bone is: on synthetic scans dentin 1.6 at most, enamel 2, metal 3.2. */
const METAL_FACTOR = 2.5;
/** Percentiles of a whole scan that stand for air, or what is left of it, and for dense bone. */
const AIR_AND_BONE = [1, 99] as const;
/** Above this share of the way from one to the other lies tissue, most of it soft. */
const TISSUE_SHARE = 0.25;

/** Grey quantiles of one tooth. */
export interface ToothGreys {
  readonly median: number;
  /** 98 % of the voxels are darker: enamel in a tooth without fillings. */
  readonly bright: number;
}

/** The grey above which only metal and some ceramics lie, told by bone; null where nothing tells. @param scan greys of it */
export function metalGreyOf(scan: Float32Array): number | null {
  const [air, bone] = percentiles(scan, AIR_AND_BONE);
  const tissue = scan.filter((grey) => grey > air + TISSUE_SHARE * (bone - air));
  if (tissue.length === 0) return null;
  const [soft] = percentiles(tissue, [50]);
  return bone > soft ? soft + METAL_FACTOR * (bone - soft) : null;
}

/**
 * The grey above which voxels are denser than this patient's enamel; null where nothing tells. With few teeth, or where most
 * of them are metal themselves, that is where metal begins.
 */
export function restorationGrey(teeth: readonly ToothGreys[], metalGrey: number | null): number | null {
  if (teeth.length < MIN_TEETH_FOR_GREY) return metalGrey;
  const dentin = medianOf(teeth.map(({ median }) => median));
  const enamel = medianOf(teeth.map(({ bright }) => bright));
  if (metalGrey !== null && dentin > metalGrey) return metalGrey;
  return enamel > dentin ? dentin + RESTORATION_FACTOR * (enamel - dentin) : null;
}

/** This many places along the arch to either side are a tooth's company. */
const COMPANY_PLACES = 4;
const MIN_COMPANY = 2;

export interface CrownTip {
  readonly fdi: number;
  readonly tipMm: Vec3;
  /** Unit long axis, root to crown. */
  readonly axis: Vec3;
  /** Whether it is a tooth that others' bite is told from. */
  readonly isCompany: boolean;
}

/**
 * How far each crown's tip stays behind the bite of its company in mm, in the order of `tips`: the median tip of the same
 * jaw's teeth around it, measured across the occlusal plane. Negative beyond them; null with too few of them.
 */
export function occlusalDepthsMm(tips: readonly CrownTip[], plane: OcclusalPlane): (number | null)[] {
  // Which way the roots of a jaw lie, whatever way up the scan stands.
  const rootwards = new Map(
    (['upper', 'lower'] as const).map((jaw) => {
      const sum = tips
        .filter(({ fdi, isCompany }) => isCompany && jawOf(fdi) === jaw)
        .reduce((total, { axis }) => total + dot(axis, plane.normal), 0);
      return [jaw, sum > 0 ? -1 : 1];
    }),
  );
  const depths = tips.map(({ fdi, tipMm, isCompany }) => ({
    fdi,
    isCompany,
    place: ARCH_ORDER[jawOf(fdi)].indexOf(isDeciduous(fdi) ? successorOf(fdi) : fdi),
    depth: dot(subtract(tipMm, plane.pointMm), plane.normal) * (rootwards.get(jawOf(fdi)) ?? 1),
  }));
  return depths.map(({ fdi, place, depth }) => {
    const company = depths.filter(
      (other) =>
        other.isCompany &&
        jawOf(other.fdi) === jawOf(fdi) &&
        other.place !== place &&
        Math.abs(other.place - place) <= COMPANY_PLACES,
    );
    return company.length < MIN_COMPANY ? null : depth - medianOf(company.map((other) => other.depth));
  });
}

/** A tip this far behind its company has not come through, or is kept back. */
const IMPACTED_DEPTH_MM = 5;
/** A tooth that leans this much is impacted when its tip stays behind only this far. */
const IMPACTED_TILT_DEG = 45;
const LEANING_DEPTH_MM = 2.5;

export interface HintFacts {
  readonly brightShare: number;
  readonly occlusalDepthMm: number | null;
  readonly tiltDeg: number | null;
  /** The scan ends within the tooth: its crown may be missing. */
  readonly touchesBorder: boolean;
}

export function hintsOf({ brightShare, occlusalDepthMm, tiltDeg, touchesBorder }: HintFacts): readonly ToothHint[] {
  const hints: ToothHint[] = [];
  if (brightShare >= RESTORED_SHARE) {
    hints.push({
      code: 'tooth.possibly-restored',
      message: `${(100 * brightShare).toFixed(0)} % of it is denser than enamel: possibly a filling or a crown.`,
    });
  }
  const depth = occlusalDepthMm ?? 0;
  const tilt = tiltDeg ?? 0;
  const isBack = depth >= IMPACTED_DEPTH_MM || (tilt >= IMPACTED_TILT_DEG && depth >= LEANING_DEPTH_MM);
  if (isBack && !touchesBorder) {
    hints.push({
      code: 'tooth.possibly-impacted',
      message:
        `Its crown stays ${depth.toFixed(1)} mm behind the bite of the teeth around it and it leans ` +
        `${tilt.toFixed(0)}°: possibly impacted or not yet through.`,
    });
  }
  return hints;
}
