/** Joins what numbering and outlining say about each tooth of a radiograph into the teeth of a case. */
import { FIRST_SUPERNUMERARY, type OutlinedTooth, type SupernumeraryTooth } from '#contract/case';
import type { Warning } from '#contract/scan';
import { jawOf, PERMANENT_FDI } from '#core/fdi';
import { medianOf } from '#core/math/median';
import type { ToothProposal } from '#core/panoramic/candidates';
import { measureMask, outlineOf, type Vec2, type WindowMask } from '#core/panoramic/mask-outline';
import type { RadiographNumbering } from '#core/panoramic/number-radiograph';
import type { Picture } from '#core/panoramic/picture-frame';

export interface DescribeOutlinesInput {
  /** As the file has it, also when that is mirrored. */
  readonly picture: Picture;
  readonly pixelSpacingMm: Vec2 | null;
  readonly numbering: RadiographNumbering;
  /** In pixels of the picture; a proposal without a mask is no tooth. */
  readonly masks: ReadonlyMap<ToothProposal, WindowMask>;
}

export interface DescribedOutlines {
  readonly instances: OutlinedTooth[];
  readonly supernumerary: SupernumeraryTooth[];
  /** Permanent FDI codes without an instance. */
  readonly missing: number[];
  /** One FDI code or supernumerary label a pixel, flat x fastest; where masks overlap the surer tooth wins. */
  readonly labels: Uint8Array;
}

export const CUT_OUTLINE: Warning = {
  code: 'tooth.cut-by-border',
  message: 'The picture ends within this tooth: its measurements are too small.',
};

/** Outlines, measures and paints every numbered and supernumerary tooth. */
export function describeOutlines(input: DescribeOutlinesInput): DescribedOutlines {
  const { picture, numbering, masks } = input;
  const instances: OutlinedTooth[] = [];
  const supernumerary: SupernumeraryTooth[] = [];
  const painted: PaintedMask[] = [];
  const replaced = new Set<OutlinedTooth>();
  for (const { fdi, proposal, confidence, runnerUpFdi, warnings } of numbering.teeth) {
    const mask = masks.get(proposal);
    if (mask === undefined) continue;
    const outline = outlineFields(input, mask, fdi);
    const doubts = replacedWarnings(proposal);
    const tooth = { fdi, runnerUpFdi, confidence, ...outline, warnings: [...warnings, ...outline.warnings, ...doubts] };
    instances.push(tooth);
    painted.push({ mask, label: fdi, confidence });
    if (doubts.length > 0) replaced.add(tooth);
  }
  for (const { proposal, nearFdi, confidence } of numbering.supernumerary) {
    const mask = masks.get(proposal);
    if (mask === undefined) continue;
    const label = FIRST_SUPERNUMERARY + supernumerary.length;
    const outline = outlineFields(input, mask, nearFdi);
    const warnings = [...replacedWarnings(proposal), ...outline.warnings];
    supernumerary.push({ label, nearFdi, confidence, ...outline, warnings });
    painted.push({ mask, label, confidence });
  }
  const present = new Set(instances.map(({ fdi }) => fdi));
  const missing = PERMANENT_FDI.filter((fdi) => !present.has(fdi));
  return { instances: withKinds(instances, replaced), supernumerary, missing, labels: labelsOf(picture, painted) };
}

/** From this score of the detector on it is an implant or a pontic; of 872 teeth of the validation pictures none had 0.2. */
const REPLACED_SCORE = 0.4;
/** A pontic ends above the gums: it is shorter than this share of the picture's teeth … */
const PONTIC_LENGTH_SHARE = 0.6;
/** … and wider, for its length, than an implant without a crown (0.29 … 0.49 on pictures of UFBA-425, pontics 0.54 … 0.9). */
const PONTIC_PROPORTION = 0.52;

/** The teeth, those of `replaced` as implants or pontics. */
function withKinds(instances: readonly OutlinedTooth[], replaced: ReadonlySet<OutlinedTooth>): OutlinedTooth[] {
  const usualPx = medianOf(instances.filter((tooth) => !replaced.has(tooth)).map(({ lengthPx }) => lengthPx));
  return instances.map((tooth): OutlinedTooth => {
    if (!replaced.has(tooth)) return tooth;
    const isShort = tooth.lengthPx < PONTIC_LENGTH_SHARE * usualPx;
    const isWide = tooth.widthPx > PONTIC_PROPORTION * tooth.lengthPx;
    return { ...tooth, type: isShort && isWide ? 'pontic' : 'implant' };
  });
}

/** What is said about a proposal that is no tooth but stands in for one; nothing about a tooth. */
function replacedWarnings({ replacedScore }: ToothProposal): Warning[] {
  if (replacedScore < REPLACED_SCORE) return [];
  const message =
    `To ${(100 * replacedScore).toFixed(0)} % it looks like an implant or a pontic, not a tooth. ` +
    'Change its kind if it is something else.';
  return [{ code: 'tooth.replaced', message }];
}

export type OutlineFields = Omit<OutlinedTooth, 'fdi' | 'runnerUpFdi' | 'confidence' | 'label' | 'type' | 'status'>;

/** What is measured on a mask that is tooth `fdi`. `polygons`: a ring for each part, when it has several. */
export function outlineFields(
  { picture, pixelSpacingMm }: Pick<DescribeOutlinesInput, 'picture' | 'pixelSpacingMm'>,
  mask: WindowMask,
  fdi: number,
  polygons: OutlinedTooth['polygons'] = [outlineOf(mask)],
): OutlineFields {
  const measured = measureMask(mask, { crownDown: jawOf(fdi) === 'upper', pixelSpacingMm });
  const { min, max } = measured.boundsPx;
  const touchesBorder = min[0] <= 0 || min[1] <= 0 || max[0] >= picture.width - 1 || max[1] >= picture.height - 1;
  return {
    polygons,
    ...measured,
    meanGrey: meanGreyOf(picture, mask),
    touchesBorder,
    warnings: touchesBorder ? [CUT_OUTLINE] : [],
  };
}

function meanGreyOf({ data, width: pictureWidth }: Picture, { x0, y0, width, inside }: WindowMask): number {
  let [sum, count] = [0, 0];
  for (let n = 0; n < inside.length; n++) {
    if (inside[n] === 0) continue;
    sum += data[x0 + (n % width) + (y0 + Math.floor(n / width)) * pictureWidth];
    count++;
  }
  return sum / count;
}

interface PaintedMask {
  readonly mask: WindowMask;
  readonly label: number;
  readonly confidence: number;
}

function labelsOf(picture: Picture, painted: readonly PaintedMask[]): Uint8Array {
  const labels = new Uint8Array(picture.width * picture.height);
  for (const { mask, label } of painted.toSorted((a, b) => a.confidence - b.confidence)) {
    const { x0, y0, width, inside } = mask;
    for (let n = 0; n < inside.length; n++) {
      if (inside[n] === 1) labels[x0 + (n % width) + (y0 + Math.floor(n / width)) * picture.width] = label;
    }
  }
  return labels;
}
