/** Reads the teeth of a radiograph from whatever an evaluation is given. */
import { stat } from 'node:fs/promises';
import { FIRST_SUPERNUMERARY } from '#contract/case';
import { QuadrantError } from '#contract/errors';
import { masksOfLabels, masksOfOutlines, type ToothMasks } from '#core/evaluate/tooth-masks';
import { readLabelme } from '../../io/labelme.ts';
import { outlinesOfCase } from '../../io/outlined-picture.ts';
import { readLabelPng } from '../../io/png-labels.ts';
import { notFound } from '../../io/scan-errors.ts';
import { readReviewedCase } from '../review/reviewed-result.ts';

/**
 * The teeth of a case folder (its outlines as reviewed, which may overlap), a label PNG file or a labelme file.
 * @throws QuadrantError case.*, scan.*; usage for the case of a CBCT.
 */
export async function readToothMasks(path: string): Promise<ToothMasks> {
  const opened = await stat(path).catch((cause: unknown) => {
    throw notFound(path, cause);
  });
  if (opened.isDirectory()) return masksOfCase(path);
  if (!/\.png$/i.test(path)) return masksOfOutlines(await readLabelme(path));
  const { geometry, data } = await readLabelPng(path);
  return masksOfLabels(geometry.dims[0], geometry.dims[1], data);
}

async function masksOfCase(caseDir: string): Promise<ToothMasks> {
  const { caseFile } = await readReviewedCase(caseDir, { readsScan: false });
  if (caseFile.modality === 'opg') return masksOfOutlines(outlinesOfCase(caseFile));
  throw new QuadrantError(
    'usage',
    'The case is of a CBCT, not of a panoramic radiograph.',
    'Evaluate it with --track cbct.',
    { path: caseDir },
  );
}

/** Only the teeth that have a number. */
export function withoutSupernumerary(masks: ToothMasks): ToothMasks {
  return { ...masks, teeth: new Map([...masks.teeth].filter(([label]) => label < FIRST_SUPERNUMERARY)) };
}
