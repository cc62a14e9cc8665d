/**
 * The dental arch where no teeth were found: the template arch is laid over the bone of one level after the other, and
 * stays where the horseshoe is bright while tongue and cheeks beside it are dark.
 */
import { affineWorldToIjk, worldBounds, type Bounds } from '../geometry.ts';
import { archPoint, type Point2 } from '../teeth/tooth-norms.ts';
import type { Vec3, Volume } from '../volume.ts';
import type { DentalArch } from './arch-of-teeth.ts';
import { UPRIGHT } from './arch-surface.ts';

/** A coarse picture of the scan along the patient's axes. */
interface CoarseScan {
  readonly dims: Vec3;
  readonly originMm: Vec3;
  /** Share of bone, 0…1, flat index x + y·nx + z·nx·ny. */
  readonly bone: Float32Array;
}

const CELL_MM = 1.5;
const SLAB_CELLS = 8;
const SLAB_STEP_CELLS = 3;
/** The horseshoe has to stand out from its inside and outside by this share of bone. */
const LEAST_CONTRAST = 0.12;
const INSIDE_MM = 11;
const OUTSIDE_MM = 13;
const SAMPLES = 33;
const HALF_WIDTH_MM = 27;
/** The curve goes on behind the template's last tooth. */
const BEYOND = 1.12;
const SNAP_MM = 5;

interface Placement {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly angleRad: number;
}

/** Null when nothing in the scan looks like a jaw. */
export function archOfBone(volume: Volume, controlPoints = 15): DentalArch | null {
  const scan = coarseScan(volume);
  if (scan === null) return null;
  let best: { readonly slab: Float32Array; readonly z: number; readonly at: Placement; readonly score: number } | null =
    null;
  for (let z = 0; z + SLAB_CELLS <= Math.max(SLAB_CELLS, scan.dims[2]); z += SLAB_STEP_CELLS) {
    const slab = slabOf(scan, z);
    const found = coarseSearch(scan, slab, best?.score ?? -1);
    if (found !== null && (best === null || found.score > best.score)) best = { slab, z, ...found };
  }
  if (best === null || best.score < LEAST_CONTRAST) return null;
  const { slab, z } = best;
  const at = refined(scan, slab, best.at);
  const heightMm = scan.originMm[2] + (z + (Math.min(SLAB_CELLS, scan.dims[2]) - 1) / 2) * CELL_MM;
  return { controlMm: onTheBone(scan, slab, at, controlPoints).map(([x, y]) => [x, y, heightMm]), up: UPRIGHT };
}

function coarseScan(volume: Volume): CoarseScan | null {
  const { min, max } = worldBounds(volume.geometry);
  const size = (axis: number): number => Math.max(1, Math.floor((max[axis] - min[axis]) / CELL_MM));
  const dims: Vec3 = [size(0), size(1), size(2)];
  const first = (axis: number): number => min[axis] + CELL_MM / 2;
  const originMm: Vec3 = [first(0), first(1), first(2)];
  const grey = sampled(volume, dims, originMm);
  const threshold = boneThreshold(grey);
  if (threshold === null) return null;
  const bone = new Float32Array(grey.length);
  for (let n = 0; n < grey.length; n++) bone[n] = grey[n] > threshold ? 1 : 0;
  return { dims, originMm, bone };
}

/** The voxel nearest to the middle of each cell; NaN beyond the scan. */
function sampled({ geometry, data }: Volume, [nx, ny, nz]: Vec3, originMm: Vec3): Float32Array {
  const m = affineWorldToIjk(geometry);
  const [ni, nj, nk] = geometry.dims;
  const grey = new Float32Array(nx * ny * nz);
  for (let z = 0, n = 0; z < nz; z++) {
    const wz = originMm[2] + z * CELL_MM;
    for (let y = 0; y < ny; y++) {
      const wy = originMm[1] + y * CELL_MM;
      for (let x = 0; x < nx; x++, n++) {
        const wx = originMm[0] + x * CELL_MM;
        const i = Math.round(m[0] * wx + m[1] * wy + m[2] * wz + m[3]);
        const j = Math.round(m[4] * wx + m[5] * wy + m[6] * wz + m[7]);
        const k = Math.round(m[8] * wx + m[9] * wy + m[10] * wz + m[11]);
        const inside = i >= 0 && j >= 0 && k >= 0 && i < ni && j < nj && k < nk;
        grey[n] = inside ? data[i + ni * (j + nj * k)] : NaN;
      }
    }
  }
  return grey;
}

