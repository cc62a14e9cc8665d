/** A panoramic projection: the brightest value along the normals of the dental arch, unrolled. */
import { archOfTeeth } from '../arch/arch-of-teeth.ts';
import { archSurface } from '../arch/arch-surface.ts';
import { ruledGreysInto } from '../arch/ruled-greys.ts';
import { ruledCoverage, unrolledSheet, type RuledSheet } from '../arch/ruled-picture.ts';
import { affineWorldToIjk, transformedBounds, worldBounds, type Bounds } from '../geometry.ts';
import type { Geometry, LabelMap, Vec3, Volume } from '../volume.ts';
import type { OutlinedImage } from './outlined-image.ts';

export interface PanoramaTooth {
  readonly fdi: number;
  readonly centroidMm: Vec3;
  readonly boundsMm: Bounds;
}

export interface PanoramaSize {
  readonly maxWidth: number; // pixels
  readonly maxHeight: number;
  /** How far apart rays are at least, as a share of a voxel's edge. Default 0.4. */
  readonly shareOfVoxel?: number;
}

const HALF_DEPTH_MM = 10;
const DEPTH_STEP_MM = 0.4;
const BEYOND_LAST_TOOTH_MM = 13;
const BEYOND_ROOTS_MM = 8;
/** No ray leaves the teeth further than this to the side. */
const BESIDE_TEETH_MM = 30;

export interface Panorama extends OutlinedImage {
  readonly mmPerPixel: number;
}

/**
 * Projects both arches on one picture as large as fits; the patient's right is on the left. Grey is NaN beyond the scan.
 * A pixel belongs to every tooth that its ray meets. Null without teeth.
 */
export function panoramaOf(
  volume: Volume,
  labels: LabelMap,
  teeth: readonly PanoramaTooth[],
  { maxWidth, maxHeight, shareOfVoxel = 0.4 }: PanoramaSize,
): Panorama | null {
  const arch = archOfTeeth(teeth, { beyondMm: BEYOND_LAST_TOOTH_MM });
  const surface = arch === null ? null : archSurface(arch.controlMm, arch.up);
  if (surface === null) return null;
  const scan = worldBounds(volume.geometry);
  const top = Math.min(scan.max[2], Math.max(...teeth.map(({ boundsMm }) => boundsMm.max[2])) + BEYOND_ROOTS_MM);
  const bottom = Math.max(scan.min[2], Math.min(...teeth.map(({ boundsMm }) => boundsMm.min[2])) - BEYOND_ROOTS_MM);
  const mmPerPixel = Math.max(surface.lengthMm / maxWidth, (top - bottom) / maxHeight);
  // Finer than the voxels there is nothing to see: rays are that far apart, and the picture is enlarged.
  const rayMm = Math.max(mmPerPixel, shareOfVoxel * Math.min(...volume.geometry.spacingMm));
  const height = Math.max(1, Math.floor((top - bottom) / rayMm));
  const sheet = unrolledSheet(surface, { spacingMm: rayMm, fromMm: top - rayMm / 2, height, downwards: true });
  return { ...enlarged(project(volume, labels, sheet), rayMm / mmPerPixel), mmPerPixel };
}

/**
 * The first and last slice that `panoramaOf` may look at: none beyond them need be there. Slices are those along k,
 * whichever way they lie.
 */
export function panoramaSlices(geometry: Geometry, teeth: readonly PanoramaTooth[]): readonly [number, number] {
  const last = geometry.dims[2] - 1;
  if (teeth.length === 0) return [0, last];
  const margin = [BESIDE_TEETH_MM, BESIDE_TEETH_MM, BEYOND_ROOTS_MM + 1];
  const low = (axis: number): number => Math.min(...teeth.map(({ boundsMm }) => boundsMm.min[axis])) - margin[axis];
  const high = (axis: number): number => Math.max(...teeth.map(({ boundsMm }) => boundsMm.max[axis])) + margin[axis];
  const around: Bounds = { min: [low(0), low(1), low(2)], max: [high(0), high(1), high(2)] };
  const { min, max } = transformedBounds(affineWorldToIjk(geometry), around);
  return [Math.max(0, Math.floor(min[2]) - 1), Math.min(last, Math.ceil(max[2]) + 1)];
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

/** Brightest grey of each ray, and for every tooth the pixels whose rays meet it; rows from the top. */
function project(volume: Volume, labels: LabelMap, sheet: RuledSheet): OutlinedImage {
  const { width, height } = sheet;
  const { dims } = volume.geometry;
  const worldToIjk = affineWorldToIjk(volume.geometry);
  const slab = { thicknessMm: 2 * HALF_DEPTH_MM, depthStepMm: DEPTH_STEP_MM };
  const grey = new Float32Array(width * height);
  ruledGreysInto(grey, sheet, { dims, data: volume.data, worldToIjk }, { ...slab, mode: 'mip', outside: NaN });
  const coverage = ruledCoverage(sheet, { dims, data: labels.data, worldToIjk }, slab);
  return { width, height, grey, coverage };
}
