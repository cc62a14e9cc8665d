/** Exports that name nobody, neither the patient nor who reviewed, with the pseudonyms of a de-identified scan. */
import { basename } from 'node:path';
import type { CaseFile } from '#contract/case';
import type { RetainOption } from '#contract/deidentify';
import { EXPORT_FORMATS, type ExportFormatId } from '#contract/exports';
import { QuadrantError } from '#contract/errors';
import { deidentifyObject, patientIdentity } from '../../io/deidentify/deidentify-object.ts';
import type { Pseudonyms } from '../../io/deidentify/pseudonyms.ts';
import { Key } from '../deidentify/key-file.ts';
import type { ReviewedResult, ReviewSummary } from '../review/reviewed-result.ts';

export interface Namelessness {
  readonly pseudonyms: Pseudonyms;
  /** As in the run that wrote the key: references hold only when both do the same with UIDs. */
  readonly retain: ReadonlySet<RetainOption>;
}

/** @param keyPath of `quadrant deidentify`; null: pseudonyms that fit nothing else. @throws QuadrantError usage */
export async function namelessness(keyPath: string | null): Promise<Namelessness> {
  const { pseudonyms, retain } = await Key.open(keyPath);
  return { pseudonyms, retain };
}

/** A person who reviewed, in an export that names nobody. */
const REVIEWER = 'Reviewer';
/** Of what has to have a date (as in DICOM's dummies). */
const NO_DATE = '1900-01-01T00:00:00.000Z';

/** A result without names, dates and paths. */
export function withoutPersons(
  result: ReviewedResult,
  { pseudonyms }: Namelessness,
  format: ExportFormatId,
): ReviewedResult {
  const { caseFile, everyTooth, review } = result;
  const hidden = (named: CaseFile): CaseFile => namelessCase(named, pseudonyms, format);
  return { ...result, caseFile: hidden(caseFile), everyTooth: hidden(everyTooth), review: nameless(review) };
}

function namelessCase(caseFile: CaseFile, pseudonyms: Pseudonyms, format: ExportFormatId): CaseFile {
  const { mediaType, scan } = EXPORT_FORMATS[format];
  const { patientId, patientName, seriesUid } = caseFile.source;
  const patient = pseudonyms.patient(patientIdentity({ patientId, patientName, birthDate: '', studyUid: seriesUid }));
  // A DICOM object loses them as a whole, see namelessObject.
  const hidden = mediaType !== 'application/dicom' && {
    path: '',
    patientName: patient,
    patientId: patient,
    studyDate: '',
    // The scan is found by it.
    seriesUid: scan === null ? pseudonyms.uid(seriesUid) : seriesUid,
  };
  // What was said of files names them.
  const warnings = caseFile.warnings.filter(({ message }) => !/[/\\]/.test(message));
  switch (caseFile.modality) {
    case 'cbct':
      return { ...caseFile, warnings, source: { ...caseFile.source, ...hidden } };
    case 'opg':
      return { ...caseFile, warnings, source: { ...caseFile.source, ...hidden } };
    case 'ios':
      return { ...caseFile, warnings, source: { ...caseFile.source, ...hidden } };
  }
}

function nameless(review: ReviewSummary | null): ReviewSummary | null {
  if (review === null) return null;
  const { reviewedBy, lastChangeAt, signed } = review;
  return {
    ...review,
    reviewedBy: reviewedBy.length === 0 ? [] : [REVIEWER],
    lastChangeAt: lastChangeAt === null ? null : NO_DATE,
    signed: signed === null ? null : { by: REVIEWER, at: NO_DATE },
  };
}

/** A DICOM object of ours as `quadrant deidentify` would leave it, with its document and picture. */
export function namelessObject(
  pieces: readonly Uint8Array[],
  { pseudonyms, retain }: Namelessness,
): readonly Uint8Array[] {
  const result = deidentifyObject(Buffer.concat(pieces), { pseudonyms, retain, own: true });
  if (result.kind === 'done') return result.pieces;
  throw new QuadrantError('internal', `The object cannot be de-identified: ${result.reason}`, 'Report this.');
}

/** What an export calls its case: the folder's name, which may be the patient's, or nothing that tells. */
export function caseNameFor(caseDir: string, named: Namelessness | null): string {
  return named === null ? basename(caseDir) : 'Case';
}
