/** A small picture of a scan for the list of recent ones: a volume seen from the front, a radiograph as it is. */
import type { Modality } from '#contract/scan';
import type { GreyWindow } from './grey/grey-window.ts';
import type { ScanImage } from './scan-images.ts';

export interface Thumbnail {
  readonly width: number;
  readonly height: number;
  /** 0…255, row by row from the top left, x fastest. */
  readonly greys: Uint8ClampedArray;
}

export interface ThumbnailOptions {
  readonly image: ScanImage;
  readonly modality: Modality;
  readonly window: GreyWindow;
  /** The picture fits into this. */
  readonly mostPx: readonly [width: number, height: number];
  /** Called between rows, so that the window stays responsive: a volume takes some tens of milliseconds. */
  readonly pause: () => Promise<void>;
}

/** Of a volume only this much from the front is looked through: the spine would stand before the teeth. */
const FRONT_SHARE = 0.65;
const ROWS_AT_ONCE = 24;
/** Samples through the depth of a volume, and across a pixel of a radiograph. */
const MOST_DEPTH_SAMPLES = 160;
const MOST_BLOCK_SAMPLES = 3;

/** The greys of a thumbnail: the brightest on the way from front to back, or the mean of a radiograph's block. */
export async function thumbnailOf(options: ThumbnailOptions): Promise<Thumbnail> {
  const { image, modality, window, mostPx, pause } = options;
  const { dims, spacingMm } = image.grid.geometry;
  const isVolume = modality === 'cbct';
  // Of a volume the picture is x by z, of a radiograph x by y.
  const down = isVolume ? 2 : 1;
  const sizeMm = [dims[0] * spacingMm[0], dims[down] * spacingMm[down]];
  const scale = Math.min(mostPx[0] / sizeMm[0], mostPx[1] / sizeMm[1]);
  const width = Math.max(1, Math.round(sizeMm[0] * scale));
  const height = Math.max(1, Math.round(sizeMm[1] * scale));
  const greys = new Uint8ClampedArray(width * height);
  const sample = isVolume ? brightestSampler(image) : meanSampler(image, [dims[0] / width, dims[1] / height]);
  const black = window.level - window.width / 2;
  for (let row = 0; row < height; row++) {
    if (row % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await pause();
    const fraction = (row + 0.5) / height;
    // World z grows upwards, pictures downwards.
    const v = (isVolume ? 1 - fraction : fraction) * dims[down] - 0.5;
    for (let column = 0; column < width; column++) {
      const u = ((column + 0.5) / width) * dims[0] - 0.5;
      greys[column + row * width] = ((sample(u, v) - black) / window.width) * 255;
    }
  }
  return { width, height, greys };
}

type Sampler = (u: number, v: number) => number;

/** The brightest voxel from front to back, through (x, z) of the view's grid. */
function brightestSampler({ geometry, grid, voxels, darkest }: ScanImage): Sampler {
  const [ni, nj, nk] = geometry.dims;
  const m = grid.toSource;
  const depth = Math.max(1, Math.floor(grid.geometry.dims[1] * FRONT_SHARE));
  const step = Math.max(1, depth / MOST_DEPTH_SAMPLES);
  return (x, z) => {
    let brightest = darkest;
    for (let y = 0; y < depth; y += step) {
      const i = Math.round(m[0] * x + m[1] * y + m[2] * z + m[3]);
      const j = Math.round(m[4] * x + m[5] * y + m[6] * z + m[7]);
      const k = Math.round(m[8] * x + m[9] * y + m[10] * z + m[11]);
      if (i < 0 || j < 0 || k < 0 || i >= ni || j >= nj || k >= nk) continue;
      const value = voxels[i + ni * (j + nj * k)];
      if (value > brightest) brightest = value;
    }
    return brightest;
  };
}

/** The mean of some pixels of the block that becomes one. */
function meanSampler({ geometry, voxels }: ScanImage, [blockX, blockY]: readonly [number, number]): Sampler {
  const [ni, nj] = geometry.dims;
  const countX = Math.max(1, Math.min(MOST_BLOCK_SAMPLES, Math.round(blockX)));
  const countY = Math.max(1, Math.min(MOST_BLOCK_SAMPLES, Math.round(blockY)));
  const inside = (value: number, count: number): number => Math.min(count - 1, Math.max(0, Math.round(value)));
  return (x, y) => {
    let sum = 0;
    for (let b = 0; b < countY; b++) {
      const j = inside(y + ((b + 0.5) / countY - 0.5) * blockY, nj);
      for (let a = 0; a < countX; a++) sum += voxels[inside(x + ((a + 0.5) / countX - 0.5) * blockX, ni) + j * ni];
    }
    return sum / (countX * countY);
  };
}

export function greyImage({ width, height, greys }: Thumbnail): ImageData {
  const image = new ImageData(width, height);
  for (let n = 0; n < greys.length; n++) image.data.set([greys[n], greys[n], greys[n], 255], 4 * n);
  return image;
}

/** As a data URL for the host, in WebP: some kilobytes. */
export async function encodeThumbnail(image: ImageData): Promise<string> {
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 })).arrayBuffer());
  return `data:image/webp;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
}