const BINS = 256;

/**
 * Otsu's threshold twice: the first parts air from tissue, the second, above it, tissue from bone. Null when all is one
 * grey. The top thousandth does not count: metal would stretch the range.
 */
function boneThreshold(grey: Float32Array): number | null {
  const values = grey.filter((value) => Number.isFinite(value)).sort();
  if (values.length < 2) return null;
  const [low, high] = [values[0], values[Math.floor((values.length - 1) * 0.999)]];
  if (!(high > low)) return null;
  const tissue = otsu(values, low, high);
  return tissue === null ? null : (otsu(values, tissue, high) ?? tissue);
}

/** The grey between `low` and `high` that parts the values there best (Otsu 1979). */
function otsu(values: Float32Array, low: number, high: number): number | null {
  const counts = new Float64Array(BINS);
  for (let n = 0; n < values.length; n++) {
    if (values[n] < low || values[n] > high) continue;
    counts[Math.min(BINS - 1, Math.floor(((values[n] - low) / (high - low)) * BINS))]++;
  }
  let [total, sum] = [0, 0];
  for (let bin = 0; bin < BINS; bin++) [total, sum] = [total + counts[bin], sum + bin * counts[bin]];
  let [below, sumBelow, best, at] = [0, 0, 0, -1];
  for (let bin = 0; bin < BINS - 1; bin++) {
    below += counts[bin];
    sumBelow += bin * counts[bin];
    if (below === 0 || below === total) continue;
    const apart = sumBelow / below - (sum - sumBelow) / (total - below);
    const between = below * (total - below) * apart * apart;
    if (between > best) [best, at] = [between, bin];
  }
  return at < 0 ? null : low + ((at + 1) / BINS) * (high - low);
}

/** Mean share of bone over the slab's levels, index x + y·nx. */
function slabOf({ dims: [nx, ny, nz], bone }: CoarseScan, fromZ: number): Float32Array {
  const slab = new Float32Array(nx * ny);
  const levels = Math.min(SLAB_CELLS, nz);
  for (let z = fromZ; z < Math.min(nz, fromZ + levels); z++) {
    for (let n = 0; n < slab.length; n++) slab[n] += bone[n + nx * ny * z] / levels;
  }
  return slab;
}

/** A mean of the jaws' template arches. */
function templatePoint(x: number, offMm = 0): Point2 {
  const [, upper] = archPoint('upper', x);
  const [, lower] = archPoint('lower', x);
  const slope = (upper + lower) / (x === 0 ? 1 : x);
  const length = Math.hypot(1, slope);
  return [x + (offMm * slope) / length, (upper + lower) / 2 - offMm / length];
}

const templateLine = (offMm: number): readonly Point2[] =>
  Array.from({ length: SAMPLES }, (_, n) => templatePoint(((2 * n) / (SAMPLES - 1) - 1) * HALF_WIDTH_MM, offMm));
const ON = templateLine(0);
const THIRDS = [ON.slice(0, SAMPLES / 3), ON.slice(SAMPLES / 3, (2 * SAMPLES) / 3), ON.slice((2 * SAMPLES) / 3)];
const INSIDE = templateLine(-INSIDE_MM).filter(([x], n) => Math.sign(x) === Math.sign(ON[n][0]) || ON[n][0] === 0);
const OUTSIDE = templateLine(OUTSIDE_MM);

function laidOut({ x, y, scale, angleRad }: Placement, [px, py]: Point2): Point2 {
  const [cos, sin] = [Math.cos(angleRad) * scale, Math.sin(angleRad) * scale];
  return [x + cos * px - sin * py, y + sin * px + cos * py];
}

function meanOn(scan: CoarseScan, slab: Float32Array, at: Placement, line: readonly Point2[]): number {
  let sum = 0;
  for (const point of line) sum += boneAt(scan, slab, laidOut(at, point));
  return sum / line.length;
}

