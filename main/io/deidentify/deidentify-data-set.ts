/**
 * One data set after the Basic Application Level Confidentiality Profile (PS3.15 E.2) and its retain options (E.3).
 *
 * [Note: What the table does not name] Table E.1-1 leaves all other attributes as they are. Here they stay only as far as
 * their type says that they cannot hold words: numbers, codes of the right form, geometry, pixels. Texts stay when they are
 * on a list (trusted-attributes.ts) and hold none of the names that the data set itself gives away; persons, other
 * texts, bytes and whatever the dictionary does not know never do. A value too that the table lets stay has to look as its
 * type says. Where the table leaves a choice (X/Z/D) the last letter is taken: it fits whatever type the attribute has in its
 * object.
 */
import type { RetainOption } from '#contract/deidentify';
import { PROFILE_ROWS, type ProfileRow } from './confidentiality-profile.ts';
import { vrOf } from './dictionary.ts';
import type { DataElement, Item } from './elements.ts';
import type { IdentifyingWords } from './identifying-words.ts';
import { shiftedDate, type Pseudonyms } from './pseudonyms.ts';
import {
  CODE_TEXT,
  CODING_SCHEME_DESIGNATOR,
  DEFINED_TERMS,
  DESCRIPTIVE_TEXT,
  harmlessWords,
  PUBLIC_SCHEMES,
  REPORT_TEXT,
  safePrivateVr,
  TRUSTED_BYTES,
  TRUSTED_TEXT,
} from './trusted-attributes.ts';

export interface CleaningRules {
  readonly retain: ReadonlySet<RetainOption>;
  readonly pseudonyms: Pseudonyms;
  /** How far the dates of this patient are moved into the past. */
  readonly shiftedDays: number;
  readonly words: IdentifyingWords;
  /** The object is Quadrant's, made without a name: its document stays. */
  readonly ownDocument: boolean;
}

type Action = 'remove' | 'empty' | 'dummy' | 'keep' | 'clean' | 'uid';

const ROWS: ReadonlyMap<number, ProfileRow> = new Map(PROFILE_ROWS.map((row) => [row.tag, row]));
const BY_LETTER: Readonly<Record<string, Action>> = { X: 'remove', Z: 'empty', D: 'dummy', U: 'uid', 'U*': 'uid' };

const TEXT_VRS = new Set(['AE', 'LO', 'SH', 'ST', 'LT', 'UT', 'UC', 'UR']);
const DATE_VRS = new Set(['DA', 'DT', 'TM']);
const BYTE_SIZES: Readonly<Record<string, number>> = {
  AT: 4,
  FL: 4,
  FD: 8,
  SL: 4,
  SS: 2,
  SV: 8,
  UL: 4,
  US: 2,
  UV: 8,
  OD: 8,
  OF: 4,
  OL: 4,
  OV: 8,
};
/** What a value looks like that holds no words, values separated by \. */
const FORMS: Readonly<Record<string, RegExp>> = {
  AS: /^\d{3}[DWMY]$/,
  CS: /^[A-Z0-9 _]{0,16}$/,
  DA: /^[\d.-]{0,18}$/,
  DS: /^[\d.eE+ -]{0,16}$/,
  DT: /^[\d.+ -]{0,54}$/,
  IS: /^[\d+ -]{0,12}$/,
  TM: /^[\d:. -]{0,28}$/,
  UI: /^[\d.]{0,64}$/,
};
const DUMMIES: Readonly<Record<string, string>> = {
  AS: '000Y',
  DA: '19000101',
  DS: '0',
  DT: '19000101000000',
  IS: '0',
  PN: 'Removed',
  TM: '000000',
  UR: 'urn:removed',
};

const MAX_SPELT_BYTES = 64;

const REFERENCED_STUDY_SEQUENCE = 0x00081110;
const TEXT_VALUE = 0x0040a160;
const CONCEPT_NAME = 0x0040a043;
const CODE_VALUE = 0x00080100;
const SPECIFIC_CHARACTER_SET = 0x00080005;
const ENCAPSULATED_DOCUMENT = 0x00420011;
const CHARACTER_SET_TERM = /^(ISO[ _-](2022[ _-])?IR[ _-]?\d{1,3}|GB18030|GBK|)$/i;
/** Drawings by hand in a Graphic Annotation Sequence: graphic objects and compound graphics. */
const DRAWINGS: ReadonlySet<number> = new Set([0x00700009, 0x00700209]);

