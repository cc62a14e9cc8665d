/** What the tests of archives share: a small object on disk, and the typed error of what fails. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { QuadrantError } from '#contract/errors';
import { encodeDicom } from '../../../../main/io/dicom-write/write-dicom.ts';
import type { FileToStore } from '../../../../main/io/pacs/archive.ts';

export const SOP_INSTANCE_UID = '2.25.1001';
export const BASIC_TEXT_SR = '1.2.840.10008.5.1.4.1.1.88.11';

export async function aFile(folder: string, sopInstanceUid = SOP_INSTANCE_UID): Promise<FileToStore> {
  const pieces = await encodeDicom({
    SOPClassUID: BASIC_TEXT_SR,
    SOPInstanceUID: sopInstanceUid,
    StudyInstanceUID: '2.25.1',
    SeriesInstanceUID: '2.25.2',
    Modality: 'SR',
    PatientName: 'Doe^Jane',
  });
  const bytes = Buffer.concat(pieces);
  const path = join(folder, 'object.dcm');
  await writeFile(path, bytes);
  return { path, bytes: bytes.length, sopInstanceUid };
}

export async function errorOf(work: Promise<unknown>): Promise<QuadrantError> {
  const thrown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (thrown instanceof QuadrantError) return thrown;
  throw new Error(`Expected a typed error, not ${String(thrown)}`, { cause: thrown });
}
