/**
 * The one door to scans: a DICOM folder, DICOMDIR or file, a NIfTI file, a radiograph as a picture, or an intraoral surface
 * → what is in it, and its volume.
 */
import { stat } from 'node:fs/promises';
import { QuadrantError } from '#contract/errors';
import type { RadiographFacts, ScanInfo, SeriesInfo, Warning } from '#contract/scan';
import type { ScanSurface } from '#core/surface/scan-surface';
import type { Volume } from '#core/volume';
import { surveyDicom } from './dicom/survey-dicom.ts';
import { fingerprintOf } from './fingerprint.ts';
import { readFileHead } from './nifti/nifti-bytes.ts';
import { isNifti } from './nifti/nifti-header.ts';
import { surveyNifti } from './nifti/survey-nifti.ts';
import { pictureKind } from './radiograph/picture-format.ts';
import { pictureInFolder } from './radiograph/picture-in-folder.ts';
import { surveyPicture } from './radiograph/survey-picture.ts';
import { notFound } from './scan-errors.ts';
import type { GrowingVolume, ReadScanOptions, SurveyedScan, VolumeOfSeries } from './scan-reader.ts';
import { isSurfaceFile } from './surface/read-surface.ts';
import { surveySurface } from './surface/survey-surface.ts';

export type { ReadScanOptions } from './scan-reader.ts';

export interface ReadScan {
  readonly volume: Volume;
  /** Set when the volume is a radiograph: one slice, in pixels. */
  readonly radiograph: RadiographFacts | null;
  /** Set when the scan is a surface: the volume then has a voxel for each of its faces. */
  readonly surface: ScanSurface | null;
  readonly info: ScanInfo;
  /** The series that was read. */
  readonly series: SeriesInfo;
  /** Everything noticed on the way: about the files, the choice and the series. */
  readonly warnings: readonly Warning[];
  /** sha256 of geometry and decoded voxels, hex. */
  readonly fingerprint: string;
}

/** A scan whose slices are still being read into its volume, or of which only some are. */
export type UnfinishedScan = Omit<ReadScan, 'fingerprint'>;

export type ReadOptions = Omit<ReadScanOptions, 'growth' | 'slices'> & { readonly growth?: ScanGrowth };

/** Told while a scan is read; formats and series whose voxels are known only at the end tell nothing. */
export interface ScanGrowth {
  begin(scan: UnfinishedScan): void;
  /** Slice k of the volume is there. */
  slice(k: number): void;
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
 * Reads a scan's volume: grey values after the modality rescale on an orthogonal LPS grid; a radiograph as one slice on a
 * grid of pixels, brighter being denser; a surface as it is, with a voxel a face. The voxels of DICOM volumes lie in a SharedArrayBuffer.
 * @throws QuadrantError as scanInfo does, surface.*, and scan.unsupported-transfer-syntax, scan.single-slice, scan.missing-slices,
 * scan.duplicate-slices, scan.too-large; whatever `options.report` throws.
 */
export async function readScan(path: string, options: ReadOptions = {}): Promise<ReadScan> {
  const unfinished = await readPartOfScan(path, options);
  const { surface, series, volume } = unfinished;
  return { ...unfinished, fingerprint: surface === null ? fingerprintOf(volume) : series.uid };
}

/** As readScan, for whoever needs some slices only and no proof that the scan is the same. */
export async function readPartOfScan(
  path: string,
  options: ReadOptions & Pick<ReadScanOptions, 'slices'> = {},
): Promise<UnfinishedScan> {
  const surveyed = await survey(path, options);
  const { info, warnings } = surveyed;
  const described = ({ volume, series, surface }: VolumeOfSeries): UnfinishedScan => ({
    volume,
    radiograph: info.radiograph,
    surface: surface ?? null,
    info,
    series,
    warnings: [...warnings, ...series.warnings],
  });
  const growth = options.growth && {
    begin: (growing: GrowingVolume) => options.growth?.begin(described(growing)),
    slice: (k: number) => options.growth?.slice(k),
  };
  return described(await surveyed.readVolume({ ...options, growth }));
}

async function survey(path: string, options: ReadScanOptions): Promise<SurveyedScan> {
  const opened = await stat(path).catch((thrown: unknown) => {
    throw notFound(path, thrown);
  });
  if (opened.isFile()) {
    const file = await readFileHead(path);
    if (isNifti(file.head)) return surveyNifti(path, file, options);
    const kind = pictureKind(file.raw);
    if (kind !== null) return surveyPicture(path, kind, options);
    return (await isSurfaceFile(path)) ? surveySurface(path, options) : surveyDicom(path, options);
  }
  return surveyFolder(path, options);
}

/** A folder's DICOM images; one without any may hold a radiograph as a picture. */
async function surveyFolder(path: string, options: ReadScanOptions): Promise<SurveyedScan> {
  try {
    return await surveyDicom(path, options);
  } catch (thrown) {
    if (!(thrown instanceof QuadrantError) || thrown.code !== 'scan.no-image-series') throw thrown;
    const picture = await pictureInFolder(path);
    if (picture === null) throw thrown;
    return surveyPicture(picture.path, picture.kind, options);
  }
}