/** The action that the profile with these options takes for a tag; null when Table E.1-1 does not name it. */
function profileAction(tag: number, retain: ReadonlySet<RetainOption>): Action | null {
  const row = ROWS.get(tag);
  if (row === undefined) return null;
  const codes = [...retain].map((option) => row.retain[option]);
  if (codes.includes('K')) return 'keep';
  if (codes.includes('C')) return 'clean';
  return basicAction(row);
}

function basicAction({ tag, basic }: ProfileRow): Action {
  // Type 3 in every composite object: an empty sequence would be an error there.
  if (tag === REFERENCED_STUDY_SEQUENCE) return 'remove';
  return BY_LETTER[basic.split('/').at(-1) ?? 'X'] ?? 'remove';
}

/** What stays of a data set or an item. @param strict in a dummy sequence, where no text stays at all */
export function deidentifyItem(item: Item, rules: CleaningRules, strict = false): DataElement[] {
  return item.flatMap((element) => {
    const kept = deidentifyElement(element, { item, rules, strict });
    return kept === null ? [] : [kept];
  });
}

interface Surroundings {
  readonly item: Item;
  readonly rules: CleaningRules;
  readonly strict: boolean;
}

function deidentifyElement(element: DataElement, around: Surroundings): DataElement | null {
  const { tag } = element;
  const { rules } = around;
  const group = tag >>> 16;
  if (group % 2 === 1) return rules.retain.has('safe-private') ? safePrivate(element, around) : null;
  const isCurveOrOverlay = (group >= 0x5000 && group <= 0x50ff) || (group >= 0x6000 && group <= 0x60ff);
  if (group < 8 || (tag & 0xffff) === 0 || isCurveOrOverlay || DRAWINGS.has(tag)) return null;
  // Some attributes of the table are too new for the dictionary.
  const vr = vrOf(tag) ?? (ROWS.has(tag) && element.vr !== 'UN' ? element.vr : null);
  const typed = vr === null ? null : withDictionaryType(element, vr);
  if (vr === null || typed === null) return null;
  if (tag === ENCAPSULATED_DOCUMENT && rules.ownDocument) return typed;
  return perform(profileAction(tag, rules.retain), typed, vr, around);
}

function perform(action: Action | null, element: DataElement, vr: string, around: Surroundings): DataElement | null {
  switch (action) {
    case 'remove':
      return null;
    case 'empty':
      return vr === 'SQ' ? withItems(element, []) : withText(element, '');
    case 'dummy':
      return dummy(element, vr, around);
    case 'uid':
      return vr === 'SQ' ? withItems(element, cleanedItems(element, around)) : withNewUids(element, around.rules);
    case 'keep':
      if (vr === 'SQ') return withItems(element, cleanedItems(element, around));
      return TEXT_VRS.has(vr) ? unlessNamed(element, around) : asItIs(element, vr, around);
    case 'clean':
      return cleaned(element, vr, around);
    case null:
      return unnamed(element, vr, around);
  }
}

/** Dates are moved, descriptions lose their unknown words, coded ones are cleaned within; otherwise what the profile says. */
function cleaned(element: DataElement, vr: string, around: Surroundings): DataElement | null {
  const { retain, shiftedDays } = around.rules;
  if (DATE_VRS.has(vr)) return vr === 'TM' ? asItIs(element, vr, around) : withShiftedDates(element, shiftedDays);
  const row = ROWS.get(element.tag);
  const basic = row === undefined ? 'remove' : basicAction(row);
  if (!retain.has('descriptors') || row?.retain.descriptors === undefined) return perform(basic, element, vr, around);
  if (vr === 'SQ') return withItems(element, cleanedItems(element, around));
  const words = TEXT_VRS.has(vr) && !around.strict ? harmlessWords(textOf(element)) : '';
  return words === '' ? perform(basic, element, vr, around) : withText(element, words);
}

