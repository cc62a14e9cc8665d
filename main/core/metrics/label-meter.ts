/** One label of a label map, measured step by step; what was told once for the same facts is not worked out again. */
import { affineIjkToWorld, applyAffine, type Bounds } from '../geometry.ts';
import { LastAnswer } from './last-answer.ts';
import { principalAxes, type Symmetric3 } from '../math/principal-axes.ts';
import { meanIndex, worldCovariance, type Moments } from './tooth-moments.ts';
import type { ToothSurface } from './tooth-neighbours.ts';
import { cross, dot, scaled, subtract, unit } from '../vector.ts';
import { voxelRuler, type GreyScale, type Sections, type VoxelRuler } from './voxel-ruler.ts';
import type { LabelMap, Vec3, Volume } from '../volume.ts';

/** Below this ratio of variances a piece has no clear long axis (a bare crown, a stump). */
const CLEAR_AXIS_RATIO = 1.5;
/** An axis within this cosine of horizontal says nothing about which end is the crown. */
const HORIZONTAL_COSINE = 0.34;
/** A tip is the mean of the voxels within this distance of the tooth's end, mm. */
const TIP_DEPTH_MM = 1;

/** A label seen along its long axis. World LPS mm; positions along the axis are from the centroid. */
export interface Standing {
  readonly axis: Vec3; // unit, root to crown
  readonly lengthMm: number;
  readonly boundsMm: Bounds;
  readonly tipMm: Vec3;
  readonly rootTipMm: Vec3;
  readonly lowMm: number; // the root's end
  readonly highMm: number; // the crown's
  readonly crownFromMm: number; // where the crown half begins
}

export interface CrownWidths {
  readonly mesiodistalMm: number; // of the crown half across the axis: along the arch
  readonly buccolingualMm: number; // and across it
}

export class LabelMeter {
  readonly moments: Moments;
  readonly centreIjk: Vec3;
  readonly centroidMm: Vec3;
  /** Two labels met as they are now in the one that has the greater number: see SurfaceDistances. */
  private readonly stamp: number;
  private readonly volume: Volume;
  private readonly covariance: Symmetric3;
  private readonly ruler: VoxelRuler;
  private readonly standings = new LastAnswer<Standing>();
  private readonly widthsAcross = new LastAnswer<CrownWidths>();
  private readonly cuts = new LastAnswer<Sections>();
  private ownSurface: ToothSurface | null = null;

  /** @param stamp tells when the label got these voxels: later, greater */
  constructor(volume: Volume, labels: LabelMap, moments: Moments, stamp: number) {
    const affine = affineIjkToWorld(labels.geometry);
    this.moments = moments;
    this.stamp = stamp;
    this.volume = volume;
    this.centreIjk = meanIndex(moments);
    this.centroidMm = applyAffine(affine, this.centreIjk);
    this.covariance = worldCovariance(moments, affine);
    this.ruler = voxelRuler(moments, labels, affine, this.centroidMm);
  }

  standing(towardsCrown: Vec3): Standing {
    return this.standings.for(towardsCrown, () => {
      const { ruler } = this;
      const unsigned = longAxis(this.covariance, towardsCrown);
      const whole = ruler.extent(unsigned);
      const axis = crownwards(unsigned, towardsCrown, whole.min, whole.max);
      const [low, high] = axis === unsigned ? [whole.min, whole.max] : [-whole.max, -whole.min];
      const along = ruler.footprint(axis);
      return {
        axis,
        lengthMm: high - low + along,
        boundsMm: ruler.worldBounds(),
        tipMm: ruler.meanBeyond(axis, high - TIP_DEPTH_MM, high + along / 2),
        rootTipMm: ruler.meanBeyond(scaled(axis, -1), -low - TIP_DEPTH_MM, -low + along / 2),
        lowMm: low - along / 2,
        highMm: high + along / 2,
        crownFromMm: (low + high) / 2,
      };
    });
  }

  widths({ axis, crownFromMm }: Standing, archTangent: Vec3): CrownWidths {
    return this.widthsAcross.for([...archTangent, ...axis, crownFromMm], () => {
      const mesiodistal = acrossAxis(archTangent, axis);
      const across = (direction: Vec3): number => {
        const { min, max } = this.ruler.extent(direction, axis, crownFromMm);
        return max - min + this.ruler.footprint(direction);
      };
      return { mesiodistalMm: across(mesiodistal), buccolingualMm: across(cross(axis, mesiodistal)) };
    });
  }

  sections({ axis, lowMm, highMm }: Standing, scale: GreyScale): Sections {
    return this.cuts.for([...axis, lowMm, highMm, scale.from, scale.step, scale.count], () =>
      this.ruler.sections(axis, { lowMm, highMm }, this.volume.data, scale),
    );
  }

  /** As it was when it was first asked for after the label had changed. */
  surface(): ToothSurface {
    const { spacingMm } = this.volume.geometry;
    const [i, j, k] = this.centreIjk;
    this.ownSurface ??= {
      label: this.moments.label,
      centreMm: [i * spacingMm[0], j * spacingMm[1], k * spacingMm[2]],
      stamp: this.stamp,
      ...this.ruler.surface(),
    };
    return this.ownSurface;
  }
}

/** The first principal axis; where it is not clearly the longest, the nearly equal one that points most to the bite. */
function longAxis(covariance: Symmetric3, towardsCrown: Vec3): Vec3 {
  const axes = principalAxes(covariance);
  const rivals = axes.filter(({ variance }) => variance * CLEAR_AXIS_RATIO > axes[0].variance);
  return rivals.reduce(
    (best, { axis }) => (Math.abs(dot(axis, towardsCrown)) > Math.abs(dot(best, towardsCrown)) ? axis : best),
    axes[0].axis,
  );
}

/**
 * Turns an axis towards the crown: towards the other jaw, or for a tooth that lies flat towards its bulky end, which is
 * the one nearer to the centroid. `min` and `max` are the extent about the centroid.
 */
function crownwards(axis: Vec3, towardsCrown: Vec3, min: number, max: number): Vec3 {
  const cosine = dot(axis, towardsCrown);
  const isCrownAhead = Math.abs(cosine) > HORIZONTAL_COSINE ? cosine > 0 : max < -min;
  return isCrownAhead ? axis : scaled(axis, -1);
}

/** The arch's direction made perpendicular to the tooth's axis. */
function acrossAxis(tangent: Vec3, axis: Vec3): Vec3 {
  for (const candidate of [tangent, [1, 0, 0], [0, 1, 0]] as const) {
    const across = subtract(candidate, scaled(axis, dot(candidate, axis)));
    if (dot(across, across) > 0.05) return unit(across) ?? candidate;
  }
  return [0, 0, 1];
}
