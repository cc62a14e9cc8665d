/**
 * A case's label map as a DICOM Segmentation on the scan's grid (PS3.3 A.51, C.8.20): one binary segment for each tooth, or
 * a label map whose pixels are the labels (Supplement 243).
 */
import { labelOf } from '#contract/case';
import { affineIjkToWorld, applyAffine } from '#core/geometry';
import type { Coded } from '#core/teeth/tooth-codes';
import { dot, subtract } from '#core/vector';
import type { Geometry, LabelMap, Vec3 } from '#core/volume';
import { packFrames } from './pack-frames.ts';
import { personName } from './person-name.ts';
import { commonInstanceReference, commonModules, type ObjectKind, type ResultObject } from './result-object.ts';
import { backgroundItem, segmentItem } from './segment-item.ts';
import type { SourceFrame } from './source-study.ts';
import { codeItem, decimalString, uidOf, type Attributes } from './write-dicom.ts';

export interface SegmentationInput extends ResultObject {
  /** Values are labels (`labelOf`). */
  readonly labelMap: LabelMap;
}

export const SEGMENTATION: ObjectKind = {
  name: 'segmentation',
  sopClassUid: '1.2.840.10008.5.1.4.1.1.66.4',
  modality: 'SEG',
  seriesNumber: 901,
  seriesDescription: 'Teeth',
};
const LABEL_MAP: ObjectKind = {
  name: 'label map',
  sopClassUid: '1.2.840.10008.5.1.4.1.1.66.7',
  modality: 'SEG',
  seriesNumber: 903,
  seriesDescription: 'Teeth: label map',
};

const SEGMENTATION_PURPOSE: Coded = {
  value: '121322',
  scheme: 'DCM',
  meaning: 'Source image for image processing operation',
};
const DERIVATION: Coded = { value: '113076', scheme: 'DCM', meaning: 'Segmentation' };
/** Attributes that the dimensions index (PS3.3 C.7.6.17). */
const SEGMENT_NUMBER = 0x0062000b;
const SEGMENT_IDENTIFICATION = 0x0062000a;
const IMAGE_POSITION = 0x00200032;
const PLANE_POSITION = 0x00209113;
/** A source image lies where a frame does when it is as near as this, mm. */
const SAME_PLACE_MM = 0.01;

/**
 * All attributes of the binary object; `encodeDicom` makes a file of them. Segment n is instance n − 1 of the case, and has
 * frames only where it has voxels.
 * @throws RangeError for a case without teeth, and for a tooth without voxels
 */
export function segmentation(input: SegmentationInput): Attributes {
  const { caseFile, labelMap } = input;
  const teeth = caseFile.instances;
  if (teeth.length === 0) throw new RangeError('There are no teeth');
  const { bytes, frames } = packFrames(
    labelMap,
    teeth.map((tooth) => ({ label: labelOf(tooth), boundsIjk: tooth.boundsIjk })),
  );
  for (const [segment, { fdi }] of teeth.entries()) {
    if (!frames.some((frame) => frame.segment === segment)) throw new RangeError(`Tooth ${fdi} has no voxels`);
  }
  const planes = planesOf(input);
  const organization = organizationUid(SEGMENTATION, input);
  return {
    ...sharedModules(SEGMENTATION, input),
    BitsAllocated: 1,
    BitsStored: 1,
    HighBit: 0,
    SegmentationType: 'BINARY',
    SegmentSequence: teeth.map((tooth, n) => segmentItem(tooth, n + 1, caseFile)),
    DimensionIndexSequence: [
      dimension(organization, SEGMENT_NUMBER, SEGMENT_IDENTIFICATION, 'Segment'),
      dimension(organization, IMAGE_POSITION, PLANE_POSITION, 'Position'),
    ],
    NumberOfFrames: frames.length,
    PerFrameFunctionalGroupsSequence: frames.map(({ segment, k }) => ({
      FrameContentSequence: [{ DimensionIndexValues: [segment + 1, k + 1] }],
      SegmentIdentificationSequence: [{ ReferencedSegmentNumber: segment + 1 }],
      ...planes[k],
    })),
    PixelData: bytes.buffer,
  };
}

/**
 * The label map as an object: a pixel is the label of its tooth, which is its segment's number. Its frames are all slices from
 * the first to the last with a tooth, so that they make a volume.
 * @throws RangeError for a case without teeth, and for a label that is no tooth's
 */
export function labelMapSegmentation(input: SegmentationInput): Attributes {
  const { caseFile, labelMap } = input;
  const teeth = caseFile.instances.toSorted((a, b) => labelOf(a) - labelOf(b));
  if (teeth.length === 0) throw new RangeError('There are no teeth');
  const [ni, nj] = labelMap.geometry.dims;
  const first = Math.min(...teeth.map(({ boundsIjk }) => boundsIjk.min[2]));
  const last = Math.max(...teeth.map(({ boundsIjk }) => boundsIjk.max[2]));
  const pixels = labelMap.data.slice(first * ni * nj, (last + 1) * ni * nj);
  checkLabels(pixels, new Set([0, ...teeth.map(labelOf)]));
  const planes = planesOf(input).slice(first, last + 1);
  return {
    ...sharedModules(LABEL_MAP, input),
    BitsAllocated: 8,
    BitsStored: 8,
    HighBit: 7,
    PixelPaddingValue: 0,
    SegmentationType: 'LABELMAP',
    SegmentSequence: [backgroundItem(caseFile), ...teeth.map((tooth) => segmentItem(tooth, labelOf(tooth), caseFile))],
    DimensionOrganizationType: '3D',
    DimensionIndexSequence: [dimension(organizationUid(LABEL_MAP, input), IMAGE_POSITION, PLANE_POSITION, 'Position')],
    NumberOfFrames: planes.length,
    PerFrameFunctionalGroupsSequence: planes.map((plane, n) => ({
      FrameContentSequence: [{ DimensionIndexValues: [n + 1] }],
      ...plane,
    })),
    PixelData: evenBuffer(pixels),
  };
}

