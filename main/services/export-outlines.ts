/** The outlined teeth of a radiograph's case as a JSON file for annotation tools and training. */
import { basename } from 'node:path';
import type { OpgCase } from '#contract/case';
import { QuadrantError } from '#contract/errors';
import { readCase } from '../io/case-folder.ts';
import { cocoDocument } from '../io/coco.ts';
import { labelmeDocument } from '../io/labelme.ts';
import { outlinedPicture } from '../io/outlined-picture.ts';
import { replaceFile } from '../io/replace-file.ts';

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
}

/**
 * Writes the outlines of all teeth of a case, numbered and supernumerary.
 * @throws QuadrantError case.*, usage (the case is a CBCT's), disk.unwritable.
 */
export async function exportOutlines({ caseDir, format, outPath }: ExportOutlinesOptions): Promise<ExportedOutlines> {
  const { caseFile } = await readCase(caseDir);
  if (caseFile.modality !== 'opg')
    throw new QuadrantError(
      'usage',
      `The case is of a CBCT, which has no outlines in a plane: ${format} is for panoramic radiographs.`,
      'Export it as a picture: --format contact-sheet.',
      { path: caseDir, format },
    );
  const picture = outlinedPicture(caseFile);
  const document = format === 'coco' ? cocoDocument(picture, describe(caseDir, caseFile)) : labelmeDocument(picture);
  await replaceFile(outPath, `${JSON.stringify(document, null, 2)}\n`, 'The outlines');
  return { out: outPath, width: picture.width, height: picture.height, teeth: picture.teeth.length };
}

function describe(caseDir: string, { quadrantVersion, createdAt }: OpgCase): string {
  return `Teeth of ${basename(caseDir)}, outlined by Quadrant ${quadrantVersion} on ${createdAt.slice(0, 10)}`;
}
