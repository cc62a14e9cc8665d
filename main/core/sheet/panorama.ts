/** A panoramic projection: the brightest value along the normals of the dental arch, unrolled. */
import { fitArch, toPatient, toTemplate } from '../arch-fit.ts';
import { jawOf, successorOf, type Jaw } from '../fdi.ts';
import { affineWorldToIjk, worldBounds, type Bounds } from '../geometry.ts';
import { leastSquares } from '../least-squares.ts';
import { ARCH_ORDER, ARCH_TEMPLATE, type Point2 } from '../tooth-norms.ts';
import type { LabelMap, Vec3, Volume } from '../volume.ts';
import type { OutlinedImage } from './outlined-image.ts';

export interface PanoramaTooth {
  readonly fdi: number;
  readonly centroidMm: Vec3;
  readonly boundsMm: Bounds;
}

export interface PanoramaSize {
  readonly maxWidth: number; // pixels
  readonly maxHeight: number;
}

const HALF_DEPTH_MM = 10;
const DEPTH_STEP_MM = 0.4;
const SHARE_OF_VOXEL = 0.4;
const BEYOND_LAST_TOOTH_MM = 13;
const BEYOND_ROOTS_MM = 8;
/** The curve of an arch has four unknowns: with fewer teeth the template's own parabola is steadier. */
const MIN_TEETH_FOR_CURVE = 8;

export interface Panorama extends OutlinedImage {
  readonly mmPerPixel: number;
}

/** A point on the arch in the axial plane with its unit normal, world mm. */
interface ArchPoint {
  readonly x: number;
  readonly y: number;
  readonly nx: number;
  readonly ny: number;
}

/**
 * Projects both arches on one picture as large as fits; the patient's right is on the left. Grey is NaN beyond the scan.
 * A pixel belongs to every tooth that its ray meets. Null without teeth.
 */
export function panoramaOf(
  volume: Volume,
  labels: LabelMap,
  teeth: readonly PanoramaTooth[],
  { maxWidth, maxHeight }: PanoramaSize,
): Panorama | null {
  if (teeth.length === 0) return null;
  const arch = archPoints(teeth);
  const scan = worldBounds(volume.geometry);
  const top = Math.min(scan.max[2], Math.max(...teeth.map(({ boundsMm }) => boundsMm.max[2])) + BEYOND_ROOTS_MM);
  const bottom = Math.max(scan.min[2], Math.min(...teeth.map(({ boundsMm }) => boundsMm.min[2])) - BEYOND_ROOTS_MM);
  const lengthMm = (arch.length - 1) * ARCH_STEP_MM;
  const mmPerPixel = Math.max(lengthMm / maxWidth, (top - bottom) / maxHeight);
  // Finer than the voxels there is nothing to see: rays are that far apart, and the picture is enlarged.
  const rayMm = Math.max(mmPerPixel, SHARE_OF_VOXEL * Math.min(...volume.geometry.spacingMm));
  const width = Math.max(1, Math.floor(lengthMm / rayMm));
  const height = Math.max(1, Math.floor((top - bottom) / rayMm));
  const columns = Array.from({ length: width }, (_, x) => arch[Math.round((x * rayMm) / ARCH_STEP_MM)]);
  const rays = project(volume, labels, columns, { width, height, topMm: top - rayMm / 2, rayMm });
  return { ...enlarged(rays, rayMm / mmPerPixel), mmPerPixel };
}

/** The same image with pixels `factor` ≥ 1 times as small, linear between the old ones. */
function enlarged({ width, height, grey, coverage }: OutlinedImage, factor: number): OutlinedImage {
  const size = { width: Math.floor(width * factor), height: Math.floor(height * factor) };
  const resize = (from: Float32Array): Float32Array => {
    const to = new Float32Array(size.width * size.height);
    for (let y = 0, n = 0; y < size.height; y++) {
      const fy = Math.min(height - 1, Math.max(0, (y + 0.5) / factor - 0.5));
      const y0 = Math.floor(fy);
      const below = width * (Math.min(height - 1, y0 + 1) - y0);
      for (let x = 0; x < size.width; x++, n++) {
        const fx = Math.min(width - 1, Math.max(0, (x + 0.5) / factor - 0.5));
        const x0 = Math.floor(fx);
        const right = x0 + 1 < width ? 1 : 0;
        const at = x0 + width * y0;
        const upper = from[at] + (from[at + right] - from[at]) * (fx - x0);
        const lower = from[at + below] + (from[at + below + right] - from[at + below]) * (fx - x0);
        to[n] = upper + (lower - upper) * (fy - y0);
      }
    }
    return to;
  };
  const larger = [...coverage].map(([fdi, share]) => [fdi, resize(share)] as const);
  return { ...size, grey: resize(grey), coverage: new Map(larger) };
}

