/**
 * Where tissues lie among a scan's grey values. Cone-beam greys are no Hounsfield units: they shift from machine to
 * machine, so that curves are laid between what each scan itself shows: air, soft tissue and teeth.
 */
import type { VoxelArray } from '#core/volume';

export interface TissueGreys {
  readonly air: number;
  /** The commonest grey above air. */
  readonly soft: number;
  /** The middle of what is inside teeth. */
  readonly tooth: number;
}

export interface GreySample {
  readonly voxels: VoxelArray;
  /** FDI code per voxel, or null before teeth are known. */
  readonly labels: Uint8Array | null;
  /** Percentiles 0.5 and 99.5. */
  readonly greyRange: readonly [number, number];
}

const BINS = 128;
const SAMPLES = 400_000;
/** Teeth are about a hundredth of a scan. */
const FEWEST_TOOTH_SAMPLES = 200;
/** Air fills at most this share of the range; the peak of soft tissue lies above it. */
const AIR_SHARE = 0.12;
/** Soft tissue lies below this share, even in a scan that is mostly bone. */
const SOFT_SHARE = 0.6;
/** Without teeth: dentine on the way from soft tissue to the brightest. */
const TOOTH_SHARE = 0.65;

/** Looks at a few hundred thousand voxels, evenly spread. */
export function tissueGreys({ voxels, labels, greyRange: [low, high] }: GreySample): TissueGreys {
  const range = Math.max(1e-6, high - low);
  // No common divisor with rows and slices, or the sample would run along one column.
  const step = Math.max(1, Math.floor(voxels.length / SAMPLES)) | 1;
  const counts = new Uint32Array(BINS);
  const tooth: number[] = [];
  for (let n = 0; n < voxels.length; n += step) {
    const bin = Math.floor(((voxels[n] - low) / range) * BINS);
    if (bin >= 0 && bin < BINS) counts[bin]++;
    if (labels !== null && labels[n] !== 0) tooth.push(voxels[n]);
  }
  const soft = low + ((commonest(counts, AIR_SHARE * BINS, SOFT_SHARE * BINS) + 0.5) / BINS) * range;
  tooth.sort((a, b) => a - b);
  const middle = tooth.length < FEWEST_TOOTH_SAMPLES ? -Infinity : tooth[Math.floor(tooth.length / 2)];
  // Labels on the wrong grid, or a scan without contrast, must not turn the curves round.
  const plausible = middle > soft + 0.2 * (high - soft);
  return { air: low, soft, tooth: plausible ? middle : soft + TOOTH_SHARE * (high - soft) };
}

/** The fullest bin, each with its two neighbours so that one odd value is no tissue. */
function commonest(counts: Uint32Array, from: number, to: number): number {
  let [best, most] = [Math.round(from), -1];
  for (let bin = Math.ceil(from); bin < to; bin++) {
    const around = counts[bin - 1] + counts[bin] + counts[bin + 1];
    if (around > most) [best, most] = [bin, around];
  }
  return best;
}
