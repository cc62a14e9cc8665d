/** Label maps of radiographs as PNG: 8-bit grey, value = FDI code, 0 background. */
import { PNG } from 'pngjs';
import { QuadrantError } from '#contract/errors';
import { voxelCount } from '#core/volume';
import type { LabelMap } from '#core/volume';
import { pictureVolume } from './radiograph/grey-picture.ts';
import { pictureKind } from './radiograph/picture-format.ts';
import { decodePng, readPng } from './radiograph/read-png.ts';
import { isOfVault, readKept } from './vault/kept-file.ts';
import { corruptFile, notFound, tooManyPixels } from './scan-errors.ts';
import { MAX_RADIOGRAPH_PIXELS } from './scan-limits.ts';

const GREY = 0; // colour type

/**
 * Reads a label map; its grid counts pixels.
 * @throws QuadrantError scan.not-found, scan.corrupt-file, scan.too-large, and scan.unsupported-format for what is no PNG
 * file of 8-bit grey: a palette or other depths would change the numbers.
 */
export async function readLabelPng(path: string): Promise<LabelMap> {
  const file = await readKept(path).catch((cause: unknown) => {
    throw isOfVault(cause) ? cause : notFound(path, cause);
  });
  const { geometry, data } = pictureVolume(decoded(file, path));
  if (!(data instanceof Uint8Array)) throw new Error('8-bit grey is bytes');
  return { geometry, data };
}

function decoded(file: Buffer, path: string): { width: number; height: number; data: Uint8Array } {
  if (pictureKind(file) !== 'png') throw noLabels(path, 'it is no PNG file');
  try {
    const { width, height } = readPng(file);
    if (width * height > MAX_RADIOGRAPH_PIXELS) throw tooManyPixels(path, width, height);
    if (file[24] !== 8 || file[25] !== GREY) throw noLabels(path, 'its pixels are not 8-bit grey');
    const rgba = decodePng(file).data;
    const data = new Uint8Array(width * height);
    for (let p = 0; p < data.length; p++) data[p] = rgba[4 * p];
    return { width, height, data };
  } catch (thrown) {
    if (thrown instanceof QuadrantError) throw thrown;
    throw corruptFile(path, thrown instanceof Error ? thrown.message : String(thrown), thrown);
  }
}

function noLabels(path: string, why: string): QuadrantError {
  return new QuadrantError(
    'scan.unsupported-format',
    `The file is no label map: ${why}.`,
    'Choose a PNG file of 8-bit grey whose pixels are FDI codes, 0 for background.',
    { path },
  );
}

/** A label map of one slice as the bytes of a PNG file. @throws RangeError when the labels do not fill one slice */
export function encodeLabelPng({ geometry, data }: LabelMap): Uint8Array {
  const [width, height, depth] = geometry.dims;
  if (depth !== 1 || data.length !== voxelCount(geometry))
    throw new RangeError(`${data.length} labels do not fill a picture of ${geometry.dims.join(' × ')}`);
  const png = new PNG({ width, height });
  png.data = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return PNG.sync.write(png, { colorType: GREY, inputColorType: GREY, inputHasAlpha: false, bitDepth: 8 });
}
