/** What a person looks at, as DICOM objects that travel with the study. */
import { secondaryCapture } from '../../io/dicom-write/secondary-capture.ts';
import { drawSheet } from './contact-sheet.ts';
import { resultObject, writeObject } from './dicom.ts';
import type { ExportJob, Written } from './export-case.ts';

/** The contact sheet, or the outlined radiograph. @throws QuadrantError scan.* when the scan is gone or another one */
export async function writeSecondaryCapture(job: ExportJob): Promise<Written> {
  const { raster: picture, result } = await drawSheet(job);
  const object = await resultObject(job, result.caseFile, result);
  return writeObject(job, object, secondaryCapture({ ...object, picture }));
}
