/** A panorama of a scan with the outline of every tooth, and where their numbers belong. */
import { percentiles } from '../voxels/normalize.ts';
import type { LabelMap, Vec3, Volume } from '../volume.ts';
import { drawGrey, drawOutline, type GreyRange } from './outlined-image.ts';
import { panoramaOf, type Panorama, type PanoramaSize, type PanoramaTooth } from './panorama.ts';
import { fillBox, newRaster, type Raster } from './raster.ts';
import { BLACK } from './sheet-colours.ts';

export interface PanoramaPicture {
  readonly raster: Raster;
  /** By label: the middle of what is seen of a tooth, pixels. */
  readonly middles: ReadonlyMap<number, readonly [x: number, y: number]>;
}

interface BoxedTooth extends PanoramaTooth {
  /** Inclusive, voxels. */
  readonly boundsIjk: { readonly min: Vec3; readonly max: Vec3 };
}

/** The panorama as a picture of its own; null without teeth. */
export function panoramaPicture(
  volume: Volume,
  labels: LabelMap,
  teeth: readonly BoxedTooth[],
  size: PanoramaSize,
): PanoramaPicture | null {
  const panorama = panoramaOf(volume, labels, teeth, size);
  if (panorama === null) return null;
  const raster = newRaster(panorama.width, panorama.height, BLACK);
  const [, brightest] = teethGreyRange(volume, labels, teeth);
  const smoothingPx = smoothingFor(labels, panorama.mmPerPixel);
  return { raster, middles: drawPanoramaInto(raster, 0, 0, panorama, { brightest, smoothingPx }) };
}

export interface PanoramaLook {
  /** Grey value that is shown as white. */
  readonly brightest: number;
  readonly smoothingPx: number;
}

/** Draws greys and outlines with the upper left corner at left, top; answers with the middle of each tooth within it. */
export function drawPanoramaInto(
  raster: Raster,
  left: number,
  top: number,
  panorama: Panorama,
  { brightest, smoothingPx }: PanoramaLook,
): ReadonlyMap<number, readonly [x: number, y: number]> {
  const { width, height, grey, coverage } = panorama;
  fillBox(raster, [left, top, width, height], BLACK);
  const known = grey.filter((value) => !Number.isNaN(value));
  // The brightest of a ray is rarely dark: soft tissue would be grey without a lower end of its own.
  if (known.length > 0) drawGrey(raster, left, top, panorama, [percentiles(known, [4])[0], brightest]);
  const style = { widthPx: 2.4, opacity: 0.95, smoothingPx };
  const middles = new Map<number, readonly [number, number]>();
  for (const [label, share] of coverage) {
    drawOutline(raster, left, top, panorama, label, style);
    let [count, sumX, sumY] = [0, 0, 0];
    for (let n = 0; n < share.length; n++) {
      if (share[n] === 0) continue;
      count++;
      sumX += n % width;
      sumY += Math.floor(n / width);
    }
    if (count > 0) middles.set(label, [sumX / count, sumY / count]);
  }
  return middles;
}

/** Radius in pixels that takes the stairs off outlines of voxels and moves them by less than one. */
export function smoothingFor({ geometry }: LabelMap, mmPerPixel: number): number {
  return Math.max(1, Math.round((0.55 * Math.max(...geometry.spacingMm)) / mmPerPixel));
}

/** At most this many voxels say what is bright and dark. */
const SAMPLES = 300_000;
const DARK_PERCENTILE = 12;
const BRIGHT_PERCENTILE = 95;
/** Enamel shall not be lost in white, metal may: this much of the range is added above the bright part of the teeth. */
const HEADROOM = 0.2;

/** From the dark tissue around the teeth to a little above their enamel. */
export function teethGreyRange(
  { data }: Volume,
  labels: LabelMap,
  teeth: readonly Pick<BoxedTooth, 'boundsIjk'>[],
): GreyRange {
  const [ni, nj] = labels.geometry.dims;
  const low = (axis: 0 | 1 | 2): number => Math.min(...teeth.map(({ boundsIjk }) => boundsIjk.min[axis]));
  const high = (axis: 0 | 1 | 2): number => Math.max(...teeth.map(({ boundsIjk }) => boundsIjk.max[axis]));
  if (teeth.length === 0) return [0, 1];
  const size = (high(0) - low(0) + 1) * (high(1) - low(1) + 1) * (high(2) - low(2) + 1);
  const stride = Math.max(1, Math.round(Math.cbrt(size / SAMPLES)));
  const inTeeth: number[] = [];
  const around: number[] = [];
  for (let k = low(2); k <= high(2); k += stride) {
    for (let j = low(1); j <= high(1); j += stride) {
      for (let i = low(0); i <= high(0); i += stride) {
        const n = i + ni * (j + nj * k);
        (labels.data[n] === 0 ? around : inTeeth).push(data[n]);
      }
    }
  }
  const brightest = inTeeth.length === 0 ? 1 : percentiles(Float32Array.from(inTeeth), [BRIGHT_PERCENTILE])[0];
  const darkest = around.length === 0 ? 0 : percentiles(Float32Array.from(around), [DARK_PERCENTILE])[0];
  const span = Math.max(1e-6, brightest - darkest);
  return [darkest, brightest + HEADROOM * span];
}
