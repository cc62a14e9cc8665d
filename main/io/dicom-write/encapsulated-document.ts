/** Files that travel in a study as DICOM objects: a report as PDF (PS3.3 A.45.1), a model of the teeth as STL (A.85.1). */
import type { CaseFile, CbctCase } from '#contract/case';
import type { Coded } from '#core/teeth/tooth-codes';
import {
  commonInstanceReference,
  commonModules,
  sourceInstances,
  type ObjectKind,
  type ResultObject,
} from './result-object.ts';
import { codeItem, uidOf, type Attributes } from './write-dicom.ts';

const REPORT_PDF: ObjectKind = {
  name: 'report',
  sopClassUid: '1.2.840.10008.5.1.4.1.1.104.1',
  modality: 'DOC',
  seriesNumber: 904,
  seriesDescription: 'Teeth: report',
};
const MODEL_STL: ObjectKind = {
  name: 'model',
  sopClassUid: '1.2.840.10008.5.1.4.1.1.104.3',
  modality: 'M3D',
  seriesNumber: 905,
  seriesDescription: 'Teeth: surfaces',
};

const DIAGNOSTIC_IMAGING_REPORT: Coded = { value: '18748-4', scheme: 'LN', meaning: 'Diagnostic Imaging Report' };
const MILLIMETER: Coded = { value: 'mm', scheme: 'UCUM', meaning: 'mm' };
const PLANNING: Coded = { value: '129013', scheme: 'DCM', meaning: 'Planning Intent' };

export interface DocumentInput<Case extends CaseFile> extends Omit<ResultObject<Case>, 'creator'> {
  readonly bytes: Uint8Array;
  /** What the content depends on beside the case and its state: language, paper, … Another one is another object. */
  readonly variant: string;
}

/** The printed report. It names the patient. */
export function encapsulatedPdf(input: DocumentInput<CaseFile>): Attributes {
  return {
    ...documentModules(REPORT_PDF, input),
    ConversionType: 'WSD',
    BurnedInAnnotation: 'YES',
    DocumentTitle: 'Teeth: report',
    ConceptNameCodeSequence: [codeItem(DIAGNOSTIC_IMAGING_REPORT)],
    MIMETypeOfEncapsulatedDocument: 'application/pdf',
  };
}

/** A surface of teeth whose coordinates are the scan's, LPS mm. */
export function encapsulatedStl(input: DocumentInput<CbctCase>): Attributes {
  const { caseFile, study, seq } = input;
  return {
    ...documentModules(MODEL_STL, input),
    ...commonInstanceReference(study),
    FrameOfReferenceUID: study.frameOfReferenceUid,
    PositionReferenceIndicator: study.positionReferenceIndicator,
    BurnedInAnnotation: 'NO',
    DocumentTitle: 'Teeth: surfaces',
    ConceptNameCodeSequence: [],
    MIMETypeOfEncapsulatedDocument: 'model/stl',
    MeasurementUnitsCodeSequence: [codeItem(MILLIMETER)],
    ModelModification: 'NO',
    ModelMirroring: 'NO',
    ModelUsageCodeSequence: [codeItem(PLANNING)],
    ModelGroupUID: uidOf('model group', caseFile.id, seq),
    ContentDescription: 'Surfaces of teeth',
  };
}

function documentModules<Case extends CaseFile>(kind: ObjectKind, input: DocumentInput<Case>): Attributes {
  const { bytes, study, variant } = input;
  const sources = sourceInstances(study);
  const padded = new Uint8Array(bytes.length + (bytes.length % 2));
  padded.set(bytes);
  return {
    ...commonModules(kind, input, variant),
    AcquisitionDateTime: '',
    ...(sources.length === 0 ? {} : { SourceInstanceSequence: sources }),
    EncapsulatedDocument: padded.buffer,
    EncapsulatedDocumentLength: bytes.length,
  };
}
