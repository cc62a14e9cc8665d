/** A case goes in, DICOM objects that any PACS takes come out: what is known of its voxels. */
import type { CaseFile, CbctCase } from '#contract/case';
import { QuadrantError } from '#contract/errors';
import { measurementReport } from '../../io/dicom-write/measurement-report.ts';
import type { ResultObject } from '../../io/dicom-write/result-object.ts';
import { rleCompressed } from '../../io/dicom-write/rle-frames.ts';
import { labelMapSegmentation, segmentation } from '../../io/dicom-write/segmentation.ts';
import { personName } from '../../io/dicom-write/person-name.ts';
import { readSourceStudy, unknownStudy, type SourceStudy } from '../../io/dicom-write/source-study.ts';
import { encodeDicom, type Attributes } from '../../io/dicom-write/write-dicom.ts';
import { replaceFile } from '../../io/replace-file.ts';
import type { ReviewedResult } from '../review/reviewed-result.ts';
import type { ExportJob, Written } from './export-case.ts';
import { namelessObject } from './without-persons.ts';

/** The teeth as binary segments. @throws QuadrantError scan.* when the scan is gone */
export async function writeSegmentation(job: ExportJob): Promise<Written> {
  const { object, labels } = await volumeObject(job);
  return writeObject(job, object, segmentation({ ...object, labelMap: labels }), { deflated: job.options.compress });
}

/** The teeth as a label map. @throws QuadrantError scan.* when the scan is gone */
export async function writeLabelMap(job: ExportJob): Promise<Written> {
  const { object, labels } = await volumeObject(job);
  const attributes = labelMapSegmentation({ ...object, labelMap: labels });
  return writeObject(job, object, job.options.compress ? await rleCompressed(attributes) : attributes);
}

/** Their measurements, which refer to the binary segments. @throws QuadrantError scan.* when the scan is gone */
export async function writeMeasurementReport(job: ExportJob): Promise<Written> {
  const { object, review } = await volumeObject(job);
  return writeObject(job, object, measurementReport({ ...object, signedAt: review?.signed?.at ?? null }));
}

export async function volumeObject(
  job: ExportJob,
): Promise<Pick<ReviewedResult, 'labels' | 'review'> & { readonly object: ResultObject }> {
  const result = await job.result();
  const { caseFile, labels, review } = result;
  if (caseFile.modality !== 'cbct') throw new TypeError('Segments and measurements are of a CBCT');
  if (caseFile.instances.length === 0)
    throw new QuadrantError('usage', 'There are no teeth in this case.', 'Look at its scan and review: none is left.', {
      path: job.caseDir,
    });
  return { object: await resultObject<CbctCase>(job, caseFile, result), labels, review };
}

/** With the patient, study and frame of reference of the scan. */
export async function resultObject<Case extends CaseFile>(
  { scanPath }: ExportJob,
  caseFile: Case,
  { review }: ReviewedResult,
): Promise<ResultObject<Case>> {
  const { kind, path, seriesUid, patientName, patientId } = caseFile.source;
  const study = kind.startsWith('dicom')
    ? await studyOf(scanPath ?? path, seriesUid)
    : unknownStudy(seriesUid, { PatientName: personName(patientName), PatientID: patientId });
  const creator = review?.signed?.by ?? review?.reviewedBy.at(-1) ?? '';
  return { caseFile, study, creator, seq: review?.seq ?? 0 };
}

export async function writeObject(
  { outPath, nameless }: ExportJob,
  { caseFile, study }: ResultObject<CaseFile>,
  attributes: Attributes,
  encoding = { deflated: false },
): Promise<Written> {
  const file = await encodeDicom(attributes, encoding);
  await replaceFile(outPath, nameless === null ? file : namelessObject(file, nameless), 'The DICOM object');
  const teeth = caseFile.instances.length;
  const sourceFrames = study.frames.length;
  return { teeth, facts: { sourceFrames }, summary: `${teeth} teeth of ${sourceFrames} images` };
}

async function studyOf(path: string, seriesUid: string): Promise<SourceStudy> {
  const study = await readSourceStudy(path, seriesUid);
  if (study.frames.length > 0) return study;
  throw new QuadrantError(
    'scan.series-not-found',
    'The series that the case was made from is not there: the object would not refer to it.',
    'Say where the scan lies now: --scan <scan>.',
    { path, seriesUid },
  );
}
