/** Three cuts through one tooth along its own axis: mesiodistal, buccolingual and across. */
import { jawOf } from '../fdi.ts';
import { affineIjkToWorld, affineWorldToIjk, applyAffine, type Bounds } from '../geometry.ts';
import { cross, dot, scaled, subtract, unit } from '../vector.ts';
import type { LabelMap, Vec3, Volume } from '../volume.ts';
import type { OutlinedImage } from './outlined-image.ts';

/** A tooth as a case describes it; world LPS mm. */
export interface CutTooth {
  readonly fdi: number;
  readonly centroidMm: Vec3;
  readonly axis: Vec3; // unit, root to crown
  readonly boundsIjk: Bounds; // inclusive
}

/** The tooth's own directions, unit vectors in world: a right-handed frame of along the arch, buccal and up. */
export interface ToothFrame {
  readonly centreMm: Vec3; // centroid, moved along the axis to the middle of the tooth's length
  readonly alongArch: Vec3; // towards the patient's left around the arch
  readonly buccal: Vec3;
  readonly up: Vec3; // along the tooth's axis; the crown is below in the upper jaw
  readonly centroidUpMm: number; // how far the centroid lies above the centre
}

/** `archTangent` is a unit vector along the arch towards the patient's left. */
export function toothFrame(
  { fdi, centroidMm, axis, boundsIjk }: CutTooth,
  archTangent: Vec3,
  labels: LabelMap,
): ToothFrame {
  const up = jawOf(fdi) === 'upper' ? scaled(axis, -1) : axis;
  const alongArch = perpendicular(archTangent, up);
  const buccal = cross(alongArch, up);
  const [low, high] = extentAlong(labels, fdi, boundsIjk, centroidMm, up);
  const shift = (low + high) / 2;
  const centreMm: Vec3 = [centroidMm[0] + shift * up[0], centroidMm[1] + shift * up[1], centroidMm[2] + shift * up[2]];
  return { centreMm, alongArch, buccal, up, centroidUpMm: -shift };
}

function perpendicular(direction: Vec3, up: Vec3): Vec3 {
  for (const candidate of [direction, [1, 0, 0], [0, 1, 0]] as const) {
    const across = subtract(candidate, scaled(up, dot(candidate, up)));
    if (dot(across, across) > 0.05) return unit(across) ?? candidate;
  }
  return [0, 0, 1];
}

/** Least and greatest distance of the tooth's voxels from a point along a direction, mm. */
function extentAlong(
  { geometry, data }: LabelMap,
  fdi: number,
  { min, max }: Bounds,
  from: Vec3,
  direction: Vec3,
): readonly [number, number] {
  const affine = affineIjkToWorld(geometry);
  const [ni, nj] = geometry.dims;
  let [low, high] = [Infinity, -Infinity];
  for (let k = min[2]; k <= max[2]; k++) {
    for (let j = min[1]; j <= max[1]; j++) {
      for (let i = min[0]; i <= max[0]; i++) {
        if (data[i + ni * (j + nj * k)] !== fdi) continue;
        const distance = dot(subtract(applyAffine(affine, [i, j, k]), from), direction);
        low = Math.min(low, distance);
        high = Math.max(high, distance);
      }
    }
  }
  return low > high ? [0, 0] : [low, high];
}

/** A plane in world: pixel columns go along `right`, rows against `up`. */
export interface CutPlane {
  readonly centreMm: Vec3;
  readonly right: Vec3;
  readonly up: Vec3;
  readonly width: number; // pixels
  readonly height: number;
  readonly mmPerPixel: number;
}

/** Samples scan and labels, which share one grid, on a plane: trilinear, the labels as shares of a pixel. */
export function cutPlane(volume: Volume, labels: LabelMap, plane: CutPlane): OutlinedImage {
  const { centreMm, right, up, width, height, mmPerPixel } = plane;
  const { dims } = volume.geometry;
  const [ni, nj, nk] = dims;
  const toIjk = affineWorldToIjk(volume.geometry);
  const grey = new Float32Array(width * height).fill(NaN);
  const coverage = new Map<number, Float32Array>();
  const shares: (Float32Array | undefined)[] = [];
  const origin = applyAffine(toIjk, centreMm);
  const stepOf = (direction: Vec3): Vec3 =>
    subtract(applyAffine(toIjk, add(centreMm, scaled(direction, mmPerPixel))), origin);
  const [stepX, stepY] = [stepOf(right), stepOf(scaled(up, -1))];
  for (let y = 0, n = 0; y < height; y++) {
    for (let x = 0; x < width; x++, n++) {
      const a = x - (width - 1) / 2;
      const b = y - (height - 1) / 2;
      const pi = origin[0] + a * stepX[0] + b * stepY[0];
      const pj = origin[1] + a * stepX[1] + b * stepY[1];
      const pk = origin[2] + a * stepX[2] + b * stepY[2];
      if (pi < -0.5 || pj < -0.5 || pk < -0.5 || pi > ni - 0.5 || pj > nj - 0.5 || pk > nk - 0.5) continue;
      const i = Math.floor(pi);
      const j = Math.floor(pj);
      const k = Math.floor(pk);
      let sum = 0;
      for (let corner = 0; corner < 8; corner++) {
        const di = corner & 1;
        const dj = (corner >> 1) & 1;
        const dk = corner >> 2;
        const weight = Math.abs(1 - di - pi + i) * Math.abs(1 - dj - pj + j) * Math.abs(1 - dk - pk + k);
        const ci = Math.min(ni - 1, Math.max(0, i + di));
        const cj = Math.min(nj - 1, Math.max(0, j + dj));
        const ck = Math.min(nk - 1, Math.max(0, k + dk));
        const voxel = ci + ni * (cj + nj * ck);
        sum += weight * volume.data[voxel];
        const label = labels.data[voxel];
        if (label === 0) continue;
        let share = shares[label];
        if (share === undefined) {
          share = shares[label] = new Float32Array(width * height);
          coverage.set(label, share);
        }
        share[n] += weight;
      }
      grey[n] = sum;
    }
  }
  return { width, height, grey, coverage };
}

function add(a: Vec3, b: Vec3): Vec3 {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}
