import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { ScanInfo, SeriesInfo } from '#contract/scan';
import { seriesNotFound } from '../dicom/choose-series.ts';
import { readWhole } from '../regular-file.ts';
import { cancelled, colourWarning, corruptFile, notFound, tooManyPixels, unsupportedFormat } from '../scan-errors.ts';
import { MAX_RADIOGRAPH_PIXELS } from '../scan-limits.ts';
import type { ReadScanOptions, SurveyedScan } from '../scan-reader.ts';
import { pictureVolume } from './grey-picture.ts';
import type { GreyPicture } from './grey-picture.ts';
import { UnsupportedPicture } from './picture-format.ts';
import type { PictureHeader, PictureKind } from './picture-format.ts';
import { readJpeg } from './read-jpeg.ts';
import { readPng } from './read-png.ts';
import { readTiff } from './read-tiff.ts';

const READERS: Readonly<Record<PictureKind, (file: Buffer) => PictureHeader | Promise<PictureHeader>>> = {
  png: readPng,
  jpeg: readJpeg,
  tiff: readTiff,
};

/**
 * A PNG, JPEG or TIFF file as a scan of one radiograph, named by a hash of the file.
 * @throws QuadrantError scan.not-found, scan.corrupt-file, scan.unsupported-format, scan.too-large, scan.series-not-found.
 */
export async function surveyPicture(
  path: string,
  kind: PictureKind,
  { seriesUid }: ReadScanOptions,
): Promise<SurveyedScan> {
  const file = await readWhole(path).catch((thrown: unknown) => {
    throw notFound(path, thrown);
  });
  const header = await understood(path, () => READERS[kind](file));
  const { width, height, bits, coding, pixelSpacingMm } = header;
  if (width < 1 || height < 1) throw corruptFile(path, `its size is ${width} × ${height} pixels`);
  if (width * height > MAX_RADIOGRAPH_PIXELS) throw tooManyPixels(path, width, height);
  const uid = createHash('sha256').update(file).digest('hex').slice(0, 32);
  if (seriesUid !== undefined && seriesUid !== uid) throw seriesNotFound(seriesUid, [uid]);
  const series: SeriesInfo = {
    uid,
    kind,
    description: '',
    modality: '',
    dims: [width, height, 1],
    spacingMm: [...(pixelSpacingMm ?? ([1, 1] as const)), 1],
    orientation: '',
    bits,
    transferSyntax: coding,
    sizeBytes: file.length,
    usable: true,
    warnings: [],
  };
  const info: ScanInfo = {
    modality: 'opg',
    radiograph: { pixelSpacingMm, mirrored: false },
    series: [series],
    chosenUid: uid,
    choice: 'The only picture.',
    patientName: '',
    patientId: '',
    studyDate: '',
    studyDescription: basename(path).replace(/\.(png|jpe?g|tiff?)$/i, ''),
    ignoredFiles: 0,
  };
  return {
    info,
    warnings: [],
    readVolume: async ({ report, signal }) => {
      if (signal?.aborted) throw cancelled();
      const picture = await understood(path, () => header.decode());
      report?.(1);
      const warnings = picture.colour ? [colourWarning()] : [];
      return { volume: pictureVolume(picture), series: { ...series, warnings } };
    },
  };
}

/** Decoders throw errors of their own: whatever goes wrong is the file's fault, and named after it. */
async function understood<Result extends PictureHeader | GreyPicture>(
  path: string,
  read: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await read();
  } catch (thrown) {
    if (thrown instanceof UnsupportedPicture) throw unsupportedFormat(path, thrown.message);
    throw corruptFile(path, thrown instanceof Error ? thrown.message : String(thrown), thrown);
  }
}
