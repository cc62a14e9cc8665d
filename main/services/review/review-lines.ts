/** The review log of a case as one file for other programs. */
import { join } from 'node:path';

import { begunReview } from '#contract/review';
import { readAnnotations, readCase } from '../../io/case-folder.ts';
import { replaceFile } from '../../io/replace-file.ts';
import { damaged, fileName, REVIEW_FOLDER, type LoggedEntry } from '../../io/review-log.ts';
import { readKeptText } from '../../io/vault/kept-file.ts';
import type { BulkFile } from '../cases/cases.ts';
import { surveyAndFold } from './reviews.ts';

/**
 * Writes a log as JSON lines, an entry each, with its hash: the sha256 of the line without `,"hash":…` and with its line feed.
 * `previous` of the first one is that of case.json followed by the label map. @throws QuadrantError case.*, review.*, disk.*
 */
export async function writeReviewLines(caseDir: string, path: string): Promise<BulkFile> {
  const { caseFile } = await readCase(caseDir);
  const begun = begunReview(caseFile, await readAnnotations(caseDir));
  const { logged, damage } = await surveyAndFold(caseDir, caseFile, begun);
  if (damage !== null) throw damaged(caseDir, damage);
  const lines = logged.map((each) => lineOf(caseDir, each));
  const text = (await Promise.all(lines)).join('');
  await replaceFile(path, text, 'The record of changes');
  const name = `quadrant-review-${caseFile.id.replaceAll(/[^\w-]/g, '_')}.jsonl`;
  return { path, sizeBytes: Buffer.byteLength(text), mediaType: 'application/x-ndjson', downloadName: name };
}

/** The entry as it is on disk, so that its hash can be computed again from the line. */
async function lineOf(caseDir: string, { entry, hash }: LoggedEntry): Promise<string> {
  const text = await readKeptText(join(caseDir, REVIEW_FOLDER, fileName(entry.seq)));
  return `${text.trimEnd().slice(0, -1)},"hash":"${hash}"}\n`;
}
