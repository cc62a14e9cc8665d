/** A piece of scan to be drawn: grey values, and how much of each pixel belongs to each tooth. */
import { toothColour } from '../fdi.ts';
import { blendPixel, type Raster, type Rgb } from './raster.ts';

/** Flat arrays row by row from the top left. */
export interface OutlinedImage {
  readonly width: number;
  readonly height: number;
  readonly grey: Float32Array; // NaN where the scan ends
  readonly coverage: ReadonlyMap<number, Float32Array>; // by FDI code, 0…1 a pixel
}

/** Grey values shown as black and as white. */
export type GreyRange = readonly [low: number, high: number];

export function drawGrey(raster: Raster, left: number, top: number, image: OutlinedImage, range: GreyRange): void {
  const [low, high] = range;
  for (let y = 0, n = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++, n++) {
      if (Number.isNaN(image.grey[n])) continue;
      const level = 255 * Math.min(1, Math.max(0, (image.grey[n] - low) / (high - low)));
      blendPixel(raster, left + x, top + y, [level, level, level], 1);
    }
  }
}

export interface OutlineStyle {
  readonly widthPx: number;
  readonly opacity: number;
  /** Radius of the mean that takes the voxels' stairs off the outline, pixels. */
  readonly smoothingPx: number;
}

/** Draws the line where half of a pixel belongs to the tooth, in the tooth's colour, with soft edges. */
export function drawOutline(
  raster: Raster,
  left: number,
  top: number,
  image: OutlinedImage,
  fdi: number,
  { widthPx, opacity, smoothingPx }: OutlineStyle,
): void {
  const covered = image.coverage.get(fdi);
  if (covered === undefined) return;
  const window = windowOf(covered, image.width, image.height, 2 * smoothingPx + Math.ceil(widthPx));
  const { width, height } = window;
  const smooth = boxMean(boxMean(window.values, width, height, smoothingPx), width, height, smoothingPx);
  const colour: Rgb = toothColour(fdi);
  for (let y = 0, n = 0; y < height; y++) {
    for (let x = 0; x < width; x++, n++) {
      const value = smooth[n] - 0.5;
      const slopeX = (smooth[x + 1 < width ? n + 1 : n] - smooth[x > 0 ? n - 1 : n]) / 2;
      const slopeY = (smooth[y + 1 < height ? n + width : n] - smooth[y > 0 ? n - width : n]) / 2;
      const slope = Math.hypot(slopeX, slopeY);
      if (slope < 1e-3) continue;
      const ink = widthPx / 2 + 0.5 - Math.abs(value) / slope;
      if (ink > 0) blendPixel(raster, left + window.x + x, top + window.y + y, colour, opacity * Math.min(1, ink));
    }
  }
}

/** The part of an image where values are not 0, with a margin as far as the image goes. */
function windowOf(values: Float32Array, width: number, height: number, margin: number) {
  let [x0, y0, x1, y1] = [width, height, -1, -1];
  for (let y = 0, n = 0; y < height; y++) {
    for (let x = 0; x < width; x++, n++) {
      if (values[n] === 0) continue;
      if (x < x0) x0 = x;
      if (x > x1) x1 = x;
      if (y < y0) y0 = y;
      y1 = y;
    }
  }
  [x0, y0] = [Math.max(0, x0 - margin), Math.max(0, y0 - margin)];
  [x1, y1] = [Math.min(width - 1, x1 + margin), Math.min(height - 1, y1 + margin)];
  const part = { x: x0, y: y0, width: Math.max(0, x1 - x0 + 1), height: Math.max(0, y1 - y0 + 1) };
  const cut = new Float32Array(part.width * part.height);
  for (let y = 0; y < part.height; y++) {
    const from = x0 + width * (y0 + y);
    cut.set(values.subarray(from, from + part.width), y * part.width);
  }
  return { ...part, values: cut };
}

/** Mean over a square of pixels, by running sums; the edge is repeated beyond itself. */
function boxMean(values: Float32Array, width: number, height: number, radius: number): Float32Array {
  const rows = new Float32Array(values.length);
  const mean = new Float32Array(values.length);
  for (let y = 0; y < height; y++) runningMeanInto(rows, values, y * width, 1, width, radius);
  for (let x = 0; x < width; x++) runningMeanInto(mean, rows, x, width, height, radius);
  return mean;
}

function runningMeanInto(
  to: Float32Array,
  from: Float32Array,
  first: number,
  step: number,
  count: number,
  radius: number,
): void {
  const at = (n: number): number => from[first + step * Math.min(count - 1, Math.max(0, n))];
  let sum = 0;
  for (let n = -radius; n <= radius; n++) sum += at(n);
  for (let n = 0; n < count; n++) {
    to[first + step * n] = sum / (2 * radius + 1);
    sum += at(n + radius + 1) - at(n - radius);
  }
}
