/**
 * A case's measurements as a DICOM structured report: Comprehensive 3D SR after TID 1500 (PS3.16), a volumetric measurement
 * group (TID 1411) for each tooth that refers to its segment of the Segmentation of the same state.
 */
import type { ToothInstance } from '#contract/case';
import { toothConcept, type Coded } from '#core/teeth/tooth-codes';
import { personName } from './person-name.ts';
import {
  commonModules,
  objectUid,
  seriesUid,
  sourceInstances,
  type ObjectKind,
  type ResultObject,
} from './result-object.ts';
import { trackingUid } from './segment-item.ts';
import { SEGMENTATION } from './segmentation.ts';
import { codedItem, containerItem, imageItem, numberItem, personItem, textItem, uidItem } from './sr-content.ts';
import { codeItem, dicomNow, uidOf, type Attributes } from './write-dicom.ts';

const MEASUREMENT_REPORT: ObjectKind = {
  name: 'measurement report',
  sopClassUid: '1.2.840.10008.5.1.4.1.1.88.34', // Comprehensive 3D SR
  modality: 'SR',
  seriesNumber: 902,
  seriesDescription: 'Teeth: measurements',
};

/** Segment n of the Segmentation is instance n − 1 of the case. */
export interface MeasurementReportInput extends ResultObject {
  /** When somebody signed it off, ISO 8601; null when nobody did. */
  readonly signedAt: string | null;
}

const dcm = (value: string, meaning: string): Coded => ({ value, scheme: 'DCM', meaning });
const sct = (value: string, meaning: string): Coded => ({ value, scheme: 'SCT', meaning });
/** What no public scheme has a code for. */
const own = (value: string, meaning: string): Coded => ({ value, scheme: '99QUADRANT', meaning });
const ucum = (value: string, meaning: string): Coded => ({ value, scheme: 'UCUM', meaning });

const MM = ucum('mm', 'millimeter');
const MM3 = ucum('mm3', 'cubic millimeter');
const DEGREE = ucum('deg', 'degree');
const RATIO = ucum('1', 'no units');

const STATUS = {
  proposed: own('proposed', 'Proposed by an algorithm, not reviewed'),
  accepted: own('accepted', 'Accepted by a person'),
  edited: own('edited', 'Changed by a person'),
  rejected: own('rejected', 'Rejected by a person'),
} as const;

/** All attributes of the object; `encodeDicom` makes a file of them. */
export function measurementReport(input: MeasurementReportInput): Attributes {
  const { caseFile, creator, signedAt } = input;
  const verified = signedAt !== null && creator !== '';
  return {
    ...commonModules(MEASUREMENT_REPORT, input),
    ReferencedPerformedProcedureStepSequence: [],
    CompletionFlag: signedAt === null ? 'PARTIAL' : 'COMPLETE',
    VerificationFlag: verified ? 'VERIFIED' : 'UNVERIFIED',
    ...(verified ? { VerifyingObserverSequence: [verifyingObserver(creator, signedAt)] } : {}),
    PerformedProcedureCodeSequence: [],
    CurrentRequestedProcedureEvidenceSequence: [evidence(input)],
    ValueType: 'CONTAINER',
    ConceptNameCodeSequence: [codeItem(dcm('126000', 'Imaging Measurement Report'))],
    ContinuityOfContent: 'SEPARATE',
    ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: '1500' }],
    ContentSequence: [
      codedItem('HAS CONCEPT MOD', dcm('121049', 'Language of Content Item and Descendants'), {
        value: 'en',
        scheme: 'RFC5646',
        meaning: 'English',
      }),
      ...observers(input),
      codedItem('HAS CONCEPT MOD', dcm('121058', 'Procedure reported'), sct('77477000', 'Computed tomography')),
      containerItem(
        dcm('126010', 'Imaging Measurements'),
        caseFile.instances.map((tooth, n) => measurementGroup(input, tooth, n + 1)),
      ),
    ],
  };
}

