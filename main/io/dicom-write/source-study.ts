/** What an object that is made from a scan takes over from it: patient, study, frame of reference, and its images. */
import type { Vec3 } from '#core/volume';
import { code, codes, TAG, text, type DataSet } from '../dicom/data-set.ts';
import { findImages } from '../dicom/find-images.ts';
import { readDataSet } from '../dicom/read-header.ts';
import { uidOf, type Attributes } from './write-dicom.ts';

/** One frame of the source series: what a frame made from it refers to. */
export interface SourceFrame {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  /** From 1 within a multi-frame image; null for an image of one frame. */
  readonly frameNumber: number | null;
  readonly positionMm: Vec3 | null;
}

export interface SourceStudy {
  /** Patient and General Study modules (PS3.3 C.7.1.1, C.7.2.1), in UTF-8. */
  readonly patientAndStudy: Attributes;
  readonly frameOfReferenceUid: string;
  readonly positionReferenceIndicator: string;
  /** Whether the images were once compressed with loss, how much and how (PS3.3 C.7.6.1.1.5). */
  readonly lossy: Attributes;
  /** Made up when the scan is no DICOM series. */
  readonly seriesUid: string;
  /** Empty when the scan is no DICOM series: nothing can be referred to. */
  readonly frames: readonly SourceFrame[];
}

/** Taken over as they are, the first ones as text in any character set. */
const TEXTS = [
  'PatientName',
  'PatientID',
  'IssuerOfPatientID',
  'StudyDescription',
  'StudyID',
  'AccessionNumber',
  'ReferringPhysicianName',
] as const;
/** Left out when the source has none: empty they would say that there is none. */
const OPTIONAL = ['IssuerOfPatientID', 'StudyDescription'] as const;
const CODES = ['PatientBirthDate', 'PatientSex', 'StudyInstanceUID', 'StudyDate', 'StudyTime'] as const;

/**
 * Reads the headers of a DICOM series at `path`. @throws QuadrantError as findImages does
 * @param seriesUid as in the case; an image of another series is not referred to
 */
export async function readSourceStudy(path: string, seriesUid: string): Promise<SourceStudy> {
  const { images } = await findImages(path);
  const members = images.filter((image) => image.seriesUid === seriesUid);
  const [first] = members;
  if (first === undefined) return unknownStudy(seriesUid, {});
  const { offset, deflatedFrom } = first.pixelData;
  const dataSet = await readDataSet(first.path, deflatedFrom === null ? offset : undefined);
  const values: Record<string, string> = {};
  for (const keyword of TEXTS) values[keyword] = text(dataSet, TAG[keyword]).trim();
  for (const keyword of CODES) values[keyword] = code(dataSet, TAG[keyword]);
  for (const keyword of OPTIONAL) if (values[keyword] === '') delete values[keyword];
  return {
    ...unknownStudy(seriesUid, values),
    seriesUid,
    frameOfReferenceUid: code(dataSet, TAG.FrameOfReferenceUID) || uidOf('frame of reference', seriesUid),
    positionReferenceIndicator: code(dataSet, TAG.PositionReferenceIndicator),
    lossy: lossyCompression(dataSet),
    frames: members.flatMap(({ sopClassUid, sopInstanceUid, frames }) =>
      frames.map(({ frame, positionMm }) => ({
        sopClassUid,
        sopInstanceUid,
        frameNumber: frames.length === 1 ? null : frame + 1,
        positionMm,
      })),
    ),
  };
}

function lossyCompression(dataSet: DataSet): Attributes {
  if (code(dataSet, TAG.LossyImageCompression) !== '01') return { LossyImageCompression: '00' };
  const known = ['LossyImageCompressionRatio', 'LossyImageCompressionMethod'] as const;
  const told = known.map((keyword) => [keyword, codes(dataSet, TAG[keyword])] as const);
  return { LossyImageCompression: '01', ...Object.fromEntries(told.filter(([, values]) => values.length > 0)) };
}

/** The study of a scan that names none, such as a NIfTI file. @param seriesUid what the reader calls the scan */
export function unknownStudy(seriesUid: string, known: Readonly<Record<string, string>>): SourceStudy {
  return {
    patientAndStudy: {
      PatientName: '',
      PatientID: '',
      PatientBirthDate: '',
      PatientSex: '',
      StudyDate: '',
      StudyTime: '',
      StudyID: '',
      AccessionNumber: '',
      ReferringPhysicianName: '',
      ...known,
      StudyInstanceUID: known.StudyInstanceUID || uidOf('study', seriesUid),
    },
    frameOfReferenceUid: uidOf('frame of reference', seriesUid),
    positionReferenceIndicator: '',
    lossy: { LossyImageCompression: '00' },
    seriesUid: uidOf('series', seriesUid),
    frames: [],
  };
}
