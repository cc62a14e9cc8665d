/** A DICOM Segmentation (PS3.3 A.51) or Label Map Segmentation (A.101) before its pixels: segments, planes and where it comes from. */
import { stat } from 'node:fs/promises';
import { QuadrantError } from '#contract/errors';
import { dot, subtract } from '#core/vector';
import type { Vec3 } from '#core/volume';
import { formatPersonName } from '../dicom/character-set.ts';
import { code, codes, decimal, firstItem, items, TAG, text, uint16, type DataSet } from '../dicom/data-set.ts';
import type { ImageHeader } from '../dicom/image-header.ts';
import { readDataSet, readHeader } from '../dicom/read-header.ts';
import { placesOf, splitIntoStacks } from '../dicom/stack.ts';
import { layOutStack, type StackLayout } from '../dicom/stack-layout.ts';
import { describeTransferSyntax, transferSyntax } from '../dicom/transfer-syntax.ts';
import { corruptFile, failedReading, notFound, unsupportedTransferSyntax } from '../scan-errors.ts';
import { segmentList, type Segment } from './segment-list.ts';

const SEGMENTATION = '1.2.840.10008.5.1.4.1.1.66.4';
const LABEL_MAP_SEGMENTATION = '1.2.840.10008.5.1.4.1.1.66.7';

/** How a pixel says that it belongs to a segment: a bit, a share of `maximum`, or the segment's number. */
export type SegmentPixels =
  | { readonly kind: 'binary' }
  | { readonly kind: 'fractional'; readonly maximum: number }
  | { readonly kind: 'label-map' };

export interface Segmentation {
  readonly header: ImageHeader;
  readonly pixels: SegmentPixels;
  readonly segments: readonly Segment[];
  /** Number of the segment that each frame shows; null where pixels tell it. */
  readonly segmentOfFrame: readonly (number | null)[];
  readonly layout: StackLayout;
  readonly positionsMm: readonly Vec3[];
  /** Index of each frame's place in `layout.slices`. */
  readonly planeOfFrame: readonly number[];
  /** How thick the planes are; null where nothing tells it. */
  readonly stepMm: number | null;
  readonly source: SegmentationSource;
  readonly madeBy: SegmentationOrigin;
}

/** What it says it was drawn on. */
export interface SegmentationSource {
  readonly frameOfReferenceUid: string;
  readonly seriesUids: ReadonlySet<string>;
  readonly instanceUids: ReadonlySet<string>;
}

export interface SegmentationOrigin {
  readonly sopInstanceUid: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly software: string;
  readonly creator: string;
  /** YYYY-MM-DD or ''. */
  readonly date: string;
}

/**
 * Reads all that a segmentation says before its pixels.
 * @throws QuadrantError scan.not-found, scan.corrupt-file, import.unsupported (no segmentation, or of a kind that has no
 * place in a volume), scan.unsupported-transfer-syntax, scan.inconsistent-geometry
 */
export async function readSegmentation(path: string): Promise<Segmentation> {
  const header = await imageOf(path);
  const dataSet = await readDataSet(path).catch((thrown: unknown) => {
    throw failedReading(path, thrown);
  });
  const pixels = pixelsOf(path, header, dataSet);
  refuseUndecodable(path, header);
  if (
    TAG.TotalPixelMatrixColumns in dataSet.elements ||
    code(dataSet, TAG.DimensionOrganizationType).startsWith('TILED')
  )
    throw unsupported(path, 'it is of a microscope’s slide, in tiles');
  if (header.concatenationUid !== '') throw unsupported(path, 'it is one part of an object in several files');
  const places = placesOfFrames(path, header);
  const layout = layOutStack(places.positionsMm, places.grid);
  const segments = segmentList(dataSet);
  if (segments.length === 0) throw corruptFile(path, 'it describes no segments');
  return {
    header,
    pixels,
    segments,
    segmentOfFrame:
      pixels.kind === 'label-map' ? header.frames.map(() => null) : segmentsOfFrames(path, header, dataSet),
    layout,
    positionsMm: places.positionsMm,
    planeOfFrame: planesOfFrames(path, layout, places.positionsMm),
    stepMm: stepOf(dataSet, layout),
    source: sourceOf(dataSet),
    madeBy: originOf(dataSet),
  };
}

