/** Grey values to screen pixels through a table, so that a window costs one look-up a pixel and no arithmetic. */
import type { VoxelArray } from '#core/volume';
import type { GreyWindow } from './grey-window.ts';

/** Values of `first`, `first + step`, …, as opaque pixels in the byte order of ImageData on a little-endian machine. */
export interface GreyTable {
  readonly first: number;
  readonly step: number;
  readonly pixels: Uint32Array;
}

export interface GreyTableOptions {
  readonly window: GreyWindow;
  /** Bright becomes dark. */
  readonly inverted: boolean;
  /** Above 1 brightens what lies between black and white. Default 1. */
  readonly gamma?: number;
}

/** Steps across the window for greys with a fraction; the screen shows 256. */
const FLOAT_STEPS = 1024;

/** The table for voxels of this kind: every value of a whole-number type, the window alone for float32. */
export function greyTable(voxels: VoxelArray, options: GreyTableOptions): GreyTable {
  const { level, width } = options.window;
  if (voxels instanceof Uint8Array) return filled(0, 1, 256, options);
  if (voxels instanceof Uint16Array) return filled(0, 1, 65_536, options);
  if (voxels instanceof Int16Array) return filled(-32_768, 1, 65_536, options);
  return filled(level - width / 2, width / FLOAT_STEPS, FLOAT_STEPS + 1, options);
}

function filled(first: number, step: number, length: number, options: GreyTableOptions): GreyTable {
  const { window, inverted, gamma = 1 } = options;
  const pixels = new Uint32Array(length);
  const black = window.level - window.width / 2;
  for (let n = 0; n < length; n++) {
    const linear = Math.min(1, Math.max(0, (first + n * step - black) / window.width));
    const share = gamma === 1 || linear === 0 || linear === 1 ? linear : linear ** (1 / gamma);
    const grey = Math.round(255 * (inverted ? 1 - share : share));
    pixels[n] = (0xff000000 | (grey << 16) | (grey << 8) | grey) >>> 0;
  }
  return { first, step, pixels };
}

/** Writes a pixel for each voxel; greys beyond the table take its end. */
export function paintGreysInto(out: Uint32Array, voxels: VoxelArray, { first, step, pixels }: GreyTable): void {
  if (voxels instanceof Float32Array) {
    const last = pixels.length - 1;
    for (let n = 0; n < voxels.length; n++) {
      out[n] = pixels[Math.min(last, Math.max(0, Math.round((voxels[n] - first) / step)))];
    }
    return;
  }
  for (let n = 0; n < voxels.length; n++) out[n] = pixels[voxels[n] - first];
}

/** Rows upwards (column + row·width). */
interface UpwardPicture {
  readonly pixels: VoxelArray;
  readonly width: number;
  readonly height: number;
}

/** Writes screen pixels with rows downwards, as ImageData has them. */
export function paintRowsInto(out: Uint32Array, { pixels, width, height }: UpwardPicture, table: GreyTable): void {
  for (let row = 0; row < height; row++) {
    const from = (height - 1 - row) * width;
    paintGreysInto(out.subarray(row * width, (row + 1) * width), pixels.subarray(from, from + width), table);
  }
}
