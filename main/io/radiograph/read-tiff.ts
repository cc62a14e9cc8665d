import type { GeoTIFFImage } from 'geotiff';
import { greyPicture } from './grey-picture.ts';
import type { GreyPicture, Samples } from './grey-picture.ts';
import { UnsupportedPicture } from './picture-format.ts';
import type { PictureHeader } from './picture-format.ts';
import { tiffPixelSpacing } from './tiff-scale.ts';

const PHOTOMETRIC: Readonly<Record<number, string>> = {
  0: 'grey, white is zero',
  1: 'grey',
  2: 'RGB',
  3: 'palette',
};
const [WHITE_IS_ZERO, RGB, PALETTE] = [0, 2, 3];
const UNSIGNED = 1; // SampleFormat
const UPRIGHT = [0, 1]; // Orientation; some writers leave 0

/**
 * The first picture of a TIFF file: grey of up to 16 bits, RGB or palette, as it is, or packed by LZW, Deflate, PackBits or JPEG.
 * @throws UnsupportedPicture for other kinds; RangeError or the library's error when the file is damaged.
 */
export async function readTiff(file: Buffer): Promise<PictureHeader> {
  const { fromArrayBuffer } = await import('geotiff');
  const { boundStrips, checkJpegStrips, JPEG, READABLE_COMPRESSIONS } = await import('./bounded-strips.ts');
  await boundStrips();
  const copy = new ArrayBuffer(file.length);
  new Uint8Array(copy).set(file);
  const image = await (await fromArrayBuffer(copy)).getImage(0);
  const tags = image.getFileDirectory();
  const photometric = tags.getValue('PhotometricInterpretation') ?? 1;
  const [bits, channels] = [image.getBitsPerSample(), image.getSamplesPerPixel()];
  const named = PHOTOMETRIC[photometric];
  const orientation = (await tags.loadValue('Orientation')) ?? 1;
  const compression = tags.getValue('Compression') ?? 1;
  if (!READABLE_COMPRESSIONS.includes(compression))
    throw new UnsupportedPicture(`a TIFF picture of a rare compression (${compression})`);
  if (named === undefined) throw new UnsupportedPicture(`a TIFF picture of colour kind ${photometric}`);
  if (image.getSampleFormat() !== UNSIGNED || bits > 16)
    throw new UnsupportedPicture(`a TIFF file of ${bits}-bit numbers`);
  if (!isReadable(photometric, bits, channels))
    throw new UnsupportedPicture(`a TIFF picture of ${channels} channels of ${bits} bits`);
  if (!UPRIGHT.includes(orientation)) throw new UnsupportedPicture('a TIFF picture that is stored turned');
  const [width, height] = [image.getWidth(), image.getHeight()];
  if (!(width > 0 && height > 0 && bits > 0)) throw new RangeError('its size or depth is missing');
  return {
    width,
    height,
    bits: Math.max(8, bits),
    coding: `TIFF, ${named}`,
    pixelSpacingMm: await tiffPixelSpacing(tags),
    decode: async () => {
      if (compression === JPEG) await checkJpegStrips(file, tags);
      return decode(image, { photometric, bits, channels });
    },
  };
}

function isReadable(photometric: number, bits: number, channels: number): boolean {
  if (photometric === RGB) return (channels === 3 || channels === 4) && (bits === 8 || bits === 16);
  return channels === 1 || (channels === 2 && (bits === 8 || bits === 16) && photometric !== PALETTE);
}

interface Stored {
  readonly photometric: number;
  readonly bits: number;
  readonly channels: number;
}

async function decode(image: GeoTIFFImage, { photometric, bits, channels }: Stored): Promise<GreyPicture> {
  const [width, height] = [image.getWidth(), image.getHeight()];
  const raster = await image.readRasters({ interleave: true });
  if (!(raster instanceof Uint8Array || raster instanceof Uint16Array))
    throw new RangeError('its samples are no whole numbers');
  if (raster.length !== width * height * channels) throw new RangeError('its pixels are cut');
  if (photometric === PALETTE) return paletted(raster, width, height, await colourMap(image));
  const max = 2 ** bits - 1;
  const scale = bits < 8 ? 255 / max : 1; // 1, 2 and 4 bits fill the range of 8
  if (scale !== 1) for (let p = 0; p < raster.length; p++) raster[p] *= scale;
  if (photometric === WHITE_IS_ZERO)
    for (let p = 0; p < raster.length; p += channels) raster[p] = max * scale - raster[p];
  return greyPicture({ width, height, channels: asChannels(channels), data: raster });
}

function asChannels(channels: number): Samples['channels'] {
  if (channels === 1 || channels === 2 || channels === 3) return channels;
  return 4;
}

/** Three runs of 16-bit numbers: all reds, all greens, all blues. */
async function colourMap(image: GeoTIFFImage): Promise<ArrayLike<number>> {
  const map: unknown = await image.getFileDirectory().loadValue('ColorMap');
  if (map instanceof Uint16Array && map.length % 3 === 0) return map;
  throw new RangeError('its colour table is missing');
}

function paletted(
  indices: Uint8Array | Uint16Array,
  width: number,
  height: number,
  map: ArrayLike<number>,
): GreyPicture {
  const entries = map.length / 3;
  const data = new Uint8Array(3 * indices.length);
  for (let p = 0; p < indices.length; p++)
    for (let channel = 0; channel < 3; channel++) data[3 * p + channel] = map[indices[p] + channel * entries] >> 8;
  return greyPicture({ width, height, channels: 3, data });
}
