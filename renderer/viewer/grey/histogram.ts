/** How many voxels have each grey, for setting the window by eye. */
import type { VoxelArray } from '#core/volume';

export interface Histogram {
  /** Greys of the first bin's lower and the last bin's upper border. */
  readonly range: readonly [low: number, high: number];
  /** Voxels of the sample in each bin. */
  readonly counts: Uint32Array;
}

const BINS = 128;
const SAMPLES = 400_000;
/** So much at either end is left out: single voxels of metal would squeeze all others to one side. */
const TAIL = 0.0005;

/** Of a sample taken at even distances; a stride that is no multiple of a row sees all columns. */
export function histogramOf(voxels: VoxelArray): Histogram {
  const stride = Math.max(1, Math.floor(voxels.length / SAMPLES)) | 1;
  const sample = new Float32Array(Math.ceil(voxels.length / stride));
  for (let n = 0, at = 0; n < sample.length; n++, at += stride) sample[n] = voxels[at];
  sample.sort();
  const low = sample[Math.floor(TAIL * (sample.length - 1))] ?? 0;
  const high = Math.max(low + 1, sample[Math.ceil((1 - TAIL) * (sample.length - 1))] ?? 1);
  const counts = new Uint32Array(BINS);
  for (const grey of sample) {
    const bin = Math.floor(((grey - low) / (high - low)) * BINS);
    if (bin >= 0 && bin < BINS) counts[bin]++;
    else if (grey === high) counts[BINS - 1]++;
  }
  return { range: [low, high], counts };
}

/** The histogram as an SVG area of 1 × 1, heights logarithmic: air alone would hide all tissue. */
export function histogramPath({ counts }: Histogram): string {
  const top = Math.log1p(Math.max(1, ...counts));
  const points = Array.from(counts, (count, bin) => {
    const y = 1 - Math.log1p(count) / top;
    return `L${(bin / counts.length).toFixed(4)},${y.toFixed(4)}L${((bin + 1) / counts.length).toFixed(4)},${y.toFixed(4)}`;
  });
  return `M0,1${points.join('')}L1,1Z`;
}
