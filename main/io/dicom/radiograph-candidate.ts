/** One DICOM radiograph as something to open: what speaks against it, how it is listed, how well it suits. */
import type { QuadrantError } from '#contract/errors';
import type { RadiographFacts, SeriesInfo, Warning } from '#contract/scan';
import { colourWarning, noImageSeries, tooManyPixels, unsupportedTransferSyntax } from '../scan-errors.ts';
import { MAX_RADIOGRAPH_PIXELS } from '../scan-limits.ts';
import type { ImageHeader } from './image-header.ts';
import type { RadiographHeader } from './radiograph-header.ts';
import { describeTransferSyntax, transferSyntax } from './transfer-syntax.ts';

export interface RadiographCandidate {
  readonly form: 'radiograph';
  readonly info: SeriesInfo;
  readonly image: ImageHeader;
  readonly header: RadiographHeader;
  readonly facts: RadiographFacts;
  readonly problem: QuadrantError | null;
}

/** More captures than this in one series, without a place in the patient, are slices that lost it. */
const MAX_CAPTURES_IN_SERIES = 8;

/**
 * The radiographs among the images of one series. Each is a candidate of its own: under the series' UID when it is the
 * only one, else under its own.
 */
export function radiographCandidates(images: readonly ImageHeader[]): readonly RadiographCandidate[] {
  const found = images.flatMap((image) => (image.radiograph === null ? [] : [{ image, header: image.radiograph }]));
  if (looksLikeSlices(images)) return [];
  return found.map(({ image, header }) => {
    const { seriesUid, sopInstanceUid, path } = image;
    const uid = found.length > 1 ? sopInstanceUid || path : seriesUid || 'series-without-uid';
    return examineRadiograph(uid, image, header);
  });
}

/** Whether the images of a series are more likely slices stored as pictures than radiographs: many grey ones of a size. */
export function looksLikeSlices(images: readonly ImageHeader[]): boolean {
  const grey = images.filter(
    ({ radiograph, format }) => radiograph?.evidence === 'capture' && format.photometric.startsWith('MONOCHROME'),
  );
  const bySize = Map.groupBy(grey, ({ format }) => `${format.columns} ${format.rows}`);
  return [...bySize.values()].some(({ length }) => length > MAX_CAPTURES_IN_SERIES);
}

function examineRadiograph(uid: string, image: ImageHeader, header: RadiographHeader): RadiographCandidate {
  const { format } = image;
  const [rows, columns] = header.patientOrientation;
  const facts: RadiographFacts = { pixelSpacingMm: header.pixelSpacingMm, mirrored: rows === 'R' };
  const problem = problemOf(image, header);
  const info: SeriesInfo = {
    uid,
    kind: 'dicom-radiograph',
    description: image.seriesDescription,
    modality: image.modality,
    dims: [format.columns, format.rows, 1],
    spacingMm: [...(header.pixelSpacingMm ?? ([1, 1] as const)), 1],
    orientation: header.patientOrientation.join(''),
    bits: format.bitsStored,
    transferSyntax: describeTransferSyntax(image.transferSyntaxUid),
    sizeBytes: image.sizeBytes,
    usable: problem === null,
    ...(problem === null ? {} : { problem: problem.message }),
    warnings: [...(facts.mirrored ? [MIRRORED] : []), ...(columns === 'H' ? [UPSIDE_DOWN] : [])],
  };
  return { form: 'radiograph', info, image, header, facts, problem };
}

const MIRRORED: Warning = {
  code: 'scan.mirrored',
  message:
    "The file says that the patient's right is on the right of the picture: it is mirrored against the usual way of showing radiographs.",
};
const UPSIDE_DOWN: Warning = {
  code: 'scan.upside-down',
  message: 'The file says that the top of the picture is towards the feet: the radiograph stands on its head.',
};

/** Why its pixels cannot be read, seen from the header. */
function problemOf(image: ImageHeader, { palette }: RadiographHeader): QuadrantError | null {
  const { format, path, transferSyntaxUid } = image;
  const { codec } = transferSyntax(transferSyntaxUid);
  if (codec === null) return unsupportedTransferSyntax(path, transferSyntax(transferSyntaxUid));
  const { rows, columns, bitsAllocated, samplesPerPixel, photometric, kind } = format;
  if (kind !== 'integer' || ![8, 16].includes(bitsAllocated))
    return noImageSeries(`The image has ${bitsAllocated} bits a pixel, which no radiograph has.`, path);
  const colours = colourReader(photometric, samplesPerPixel, codec === 'native');
  if (!colours || (photometric === 'PALETTE COLOR' && palette === null))
    return noImageSeries(`The image stores its colours as ${photometric}, which Quadrant cannot read.`, path);
  if (rows * columns > MAX_RADIOGRAPH_PIXELS) return tooManyPixels(path, columns, rows);
  return null;
}

/** Whether grey can be made of such samples. Uncompressed YBR_FULL_422 packs two pixels into four bytes. */
function colourReader(photometric: string, samplesPerPixel: number, native: boolean): boolean {
  if (samplesPerPixel === 1) return ['MONOCHROME1', 'MONOCHROME2', 'PALETTE COLOR', ''].includes(photometric);
  if (samplesPerPixel !== 3) return false;
  if (photometric === 'RGB' || photometric === 'YBR_FULL') return true;
  return !native && photometric.startsWith('YBR');
}

/** The warning of a colour picture, once its pixels are known, joins those of the header. */
export function withColour(info: SeriesInfo, colour: boolean): SeriesInfo {
  return colour ? { ...info, warnings: [...info.warnings, colourWarning()] } : info;
}
