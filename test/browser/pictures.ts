/** Reading screenshots: is there a picture, where is it bright, did it change. */
import { PNG } from 'pngjs';
import type { Locator, Page } from 'playwright-core';

/** A screenshot waits for two calm frames, which WebGL in software may owe for a while. */
const SCREENSHOT_MS = 120_000;

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** 0–255, column + row·width, rows downwards. */
  readonly grey: Uint8Array;
}

export async function pictureOf(locator: Locator): Promise<Picture> {
  const { width, height, data } = PNG.sync.read(await locator.screenshot({ timeout: SCREENSHOT_MS }));
  const grey = new Uint8Array(width * height);
  for (let n = 0; n < grey.length; n++) grey[n] = (data[4 * n] + data[4 * n + 1] + data[4 * n + 2]) / 3;
  return { width, height, grey };
}

/** Share of the pixels near a colour (each of red, green and blue within 30 of 255): teeth, by their own colour. */
export async function colourShare(locator: Locator, [red, green, blue]: readonly number[]): Promise<number> {
  const { width, height, data } = PNG.sync.read(await locator.screenshot({ timeout: SCREENSHOT_MS }));
  let near = 0;
  for (let n = 0; n < data.length; n += 4) {
    const off = Math.max(Math.abs(data[n] - red), Math.abs(data[n + 1] - green), Math.abs(data[n + 2] - blue));
    if (off < 30) near++;
  }
  return near / (width * height);
}

export function pane(page: Page, id: 'axial' | 'coronal' | 'sagittal' | 'surfaces'): Locator {
  return page.locator(`[data-pane="${id}"]`);
}

/** Pixels of the middle, where no letters and readouts lie. */
function* middlePixels({ width, height, grey }: Picture): Generator<readonly [x: number, y: number, grey: number]> {
  for (let y = Math.round(height * 0.2); y < height * 0.8; y++) {
    for (let x = Math.round(width * 0.15); x < width * 0.85; x++) yield [x, y, grey[x + y * width]];
  }
}

/** How many different greys the middle shows: a blank pane has one, a crosshair alone a handful. */
export function greyCount(picture: Picture): number {
  const seen = new Set<number>();
  for (const [, , grey] of middlePixels(picture)) seen.add(grey);
  return seen.size;
}

/** Share of the middle that is brighter than `threshold`. */
export function brightShare(picture: Picture, threshold: number): number {
  let [bright, all] = [0, 0];
  for (const [, , grey] of middlePixels(picture)) {
    all++;
    if (grey > threshold) bright++;
  }
  return bright / all;
}

/** Where the pixels brighter than `threshold` lie on average, as fractions of width and height; null when there are none. */
export function brightCentre(picture: Picture, threshold: number): readonly [x: number, y: number] | null {
  let [sumX, sumY, count] = [0, 0, 0];
  for (const [x, y, grey] of middlePixels(picture)) {
    if (grey < threshold) continue;
    sumX += x;
    sumY += y;
    count++;
  }
  return count === 0 ? null : [sumX / count / picture.width, sumY / count / picture.height];
}

/** Share of the pixels that differ visibly. */
export function changedShare(before: Picture, after: Picture): number {
  if (before.width !== after.width || before.height !== after.height) return 1;
  let changed = 0;
  for (let n = 0; n < before.grey.length; n++) if (Math.abs(before.grey[n] - after.grey[n]) > 12) changed++;
  return changed / before.grey.length;
}
