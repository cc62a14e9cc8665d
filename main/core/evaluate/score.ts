/** What an evaluation says about one case, as the STS 2024 challenge counts, and how a case's figures follow from its teeth. */

export interface OverlapScore {
  readonly dsc: number;
  readonly iou: number;
  readonly nsd2vox: number; // surface Dice at 2 voxels (pixels in 2D), whatever their size: the challenge's figure
  readonly nsd1mm: number | null; // surface Dice at 1 mm; null in 2D, where a pixel has no size
}

export interface ToothScore extends OverlapScore {
  readonly fdi: number;
  readonly found: boolean; // IoU above 0.5 with the same number
}

/** Null where there is nothing to score: neither truth nor prediction holds a tooth. */
export interface Score {
  readonly image: OverlapScore | null; // any tooth against background
  readonly instance: OverlapScore | null; // mean over the teeth of the truth; a missed tooth scores 0
  readonly identification: number | null; // IA: teeth with the right number and IoU > 0.5, over all numbers in either
  readonly perTooth: readonly ToothScore[]; // teeth of the truth, ascending FDI
  readonly extra: readonly number[]; // numbers that only the prediction has, whether or not they are FDI codes
}

const FOUND_IOU = 0.5;

/** Dice and IoU from the sizes of two masks, not both empty, and of their intersection. */
export function overlap(a: number, b: number, both: number): { dsc: number; iou: number } {
  return { dsc: (2 * both) / (a + b), iou: both / (a + b - both) };
}

/** A tooth of the truth; `score` null says that the prediction does not have its number. */
export function toothScore(fdi: number, score: OverlapScore | null, inMillimetres: boolean): ToothScore {
  const counted = score ?? { dsc: 0, iou: 0, nsd2vox: 0, nsd1mm: inMillimetres ? 0 : null };
  return { fdi, ...counted, found: counted.iou > FOUND_IOU };
}

/** A case's figures; `image` is asked for only when there is a tooth in either map. */
export function caseScore(perTooth: readonly ToothScore[], extra: readonly number[], image: () => OverlapScore): Score {
  const numbers = perTooth.length + extra.length;
  if (numbers === 0) return { image: null, instance: null, identification: null, perTooth, extra };
  return {
    image: image(),
    instance: meanOverlap(perTooth),
    identification: perTooth.filter(({ found }) => found).length / numbers,
    perTooth,
    extra,
  };
}

/** Means of each figure; null of none. */
export function meanOverlap(scores: readonly OverlapScore[]): OverlapScore | null {
  const nsd2vox = meanOf(scores.map((score) => score.nsd2vox));
  const dsc = meanOf(scores.map((score) => score.dsc));
  const iou = meanOf(scores.map((score) => score.iou));
  if (dsc === null || iou === null || nsd2vox === null) return null;
  return { dsc, iou, nsd2vox, nsd1mm: meanOf(scores.flatMap(({ nsd1mm }) => (nsd1mm === null ? [] : [nsd1mm]))) };
}

/** Mean of the numbers; null of none. */
export function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
