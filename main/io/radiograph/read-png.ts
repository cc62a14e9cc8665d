import { inflateSync } from 'node:zlib';
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

const DEPTHS = [1, 2, 4, 8, 16];

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
  if (!DEPTHS.includes(depth)) throw new RangeError(`its pixels have ${depth} bits`);
  return {
    width,
    height,
    bits: depth === 16 ? 16 : 8,
    coding: `PNG, ${named}`,
    pixelSpacingMm: null,
    decode: () => decode(file, depth),
  };
}

function decode(file: Buffer, depth: number): GreyPicture {
  const { width, height, data } = decodePng(file, { skipRescale: depth === 16 });
  const samples: Uint8Array | Uint16Array = data;
  return greyPicture({ width, height, channels: 4, data: samples });
}

/**
 * The pixels as pngjs gives them: RGBA of every kind, all depths scaled to 8 bits unless it is told not to. What it inflates
 * is measured first: of an interlaced picture it would inflate whatever comes, and of a cut one it waits for the rest.
 * @throws RangeError, or the error of pngjs or zlib
 */
export function decodePng(file: Buffer, options: Parameters<typeof PNG.sync.read>[1] = {}): PNG {
  const [width, height, depth, colourType] = [file.readUInt32BE(16), file.readUInt32BE(20), file[24], file[25]];
  const bitsPerRow = width * depth * (CHANNELS[colourType] ?? 1);
  // Each row begins with a byte for its filter and ends at a whole byte; the seven passes of an interlaced picture have
  // about twice as many rows (PNG 8.2).
  const most = height * (Math.ceil(bitsPerRow / 8) + 4) + 64;
  const found = inflateSync(Buffer.concat(pixelChunks(file)), { maxOutputLength: most }).length;
  if (found < (height * bitsPerRow) / 8) throw new RangeError('its pixels are cut');
  return PNG.sync.read(file, options);
}

/** By colour type. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

function pixelChunks(file: Buffer): readonly Buffer[] {
  const found: Buffer[] = [];
  for (let at = 8; at + 12 <= file.length;) {
    const length = file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') found.push(file.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return found;
}
