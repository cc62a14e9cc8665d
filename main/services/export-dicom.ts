/** A case goes in, DICOM objects that any PACS takes come out. */
import { QuadrantError } from '#contract/errors';
import { replaceFile } from '../io/replace-file.ts';
import { measurementReport } from '../io/dicom-write/measurement-report.ts';
import { segmentation } from '../io/dicom-write/segmentation.ts';
import { readSourceStudy, unknownStudy, type SourceStudy } from '../io/dicom-write/source-study.ts';
import { encodeDicom } from '../io/dicom-write/write-dicom.ts';
import { readReviewedCase } from './reviewed-result.ts';

/** dicom-seg: the teeth as segments. dicom-sr: their measurements, which refer to those segments. */
export const DICOM_FORMATS = ['dicom-seg', 'dicom-sr'] as const;
export type DicomFormat = (typeof DICOM_FORMATS)[number];

export interface ExportDicomOptions {
  readonly format: DicomFormat;
  readonly caseDir: string;
  /** Where the scan lies now; where it lay when it was segmented if not given. */
  readonly scanPath?: string | undefined;
  readonly outPath: string;
}

export interface ExportedDicom {
  readonly out: string;
  readonly teeth: number;
  /** Frames of the source series that the object refers to; 0 when the scan is no DICOM series. */
  readonly sourceFrames: number;
}

/**
 * Writes the reviewed teeth of a CBCT as one object with the patient, study and frame of reference of its
 * scan. @throws QuadrantError case.*, review.damaged, scan.* (the scan is gone), usage (a radiograph), disk.unwritable
 */
export async function exportDicom(options: ExportDicomOptions): Promise<ExportedDicom> {
  const { format, caseDir, outPath } = options;
  const { caseFile, labels, review } = await readReviewedCase(caseDir);
  if (caseFile.modality !== 'cbct') {
    throw new QuadrantError(
      'usage',
      'The case is of a panoramic radiograph, whose teeth overlap in its plane: a segmentation is of a CBCT.',
      'Export its outlines: --format labelme or --format coco.',
      { path: caseDir },
    );
  }
  const { source } = caseFile;
  const study = source.kind.startsWith('dicom')
    ? await studyOf(options.scanPath ?? source.path, source.seriesUid)
    : unknownStudy(source.seriesUid, { PatientName: source.patientName, PatientID: source.patientId });
  const creator = review?.signed?.by ?? review?.reviewedBy.at(-1) ?? '';
  const object = { caseFile, study, creator, seq: review?.seq ?? 0 };
  const attributes =
    format === 'dicom-seg'
      ? segmentation({ ...object, labelMap: labels })
      : measurementReport({ ...object, signedAt: review?.signed?.at ?? null });
  await replaceFile(outPath, encodeDicom(attributes), 'The DICOM object');
  return { out: outPath, teeth: caseFile.instances.length, sourceFrames: study.frames.length };
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
