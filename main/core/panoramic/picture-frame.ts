/** A radiograph in the frame of a 2D net: scaled to fit, in the upper left corner, grey values as in training. */
import { percentiles, sampleOf } from '../voxels/normalize.ts';
import type { Volume, VoxelArray } from '../volume.ts';

/** A grey picture, row by row from the top left, flat index x + y·width. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: VoxelArray;
}

/** A radiograph's volume as the picture it is. */
export function pictureOf({ geometry, data }: Volume): Picture {
  return { width: geometry.dims[0], height: geometry.dims[1], data };
}

/** How a net wants a picture; the model card's frame. */
export interface FrameSpec {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly stretchPercentiles: readonly [number, number];
  /** One a channel, on a scale of 0…255. */
  readonly mean: readonly number[];
  readonly sd: readonly number[];
  /** Normalised value around the picture. */
  readonly padding: number;
}

/** Size of the picture in the frame, and frame pixels per source pixel. Frame = scale · (source + ½) − ½. */
export interface FramePlace {
  readonly scale: number;
  readonly width: number;
  readonly height: number;
}

/** The largest place for a picture in a frame. */
export function placeInFrame(
  picture: Pick<Picture, 'width' | 'height'>,
  frame: Pick<FrameSpec, 'width' | 'height'>,
): FramePlace {
  const scale = Math.min(frame.width / picture.width, frame.height / picture.height);
  return {
    scale,
    width: Math.max(1, Math.min(frame.width, Math.round(scale * picture.width))),
    height: Math.max(1, Math.min(frame.height, Math.round(scale * picture.height))),
  };
}

/** The input of the mirrored picture: the first `pictureWidth` columns of every row the other way round, in new memory. */
export function mirroredInput(input: Float32Array, frame: FrameSpec, pictureWidth: number): Float32Array {
  const turned = input.slice();
  for (let row = 0; row < turned.length; row += frame.width) turned.subarray(row, row + pictureWidth).reverse();
  return turned;
}

const PERCENTILE_SAMPLES = 200_000;

/**
 * The net's input [channels, height, width], float32: the picture resized, stretched between its percentiles to
 * 0…255 and clipped, then (v − mean) / sd. A picture of one value becomes black.
 */
export function frameInput(picture: Picture, frame: FrameSpec): Float32Array {
  const place = placeInFrame(picture, frame);
  const [low, high] = percentiles(sampleOf(picture.data, PERCENTILE_SAMPLES), frame.stretchPercentiles);
  const gain = high > low ? 255 / (high - low) : 0;
  const grey = resizePicture(picture, place.width, place.height);
  const stretched = (value: number): number => Math.min(255, Math.max(0, gain * (value - low)));
  const { width, height, channels } = frame;
  const input = new Float32Array(channels * width * height).fill(frame.padding);
  for (let channel = 0; channel < channels; channel++) {
    const [mean, sd] = [frame.mean[channel], frame.sd[channel]];
    for (let y = 0; y < place.height; y++) {
      const row = (channel * height + y) * width;
      for (let x = 0; x < place.width; x++) input[row + x] = (stretched(grey[y * place.width + x]) - mean) / sd;
    }
  }
  return input;
}

/**
 * The picture at another size, flat x fastest: a triangle filter as wide as a target pixel, bilinear when enlarging; its
 * edges stay on its edges.
 */
export function resizePicture(
  { width: fromWidth, height: fromHeight, data }: Picture,
  width: number,
  height: number,
): Float32Array {
  const columns = filterTaps(fromWidth, width);
  const rows = filterTaps(fromHeight, height);
  const narrow = new Float32Array(width * fromHeight);
  for (let y = 0; y < fromHeight; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let n = x * columns.count; n < (x + 1) * columns.count; n++) {
        sum += columns.weight[n] * data[y * fromWidth + columns.index[n]];
      }
      narrow[y * width + x] = sum;
    }
  }
  const result = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let n = y * rows.count; n < (y + 1) * rows.count; n++) {
      const weight = rows.weight[n];
      if (weight === 0) continue;
      const from = rows.index[n] * width;
      for (let x = 0; x < width; x++) result[y * width + x] += weight * narrow[from + x];
    }
  }
  return result;
}

interface FilterTaps {
  readonly count: number;
  /** count source indices and weights for each target pixel; the weights of a pixel sum to 1. */
  readonly index: Uint32Array;
  readonly weight: Float64Array;
}

function filterTaps(from: number, to: number): FilterTaps {
  const ratio = from / to;
  const reach = Math.max(1, ratio);
  const count = Math.ceil(2 * reach) + 1;
  const index = new Uint32Array(to * count);
  const weight = new Float64Array(to * count);
  for (let n = 0; n < to; n++) {
    const centre = (n + 0.5) * ratio - 0.5;
    const first = Math.ceil(centre - reach);
    let sum = 0;
    for (let tap = 0; tap < count; tap++) {
      const at = first + tap;
      index[n * count + tap] = Math.min(from - 1, Math.max(0, at));
      weight[n * count + tap] = at < 0 || at >= from ? 0 : Math.max(0, 1 - Math.abs(at - centre) / reach);
      sum += weight[n * count + tap];
    }
    for (let tap = 0; tap < count; tap++) weight[n * count + tap] /= sum;
  }
  return { count, index, weight };
}
