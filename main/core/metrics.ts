/** Measurements of every tooth on the source grid; exact for voxel models on oblique and anisotropic grids. */
import { archTangents } from './arch-tangent.ts';
import { isFdi, jawOf, positionOf } from './fdi.ts';
import { affineIjkToWorld, affineWorldToIjk, applyAffine, sameGrid, voxelVolumeMm3, type Bounds } from './geometry.ts';
import { fitOcclusalPlane, type OcclusalPlane } from './occlusal-plane.ts';
import { principalAxes, type Symmetric3 } from './principal-axes.ts';
import { toothDetails, type ToothDetails } from './tooth-details.ts';
import { cross, dot, mean, scaled, subtract, unit } from './vector.ts';
import { voxelRuler, type VoxelRuler } from './voxel-ruler.ts';
import type { LabelMap, Report, Vec3, Volume } from './volume.ts';

/** One tooth as measured. World is LPS mm, angles in degrees. */
export interface ToothMeasurement extends ToothDetails {
  readonly fdi: number;
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

/** Below this ratio of variances a piece has no clear long axis (a bare crown, a stump). */
const CLEAR_AXIS_RATIO = 1.5;
/** An axis within this cosine of horizontal says nothing about which end is the crown. */
const HORIZONTAL_COSINE = 0.34;
/** A tip is the mean of the voxels within this distance of the tooth's end, mm. */
const TIP_DEPTH_MM = 1;

/**
 * Measures every labelled tooth. Volume and labels share one grid; label values are FDI codes.
 * The long axis is the first principal axis; lengths are true extents of the voxels along a direction, counting one
 * voxel's own width there.
 * @throws RangeError when the grids differ or a label is no FDI code.
 */
export function measureTeeth(volume: Volume, labels: LabelMap, report?: Report): DentitionMeasurements {
  if (!sameGrid(volume.geometry, labels.geometry)) throw new RangeError('Volume and labels lie on different grids');
  const bodies = momentsByLabel(volume, labels, report);
  const affine = affineIjkToWorld(labels.geometry);
  const voxelMm3 = voxelVolumeMm3(labels.geometry);
  const placed = bodies.map((body) => ({
    fdi: body.fdi,
    centroidMm: applyAffine(affine, meanIndex(body)),
  }));
  const tangents = archTangents(placed);
  const down = occlusalDirection(placed);
  const shapes = bodies.map((body, n) => {
    const { fdi, centroidMm } = placed[n];
    const towardsCrown = jawOf(fdi) === 'upper' ? down : scaled(down, -1);
    const shape = measureShape(body, labels, affine, centroidMm, towardsCrown, tangents.get(fdi) ?? [1, 0, 0]);
    return { body, centroidMm, shape };
  });
  const tips = shapes.flatMap(({ body, shape }) => (positionOf(body.fdi) < 8 ? [shape.tipMm] : []));
  const occlusalPlane = fitOcclusalPlane(tips);
  const worldToIjk = affineWorldToIjk(labels.geometry);
  const standing = shapes.map(({ body, shape }) => ({
    ...shape,
    fdi: body.fdi,
    centreIjk: meanIndex(body),
    rootTipIjk: applyAffine(worldToIjk, shape.rootTipMm),
    tiltDeg: occlusalPlane === null ? null : angleDeg(shape.axis, occlusalPlane.normal),
    touchesBorder: labels.geometry.dims.some((size, axis) => body.min[axis] === 0 || body.max[axis] === size - 1),
  }));
  const details = toothDetails({
    teeth: standing,
    geometry: labels.geometry,
    grey: volume.data,
    greyRange: [Math.min(...bodies.map(({ least }) => least)), Math.max(...bodies.map(({ greatest }) => greatest))],
    occlusalPlane,
  });
  const teeth = shapes.map(({ body, centroidMm, shape }, n): ToothMeasurement => {
    const detail = details.get(body.fdi);
    if (detail === undefined) throw new RangeError(`Tooth ${body.fdi} has no details`);
    return {
      fdi: body.fdi,
      voxelCount: body.count,
      volumeMm3: body.count * voxelMm3,
      centroidMm,
      boundsMm: shape.boundsMm,
      boundsIjk: { min: [body.min[0], body.min[1], body.min[2]], max: [body.max[0], body.max[1], body.max[2]] },
      axis: shape.axis,
      lengthMm: shape.lengthMm,
      mesiodistalMm: shape.mesiodistalMm,
      buccolingualMm: shape.buccolingualMm,
      tiltDeg: standing[n].tiltDeg,
      meanGrey: body.grey / body.count,
      touchesBorder: standing[n].touchesBorder,
      ...detail,
    };
  });
  return { teeth, occlusalPlane };
}

function meanIndex({ sum, count }: Body): Vec3 {
  return [sum[0] / count, sum[1] / count, sum[2] / count];
}

/** Acute angle between two unit vectors in degrees. */
function angleDeg(a: Vec3, b: Vec3): number {
  return (Math.acos(Math.min(1, Math.abs(dot(a, b)))) * 180) / Math.PI;
}

/** From the upper teeth to the lower ones along the body axis: down, unless the scan stands on its head. */
function occlusalDirection(teeth: readonly { fdi: number; centroidMm: Vec3 }[]): Vec3 {
  const heights = (['upper', 'lower'] as const).map((jaw) => {
    const centres = teeth.filter(({ fdi }) => jawOf(fdi) === jaw).map(({ centroidMm }) => centroidMm);
    return centres.length === 0 ? null : mean(centres)[2];
  });
  const [upper, lower] = heights;
  return upper !== null && lower !== null && lower > upper ? [0, 0, 1] : [0, 0, -1];
}

/** Sums over one label's voxels in voxel indices. */
interface Body {
  readonly fdi: number;
  count: number;
  grey: number;
  least: number; // grey
  greatest: number;
  readonly sum: [number, number, number];
  readonly products: [number, number, number, number, number, number]; // ii ij ik jj jk kk
  readonly min: [number, number, number];
  readonly max: [number, number, number];
}

/** One pass over the volume; `report` hears about it slice by slice. Ascending FDI. */
function momentsByLabel({ data: grey }: Volume, { data, geometry }: LabelMap, report?: Report): Body[] {
  const [ni, nj, nk] = geometry.dims;
  const bodies: (Body | undefined)[] = new Array<Body | undefined>(256).fill(undefined);
  for (let k = 0, n = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++, n++) {
        const label = data[n];
        if (label === 0) continue;
        const body = bodies[label] ?? (bodies[label] = newBody(label, geometry.dims));
        body.count++;
        const value = grey[n];
        body.grey += value;
        if (value < body.least) body.least = value;
        if (value > body.greatest) body.greatest = value;
        const { sum, products, min, max } = body;
        sum[0] += i;
        sum[1] += j;
        sum[2] += k;
        products[0] += i * i;
        products[1] += i * j;
        products[2] += i * k;
        products[3] += j * j;
        products[4] += j * k;
        products[5] += k * k;
        if (i < min[0]) min[0] = i;
        if (i > max[0]) max[0] = i;
        if (j < min[1]) min[1] = j;
        if (j > max[1]) max[1] = j;
        if (k < min[2]) min[2] = k;
        if (k > max[2]) max[2] = k;
      }
    }
    report?.((k + 1) / nk);
  }
  return bodies.filter((body) => body !== undefined);
}

