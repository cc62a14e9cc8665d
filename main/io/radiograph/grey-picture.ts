/** A decoded radiograph: one grey value a pixel, brighter is denser. */
import type { Picture } from '#core/panoramic/picture-frame';
import type { Volume } from '#core/volume';

export interface GreyPicture extends Picture {
  /** Red, green and blue really differed: a photograph, or a radiograph shown in false colours. */
  readonly colour: boolean;
}

/** Samples of a picture, pixel by pixel: grey, grey and alpha, RGB or RGBA. */
export interface Samples {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2 | 3 | 4;
  readonly data: Uint8Array | Uint8ClampedArray | Uint16Array;
}

/** JPEG's chroma noise stays below this share of full scale; so do the tints of monitors and film scanners' lamps. */
const COLOUR_DIFFERENCE = 0.1;
/** A coloured mark or arrow does not make a photograph. */
const COLOUR_SHARE = 0.01;

/** Grey of any samples; colours by ITU-R BT.601's luma, alpha laid on black. */
export function greyPicture({ width, height, channels, data }: Samples): GreyPicture {
  if (data.length < width * height * channels)
    throw new RangeError('the picture has fewer pixels than its header says');
  const wide = data instanceof Uint16Array;
  const max = wide ? 65535 : 255;
  const grey = wide ? new Uint16Array(width * height) : new Uint8Array(width * height);
  const alpha = channels === 2 || channels === 4;
  const coloured = channels >= 3;
  let different = 0;
  for (let p = 0, at = 0; p < grey.length; p++, at += channels) {
    let value = data[at];
    if (coloured) {
      if (isColoured(value, data[at + 1], data[at + 2], max)) different++;
      value = luma(value, data[at + 1], data[at + 2]);
    }
    if (alpha) value = Math.round((value * data[at + channels - 1]) / max);
    grey[p] = value;
  }
  return { width, height, data: grey, colour: isColourful(different, grey.length) };
}

/** Whether so many coloured pixels make a colour picture. */
export function isColourful(colouredPixels: number, pixels: number): boolean {
  return colouredPixels > COLOUR_SHARE * pixels;
}

/** Luma in whole numbers of 16 bits, so that equal channels give exactly their value. */
export function luma(red: number, green: number, blue: number): number {
  return Math.floor((19595 * red + 38470 * green + 7471 * blue + 32768) / 65536);
}

export function isColoured(red: number, green: number, blue: number, max: number): boolean {
  return Math.max(red, green, blue) - Math.min(red, green, blue) > COLOUR_DIFFERENCE * max;
}

/** A picture as a volume of one slice whose world is its pixels: x to the right, y down, spacing 1. */
export function pictureVolume({ width, height, data }: Picture): Volume {
  return {
    geometry: {
      dims: [width, height, 1],
      spacingMm: [1, 1, 1],
      originMm: [0, 0, 0],
      direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
    },
    data,
  };
}
