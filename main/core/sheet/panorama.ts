/** A panoramic projection: the brightest value along the normals of the dental arch, unrolled. */
import { archOfTeeth } from '../arch/arch-of-teeth.ts';
import { archSurface } from '../arch/arch-surface.ts';
import { ruledGreysInto } from '../arch/ruled-greys.ts';
import { ruledCoverage, unrolledSheet, type RuledSheet } from '../arch/ruled-picture.ts';
import { affineWorldToIjk, worldBounds, type Bounds } from '../geometry.ts';
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
  { maxWidth, maxHeight }: PanoramaSize,
): Panorama | null {
  const arch = archOfTeeth(teeth, { beyondMm: BEYOND_LAST_TOOTH_MM });
  const surface = arch === null ? null : archSurface(arch.controlMm, arch.up);
  if (surface === null) return null;
  const scan = worldBounds(volume.geometry);
  const top = Math.min(scan.max[2], Math.max(...teeth.map(({ boundsMm }) => boundsMm.max[2])) + BEYOND_ROOTS_MM);
  const bottom = Math.max(scan.min[2], Math.min(...teeth.map(({ boundsMm }) => boundsMm.min[2])) - BEYOND_ROOTS_MM);
  const mmPerPixel = Math.max(surface.lengthMm / maxWidth, (top - bottom) / maxHeight);
  // Finer than the voxels there is nothing to see: rays are that far apart, and the picture is enlarged.
  const rayMm = Math.max(mmPerPixel, SHARE_OF_VOXEL * Math.min(...volume.geometry.spacingMm));
  const height = Math.max(1, Math.floor((top - bottom) / rayMm));
  const sheet = unrolledSheet(surface, { spacingMm: rayMm, fromMm: top - rayMm / 2, height, downwards: true });
  return { ...enlarged(project(volume, labels, sheet), rayMm / mmPerPixel), mmPerPixel };
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