function newBody(fdi: number, dims: Vec3): Body {
  if (!isFdi(fdi)) throw new RangeError(`Label ${fdi} is no FDI code`);
  return {
    fdi,
    count: 0,
    grey: 0,
    least: Infinity,
    greatest: -Infinity,
    sum: [0, 0, 0],
    products: [0, 0, 0, 0, 0, 0],
    min: [dims[0], dims[1], dims[2]],
    max: [-1, -1, -1],
  };
}

interface Shape {
  readonly axis: Vec3;
  readonly lengthMm: number;
  readonly mesiodistalMm: number;
  readonly buccolingualMm: number;
  readonly boundsMm: Bounds;
  readonly tipMm: Vec3;
  readonly rootTipMm: Vec3;
  readonly lowMm: number; // ends along the axis, from the centroid
  readonly highMm: number;
  readonly ruler: VoxelRuler;
}

function measureShape(
  body: Body,
  labels: LabelMap,
  affine: Float64Array,
  centroidMm: Vec3,
  towardsCrown: Vec3,
  archTangent: Vec3,
): Shape {
  const unsigned = longAxis(worldCovariance(body, affine), towardsCrown);
  const ruler = voxelRuler(body, labels, affine, centroidMm);
  const whole = ruler.extent(unsigned);
  const axis = crownwards(unsigned, towardsCrown, whole.min, whole.max);
  const [low, high] = axis === unsigned ? [whole.min, whole.max] : [-whole.max, -whole.min];
  const along = ruler.footprint(axis);

  const mesiodistal = acrossAxis(archTangent, axis);
  const buccolingual = cross(axis, mesiodistal);
  const crownFrom = (low + high) / 2;
  const md = ruler.extent(mesiodistal, axis, crownFrom);
  const bl = ruler.extent(buccolingual, axis, crownFrom);
  return {
    axis,
    lengthMm: high - low + along,
    mesiodistalMm: md.max - md.min + ruler.footprint(mesiodistal),
    buccolingualMm: bl.max - bl.min + ruler.footprint(buccolingual),
    boundsMm: ruler.worldBounds(),
    tipMm: ruler.meanBeyond(axis, high - TIP_DEPTH_MM, high + along / 2),
    rootTipMm: ruler.meanBeyond(scaled(axis, -1), -low - TIP_DEPTH_MM, -low + along / 2),
    lowMm: low - along / 2,
    highMm: high + along / 2,
    ruler,
  };
}

/** Covariance of the body in world mm², counting the spread within each voxel. */
function worldCovariance({ count, sum, products }: Body, affine: Float64Array): Symmetric3 {
  const [i, j, k] = sum.map((value) => value / count);
  const [ii, ij, ik, jj, jk, kk] = products.map((value) => value / count);
  const index = [
    [ii - i * i + 1 / 12, ij - i * j, ik - i * k],
    [ij - i * j, jj - j * j + 1 / 12, jk - j * k],
    [ik - i * k, jk - j * k, kk - k * k + 1 / 12],
  ];
  const world = (row: number, column: number): number => {
    let total = 0;
    for (let a = 0; a < 3; a++) {
      for (let b = 0; b < 3; b++) total += affine[row * 4 + a] * index[a][b] * affine[column * 4 + b];
    }
    return total;
  };
  return [world(0, 0), world(0, 1), world(0, 2), world(1, 1), world(1, 2), world(2, 2)];
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
