/** What all DICOM objects that are made of a case have in common: whose they are, which series, and who made them. */
import type { CaseFile, CbctCase } from '#contract/case';
import type { SourceStudy } from './source-study.ts';
import { dicomNow, uidOf, type Attributes } from './write-dicom.ts';

export interface ResultObject<Case extends CaseFile = CbctCase> {
  /** As reviewed; what is rejected or no tooth is not written. */
  readonly caseFile: Case;
  readonly study: SourceStudy;
  /** Number of the last entry of the review log: another result is another object. */
  readonly seq: number;
  /** Who stands for the result; '' when nobody looked at it. */
  readonly creator: string;
}

/** One kind of object: all states of a case are one series of each. */
export interface ObjectKind {
  /** What its UIDs follow from. */
  readonly name: string;
  readonly sopClassUid: string;
  readonly modality: string;
  readonly seriesNumber: number;
  readonly seriesDescription: string;
}

/**
 * The object's own UID: the same case in the same state is the same object. @param variant what else its content depends on
 */
export function objectUid({ name }: ObjectKind, { id }: Pick<CaseFile, 'id'>, seq: number, variant = ''): string {
  return variant === '' ? uidOf(name, id, seq) : uidOf(name, id, seq, variant);
}

export function seriesUid({ name }: ObjectKind, { id }: Pick<CaseFile, 'id'>): string {
  return uidOf(`${name} series`, id);
}

/** The modules Patient, General Study, Series, General Equipment and SOP Common, and when the content was made. */
export function commonModules(
  kind: ObjectKind,
  { caseFile, study, seq }: Omit<ResultObject<CaseFile>, 'creator'>,
  variant?: string,
): Attributes {
  const { date, time } = dicomNow();
  return {
    SpecificCharacterSet: 'ISO_IR 192',
    SOPClassUID: kind.sopClassUid,
    SOPInstanceUID: objectUid(kind, caseFile, seq, variant),
    ...study.patientAndStudy,
    Modality: kind.modality,
    SeriesInstanceUID: seriesUid(kind, caseFile),
    SeriesNumber: kind.seriesNumber,
    SeriesDescription: kind.seriesDescription,
    InstanceNumber: seq + 1,
    ContentDate: date,
    ContentTime: time,
    Manufacturer: 'Quadrant',
    ManufacturerModelName: 'Quadrant',
    DeviceSerialNumber: 'none',
    SoftwareVersions: caseFile.quadrantVersion,
  };
}

/** Every image of the source series, once each (PS3.3 10.3). */
export function sourceInstances({ frames }: SourceStudy): readonly Attributes[] {
  const classes = new Map(frames.map(({ sopInstanceUid, sopClassUid }) => [sopInstanceUid, sopClassUid]));
  return [...classes].map(([uid, sopClass]) => ({ ReferencedSOPClassUID: sopClass, ReferencedSOPInstanceUID: uid }));
}

/** The module of that name: every image of the source series (PS3.3 C.12.2), since a volume is made from all of them. */
export function commonInstanceReference(study: SourceStudy): Attributes {
  if (study.frames.length === 0) return {};
  const series = { SeriesInstanceUID: study.seriesUid, ReferencedInstanceSequence: sourceInstances(study) };
  return { ReferencedSeriesSequence: [series] };
}