/** What Table E.1-1 does not name. */
function unnamed(element: DataElement, vr: string, around: Surroundings): DataElement | null {
  const { rules, strict } = around;
  if (vr === 'SQ') return withItems(element, cleanedItems(element, around));
  if (vr === 'PN') return withText(element, '');
  if (DATE_VRS.has(vr)) {
    if (rules.retain.has('dates')) return asItIs(element, vr, around);
    if (!rules.retain.has('shifted-dates')) return withText(element, '');
    return vr === 'TM' ? asItIs(element, vr, around) : withShiftedDates(element, rules.shiftedDays);
  }
  if (vr === 'UI') {
    return rules.retain.has('uids') ? asItIs(element, vr, around) : withNewUids(element, rules);
  }
  if (TEXT_VRS.has(vr)) return strict ? dummy(element, vr, around) : unnamedText(element, vr, around);
  return asItIs(element, vr, around);
}

function unnamedText(element: DataElement, vr: string, around: Surroundings): DataElement | null {
  const { tag } = element;
  const trust = trustIn(tag, around.item);
  if (trust === 'trusted') return unlessNamed(element, around);
  if (trust === 'descriptive') {
    const words = harmlessWords(textOf(element));
    if (words !== '' && !around.rules.words.foundIn(Buffer.from(words))) return withText(element, words);
  }
  return vr === 'UR' ? null : dummy(element, vr, around);
}

function trustIn(tag: number, item: Item): 'trusted' | 'descriptive' | null {
  if (TRUSTED_TEXT.has(tag)) return 'trusted';
  if (DESCRIPTIVE_TEXT.has(tag)) return 'descriptive';
  if (CODE_TEXT.has(tag)) return PUBLIC_SCHEMES.has(valueIn(item, CODING_SCHEME_DESIGNATOR)) ? 'trusted' : null;
  if (tag !== TEXT_VALUE) return null;
  const concept = item.find((element) => element.tag === CONCEPT_NAME);
  const [name] = concept?.content.kind === 'items' ? concept.content.items : [];
  if (name === undefined || valueIn(name, CODING_SCHEME_DESIGNATOR) !== 'DCM') return null;
  return REPORT_TEXT.has(valueIn(name, CODE_VALUE)) ? 'descriptive' : null;
}

/** A dummy of the right type; a sequence keeps its items without any text. An empty value says nothing and stays. */
function dummy(element: DataElement, vr: string, around: Surroundings): DataElement {
  const { content } = element;
  if (content.kind !== 'value') {
    // The content of a report is a tree of such items: its texts, persons and dates are replaced one by one.
    const strict = around.strict || !isContent(element);
    return withItems(element, cleanedItems(element, { ...around, strict }));
  }
  if (content.bytes.length === 0) return element;
  if (vr === 'UI') return withNewUids(element, around.rules);
  const size = BYTE_SIZES[vr] ?? (vr === 'OB' || vr === 'OW' || vr === 'UN' ? 2 : null);
  if (size !== null) return { ...element, content: { kind: 'value', bytes: new Uint8Array(size) } };
  return withText(element, DUMMIES[vr] ?? (element.tag === CODING_SCHEME_DESIGNATOR ? '99REMOVED' : 'REMOVED'));
}

const CONTENT_SEQUENCE = 0x0040a730;
function isContent({ tag }: DataElement): boolean {
  return tag === CONTENT_SEQUENCE;
}

/** A value stays if it has the form of its type and none of the data set's names in it. */
function asItIs(element: DataElement, vr: string, around: Surroundings): DataElement | null {
  const { tag, content } = element;
  if (content.kind === 'fragments') return element;
  if (content.kind === 'items') return null;
  const { bytes } = content;
  const form = FORMS[vr];
  if (form !== undefined) {
    const fits = tag === SPECIFIC_CHARACTER_SET ? CHARACTER_SET_TERM : form;
    const { words } = around.rules;
    const harmless = (value: string): boolean =>
      fits.test(value.trim()) &&
      (vr !== 'CS' || DEFINED_TERMS.has(value.trim()) || !words.foundIn(Buffer.from(value, 'latin1')));
    const values = textOf(element).split('\\');
    if (values.every(harmless)) return element;
    // Each value has its place: ImageType says less without one, but not something else.
    const left = values.map((value) => (harmless(value) ? value : ''));
    return withText(element, left.some((value) => value !== '') ? left.join('\\') : '');
  }
  if (vr === 'OB' || vr === 'OW' || vr === 'UN') {
    if (!TRUSTED_BYTES.has(tag)) return null;
    return tag >>> 16 === 0x7fe0 || !around.rules.words.foundIn(bytes) ? element : null;
  }
  const size = BYTE_SIZES[vr];
  if (size === undefined || bytes.length % size !== 0) return null;
  // A few numbers may be letters; many are numbers, and would spell a short name by chance.
  return bytes.length <= MAX_SPELT_BYTES && around.rules.words.foundIn(bytes) ? null : element;
}

