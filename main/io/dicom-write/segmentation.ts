/** A case's label map as a DICOM Segmentation (PS3.3 A.51, C.8.20): one binary segment for each tooth, on the scan's grid. */
import type { CbctCase, ToothInstance } from '#contract/case';
import { labelOf } from '#contract/case';
import { toothColour } from '#core/fdi';
import { affineIjkToWorld, applyAffine } from '#core/geometry';
import { toothCode, type Coded } from '#core/tooth-codes';
import { dot, subtract } from '#core/vector';
import type { Geometry, LabelMap, Vec3 } from '#core/volume';
import { cieLab } from './cie-lab.ts';
import { packFrames, type PackedFrame } from './pack-frames.ts';
import type { SourceFrame, SourceStudy } from './source-study.ts';
import { codeItem, decimalString, dicomNow, uidOf, type Attributes } from './write-dicom.ts';

export const SEGMENTATION_CLASS = '1.2.840.10008.5.1.4.1.1.66.4';

export interface SegmentationInput {
  /** As reviewed; what is rejected or no tooth is not written. */
  readonly caseFile: CbctCase;
  /** Values are labels (`labelOf`). */
  readonly labelMap: LabelMap;
  readonly study: SourceStudy;
  /** Number of the last entry of the review log: another result is another object. */
  readonly seq: number;
  /** Who stands for the result; '' when nobody looked at it. */
  readonly creator: string;
}

const ANATOMICAL_STRUCTURE: Coded = { value: '91723000', scheme: 'SCT', meaning: 'Anatomical Structure' };
const ARTIFICIAL_INTELLIGENCE: Coded = { value: '123110', scheme: 'DCM', meaning: 'Artificial Intelligence' };
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
/** A source image lies where a frame does when its plane is as near as this, mm. */
const SAME_PLACE_MM = 0.01;

/** The object's own UID: the same case in the same state is the same object. */
export function segmentationUid({ id }: Pick<CbctCase, 'id'>, seq: number): string {
  return uidOf('segmentation', id, seq);
}

/** All states of a case are one series. */
export function segmentationSeriesUid({ id }: Pick<CbctCase, 'id'>): string {
  return uidOf('segmentation series', id);
}

/** What a tooth is tracked by through all states of its case. */
export function trackingUid({ id }: Pick<CbctCase, 'id'>, tooth: ToothInstance): string {
  return uidOf('tooth', id, labelOf(tooth));
}

/**
 * All attributes of the object; `encodeDicom` makes a file of them. Segment n is instance n − 1 of the case.
 * @throws RangeError for a tooth without voxels
 */
export function segmentation(input: SegmentationInput): Attributes {
  const { caseFile, labelMap, study, creator, seq } = input;
  const teeth = caseFile.instances;
  const { bytes, frames } = packFrames(
    labelMap,
    teeth.map((tooth) => ({ label: labelOf(tooth), boundsIjk: tooth.boundsIjk })),
  );
  for (const [segment, { fdi }] of teeth.entries()) {
    if (!frames.some((frame) => frame.segment === segment)) throw new RangeError(`Tooth ${fdi} has no voxels`);
  }
  const { geometry } = labelMap;
  const { date, time } = dicomNow();
  const places = sourcePlaces(geometry, study.frames);
  const organization = uidOf('dimensions', caseFile.id, seq);
  return {
    SpecificCharacterSet: 'ISO_IR 192',
    SOPClassUID: SEGMENTATION_CLASS,
    SOPInstanceUID: segmentationUid(caseFile, seq),
    ...study.patientAndStudy,
    Modality: 'SEG',
    SeriesInstanceUID: segmentationSeriesUid(caseFile),
    SeriesNumber: 901,
    SeriesDescription: 'Teeth',
    SeriesDate: date,
    SeriesTime: time,
    InstanceNumber: seq + 1,
    ImageType: ['DERIVED', 'PRIMARY'],
    ContentDate: date,
    ContentTime: time,
    ContentLabel: 'TEETH',
    ContentDescription: 'Teeth with their FDI numbers',
    ContentCreatorName: creator,
    Manufacturer: 'Quadrant',
    ManufacturerModelName: 'Quadrant',
    DeviceSerialNumber: 'none',
    SoftwareVersions: caseFile.quadrantVersion,
    FrameOfReferenceUID: study.frameOfReferenceUid,
    PositionReferenceIndicator: study.positionReferenceIndicator,
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    NumberOfFrames: frames.length,
    Rows: geometry.dims[1],
    Columns: geometry.dims[0],
    BitsAllocated: 1,
    BitsStored: 1,
    HighBit: 0,
    PixelRepresentation: 0,
    LossyImageCompression: study.lossy,
    SegmentationType: 'BINARY',
    SegmentsOverlap: 'NO',
    SegmentSequence: teeth.map((tooth, n) => segmentItem(tooth, n + 1, caseFile)),
    DimensionOrganizationSequence: [{ DimensionOrganizationUID: organization }],
    DimensionIndexSequence: [
      dimension(organization, SEGMENT_NUMBER, SEGMENT_IDENTIFICATION, 'Segment'),
      dimension(organization, IMAGE_POSITION, PLANE_POSITION, 'Position'),
    ],
    ...(study.frames.length === 0 ? {} : { ReferencedSeriesSequence: [referencedSeries(study)] }),
    SharedFunctionalGroupsSequence: [sharedGroups(geometry)],
    PerFrameFunctionalGroupsSequence: frames.map((frame) => frameGroups(frame, { geometry, places })),
    PixelData: bytes.buffer,
  };
}

