/** Pictures as PNG files. */
import { PNG } from 'pngjs';
import { replaceFile } from './replace-file.ts';

/**
 * Writes an opaque RGBA picture, row by row from the top left; an older file of that name is replaced at once or stays.
 * @throws QuadrantError disk.unwritable
 */
export async function writePng(path: string, picture: Rgba): Promise<void> {
  await replaceFile(path, pngBytes(picture), 'The picture');
}

interface Rgba {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** An opaque RGBA picture as a PNG file. @param level of zlib: 1 for what is packed again soon */
export function pngBytes({ width, height, data }: Rgba, level = 9): Uint8Array {
  const png = new PNG({ width, height });
  png.data = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return PNG.sync.write(png, { colorType: 2, inputHasAlpha: true, deflateLevel: level });
}

/** The pixels of a PNG file of our own. */
export function readPngPixels(file: Uint8Array): Rgba {
  const { width, height, data } = PNG.sync.read(Buffer.from(file));
  return { width, height, data: new Uint8ClampedArray(data) };
}

/** Each row less the one above: a third of the time of trying all filters at the highest level, and 3 % larger. */
const FAST = { filterType: 2, deflateLevel: 3, deflateStrategy: 0 } as const;

/**
 * Writes a picture of 8-bit grey, row by row from the top left; an older file of that name is replaced at once or stays.
 * @throws QuadrantError disk.unwritable
 */
export async function writeGreyPng(
  path: string,
  { width, height, data }: { readonly width: number; readonly height: number; readonly data: Uint8Array },
): Promise<void> {
  const png = new PNG({ width, height });
  png.data = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const how = { colorType: 0, inputColorType: 0, inputHasAlpha: false, bitDepth: 8, ...FAST } as const;
  await replaceFile(path, PNG.sync.write(png, how), 'The picture');
}