function boneAt({ dims: [nx, ny], originMm }: CoarseScan, slab: Float32Array, [x, y]: Point2): number {
  const i = Math.round((x - originMm[0]) / CELL_MM);
  const j = Math.round((y - originMm[1]) / CELL_MM);
  return i >= 0 && j >= 0 && i < nx && j < ny ? slab[i + nx * j] : 0;
}

/** How well the placement stands out; what cannot beat `beat` is not looked at closely. */
function scoreOf(scan: CoarseScan, slab: Float32Array, at: Placement, beat = -1): number {
  // Right, front and left: a horseshoe has all three.
  let on = 1;
  for (const third of THIRDS) {
    on = Math.min(on, meanOn(scan, slab, at, third));
    if (on < LEAST_CONTRAST || on <= beat) return on - 1;
  }
  return on - meanOn(scan, slab, at, INSIDE) - 0.5 * meanOn(scan, slab, at, OUTSIDE);
}

const COARSE_MM = 4.5;

function coarseSearch(scan: CoarseScan, slab: Float32Array, beat: number): { at: Placement; score: number } | null {
  const [nx, ny] = scan.dims;
  let best: { at: Placement; score: number } | null = null;
  for (const scale of [0.8, 0.95, 1.1, 1.25]) {
    for (const angleRad of [-0.25, 0, 0.25]) {
      for (let x = 0; x < nx * CELL_MM; x += COARSE_MM) {
        for (let y = 0; y < ny * CELL_MM; y += COARSE_MM) {
          const at = { x: scan.originMm[0] + x, y: scan.originMm[1] + y, scale, angleRad };
          const score = scoreOf(scan, slab, at, Math.max(beat, best?.score ?? -1));
          if (best === null || score > best.score) best = { at, score };
        }
      }
    }
  }
  return best;
}

/** Small steps in every direction as long as they help. */
function refined(scan: CoarseScan, slab: Float32Array, from: Placement): Placement {
  let at = from;
  let score = scoreOf(scan, slab, at);
  for (const share of [1, 0.5, 0.25]) {
    for (let moved = true; moved;) {
      moved = false;
      for (const sign of [-share, share]) {
        for (const next of [
          { ...at, x: at.x + sign * 2 },
          { ...at, y: at.y + sign * 2 },
          { ...at, scale: at.scale * (1 + 0.06 * sign) },
          { ...at, angleRad: at.angleRad + 0.08 * sign },
        ]) {
          const found = scoreOf(scan, slab, next);
          if (found <= score + 1e-6) continue;
          [at, score, moved] = [next, found, true];
        }
      }
    }
  }
  return at;
}

/** Control points on the placed template, each moved along the normal to the middle of the bone near it. */
function onTheBone(scan: CoarseScan, slab: Float32Array, at: Placement, count: number): Point2[] {
  const places = Array.from({ length: count }, (_, n) => ((2 * n) / (count - 1) - 1) * HALF_WIDTH_MM * BEYOND);
  const offs = places.map((x) => {
    let [sum, total] = [0, 0.5];
    for (let off = -SNAP_MM; off <= SNAP_MM; off += 0.5) {
      const bone = boneAt(scan, slab, laidOut(at, templatePoint(x, off / at.scale)));
      sum += off * bone;
      total += bone;
    }
    return sum / total;
  });
  return places.map((x, n) => {
    // Neighbours hold each point back: the curve stays smooth where bone is missing.
    const off = ((offs[n - 1] ?? offs[n]) + 2 * offs[n] + (offs[n + 1] ?? offs[n])) / 4;
    return laidOut(at, templatePoint(x, off / at.scale));
  });
}

/** The template arch in the middle of a scan in which nothing could be found: something to drag into place. */
export function archInMiddle({ min, max }: Bounds, controlPoints = 13): DentalArch {
  const [x, y, z] = [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2];
  // The template reaches about 40 mm back from the incisors.
  const at = { x, y: y - 20, scale: 1, angleRad: 0 };
  const places = Array.from({ length: controlPoints }, (_, n) => ((2 * n) / (controlPoints - 1) - 1) * HALF_WIDTH_MM);
  const controlMm = places.map((place): Vec3 => [...laidOut(at, templatePoint(place)), z]);
  return { controlMm, up: UPRIGHT };
}
