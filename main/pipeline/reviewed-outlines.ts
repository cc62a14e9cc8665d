/** The teeth of a radiograph as a person left them: what was reshaped is outlined and measured from the label map. */
import { labelOf, type OpgCase, type OutlinedTooth } from '#contract/case';
import type { CaseReviewState } from '#contract/review';
import { labelComponents } from '#core/voxels/components';
import { jawOf } from '#core/fdi';
import { outlineOf, type WindowMask } from '#core/panoramic/mask-outline';
import type { Picture } from '#core/panoramic/picture-frame';
import type { LabelBox } from '#core/review/label-boxes';
import type { ToothRecord } from '#core/review/review';
import type { LabelMap } from '#core/volume';
import { CUT_OUTLINE, outlineFields, type OutlineFields } from './outlined-teeth.ts';

export interface ReviewedOutlinesInput {
  readonly original: OpgCase;
  readonly teeth: CaseReviewState['teeth'];
  readonly boxes: ReadonlyMap<number, LabelBox>;
  /** As reviewed; values are labels. */
  readonly labels: LabelMap;
  /** Null when the picture cannot be read any more: mean greys stay as they were. */
  readonly picture: Picture | null;
}

/** All teeth with pixels, also those that are rejected or no teeth. Where nobody drew, outlines stay as they are. */
export function measureReviewedOutlines(input: ReviewedOutlinesInput): OpgCase {
  const { original, teeth } = input;
  const made = [...teeth.values()].filter((record) => record.made);
  return {
    ...original,
    instances: [
      ...original.instances.flatMap((tooth) => reviewed(tooth, teeth.get(labelOf(tooth)), input)),
      ...made.flatMap((record) => drawn(record, input)),
    ],
    supernumerary: original.supernumerary.flatMap((tooth) =>
      reviewed({ ...tooth, fdi: tooth.nearFdi }, teeth.get(tooth.label), input).map(
        ({ fdi: _fdi, ...outline }) => outline,
      ),
    ),
  };
}

type Outlined = OutlineFields & { readonly fdi: number };

/** None when the tooth has lost its last pixel. */
function reviewed<Tooth extends Outlined>(
  tooth: Tooth,
  record: ToothRecord | undefined,
  input: ReviewedOutlinesInput,
): Tooth[] {
  if (record === undefined) return [tooth];
  if (!record.reshaped) return [withCrownTowardsBite(tooth, record.fdi)];
  const outline = outlineOfLabel(record, tooth.meanGrey, input);
  if (outline === null) return [];
  const warnings = tooth.warnings.filter(({ code }) => code !== CUT_OUTLINE.code);
  return [{ ...tooth, ...outline, warnings: [...warnings, ...outline.warnings] }];
}

/** Which end is the crown follows from the jaw. */
function withCrownTowardsBite<Tooth extends Outlined>(tooth: Tooth, fdi: number): Tooth {
  const [x, y] = tooth.axis;
  return jawOf(fdi) === jawOf(tooth.fdi) ? tooth : { ...tooth, axis: [-x, -y] };
}

function drawn(record: ToothRecord, input: ReviewedOutlinesInput): OutlinedTooth[] {
  const outline = outlineOfLabel(record, 0, input);
  const { label, fdi } = record;
  return outline === null ? [] : [{ label, fdi, confidence: 1, runnerUpFdi: null, ...outline }];
}

function outlineOfLabel(
  { label, fdi }: ToothRecord,
  meanGreyBefore: number,
  { original, boxes, labels, picture }: ReviewedOutlinesInput,
): OutlineFields | null {
  const box = boxes.get(label);
  const mask = box === undefined ? null : maskWithin(labels, label, box);
  if (mask === null) return null;
  const [width, height] = labels.geometry.dims;
  const { pixelSpacingMm } = original.source.radiograph;
  const parts = partsOf(mask).map(outlineOf);
  if (picture !== null) return outlineFields({ picture, pixelSpacingMm }, mask, fdi, parts);
  const blank = { width, height, data: labels.data };
  return { ...outlineFields({ picture: blank, pixelSpacingMm }, mask, fdi, parts), meanGrey: meanGreyBefore };
}

function maskWithin(
  { data, geometry }: LabelMap,
  label: number,
  { within: { min, max } }: LabelBox,
): WindowMask | null {
  const [width, height] = [max[0] - min[0] + 1, max[1] - min[1] + 1];
  const inside = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = min[0] + (min[1] + y) * geometry.dims[0];
    for (let x = 0; x < width; x++) if (data[row + x] === label) inside[x + y * width] = 1;
  }
  return inside.includes(1) ? { x0: min[0], y0: min[1], width, height, inside } : null;
}

/** Each connected part of a mask by itself. */
function partsOf(mask: WindowMask): WindowMask[] {
  const { ids, count } = labelComponents(mask.inside, [mask.width, mask.height, 1]);
  return Array.from({ length: count }, (_, part) => ({
    ...mask,
    inside: Uint8Array.from(ids, (id) => (id === part + 1 ? 1 : 0)),
  }));
}