function checkLabels(pixels: Uint8Array, known: ReadonlySet<number>): void {
  const isKnown = Uint8Array.from({ length: 256 }, (_, label) => (known.has(label) ? 1 : 0));
  for (const label of pixels) if (isKnown[label] === 0) throw new RangeError(`Label ${label} is no tooth's`);
}

/** Pixel data is of even length (PS3.5 8.1.1). */
function evenBuffer(pixels: Uint8Array<ArrayBuffer>): ArrayBuffer {
  if (pixels.length % 2 === 0) return pixels.buffer;
  const padded = new Uint8Array(pixels.length + 1);
  padded.set(pixels);
  return padded.buffer;
}

/** What both kinds say alike. */
function sharedModules(kind: ObjectKind, input: SegmentationInput): Attributes {
  const { labelMap, study, creator } = input;
  const { geometry } = labelMap;
  const common = commonModules(kind, input);
  return {
    ...common,
    SeriesDate: common.ContentDate,
    SeriesTime: common.ContentTime,
    ImageType: ['DERIVED', 'PRIMARY'],
    ContentLabel: 'TEETH',
    ContentDescription: 'Teeth with their FDI numbers',
    ContentCreatorName: personName(creator),
    FrameOfReferenceUID: study.frameOfReferenceUid,
    PositionReferenceIndicator: study.positionReferenceIndicator,
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: geometry.dims[1],
    Columns: geometry.dims[0],
    PixelRepresentation: 0,
    ...study.lossy,
    SegmentsOverlap: 'NO',
    DimensionOrganizationSequence: [{ DimensionOrganizationUID: organizationUid(kind, input) }],
    ...commonInstanceReference(study),
    SharedFunctionalGroupsSequence: [sharedGroups(geometry)],
  };
}

function organizationUid({ name }: ObjectKind, { caseFile, seq }: SegmentationInput): string {
  return uidOf(`${name} dimensions`, caseFile.id, seq);
}

function dimension(organization: string, pointer: number, group: number, label: string): Attributes {
  return {
    DimensionOrganizationUID: organization,
    DimensionIndexPointer: pointer,
    FunctionalGroupPointer: group,
    DimensionDescriptionLabel: label,
  };
}

function sharedGroups({ spacingMm, direction }: Geometry): Attributes {
  return {
    PixelMeasuresSequence: [
      {
        SliceThickness: decimalString(spacingMm[2]),
        SpacingBetweenSlices: decimalString(spacingMm[2]),
        PixelSpacing: [decimalString(spacingMm[1]), decimalString(spacingMm[0])], // rows first
      },
    ],
    PlaneOrientationSequence: [{ ImageOrientationPatient: direction.slice(0, 6).map(decimalString) }],
  };
}

/** For each slice its place, and the source frame that lies there: none where the scan was laid on a new grid. */
function planesOf({ labelMap: { geometry }, study }: SegmentationInput): readonly Attributes[] {
  const sources = sourcePlaces(geometry, study.frames);
  const affine = affineIjkToWorld(geometry);
  return Array.from({ length: geometry.dims[2] }, (_, k) => {
    const position = applyAffine(affine, [0, 0, k]); // centre of the first pixel
    const source = sources.at(k);
    return {
      PlanePositionSequence: [{ ImagePositionPatient: position.map(decimalString) }],
      ...(source === undefined ? {} : { DerivationImageSequence: [derivation(source, position)] }),
    };
  });
}

function derivation({ sopClassUid, sopInstanceUid, frameNumber, positionMm }: SourceFrame, place: Vec3): Attributes {
  const away = positionMm === null ? Infinity : Math.hypot(...subtract(positionMm, place));
  return {
    DerivationCodeSequence: [codeItem(DERIVATION)],
    SourceImageSequence: [
      {
        ReferencedSOPClassUID: sopClassUid,
        ReferencedSOPInstanceUID: sopInstanceUid,
        ...(frameNumber === null ? {} : { ReferencedFrameNumber: frameNumber }),
        SpatialLocationsPreserved: away <= SAME_PLACE_MM ? 'YES' : 'NO',
        PurposeOfReferenceCodeSequence: [codeItem(SEGMENTATION_PURPOSE)],
      },
    ],
  };
}

/** For each slice k the source frame in its plane. */
function sourcePlaces(
  { dims, spacingMm, originMm, direction }: Geometry,
  frames: readonly SourceFrame[],
): SourceFrame[] {
  const places: SourceFrame[] = [];
  const normal: Vec3 = [direction[6], direction[7], direction[8]];
  for (const frame of frames) {
    if (frame.positionMm === null) continue;
    const depthMm = dot(subtract(frame.positionMm, originMm), normal);
    const k = Math.round(depthMm / spacingMm[2]);
    if (k >= 0 && k < dims[2] && Math.abs(depthMm - k * spacingMm[2]) <= SAME_PLACE_MM) places[k] = frame;
  }
  return places;
}
