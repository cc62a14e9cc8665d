/** How an object says that and how it was de-identified (PS3.3 C.7.1.1, PS3.15 E.1, PS3.16 CID 7050). */
import { RETAIN_OPTIONS, type RetainOption } from '#contract/deidentify';
import type { DataElement, Item } from './elements.ts';
import { withText } from './deidentify-data-set.ts';

export const PROFILE_NAME = 'DICOM PS3.15 2026c Basic Application Level Confidentiality Profile';

const BASIC = ['113100', 'Basic Application Confidentiality Profile'] as const;
const OPTION_CODES: Readonly<Record<RetainOption, readonly [value: string, meaning: string]>> = {
  dates: ['113106', 'Retain Longitudinal Temporal Information Full Dates Option'],
  'shifted-dates': ['113107', 'Retain Longitudinal Temporal Information Modified Dates Option'],
  patient: ['113108', 'Retain Patient Characteristics Option'],
  device: ['113109', 'Retain Device Identity Option'],
  institution: ['113112', 'Retain Institution Identity Option'],
  uids: ['113110', 'Retain UIDs Option'],
  descriptors: ['113105', 'Clean Descriptors Option'],
  'safe-private': ['113111', 'Retain Safe Private Option'],
};

export function methodElements(retain: ReadonlySet<RetainOption>): DataElement[] {
  const codes = [BASIC, ...RETAIN_OPTIONS.filter((option) => retain.has(option)).map((option) => OPTION_CODES[option])];
  const dates = retain.has('dates') ? 'UNMODIFIED' : retain.has('shifted-dates') ? 'MODIFIED' : 'REMOVED';
  const items = codes.map(([value, meaning]): Item => [
    withText({ tag: 0x00080100, vr: 'SH' }, value),
    withText({ tag: 0x00080102, vr: 'SH' }, 'DCM'),
    withText({ tag: 0x00080104, vr: 'LO' }, meaning),
  ]);
  return [
    withText({ tag: 0x00120062, vr: 'CS' }, 'YES'),
    withText({ tag: 0x00120063, vr: 'LO' }, 'Quadrant: PS3.15 2026c Annex E basic profile'),
    { tag: 0x00120064, vr: 'SQ', content: { kind: 'items', items } },
    withText({ tag: 0x00280303, vr: 'CS' }, dates),
  ];
}
