/** The outlined teeth of a radiograph's case as a JSON file for annotation tools and training. */
import { basename } from 'node:path';
import type { OpgCase } from '#contract/case';
import { QuadrantError } from '#contract/errors';
import { cocoDocument } from '../io/coco.ts';
import { labelmeDocument } from '../io/labelme.ts';
import { outlinedPicture } from '../io/outlined-picture.ts';
import { replaceFile } from '../io/replace-file.ts';
import { readReviewedCase, reviewWords, type ReviewSummary } from './reviewed-result.ts';

/** labelme: one document a picture. coco: one document with one image. */
export const OUTLINE_FORMATS = ['labelme', 'coco'] as const;
export type OutlineFormat = (typeof OUTLINE_FORMATS)[number];

export interface ExportOutlinesOptions {
  readonly caseDir: string;
  readonly format: OutlineFormat;
  /** A JSON file; an older one is replaced. */
  readonly outPath: string;
}

export interface ExportedOutlines {
  readonly out: string;
  readonly width: number;
  readonly height: number;
  readonly teeth: number;
  /** Only of a reviewed case. */
  readonly review?: ReviewSummary;
}

/**
 * Writes the outlines of all teeth of a case, numbered and supernumerary.
 * @throws QuadrantError case.*, usage (the case is a CBCT's), disk.unwritable.
 */
export async function exportOutlines({ caseDir, format, outPath }: ExportOutlinesOptions): Promise<ExportedOutlines> {
  const { caseFile, review } = await readReviewedCase(caseDir);
  if (caseFile.modality !== 'opg')
    throw new QuadrantError(
      'usage',
      `The case is of a CBCT, which has no outlines in a plane: ${format} is for panoramic radiographs.`,
      'Export it as a picture: --format contact-sheet.',
      { path: caseDir, format },
    );
  const picture = outlinedPicture(caseFile);
  const words = review === null ? '' : `. ${reviewWords(review)}`;
  const document =
    format === 'coco'
      ? cocoDocument(picture, `${describe(caseDir, caseFile)}${words}`, review?.reviewedBy)
      : { ...labelmeDocument(picture), ...(review && { review }) };
  await replaceFile(outPath, `${JSON.stringify(document, null, 2)}\n`, 'The outlines');
  const { width, height, teeth } = picture;
  return { out: outPath, width, height, teeth: teeth.length, ...(review && { review }) };
}

function describe(caseDir: string, { quadrantVersion, createdAt }: OpgCase): string {
  return `Teeth of ${basename(caseDir)}, outlined by Quadrant ${quadrantVersion} on ${createdAt.slice(0, 10)}`;
}
