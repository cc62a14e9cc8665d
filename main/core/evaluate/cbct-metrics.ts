/** Scores of a CBCT label map against the truth, as the STS 2024 challenge counts them. */
import { isFdi } from '../fdi.ts';
import { sameGrid } from '../geometry.ts';
import type { LabelMap, Vec3 } from '../volume.ts';
import { surfaceDice, type Tolerance, type VoxelBox } from './surface-dice.ts';

export interface OverlapScore {
  readonly dsc: number;
  readonly iou: number;
  readonly nsd2vox: number; // surface Dice at 2 voxels, whatever their size: the challenge's figure
  readonly nsd1mm: number; // surface Dice at 1 mm
}

export interface ToothScore extends OverlapScore {
  readonly fdi: number;
  readonly found: boolean; // IoU above 0.5 with the same number
}

/** Null where there is nothing to score: neither truth nor prediction holds a tooth. */
export interface CbctScore {
  readonly image: OverlapScore | null; // any tooth against background
  readonly instance: OverlapScore | null; // mean over the teeth of the truth; a missed tooth scores 0
  readonly identification: number | null; // IA: teeth with the right number and IoU > 0.5, over all numbers in either
  readonly perTooth: readonly ToothScore[]; // teeth of the truth, ascending FDI
  readonly extra: readonly number[]; // numbers that only the prediction has, whether or not they are FDI codes
}

const FOUND_IOU = 0.5;

/**
 * Compares two FDI label maps on one grid. Matching is by equal number only; an extra number lowers `identification`
 * and nothing else.
 * @throws RangeError when the grids differ or a label of the truth is no FDI code.
 */
export function scoreCbct(truth: LabelMap, predicted: LabelMap): CbctScore {
  if (!sameGrid(truth.geometry, predicted.geometry))
    throw new RangeError('Truth and prediction lie on different grids');
  const counts = countOverlap(truth, predicted);
  const tolerances: Tolerance[] = [
    { limit: 2, spacing: [1, 1, 1] },
    { limit: 1, spacing: truth.geometry.spacingMm },
  ];
  const surface = (isInside: Uint8Array, box: VoxelBox): number[] =>
    surfaceDice(truth.data, predicted.data, truth.geometry.dims, box, isInside, tolerances);

  const perTooth: ToothScore[] = [];
  const extra: number[] = [];
  for (let fdi = 1; fdi < 256; fdi++) {
    const [inTruth, inPredicted, both] = [counts.truth[fdi], counts.predicted[fdi], counts.both[fdi]];
    if (inTruth === 0) {
      if (inPredicted > 0) extra.push(fdi);
      continue;
    }
    const [nsd2vox, nsd1mm] =
      inPredicted === 0
        ? [0, 0]
        : surface(
            maskOf((label) => label === fdi),
            boxOf(counts, fdi),
          );
    const { dsc, iou } = overlap(inTruth, inPredicted, both);
    perTooth.push({ fdi, dsc, iou, nsd2vox, nsd1mm, found: iou > FOUND_IOU });
  }
  const numbers = perTooth.length + extra.length;
  if (numbers === 0) return { image: null, instance: null, identification: null, perTooth, extra };
  const [nsd2vox, nsd1mm] = surface(
    maskOf((label) => label !== 0),
    boxOf(counts, 0),
  );
  return {
    image: { ...overlap(counts.anyTruth, counts.anyPredicted, counts.anyBoth), nsd2vox, nsd1mm },
    instance: perTooth.length === 0 ? null : meanScore(perTooth),
    identification: perTooth.filter(({ found }) => found).length / numbers,
    perTooth,
    extra,
  };
}

function overlap(a: number, b: number, both: number): { dsc: number; iou: number } {
  return { dsc: (2 * both) / (a + b), iou: both / (a + b - both) };
}

function meanScore(teeth: readonly ToothScore[]): OverlapScore {
  const mean = (value: (tooth: ToothScore) => number): number =>
    teeth.reduce((sum, tooth) => sum + value(tooth), 0) / teeth.length;
  return {
    dsc: mean(({ dsc }) => dsc),
    iou: mean(({ iou }) => iou),
    nsd2vox: mean(({ nsd2vox }) => nsd2vox),
    nsd1mm: mean(({ nsd1mm }) => nsd1mm),
  };
}

function maskOf(isInside: (label: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, label) => (isInside(label) ? 1 : 0));
}

/** Voxel counts by label, and the bounds of each label in either map (entry 0: of all teeth). */
interface Counts {
  readonly truth: Float64Array;
  readonly predicted: Float64Array;
  readonly both: Float64Array; // same number in both
  anyTruth: number;
  anyPredicted: number;
  anyBoth: number;
  readonly min: Int32Array; // [256 × 3]
  readonly max: Int32Array;
}

function countOverlap({ data: truth, geometry }: LabelMap, { data: predicted }: LabelMap): Counts {
  const [ni, nj, nk] = geometry.dims;
  const counts: Counts = {
    truth: new Float64Array(256),
    predicted: new Float64Array(256),
    both: new Float64Array(256),
    anyTruth: 0,
    anyPredicted: 0,
    anyBoth: 0,
    min: new Int32Array(768).fill(0x7fffffff),
    max: new Int32Array(768).fill(-1),
  };
  for (let k = 0, n = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++, n++) {
        const t = truth[n];
        const p = predicted[n];
        if (t === 0 && p === 0) continue;
        if (t !== 0) {
          counts.truth[t]++;
          counts.anyTruth++;
          growInto(counts, t, i, j, k);
        }
        if (p !== 0) {
          counts.predicted[p]++;
          counts.anyPredicted++;
          if (p !== t) growInto(counts, p, i, j, k);
          if (t !== 0) counts.anyBoth++;
        }
        if (t === p) counts.both[t]++;
        growInto(counts, 0, i, j, k);
      }
    }
  }
  for (let label = 1; label < 256; label++) {
    if (counts.truth[label] > 0 && !isFdi(label)) throw new RangeError(`Label ${label} of the truth is no FDI code`);
  }
  return counts;
}

function growInto({ min, max }: Counts, label: number, i: number, j: number, k: number): void {
  const n = 3 * label;
  if (i < min[n]) min[n] = i;
  if (j < min[n + 1]) min[n + 1] = j;
  if (k < min[n + 2]) min[n + 2] = k;
  if (i > max[n]) max[n] = i;
  if (j > max[n + 1]) max[n + 1] = j;
  if (k > max[n + 2]) max[n + 2] = k;
}

function boxOf({ min, max }: Counts, label: number): VoxelBox {
  const n = 3 * label;
  const corner = (of: Int32Array): Vec3 => [of[n], of[n + 1], of[n + 2]];
  return { min: corner(min), max: corner(max) };
}
