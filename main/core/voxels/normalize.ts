/** The grey-value normalisation that the networks were trained with: clip to percentiles, then z-score. */

import type { VoxelArray } from '../volume.ts';

/** Grey values in the unit of the data; `mean` and `sd` are those of the clipped values. */
export interface IntensityStatistics {
  readonly lo: number;
  readonly hi: number;
  readonly mean: number;
  readonly sd: number;
}

/**
 * Percentiles of a volume and the mean and SD of its values clipped to them, as numpy computes them
 * (np.percentile with linear interpolation, population SD). `clipPercentiles` are in 0…100.
 * @throws RangeError when the data are empty, hold NaN or infinities, or the percentiles are not ascending within 0…100.
 */
export function intensityStatistics(
  data: Float32Array,
  clipPercentiles: readonly [number, number],
): IntensityStatistics {
  const [low, high] = clipPercentiles;
  if (!(low >= 0 && low <= high && high <= 100)) {
    throw new RangeError(`Clip percentiles must ascend within 0…100, found ${low}, ${high}`);
  }
  const [lo, hi] = percentiles(data, clipPercentiles);
  let sum = 0;
  for (let n = 0; n < data.length; n++) {
    const value = data[n];
    sum += value < lo ? lo : value > hi ? hi : value;
  }
  const mean = sum / data.length;
  let squares = 0;
  for (let n = 0; n < data.length; n++) {
    const value = data[n];
    const off = (value < lo ? lo : value > hi ? hi : value) - mean;
    squares += off * off;
  }
  return { lo, hi, mean, sd: Math.sqrt(squares / data.length) };
}

/** Overwrites each value v of `data` with (clip(v, lo, hi) − mean) / sd; a constant image becomes all zeros. */
export function normalizeInto(data: Float32Array, { lo, hi, mean, sd }: IntensityStatistics): void {
  const scale = sd > 0 ? 1 / sd : 0;
  for (let n = 0; n < data.length; n++) {
    const value = data[n];
    data[n] = ((value < lo ? lo : value > hi ? hi : value) - mean) * scale;
  }
}

/** Every so many values, about `most` of them: as good for percentiles of a large picture, and a hundred times faster. */
export function sampleOf(data: VoxelArray, most: number): Float32Array {
  const step = Math.max(1, Math.floor(data.length / most));
  const sample = new Float32Array(Math.ceil(data.length / step));
  for (let n = 0; n < sample.length; n++) sample[n] = data[n * step];
  return sample;
}

/** Percentiles (0…100) with linear interpolation between order statistics, like np.percentile. */
export function percentiles(data: Float32Array, wanted: readonly number[]): number[] {
  if (data.length === 0) throw new RangeError('Percentiles of no data');
  const positions = wanted.map((percent) => (percent / 100) * (data.length - 1));
  const ranks = positions.flatMap((position) => [Math.floor(position), Math.ceil(position)]);
  const values = orderStatistics(data, ranks);
  return positions.map((position, n) => {
    const below = values[2 * n];
    return below + (values[2 * n + 1] - below) * (position - Math.floor(position));
  });
}

/**
 * The values that would stand at the given ranks if the data were sorted. Exact, in two passes: float32 bit patterns
 * can be ordered as integers, so a histogram of the upper 16 bits finds each rank's bin, one of the lower 16 the value.
 */
function orderStatistics(data: Float32Array, ranks: readonly number[]): number[] {
  const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
  const upper = new Uint32Array(65536);
  for (let n = 0; n < bits.length; n++) upper[orderedBits(bits[n]) >>> 16]++;
  if (!allFinite(upper)) throw new RangeError('Intensities hold values that are not finite numbers');
  const places = ranks.map((rank) => placeOf(upper, rank));

  const lowerOfBin = new Map<number, Uint32Array>();
  for (const { bin } of places) lowerOfBin.set(bin, new Uint32Array(65536));
  const slots: (Uint32Array | undefined)[] = Array.from({ length: 65536 }, (_, bin) => lowerOfBin.get(bin));
  for (let n = 0; n < bits.length; n++) {
    const ordered = orderedBits(bits[n]);
    const lower = slots[ordered >>> 16];
    if (lower !== undefined) lower[ordered & 0xffff]++;
  }
  return places.map(({ bin, rankInBin }) => {
    const lower = slots[bin];
    const low = lower === undefined ? 0 : placeOf(lower, rankInBin).bin;
    return floatOfOrderedBits(((bin << 16) | low) >>> 0);
  });
}

/** Ordered upper halves of the smallest and largest finite float32; infinities and NaN lie beyond. */
const FIRST_FINITE_BIN = 0x0080;
const LAST_FINITE_BIN = 0xff7f;

function allFinite(upper: Uint32Array): boolean {
  return upper.every((count, bin) => count === 0 || (bin >= FIRST_FINITE_BIN && bin <= LAST_FINITE_BIN));
}

/** Float32 bits as an unsigned integer that sorts like the float: negative ones inverted, positive ones above them. */
function orderedBits(bits: number): number {
  return (bits & 0x80000000 ? ~bits : bits | 0x80000000) >>> 0;
}

const WORD = new Uint32Array(1);
const FLOAT = new Float32Array(WORD.buffer);

function floatOfOrderedBits(ordered: number): number {
  WORD[0] = ordered & 0x80000000 ? ordered & 0x7fffffff : ~ordered;
  return FLOAT[0];
}

function placeOf(histogram: Uint32Array, rank: number): { bin: number; rankInBin: number } {
  let below = 0;
  for (let bin = 0; bin < histogram.length; bin++) {
    if (rank < below + histogram[bin]) return { bin, rankInBin: rank - below };
    below += histogram[bin];
  }
  throw new RangeError(`Rank ${rank} beyond ${below} values`);
}
