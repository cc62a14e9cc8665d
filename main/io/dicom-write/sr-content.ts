/** Content items of a structured report (PS3.3 C.17.3), one function for each value type. */
import type { Coded } from '#core/teeth/tooth-codes';
import { codeItem, decimalString, type Attributes } from './write-dicom.ts';

type Relationship = 'CONTAINS' | 'HAS CONCEPT MOD' | 'HAS OBS CONTEXT' | 'HAS ACQ CONTEXT' | 'INFERRED FROM';

function item(relationship: Relationship, type: string, concept: Coded, value: Attributes): Attributes {
  return {
    RelationshipType: relationship,
    ValueType: type,
    ConceptNameCodeSequence: [codeItem(concept)],
    ...value,
  };
}

export function containerItem(concept: Coded, content: readonly Attributes[]): Attributes {
  return item('CONTAINS', 'CONTAINER', concept, { ContinuityOfContent: 'SEPARATE', ContentSequence: content });
}

export function textItem(relationship: Relationship, concept: Coded, text: string): Attributes {
  return item(relationship, 'TEXT', concept, { TextValue: text });
}

export function codedItem(relationship: Relationship, concept: Coded, value: Coded): Attributes {
  return item(relationship, 'CODE', concept, { ConceptCodeSequence: [codeItem(value)] });
}

export function uidItem(relationship: Relationship, concept: Coded, uid: string): Attributes {
  return item(relationship, 'UIDREF', concept, { UID: uid });
}

export function personItem(relationship: Relationship, concept: Coded, name: string): Attributes {
  return item(relationship, 'PNAME', concept, { PersonName: name });
}

/** A measurement; `unit` is a UCUM code. */
export function numberItem(concept: Coded, value: number, unit: Coded): Attributes {
  return item('CONTAINS', 'NUM', concept, {
    MeasuredValueSequence: [{ NumericValue: decimalString(value), MeasurementUnitsCodeSequence: [codeItem(unit)] }],
  });
}

export interface ImageReference {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  /** Of a segmentation. */
  readonly segment?: number;
}

export function imageItem(concept: Coded, { sopClassUid, sopInstanceUid, segment }: ImageReference): Attributes {
  return item('CONTAINS', 'IMAGE', concept, {
    ReferencedSOPSequence: [
      {
        ReferencedSOPClassUID: sopClassUid,
        ReferencedSOPInstanceUID: sopInstanceUid,
        ...(segment === undefined ? {} : { ReferencedSegmentNumber: segment }),
      },
    ],
  });
}
