import { greyPicture } from './grey-picture.ts';
import type { GreyPicture } from './grey-picture.ts';
import { UnsupportedPicture } from './picture-format.ts';
import type { PictureHeader } from './picture-format.ts';

/** Start-of-frame markers of baseline, extended and progressive Huffman coding: what libjpeg-turbo reads. */
const READABLE_FRAMES = [0xc0, 0xc1, 0xc2];
/** DHT, JPG and DAC lie among the start-of-frame markers' codes. */
const NO_FRAMES = [0xc4, 0xc8, 0xcc];

/**
 * A JPEG file, grey or colour, 8 bits; JFIF's density and EXIF's resolution are about screens and give no scale.
 * @throws UnsupportedPicture for CMYK, 12 bits, lossless and arithmetic coding; RangeError when there is no frame header.
 */
export function readJpeg(file: Buffer): PictureHeader {
  const frame = jpegFrame(file);
  const { marker, precision, width, height, components } = frame;
  if (!READABLE_FRAMES.includes(marker)) throw new UnsupportedPicture('a JPEG picture of a rare coding');
  if (precision !== 8) throw new UnsupportedPicture(`a JPEG picture of ${precision} bits`);
  if (components !== 1 && components !== 3) throw new UnsupportedPicture('a JPEG picture in printing colours (CMYK)');
  return {
    width,
    height,
    bits: 8,
    coding: `JPEG, ${components === 1 ? 'grey' : 'colour'}`,
    pixelSpacingMm: null,
    decode: () => decode(file, frame),
  };
}

interface FrameHeader {
  readonly marker: number;
  readonly precision: number;
  readonly width: number;
  readonly height: number;
  readonly components: number;
}

/** Walks the marker segments up to the start of frame (T.81 B.2). @throws RangeError when there is none */
export function jpegFrame(file: Buffer): FrameHeader {
  for (let at = 2; at + 4 <= file.length;) {
    if (file[at] !== 0xff) break;
    const marker = file[at + 1];
    if (marker === 0xff) {
      at++; // fill byte
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && !NO_FRAMES.includes(marker) && at + 10 <= file.length) {
      const [height, width] = [file.readUInt16BE(at + 5), file.readUInt16BE(at + 7)];
      return { marker, precision: file[at + 4], width, height, components: file[at + 9] };
    }
    at += 2 + file.readUInt16BE(at + 2);
  }
  throw new RangeError('its frame header is missing');
}

/** Once a thread: to start it takes as long as to decode a picture. */
let loaded: ReturnType<typeof loadDecoder> | null = null;

async function loadDecoder() {
  const silent = { print: () => undefined, printErr: () => undefined };
  const codec = await (await import('@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs')).default(silent);
  return new codec.JPEGDecoder();
}

async function decode(file: Buffer, { width, height, components }: FrameHeader): Promise<GreyPicture> {
  loaded ??= loadDecoder();
  const decoder = await loaded;
  try {
    decoder.getEncodedBuffer(file.length).set(file);
    decoder.decode();
  } catch {
    loaded = null; // a codec that threw half-way may be left unusable
    throw new RangeError('its pixels are cut or damaged'); // the codec throws a bare number
  }
  const found = decoder.getFrameInfo();
  if (found.width !== width || found.height !== height || found.componentCount !== components)
    throw new RangeError('its frame header and its pixels disagree');
  return greyPicture({ width, height, channels: components === 1 ? 1 : 3, data: decoder.getDecodedBuffer() });
}
