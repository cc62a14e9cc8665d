/** A case goes in, DICOM objects that any PACS takes come out. */
import type { CbctCase } from '#contract/case';
import { QuadrantError } from '#contract/errors';
import type { LabelMap } from '#core/volume';
import { replaceFile } from '../../io/replace-file.ts';
import { measurementReport } from '../../io/dicom-write/measurement-report.ts';
import { segmentation } from '../../io/dicom-write/segmentation.ts';
import { readSourceStudy, unknownStudy, type SourceStudy } from '../../io/dicom-write/source-study.ts';
import { encodeDicom, type Attributes } from '../../io/dicom-write/write-dicom.ts';
import type { ReviewSummary } from '../reviewed-result.ts';
import type { ExportJob, Written } from './export-case.ts';

/** The teeth as segments. @throws QuadrantError scan.* when the scan is gone */
export function writeSegmentation(job: ExportJob): Promise<Written> {
  return writeObject(job, ({ labels, ...object }) => segmentation({ ...object, labelMap: labels }));
}

/** Their measurements, which refer to those segments. @throws QuadrantError scan.* when the scan is gone */
export function writeMeasurementReport(job: ExportJob): Promise<Written> {
  return writeObject(job, ({ review, ...object }) =>
    measurementReport({ ...object, signedAt: review?.signed?.at ?? null }),
  );
}

interface ObjectParts {
  readonly caseFile: CbctCase;
  readonly labels: LabelMap;
  readonly review: ReviewSummary | null;
  readonly study: SourceStudy;
  readonly creator: string;
  readonly seq: number;
}

/** One object with the patient, study and frame of reference of the scan. */
async function writeObject(job: ExportJob, attributesOf: (parts: ObjectParts) => Attributes): Promise<Written> {
  const { caseFile, labels, review } = await job.result();
  if (caseFile.modality !== 'cbct') throw new TypeError('DICOM objects are of a CBCT');
  const { source } = caseFile;
  const study = source.kind.startsWith('dicom')
    ? await studyOf(job.scanPath ?? source.path, source.seriesUid)
    : unknownStudy(source.seriesUid, { PatientName: source.patientName, PatientID: source.patientId });
  const creator = review?.signed?.by ?? review?.reviewedBy.at(-1) ?? '';
  const attributes = attributesOf({ caseFile, labels, review, study, creator, seq: review?.seq ?? 0 });
  await replaceFile(job.outPath, await encodeDicom(attributes), 'The DICOM object');
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