async function imageOf(path: string): Promise<ImageHeader> {
  const opened = await stat(path).catch((thrown: unknown) => {
    throw notFound(path, thrown);
  });
  if (opened.isDirectory()) throw unsupported(path, 'it is a folder: name the one file');
  const read = await readHeader(path).catch((thrown: unknown) => {
    throw failedReading(path, thrown);
  });
  switch (read.kind) {
    case 'image':
      return read.image;
    case 'unreadable':
      throw read.gone ? notFound(path) : corruptFile(path, read.reason);
    case 'no-image':
    case 'dicomdir':
      throw unsupported(path, 'it is a DICOM file without pixels');
    case 'not-dicom':
      throw unsupported(path, 'it is no DICOM file');
  }
}

function pixelsOf(path: string, { sopClassUid, format, modality }: ImageHeader, dataSet: DataSet): SegmentPixels {
  const { bitsAllocated, samplesPerPixel, signed, kind } = format;
  if (sopClassUid !== SEGMENTATION && sopClassUid !== LABEL_MAP_SEGMENTATION)
    throw unsupported(path, `it is a DICOM image (${modality || 'of unknown modality'}), no segmentation`);
  const type = code(dataSet, TAG.SegmentationType);
  const wellFormed = samplesPerPixel === 1 && !signed && kind === 'integer';
  if (wellFormed && sopClassUid === LABEL_MAP_SEGMENTATION && [8, 16].includes(bitsAllocated))
    return { kind: 'label-map' };
  if (wellFormed && type === 'BINARY' && bitsAllocated === 1) return { kind: 'binary' };
  const maximum = uint16(dataSet, TAG.MaximumFractionalValue);
  if (wellFormed && type === 'FRACTIONAL' && bitsAllocated === 8 && maximum !== null && maximum > 0)
    return { kind: 'fractional', maximum };
  throw unsupported(path, `its pixels are of type ${type || 'unknown'} with ${bitsAllocated} bits`);
}

/** Half a label is none: what was compressed with loss says nothing. */
const LOSSY = new Set(['50', '51', '53', '55', '81'].map((last) => `1.2.840.10008.1.2.4.${last}`));

function refuseUndecodable(path: string, { transferSyntaxUid: uid, format }: ImageHeader): void {
  const syntax = transferSyntax(uid);
  if (syntax.codec === null || LOSSY.has(uid)) throw unsupportedTransferSyntax(path, syntax);
  if (format.bitsAllocated === 1 && ['jpeg', 'jpeg-ls'].includes(syntax.codec))
    throw unsupported(path, `its pixels of one bit are stored as ${describeTransferSyntax(uid)}`);
}

function placesOfFrames(path: string, header: ImageHeader): NonNullable<ReturnType<typeof placesOf>> {
  const [stack, ...others] = splitIntoStacks([header]);
  if (others.length > 0) throw unsupported(path, 'its frames are not parallel or of different pixel sizes');
  const places = header.assumedPlaces ? null : placesOf(stack);
  if (places === null) throw unsupported(path, 'its frames do not say where in the patient they lie');
  return places;
}

