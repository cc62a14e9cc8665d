/** Scores of a CBCT label map against the truth, as the STS 2024 challenge counts them. */
import { isFdi } from '../fdi.ts';
import { sameGrid } from '../geometry.ts';
import type { LabelMap, Vec3 } from '../volume.ts';
import { caseScore, overlap, toothScore, type OverlapScore, type Score, type ToothScore } from './score.ts';
import { surfaceDice, type Tolerance, type VoxelBox } from './surface-dice.ts';

/**
 * Compares two FDI label maps on one grid. Matching is by equal number only; an extra number lowers `identification`
 * and nothing else.
 * @throws RangeError when the grids differ or a label of the truth is no FDI code.
 */
export function scoreCbct(truth: LabelMap, predicted: LabelMap): Score {
  if (!sameGrid(truth.geometry, predicted.geometry))
    throw new RangeError('Truth and prediction lie on different grids');
  const counts = countOverlap(truth, predicted);
  const tolerances: Tolerance[] = [
    { limit: 2, spacing: [1, 1, 1] },
    { limit: 1, spacing: truth.geometry.spacingMm },
  ];
  const scoreOf = (sizes: Parameters<typeof overlap>, isInside: Uint8Array, label: number): OverlapScore => {
    const { dims } = truth.geometry;
    const box = boxOf(counts, label);
    const [nsd2vox, nsd1mm] = surfaceDice(truth.data, predicted.data, dims, box, isInside, tolerances);
    return { ...overlap(...sizes), nsd2vox, nsd1mm };
  };
  const perTooth: ToothScore[] = [];
  const extra: number[] = [];
  for (let fdi = 1; fdi < 256; fdi++) {
    const [inTruth, inPredicted, both] = [counts.truth[fdi], counts.predicted[fdi], counts.both[fdi]];
    if (inTruth === 0) {
      if (inPredicted > 0) extra.push(fdi);
      continue;
    }
    const isTooth = maskOf((label) => label === fdi);
    perTooth.push(
      toothScore(fdi, inPredicted === 0 ? null : scoreOf([inTruth, inPredicted, both], isTooth, fdi), true),
    );
  }
  return caseScore(perTooth, extra, () =>
    scoreOf(
      [counts.anyTruth, counts.anyPredicted, counts.anyBoth],
      maskOf((label) => label !== 0),
      0,
    ),
  );
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