function segmentItem(tooth: ToothInstance, number: number, caseFile: CbctCase): Attributes {
  const { models, quadrantVersion } = caseFile;
  const { fdi, type = 'tooth', status = 'proposed' } = tooth;
  const edited = status === 'edited';
  return {
    SegmentNumber: number,
    SegmentLabel: type === 'tooth' ? `Tooth ${fdi}` : `Tooth ${fdi} (${type})`,
    SegmentDescription: `FDI ${fdi}, ${status}, confidence ${tooth.confidence.toFixed(2)}`,
    SegmentAlgorithmType: edited ? 'SEMIAUTOMATIC' : 'AUTOMATIC',
    SegmentAlgorithmName: `Quadrant ${quadrantVersion}`,
    SegmentedPropertyCategoryCodeSequence: [codeItem(ANATOMICAL_STRUCTURE)],
    SegmentedPropertyTypeCodeSequence: [codeItem(toothCode(fdi, { supernumerary: type === 'supernumerary' }))],
    SegmentationAlgorithmIdentificationSequence: [
      {
        AlgorithmFamilyCodeSequence: [codeItem(ARTIFICIAL_INTELLIGENCE)],
        AlgorithmName: `Quadrant ${quadrantVersion}`,
        AlgorithmVersion: models.map(({ id, version }) => `${id} ${version}`).join(', ') || quadrantVersion,
      },
    ],
    RecommendedDisplayCIELabValue: [...cieLab(toothColour(fdi))],
    TrackingID: `FDI ${fdi}`,
    TrackingUID: trackingUid(caseFile, tooth),
  };
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

interface FrameContext {
  readonly geometry: Geometry;
  /** By slice, with holes where no source image lies. */
  readonly places: readonly SourceFrame[];
}

function frameGroups({ segment, k }: PackedFrame, { geometry, places }: FrameContext): Attributes {
  const source = places.at(k);
  return {
    FrameContentSequence: [{ DimensionIndexValues: [segment + 1, k + 1] }],
    PlanePositionSequence: [{ ImagePositionPatient: slicePosition(geometry, k).map(decimalString) }],
    SegmentIdentificationSequence: [{ ReferencedSegmentNumber: segment + 1 }],
    ...(source === undefined ? {} : { DerivationImageSequence: [derivation(source)] }),
  };
}

function derivation({ sopClassUid, sopInstanceUid, frameNumber }: SourceFrame): Attributes {
  return {
    DerivationCodeSequence: [codeItem(DERIVATION)],
    SourceImageSequence: [
      {
        ReferencedSOPClassUID: sopClassUid,
        ReferencedSOPInstanceUID: sopInstanceUid,
        ...(frameNumber === null ? {} : { ReferencedFrameNumber: frameNumber }),
        PurposeOfReferenceCodeSequence: [codeItem(SEGMENTATION_PURPOSE)],
      },
    ],
  };
}

/** Every image of the source series (PS3.3 C.12.2): a volume is made from all of them. */
function referencedSeries({ seriesUid, frames }: SourceStudy): Attributes {
  const classes = new Map(frames.map(({ sopInstanceUid, sopClassUid }) => [sopInstanceUid, sopClassUid]));
  return {
    SeriesInstanceUID: seriesUid,
    ReferencedInstanceSequence: [...classes].map(([uid, sopClass]) => ({
      ReferencedSOPClassUID: sopClass,
      ReferencedSOPInstanceUID: uid,
    })),
  };
}

/** For each slice k the source frame in its plane: none where the scan was laid on a new grid. */
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

/** Centre of the first pixel of slice k, world LPS mm. */
function slicePosition(geometry: Geometry, k: number): Vec3 {
  return applyAffine(affineIjkToWorld(geometry), [0, 0, k]);
}