function unlessNamed(element: DataElement, around: Surroundings): DataElement {
  const named = element.content.kind === 'value' && around.rules.words.foundIn(element.content.bytes);
  return named ? withText(element, 'REMOVED') : element;
}

function safePrivate(element: DataElement, around: Surroundings): DataElement | null {
  const { tag, content } = element;
  if (content.kind !== 'value') return null;
  const group = tag >>> 16;
  const low = tag & 0xffff;
  const safeIn = (block: number, at: number): string | null =>
    safePrivateVr(valueIn(around.item, group * 0x10000 + block), group, at);
  if (low >= 0x10 && low <= 0xff) {
    const used = around.item.some(({ tag: other }) => {
      const at = other & 0xffff;
      return other >>> 16 === group && at >>> 8 === low && safeIn(low, at & 0xff) !== null;
    });
    return used ? element : null;
  }
  const vr = safeIn(low >>> 8, low & 0xff);
  return vr === null ? null : asItIs(element, vr, around);
}

function cleanedItems({ content }: DataElement, { rules, strict }: Surroundings): DataElement[][] {
  return content.kind === 'items' ? content.items.map((item) => deidentifyItem(item, rules, strict)) : [];
}

/** The element as the dictionary types it; null when it holds something else than its type can. */
function withDictionaryType(element: DataElement, vr: string): DataElement | null {
  const { tag, content } = element;
  switch (content.kind) {
    case 'items':
      return vr === 'SQ' ? element : null;
    case 'fragments':
      return tag === 0x7fe00010 ? element : null;
    case 'value':
      if (vr === 'SQ') return content.bytes.length === 0 ? withItems(element, []) : null;
      return vr in BYTE_SIZES && (TEXT_VRS.has(element.vr) || element.vr in FORMS || element.vr === 'PN')
        ? null
        : element;
  }
}

function withItems(element: DataElement, items: readonly Item[]): DataElement {
  return { ...element, vr: 'SQ', content: { kind: 'items', items } };
}

/** ASCII, padded to an even length: NUL after a UID, else a space (PS3.5 6.2). */
export function withText(element: Pick<DataElement, 'tag' | 'vr'>, text: string): DataElement {
  const isUid = element.vr === 'UI' || vrOf(element.tag) === 'UI';
  const padded = text.length % 2 === 0 ? text : text + (isUid ? '\0' : ' ');
  return { tag: element.tag, vr: element.vr, content: { kind: 'value', bytes: Buffer.from(padded, 'latin1') } };
}

function withNewUids(element: DataElement, { pseudonyms }: CleaningRules): DataElement {
  const values = textOf(element).split('\\');
  return withText(element, values.map((value) => pseudonyms.uid(value.trim())).join('\\'));
}

/** A value that is no date is emptied. */
function withShiftedDates(element: DataElement, days: number): DataElement {
  const values = textOf(element).split('\\');
  return withText(element, values.map((value) => shiftedDate(value.trim(), days) ?? '').join('\\'));
}

/** A value as Latin-1 text without its padding. */
export function textOf({ content }: DataElement): string {
  return content.kind === 'value'
    ? Buffer.from(content.bytes)
        .toString('latin1')
        .replace(/[\0 ]+$/, '')
    : '';
}

/** The text of an attribute of an item, '' when it is not there. */
export function valueIn(item: Item, tag: number): string {
  const element = item.find((candidate) => candidate.tag === tag);
  return element === undefined ? '' : textOf(element).trim();
}