function project(
  volume: Volume,
  labels: LabelMap,
  columns: readonly ArchPoint[],
  { width, height, topMm, rayMm }: { width: number; height: number; topMm: number; rayMm: number },
): OutlinedImage {
  const [ni, nj, nk] = volume.geometry.dims;
  const map = affineWorldToIjk(volume.geometry);
  const grey = new Float32Array(width * height).fill(NaN);
  const coverage = new Map<number, Float32Array>();
  const shares: (Float32Array | undefined)[] = [];
  const { data } = volume;
  for (let y = 0, n = 0; y < height; y++) {
    const wz = topMm - y * rayMm;
    for (let x = 0; x < width; x++, n++) {
      const { x: ax, y: ay, nx, ny } = columns[x];
      let brightest = -Infinity;
      for (let depth = -HALF_DEPTH_MM; depth <= HALF_DEPTH_MM; depth += DEPTH_STEP_MM) {
        const wx = ax + depth * nx;
        const wy = ay + depth * ny;
        const pi = map[0] * wx + map[1] * wy + map[2] * wz + map[3];
        const pj = map[4] * wx + map[5] * wy + map[6] * wz + map[7];
        const pk = map[8] * wx + map[9] * wy + map[10] * wz + map[11];
        if (pi < 0 || pj < 0 || pk < 0 || pi >= ni - 1 || pj >= nj - 1 || pk >= nk - 1) continue;
        const i = pi | 0;
        const j = pj | 0;
        const k = pk | 0;
        const u = pi - i;
        const v = pj - j;
        const w = pk - k;
        const near = i + ni * (j + nj * k);
        const far = near + ni * nj;
        const a = data[near] + (data[near + 1] - data[near]) * u;
        const b = data[near + ni] + (data[near + ni + 1] - data[near + ni]) * u;
        const c = data[far] + (data[far + 1] - data[far]) * u;
        const d = data[far + ni] + (data[far + ni + 1] - data[far + ni]) * u;
        const ab = a + (b - a) * v;
        const value = ab + (c + (d - c) * v - ab) * w;
        if (value > brightest) brightest = value;
        const label = labels.data[(u < 0.5 ? i : i + 1) + ni * ((v < 0.5 ? j : j + 1) + nj * (w < 0.5 ? k : k + 1))];
        if (label === 0) continue;
        let share = shares[label];
        if (share === undefined) {
          share = shares[label] = new Float32Array(width * height);
          coverage.set(label, share);
        }
        share[n] = 1;
      }
      if (brightest > -Infinity) grey[n] = brightest;
    }
  }
  return { width, height, grey, coverage };
}

const ARCH_STEP_MM = 0.05;

/** Points every 0.05 mm from beyond the patient's rightmost tooth to beyond the leftmost one. */
function archPoints(teeth: readonly PanoramaTooth[]): ArchPoint[] {
  const fit = fitArch(
    teeth.map(({ fdi, centroidMm: [x, y] }) => {
      const jaw = jawOf(fdi);
      return { jaw, point: [x, y], votes: voteFor(jaw, fdi), weight: 1 };
    }),
  );
  const points = teeth.map(({ centroidMm: [x, y] }) => toTemplate(fit, [x, y]));
  const curve = archCurve(points);
  const xs = points.map(([x]) => x);
  const at = (x: number): Point2 => toPatient(fit, [x, curve(x)]);
  // Walked outwards from the middle, so that both ends are as far beyond the last tooth.
  const middle = (Math.min(...xs) + Math.max(...xs)) / 2;
  const right = walk(at, middle, Math.min(...xs), -1).reverse();
  const left = walk(at, middle, Math.max(...xs), 1);
  const line = [...right.slice(0, -1), ...left];
  return line.map(([x, y], n) => {
    const [from, to] = [line[Math.max(0, n - 1)], line[Math.min(line.length - 1, n + 1)]];
    const [tx, ty] = [to[0] - from[0], to[1] - from[1]];
    const length = Math.hypot(tx, ty) || 1;
    return { x, y, nx: -ty / length, ny: tx / length };
  });
}

/** Votes of a numbered tooth for its own place; a deciduous one stands where its successor does. */
function voteFor(jaw: Jaw, fdi: number): Float64Array {
  const votes = new Float64Array(16);
  votes[ARCH_ORDER[jaw].indexOf(successorOf(fdi))] = 1;
  return votes;
}

/** y of the arch for x on the template's plane: a fitted U where there are teeth enough, else the template's mean. */
function archCurve(points: readonly Point2[]): (x: number) => number {
  const rows = points.map(([x]) => [1, x / 20, (x / 20) ** 2, (x / 20) ** 4]);
  const found =
    points.length < MIN_TEETH_FOR_CURVE
      ? null
      : leastSquares(
          rows,
          points.map(([, y]) => y),
        );
  if (found !== null && found[2] + found[3] > 0) {
    const [a, b, c, d] = found;
    return (x) => a + b * (x / 20) + c * (x / 20) ** 2 + d * (x / 20) ** 4;
  }
  const [x0, y0] = ARCH_TEMPLATE.upper[2];
  return (x) => (y0 / (x0 * x0)) * x * x;
}

/** Equal steps along the curve from `start` until `BEYOND_LAST_TOOTH_MM` past `last`; straight on past `last`. */
function walk(at: (x: number) => Point2, start: number, last: number, sign: 1 | -1): Point2[] {
  const points: Point2[] = [at(start)];
  let x = start;
  while (sign * x < sign * last) {
    const here = at(x);
    const ahead = at(x + sign * 0.01);
    x += (sign * 0.01 * ARCH_STEP_MM) / Math.hypot(ahead[0] - here[0], ahead[1] - here[1]);
    points.push(at(x));
  }
  const [end, before] = [at(x), at(x - sign * 0.5)];
  const length = Math.hypot(end[0] - before[0], end[1] - before[1]);
  for (let mm = ARCH_STEP_MM; mm <= BEYOND_LAST_TOOTH_MM; mm += ARCH_STEP_MM) {
    points.push([end[0] + ((end[0] - before[0]) * mm) / length, end[1] + ((end[1] - before[1]) * mm) / length]);
  }
  return points;
}
