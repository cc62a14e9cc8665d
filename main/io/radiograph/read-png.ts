import { PNG } from 'pngjs';
import { greyPicture } from './grey-picture.ts';
import type { GreyPicture } from './grey-picture.ts';
import type { PictureHeader } from './picture-format.ts';

const COLOUR_TYPES: Readonly<Record<number, string>> = {
  0: 'grey',
  2: 'RGB',
  3: 'palette',
  4: 'grey with alpha',
  6: 'RGB with alpha',
};

/**
 * A PNG file of any colour type; its pHYs chunk is about printing and gives no scale.
 * @throws RangeError when the file does not begin as a PNG file does.
 */
export function readPng(file: Buffer): PictureHeader {
  // IHDR always comes first (PNG 5.6): width, height, bit depth, colour type.
  if (file.length < 33 || file.toString('latin1', 12, 16) !== 'IHDR') throw new RangeError('its header is missing');
  const [width, height, depth, colourType] = [file.readUInt32BE(16), file.readUInt32BE(20), file[24], file[25]];
  const named = COLOUR_TYPES[colourType];
  if (named === undefined) throw new RangeError(`its colour type is ${colourType}`);
  return {
    width,
    height,
    bits: depth === 16 ? 16 : 8,
    coding: `PNG, ${named}`,
    pixelSpacingMm: null,
    decode: () => decode(file, depth),
  };
}

/** pngjs gives RGBA of every kind, and scales all depths to 8 bits unless it is told not to. */
function decode(file: Buffer, depth: number): GreyPicture {
  const { width, height, data } = PNG.sync.read(file, { skipRescale: depth === 16 });
  const samples: Uint8Array | Uint16Array = data;
  return greyPicture({ width, height, channels: 4, data: samples });
}
