/** The one door to scans: a DICOM folder, DICOMDIR or file, or a NIfTI file → what is in it, and its volume. */
import { stat } from 'node:fs/promises';
import type { ScanInfo, SeriesInfo, Warning } from '#contract/scan';
import type { Volume } from '#core/volume';
import { surveyDicom } from './dicom/survey-dicom.ts';
import { fingerprintOf } from './fingerprint.ts';
import { readFileHead } from './nifti/nifti-bytes.ts';
import { isNifti } from './nifti/nifti-header.ts';
import { surveyNifti } from './nifti/survey-nifti.ts';
import { notFound } from './scan-errors.ts';
import type { ReadScanOptions, SurveyedScan } from './scan-reader.ts';

export type { ReadScanOptions } from './scan-reader.ts';

export interface ReadScan {
  readonly volume: Volume;
  readonly info: ScanInfo;
  /** The series that was read. */
  readonly series: SeriesInfo;
  /** Everything noticed on the way: about the files, the choice and the series. */
  readonly warnings: readonly Warning[];
  /** sha256 of geometry and decoded voxels, hex. */
  readonly fingerprint: string;
}

/**
 * Lists what a scan holds and which series would be read, from headers only. A scan whose series all have a problem
 * is listed too, with `chosenUid` null.
 * @throws QuadrantError scan.not-found, scan.empty-folder, scan.no-image-series, scan.corrupt-file,
 * scan.unsupported-format, scan.inconsistent-geometry, scan.single-slice (NIfTI), scan.series-not-found, job.cancelled.
 */
export async function scanInfo(path: string, options: ReadScanOptions = {}): Promise<ScanInfo> {
  return (await survey(path, options)).info;
}

/**
 * Reads a scan's volume: grey values after the modality rescale on an orthogonal LPS grid. The voxels of DICOM scans
 * lie in a SharedArrayBuffer.
 * @throws QuadrantError as scanInfo does, and scan.unsupported-transfer-syntax, scan.single-slice, scan.missing-slices,
 * scan.duplicate-slices, scan.too-large; whatever `options.report` throws.
 */
export async function readScan(path: string, options: ReadScanOptions = {}): Promise<ReadScan> {
  const surveyed = await survey(path, options);
  const { volume, series } = await surveyed.readVolume(options);
  return {
    volume,
    info: surveyed.info,
    series,
    warnings: [...surveyed.warnings, ...series.warnings],
    fingerprint: fingerprintOf(volume),
  };
}

async function survey(path: string, options: ReadScanOptions): Promise<SurveyedScan> {
  const opened = await stat(path).catch((thrown: unknown) => {
    throw notFound(path, thrown);
  });
  if (opened.isFile()) {
    const file = await readFileHead(path);
    if (isNifti(file.head)) return surveyNifti(path, file, options);
  }
  return surveyDicom(path, options);
}