/** Frames of one plane must lie upon each other. */
function planesOfFrames(path: string, layout: StackLayout, positionsMm: readonly Vec3[]): readonly number[] {
  const planes = new Array<number>(positionsMm.length).fill(0);
  const { slices, duplicates, axes, grid } = layout;
  const upon = new Map(duplicates.map(([first, ...others]) => [first, others]));
  const pixelMm = Math.min(...grid.spacingMm);
  slices.forEach(({ source }, plane) => {
    planes[source] = plane;
    for (const frame of upon.get(source) ?? []) {
      const offset = subtract(positionsMm[frame], positionsMm[source]);
      if (Math.hypot(dot(offset, axes[0]), dot(offset, axes[1])) > 0.1 * pixelMm)
        throw unsupported(path, 'frames of one plane lie beside each other, in tiles');
      planes[frame] = plane;
    }
  });
  return planes;
}

function segmentsOfFrames(path: string, { frames }: ImageHeader, dataSet: DataSet): readonly number[] {
  const shared = firstItem(dataSet, TAG.SharedFunctionalGroupsSequence);
  const perFrame = items(dataSet, TAG.PerFrameFunctionalGroupsSequence);
  return frames.map((_, frame) => {
    for (const groups of [perFrame[frame], shared]) {
      const item = firstItem(groups, TAG.SegmentIdentificationSequence);
      const number = item === undefined ? null : uint16(item, TAG.ReferencedSegmentNumber);
      if (number !== null) return number;
    }
    throw corruptFile(path, `frame ${frame + 1} does not say which segment it shows`);
  });
}

/** Planes at this share of the stated distance are not rounded or uneven, but nearer. */
const NEARER = 0.75;

/** The stated distance unless planes lie nearer to each other than that; a single plane is as thick as it says. */
function stepOf(dataSet: DataSet, { slices, stepMm }: StackLayout): number | null {
  const measures = [
    firstItem(firstItem(dataSet, TAG.SharedFunctionalGroupsSequence), TAG.PixelMeasuresSequence),
    firstItem(items(dataSet, TAG.PerFrameFunctionalGroupsSequence)[0], TAG.PixelMeasuresSequence),
  ].find((found) => found !== undefined);
  const stated = [TAG.SpacingBetweenSlices, TAG.SliceThickness].map(
    (tag) => (measures === undefined ? null : decimal(measures, tag)) ?? 0,
  );
  const [spacing] = stated;
  if (slices.length > 1) return spacing > 0 && stepMm > NEARER * spacing ? spacing : stepMm;
  return stated.find((mm) => mm > 0) ?? null;
}

function sourceOf(dataSet: DataSet): SegmentationSource {
  const groups = [
    ...items(dataSet, TAG.SharedFunctionalGroupsSequence),
    ...items(dataSet, TAG.PerFrameFunctionalGroupsSequence),
  ];
  const images = groups
    .flatMap((each) => items(each, TAG.DerivationImageSequence))
    .flatMap((each) => items(each, TAG.SourceImageSequence));
  return {
    frameOfReferenceUid: code(dataSet, TAG.FrameOfReferenceUID),
    seriesUids: new Set(items(dataSet, TAG.ReferencedSeriesSequence).map((each) => code(each, TAG.SeriesInstanceUID))),
    instanceUids: new Set(images.map((each) => code(each, TAG.ReferencedSOPInstanceUID))),
  };
}

function originOf(dataSet: DataSet): SegmentationOrigin {
  return {
    sopInstanceUid: code(dataSet, TAG.SOPInstanceUID),
    manufacturer: text(dataSet, TAG.Manufacturer).trim(),
    model: text(dataSet, TAG.ManufacturerModelName).trim(),
    software: codes(dataSet, TAG.SoftwareVersions).join(' '),
    creator: formatPersonName(text(dataSet, TAG.ContentCreatorName)),
    date: code(dataSet, TAG.ContentDate).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'),
  };
}

/** A file that holds no teeth that could be laid on a scan, and why. */
function unsupported(path: string, reason: string): QuadrantError {
  return new QuadrantError(
    'import.unsupported',
    `The file cannot be opened as a segmentation: ${reason}.`,
    'Choose a DICOM Segmentation (SEG) of the scan itself, binary, fractional or as a label map.',
    { path, reason },
  );
}