/** TID 1001: the program, and the person who looked at its result. */
function observers({ caseFile, creator }: MeasurementReportInput): Attributes[] {
  const device = [
    codedItem('HAS OBS CONTEXT', dcm('121005', 'Observer Type'), dcm('121007', 'Device')),
    uidItem('HAS OBS CONTEXT', dcm('121012', 'Device Observer UID'), uidOf('Quadrant', caseFile.quadrantVersion)),
    textItem('HAS OBS CONTEXT', dcm('121013', 'Device Observer Name'), `Quadrant ${caseFile.quadrantVersion}`),
    textItem('HAS OBS CONTEXT', dcm('121014', 'Device Observer Manufacturer'), 'Quadrant'),
    textItem(
      'HAS OBS CONTEXT',
      dcm('121015', 'Device Observer Model Name'),
      caseFile.models.map(({ id, version }) => `${id} ${version}`).join(', ') || 'Quadrant',
    ),
  ];
  if (creator === '') return device;
  return [
    ...device,
    codedItem('HAS OBS CONTEXT', dcm('121005', 'Observer Type'), dcm('121006', 'Person')),
    personItem('HAS OBS CONTEXT', dcm('121008', 'Person Observer Name'), personName(creator)),
  ];
}

/** TID 1411. */
function measurementGroup(
  { caseFile, study, seq }: MeasurementReportInput,
  tooth: ToothInstance,
  segment: number,
): Attributes {
  const { fdi, type = 'tooth', status = 'proposed' } = tooth;
  const { sopClassUid } = SEGMENTATION;
  const sopInstanceUid = objectUid(SEGMENTATION, caseFile, seq);
  const { concept, place } = toothConcept(fdi, type);
  return containerItem(dcm('125007', 'Measurement Group'), [
    textItem('HAS OBS CONTEXT', dcm('112039', 'Tracking Identifier'), `FDI ${fdi}`),
    uidItem('HAS OBS CONTEXT', dcm('112040', 'Tracking Unique Identifier'), trackingUid(caseFile, tooth)),
    codedItem('CONTAINS', dcm('121071', 'Finding'), place === null ? sct('38199008', 'Tooth') : concept),
    imageItem(dcm('121191', 'Referenced Segment'), { sopClassUid, sopInstanceUid, segment }),
    uidItem('CONTAINS', dcm('121232', 'Source series for segmentation'), study.seriesUid),
    codedItem('HAS CONCEPT MOD', sct('363698007', 'Finding Site'), place ?? concept),
    ...measurements(tooth),
    codedItem('CONTAINS', own('review', 'State of review'), STATUS[status]),
  ]);
}

function measurements(tooth: ToothInstance): Attributes[] {
  const rows: readonly (readonly [Coded, number | null | undefined, Coded])[] = [
    [sct('118565006', 'Volume'), tooth.volumeMm3, MM3],
    [sct('410668003', 'Length'), tooth.lengthMm, MM],
    [own('crown-length', 'Length of the crown'), tooth.crownLengthMm, MM],
    [own('root-length', 'Length of the root'), tooth.rootLengthMm, MM],
    [own('mesiodistal', 'Mesiodistal width of the crown'), tooth.mesiodistalMm, MM],
    [own('buccolingual', 'Buccolingual width of the crown'), tooth.buccolingualMm, MM],
    [own('tilt', 'Angle of the long axis to the normal of the occlusal plane'), tooth.tiltDeg, DEGREE],
    [own('mean-grey', 'Mean grey value'), tooth.meanGrey, RATIO],
    [own('confidence', 'Confidence of the number'), tooth.confidence, RATIO],
  ];
  return rows.flatMap(([concept, value, unit]) => (value == null ? [] : [numberItem(concept, rounded(value), unit)]));
}

/** No more digits than were measured. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** The Segmentation and the source images, by series (PS3.3 C.17.2). */
function evidence({ caseFile, study, seq }: MeasurementReportInput): Attributes {
  const segments = {
    ReferencedSOPClassUID: SEGMENTATION.sopClassUid,
    ReferencedSOPInstanceUID: objectUid(SEGMENTATION, caseFile, seq),
  };
  const series = [
    { SeriesInstanceUID: seriesUid(SEGMENTATION, caseFile), ReferencedSOPSequence: [segments] },
    { SeriesInstanceUID: study.seriesUid, ReferencedSOPSequence: sourceInstances(study) },
  ];
  return {
    StudyInstanceUID: study.patientAndStudy.StudyInstanceUID,
    ReferencedSeriesSequence: series.filter(({ ReferencedSOPSequence }) => ReferencedSOPSequence.length > 0),
  };
}

function verifyingObserver(name: string, signedAt: string): Attributes {
  const { date, time } = dicomNow(new Date(signedAt));
  return {
    VerifyingObserverName: personName(name),
    VerifyingObserverIdentificationCodeSequence: [],
    VerifyingOrganization: 'Not stated',
    VerificationDateTime: date + time,
  };
}
