/**
 * TIFF's packed strips and tiles, unpacked no further than the header says that they go: a kilobyte of Deflate makes a
 * megabyte, one of LZW even more, and the library would take whatever comes.
 */
import { inflateSync } from 'node:zlib';
import { jpegFrame } from './read-jpeg.ts';
import { addDecoder, BaseDecoder, getDecoder, type ImageFileDirectory } from 'geotiff';

export const JPEG = 7;
const [NONE, LZW, ADOBE_DEFLATE, DEFLATE, PACKBITS] = [1, 5, 8, 32946, 32773];
/** Those that are bounded here or by what they are: PackBits makes 64 bytes of one at most. */
export const READABLE_COMPRESSIONS: readonly number[] = [NONE, LZW, JPEG, ADOBE_DEFLATE, DEFLATE, PACKBITS];

type StripParameters = BaseDecoder['parameters'];

let bounded: Promise<void> | null = null;

/** Puts the decoders of this file in the place of the library's own, once a thread. */
export function boundStrips(): Promise<void> {
  return (bounded ??= replaceDecoders());
}

async function replaceDecoders(): Promise<void> {
  const nothing: StripParameters = {
    tileWidth: 0,
    tileHeight: 0,
    predictor: 1,
    bitsPerSample: 8,
    planarConfiguration: 1,
  };
  const lzw = await getDecoder(LZW, nothing);
  addDecoder([ADOBE_DEFLATE, DEFLATE], async () => BoundedDeflate, parametersOf, false);
  addDecoder(
    LZW,
    async () =>
      class extends BaseDecoder {
        override decodeBlock(packed: ArrayBufferLike) {
          refuseLongLzw(new Uint8Array(packed), mostBytes(this.parameters));
          return lzw.decodeBlock(packed);
        }
      },
    parametersOf,
    false,
  );
}

class BoundedDeflate extends BaseDecoder {
  override decodeBlock(packed: ArrayBufferLike): ArrayBufferLike {
    const bytes = inflateSync(new Uint8Array(packed), { maxOutputLength: mostBytes(this.parameters) });
    return new Uint8Array(bytes).buffer;
  }
}

/** Of the picture's size where a strip claims more rows than the picture has. */
async function parametersOf(directory: ImageFileDirectory): Promise<StripParameters> {
  const value = async (tag: Parameters<ImageFileDirectory['loadValue']>[0], otherwise = 0): Promise<number> =>
    Number((await directory.loadValue(tag)) ?? otherwise) || otherwise;
  const isTiled = !directory.hasTag('StripOffsets');
  const [width, height] = [await value('ImageWidth'), await value('ImageLength')];
  const bits: unknown = await directory.loadValue('BitsPerSample');
  return {
    tileWidth: isTiled ? await value('TileWidth') : width,
    tileHeight: isTiled ? await value('TileLength') : Math.min(height, await value('RowsPerStrip', height)),
    planarConfiguration: await value('PlanarConfiguration', 1),
    bitsPerSample: bits instanceof Uint16Array || Array.isArray(bits) ? bits : Number(bits),
    predictor: await value('Predictor', 1),
  };
}

/** Refuses strips and tiles whose own JPEG header says that they are larger than the picture has room for. @throws RangeError */
export async function checkJpegStrips(file: Buffer, directory: ImageFileDirectory): Promise<void> {
  const isTiled = !directory.hasTag('StripOffsets');
  const offsets = numbersOf(await directory.loadValue(isTiled ? 'TileOffsets' : 'StripOffsets'));
  const counts = numbersOf(await directory.loadValue(isTiled ? 'TileByteCounts' : 'StripByteCounts'));
  const { tileWidth, tileHeight } = await parametersOf(directory);
  for (const [n, offset] of offsets.entries()) {
    const { width, height } = jpegFrame(file.subarray(offset, offset + (counts[n] ?? 0)));
    if (width > tileWidth || height > tileHeight)
      throw new RangeError(`a strip of ${tileWidth} × ${tileHeight} pixels says that it has ${width} × ${height}`);
  }
}

function numbersOf(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  return Array.isArray(value) || value instanceof Uint32Array || value instanceof Uint16Array
    ? Array.from(value, Number)
    : [];
}

/** What writers may fill a strip up with. */
const MOST_FILLING_BYTES = 2 ** 16;

function mostBytes({ tileWidth, tileHeight, bitsPerSample }: StripParameters): number {
  const bits = typeof bitsPerSample === 'number' ? bitsPerSample : Array.from(bitsPerSample).reduce((a, b) => a + b, 0);
  return tileHeight * Math.ceil((tileWidth * bits) / 8) + MOST_FILLING_BYTES;
}

const [CLEAR, END, FIRST_FREE, MOST_CODES] = [256, 257, 258, 4096];
/** A writer empties its table before it has more, and the library's has only so many places: it would go round in it for ever. */
const [FULL_TABLE, LIBRARY_TABLE] = [4095, 4093];

/**
 * Adds up what the codes stand for, without making it (TIFF 6.0, section 13).
 * @throws RangeError when it is more than `most`, or a code stands for nothing
 */
function refuseLongLzw(packed: Uint8Array, most: number): void {
  const lengths = new Uint32Array(MOST_CODES).fill(1, 0, CLEAR);
  let [next, width, before, total] = [FIRST_FREE, 9, -1, 0];
  for (let bit = 0; bit + width <= 8 * packed.length;) {
    const at = Math.floor(bit / 8);
    const bits = (packed[at] << 16) | ((packed[at + 1] ?? 0) << 8) | (packed[at + 2] ?? 0);
    const code = (bits >> (24 - width - (bit % 8))) & ((1 << width) - 1);
    bit += width;
    if (code === END) return;
    if (code === CLEAR) {
      [next, width, before] = [FIRST_FREE, 9, -1];
      continue;
    }
    if (before === -1 ? code >= CLEAR : code > next || code >= LIBRARY_TABLE || next > FULL_TABLE)
      throw new RangeError(`its LZW code ${code} stands for nothing`);
    const known = code < next;
    total += known ? lengths[code] : lengths[before] + 1;
    if (total > most) throw new RangeError(`it unpacks to more than the ${most} bytes that its header announces`);
    if (before !== -1 && next < MOST_CODES) lengths[next++] = lengths[before] + 1;
    if (next + 1 >= 2 ** width && width < 12) width++;
    before = code;
  }
}
