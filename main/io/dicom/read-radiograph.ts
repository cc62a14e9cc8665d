/** The pixels of a DICOM radiograph as grey values: modality rescale, VOI LUT, inversion and colours are one lookup. */
import type { VoxelArray } from '#core/volume';
import { greyPicture, isColoured, isColourful, luma } from '../radiograph/grey-picture.ts';
import type { GreyPicture } from '../radiograph/grey-picture.ts';
import { failedReading } from '../scan-errors.ts';
import { newVoxels } from '../voxel-type.ts';
import { decodeFrame } from './decode-frame.ts';
import { openFrames } from './frame-bytes.ts';
import type { ImageHeader } from './image-header.ts';
import { lookUp } from './lookup-table.ts';
import type { LookupTable } from './lookup-table.ts';
import { storedRange } from './pixel-format.ts';
import type { PixelFormat, StoredValues } from './pixel-format.ts';
import type { RadiographHeader } from './radiograph-header.ts';
import { transferSyntax } from './transfer-syntax.ts';

/**
 * Decodes a radiograph; brighter is denser whatever the photometric interpretation. Grey values are the full stored
 * range after the modality rescale and the first VOI LUT; windows only say how to look at it, and are not applied.
 * @throws QuadrantError scan.corrupt-file, scan.not-found.
 */
export async function readRadiograph(image: ImageHeader, header: RadiographHeader): Promise<GreyPicture> {
  const { format, path, transferSyntaxUid, pixelData } = image;
  const { columns: width, rows: height } = format;
  try {
    const reader = openFrames(path, pixelData, 1, format);
    try {
      const stored = await decodeFrame(reader.read(0), format, transferSyntax(transferSyntaxUid), pixelData.vr);
      if (format.samplesPerPixel === 3) return colourPicture(stored, image, header);
      if (header.palette !== null) return palettePicture(stored, format, header.palette);
      return { width, height, data: lookedUp(stored, greyTable(image, header)), colour: false };
    } finally {
      reader.close();
    }
  } catch (thrown) {
    throw failedReading(path, thrown);
  }
}

/** The grey value of every stored value the header allows; `first` is the stored value of the first entry. */
interface GreyTable {
  readonly first: number;
  readonly values: VoxelArray;
}

function greyTable({ format, modalityLut }: ImageHeader, { voiLut, slope, intercept }: RadiographHeader): GreyTable {
  const [first, last] = storedRange(format);
  const greys = new Float64Array(last - first + 1);
  for (let n = 0; n < greys.length; n++) {
    const rescaled = modalityLut === null ? (first + n) * slope + intercept : lookUp(modalityLut, first + n);
    greys[n] = voiLut === null ? rescaled : lookUp(voiLut, rescaled);
  }
  if (format.photometric === 'MONOCHROME1') invertInto(greys, voiLut ?? modalityLut);
  return { first, values: narrowGreys(greys) };
}

/** v → low + high − v: over the table's full scale where one was applied, else over what the header allows. */
function invertInto(greys: Float64Array, table: LookupTable | null): void {
  const sum = table === null ? greys[0] + greys[greys.length - 1] : fullScale(table);
  for (let n = 0; n < greys.length; n++) greys[n] = sum - greys[n];
}

/** The largest entry that the descriptor allows; the largest there is when the descriptor is wrong. */
function fullScale({ values, bits }: LookupTable): number {
  const largest = values.reduce((most, value) => Math.max(most, value), 0);
  const allowed = 2 ** bits - 1;
  return bits >= 8 && bits <= 16 && largest <= allowed ? allowed : largest;
}

/** Uint8 or Uint16 where the greys fit, Int16 below zero, Float32 for fractions and the rest. */
function narrowGreys(greys: Float64Array): VoxelArray {
  let [min, max, whole] = [Infinity, -Infinity, true];
  for (const grey of greys) {
    if (grey < min) min = grey;
    if (grey > max) max = grey;
    whole &&= Number.isInteger(grey);
  }
  if (!whole) return Float32Array.from(greys);
  if (min >= 0 && max <= 65535) return max <= 255 ? Uint8Array.from(greys) : Uint16Array.from(greys);
  return min >= -32768 && max <= 32767 ? Int16Array.from(greys) : Float32Array.from(greys);
}

function lookedUp(stored: StoredValues, { first, values }: GreyTable): VoxelArray {
  const greys = emptyLike(values, stored.length);
  for (let p = 0; p < stored.length; p++) greys[p] = values[stored[p] - first];
  return greys;
}

function emptyLike(values: VoxelArray, length: number): VoxelArray {
  if (values instanceof Uint8Array) return newVoxels('uint8', length);
  if (values instanceof Uint16Array) return newVoxels('uint16', length);
  return newVoxels(values instanceof Int16Array ? 'int16' : 'float32', length);
}

/** RGB → luma. No decoder turns YBR_FULL into RGB, and Y is the luma already; JPEG 2000's own YBR comes out as RGB. */
function colourPicture(stored: StoredValues, image: ImageHeader, { planar }: RadiographHeader): GreyPicture {
  const { columns: width, rows: height, bitsStored, photometric } = image.format;
  const { codec } = transferSyntax(image.transferSyntaxUid);
  const pixels = width * height;
  const data = bitsStored > 8 ? new Uint16Array(3 * pixels) : new Uint8Array(3 * pixels);
  if (planar && codec === 'native') {
    for (let p = 0; p < pixels; p++)
      for (let channel = 0; channel < 3; channel++) data[3 * p + channel] = stored[p + channel * pixels];
  } else {
    data.set(stored);
  }
  if (photometric.startsWith('YBR_FULL')) return lumaPicture(data, image.format);
  return greyPicture({ width, height, channels: 3, data });
}

function lumaPicture(ybr: Uint8Array | Uint16Array, { columns, rows, bitsStored }: PixelFormat): GreyPicture {
  const grey = ybr instanceof Uint16Array ? new Uint16Array(columns * rows) : new Uint8Array(columns * rows);
  const neutral = 2 ** (bitsStored - 1);
  let coloured = 0;
  for (let p = 0; p < grey.length; p++) {
    grey[p] = ybr[3 * p];
    const chroma = Math.max(Math.abs(ybr[3 * p + 1] - neutral), Math.abs(ybr[3 * p + 2] - neutral));
    if (isColoured(0, chroma, 0, 2 * neutral)) coloured++;
  }
  return { width: columns, height: rows, data: grey, colour: isColourful(coloured, grey.length) };
}

function palettePicture(
  stored: StoredValues,
  format: PixelFormat,
  palette: NonNullable<RadiographHeader['palette']>,
): GreyPicture {
  const [first, last] = storedRange(format);
  const wide = palette.some(({ values }) => values.some((value) => value > 255));
  const greys = wide ? new Uint16Array(last - first + 1) : new Uint8Array(last - first + 1);
  const colours = new Uint8Array(last - first + 1);
  for (let n = 0; n < greys.length; n++) {
    const [red, green, blue] = palette.map((table) => lookUp(table, first + n));
    greys[n] = luma(red, green, blue);
    colours[n] = isColoured(red, green, blue, wide ? 65535 : 255) ? 1 : 0;
  }
  let coloured = 0;
  for (let p = 0; p < stored.length; p++) coloured += colours[stored[p] - first];
  const data = lookedUp(stored, { first, values: greys });
  return { width: format.columns, height: format.rows, data, colour: isColourful(coloured, stored.length) };
}
