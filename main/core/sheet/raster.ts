/** A picture in memory that lines, text and outlines are blended into. */

export type Rgb = readonly [number, number, number];

/** RGBA, 8 bit, row by row from the top left; always opaque. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** Left, top, width and height in pixels. */
export type Box = readonly [x: number, y: number, width: number, height: number];

export function newRaster(width: number, height: number, colour: Rgb): Raster {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let n = 0; n < data.length; n += 4) {
    data[n] = colour[0];
    data[n + 1] = colour[1];
    data[n + 2] = colour[2];
    data[n + 3] = 255;
  }
  return { width, height, data };
}

/** Mixes a colour into one pixel, `alpha` 0…1; pixels beyond the picture are left out. */
export function blendPixel({ width, height, data }: Raster, x: number, y: number, colour: Rgb, alpha: number): void {
  if (x < 0 || y < 0 || x >= width || y >= height) return;
  const n = 4 * (x + width * y);
  for (let c = 0; c < 3; c++) data[n + c] += alpha * (colour[c] - data[n + c]);
}

export function fillBox(raster: Raster, [left, top, width, height]: Box, colour: Rgb): void {
  for (let y = top; y < top + height; y++) {
    for (let x = left; x < left + width; x++) blendPixel(raster, x, y, colour, 1);
  }
}

/** A frame of `thickness` pixels inside the box. */
export function frameBox(raster: Raster, [left, top, width, height]: Box, colour: Rgb, thickness: number): void {
  fillBox(raster, [left, top, width, thickness], colour);
  fillBox(raster, [left, top + height - thickness, width, thickness], colour);
  fillBox(raster, [left, top + thickness, thickness, height - 2 * thickness], colour);
  fillBox(raster, [left + width - thickness, top + thickness, thickness, height - 2 * thickness], colour);
}
