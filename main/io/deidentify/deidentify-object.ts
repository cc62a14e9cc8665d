/** One DICOM file goes in, the same object without a person comes out: same pixels, same transfer syntax. */
import { deflateRawSync } from 'node:zlib';
import type { RetainOption } from '#contract/deidentify';
import { decodeText } from '../dicom/character-set.ts';
import { inflateDataSet } from '../dicom/inflate-data-set.ts';
import { announcedEnd, dataSetEncoding } from '../dicom/read-header.ts';
import { transferSyntax, type TransferSyntax } from '../dicom/transfer-syntax.ts';
import { IMPLEMENTATION_CLASS_UID, IMPLEMENTATION_VERSION } from '../dicom-write/write-dicom.ts';
import { blankComments } from './blank-comments.ts';
import { deidentifyItem, textOf, valueIn, withText, type CleaningRules } from './deidentify-data-set.ts';
import { readElements, readGroup, writeElements, type DataElement, type Encoding, type Item } from './elements.ts';
import { judge } from './hold-back.ts';
import { IdentifyingWords } from './identifying-words.ts';
import { methodElements } from './method.ts';
import type { Pseudonyms } from './pseudonyms.ts';

export interface DeidentifyOptions {
  readonly pseudonyms: Pseudonyms;
  readonly retain: ReadonlySet<RetainOption>;
  /** Lets pictures pass that may show a name; default false. */
  readonly includeBurnedIn?: boolean;
  /** The object was written by Quadrant without a name in its document or picture; default false. */
  readonly own?: boolean;
}

/** Who it was: for the key only. */
export interface OriginalPatient {
  readonly patientId: string;
  readonly patientName: string;
  readonly birthDate: string;
}

export type Deidentified =
  | {
      readonly kind: 'done';
      /** The file, in pieces. */
      readonly pieces: readonly Uint8Array[];
      readonly patient: string; // pseudonym
      readonly original: OriginalPatient;
      readonly shiftedDays: number;
      /** As written. */
      readonly studyUid: string;
      readonly seriesUid: string;
      readonly sopUid: string;
      /** As written. */
      readonly dataSet: Item;
      /** At the study; null when the file does not say. */
      readonly ageYears: number | null;
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'held' | 'refused' | 'dropped'; readonly reason: string };

const MEDIA_STORAGE_DIRECTORY = '1.2.840.10008.1.3.10';
const META_LITTLE: Encoding = { explicit: true, bigEndian: false };
const SOP_CLASS = 0x00080016;
const SOP_INSTANCE = 0x00080018;
const PATIENT_NAME = 0x00100010;
const PATIENT_ID = 0x00100020;
const PIXEL_DATA = 0x7fe00010;
const NUMBER_OF_FRAMES = 0x00280008;
const SAMPLES = 0x00280002;
const ROWS = 0x00280010;
const COLUMNS = 0x00280011;
const BITS_ALLOCATED = 0x00280100;
const BIRTH_DATE = 0x00100030;
const PATIENT_AGE = 0x00101010;
const STUDY_DATE = 0x00080020;
const STUDY_UID = 0x0020000d;
const SERIES_UID = 0x0020000e;
const CHARACTER_SET = 0x00080005;

/** De-identifies one file. Its compressed frames are changed in place where comments are blanked. */
export function deidentifyObject(file: Buffer, options: DeidentifyOptions): Deidentified {
  const raw = dataSetEncoding(file);
  if (raw === null) return { kind: 'dropped', reason: 'No DICOM file.' };
  try {
    return deidentified(file, raw.TransferSyntaxUID, options);
  } catch (thrown) {
    const isDamage = thrown instanceof RangeError || (thrown instanceof Error && 'code' in thrown);
    if (!isDamage) throw thrown;
    // What zlib and the reader say names offsets and tags, never a value.
    return { kind: 'refused', reason: `The file cannot be read whole: ${thrown.message}.` };
  }
}

function deidentified(file: Buffer, rawSyntax: string | undefined, options: DeidentifyOptions): Deidentified {
  const meta = rawSyntax === undefined ? readGroup(file, 132, 2) : { items: [], end: 0 };
  const syntax = transferSyntax(rawSyntax ?? valueIn(meta.items, 0x00020010).replace(/\0+$/, ''));
  if (valueIn(meta.items, 0x00020002) === MEDIA_STORAGE_DIRECTORY)
    return { kind: 'dropped', reason: 'A DICOMDIR lists the originals.' };
  if (syntax.name === 'unknown') return { kind: 'refused', reason: 'Its transfer syntax is not known.' };
  const encoding: Encoding = { explicit: syntax.name !== 'Implicit VR Little Endian', bigEndian: syntax.bigEndian };
  const body = syntax.deflated ? Buffer.from(inflateDataSet(file, meta.end, announcedEnd(file))) : file;
  const dataSet = readElements(body, meta.end, encoding);
  const sopClassUid = valueIn(dataSet, SOP_CLASS) || valueIn(meta.items, 0x00020002);
  const { held, picture, warnings } = judge(dataSet, sopClassUid, options.own === true);
  if (held !== null && !(picture && options.includeBurnedIn === true)) return { kind: 'held', reason: held };
  const frames = cleanFrames(dataSet, syntax, encoding);
  if (frames === null)
    return { kind: 'held', reason: `${syntax.name} may hold sound and notes that cannot be cleaned.` };

  const { retain, pseudonyms } = options;
  const original = originalOf(dataSet);
  const who = patientIdentity({ ...original, studyUid: valueIn(dataSet, STUDY_UID) });
  const patient = pseudonyms.patient(who);
  const shiftedDays = pseudonyms.shiftedDays(who);
  const rules: CleaningRules = {
    retain,
    pseudonyms,
    shiftedDays,
    words: new IdentifyingWords(dataSet, retain),
    ownDocument: options.own === true,
  };
  const cleaned = withMethod(deidentifyItem(dataSet, rules), patient, retain);
  const sopUid = valueIn(cleaned, SOP_INSTANCE);
  if (sopUid === '' || valueIn(cleaned, SERIES_UID) === '')
    return { kind: 'refused', reason: 'It has no instance UID or no series UID.' };
  const pieces = writeElements(cleaned, encoding);
  return {
    kind: 'done',
    pieces: [...fileMeta(sopClassUid, sopUid, syntax.uid), ...(syntax.deflated ? [deflated(pieces)] : pieces)],
    patient,
    original,
    shiftedDays,
    studyUid: valueIn(cleaned, STUDY_UID),
    seriesUid: valueIn(cleaned, SERIES_UID),
    sopUid,
    dataSet: cleaned,
    ageYears: ageYears(dataSet),
    warnings: [
      ...(held === null ? warnings : [`${held} It was asked for all the same.`]),
      ...(frames > 0 ? ['Comments in or behind its pixels were blanked.'] : []),
    ],
  };
}

/**
 * Blanks what compressed frames say beside the picture, and what follows the last pixel; how many times, or null for streams
 * that cannot be cleaned.
 */
function cleanFrames(dataSet: Item, { codec, name }: TransferSyntax, encoding: Encoding): number | null {
  let blanked = 0;
  for (const { tag, content } of dataSet) {
    if (content.kind === 'value' && tag === PIXEL_DATA)
      blanked += blankBeyond(content.bytes, pixelBytes(dataSet, encoding));
    if (content.kind !== 'fragments') continue;
    const fragments = content.fragments.slice(1);
    if (codec === 'jpeg' || codec === 'jpeg-ls') blanked += blankComments(fragments, 'jpeg');
    else if (codec === 'jpeg-2000' || codec === 'htj2k' || name.startsWith('JPEG 2000'))
      blanked += blankComments(fragments, 'jpeg-2000');
    else if (codec === null && !name.startsWith('Encapsulated Uncompressed')) return null;
  }
  return blanked;
}

function blankBeyond(pixels: Uint8Array, length: number): number {
  const beyond = pixels.subarray(Math.min(length, pixels.length));
  if (beyond.every((byte) => byte === 0)) return 0;
  beyond.fill(0);
  return 1;
}

/** How long native pixels are with their padding (PS3.5 8.1.1); without end where the header does not say. */
function pixelBytes(dataSet: Item, { bigEndian }: Encoding): number {
  const numbers = [ROWS, COLUMNS, SAMPLES, BITS_ALLOCATED].map((tag) => {
    const element = dataSet.find((candidate) => candidate.tag === tag);
    const [first = 0, second = 0] = element?.content.kind === 'value' ? element.content.bytes : [];
    return bigEndian ? 256 * first + second : first + 256 * second;
  });
  const frames = Number(valueIn(dataSet, NUMBER_OF_FRAMES) || 1);
  const bits = numbers.reduce((product, number) => product * number, frames);
  return bits > 0 ? 2 * Math.ceil(bits / 16) : Infinity;
}

/**
 * What tells one patient from another: the ID; without one name and birth date; without any of them the study. The issuer of
 * an ID is left out, since derived objects often lack it.
 */
export function patientIdentity({
  patientId,
  patientName,
  birthDate,
  studyUid,
}: OriginalPatient & { readonly studyUid: string }): string {
  if (patientId !== '') return JSON.stringify(['id', patientId]);
  if (patientName !== '') return JSON.stringify(['name', patientName.toLowerCase(), birthDate]);
  return JSON.stringify(['study', studyUid]);
}

function originalOf(dataSet: Item): OriginalPatient {
  const characterSets = valueIn(dataSet, CHARACTER_SET).split('\\');
  const decoded = (tag: number): string => {
    const element = dataSet.find((candidate) => candidate.tag === tag);
    return element === undefined ? '' : decodeText(Buffer.from(textOf(element), 'latin1'), characterSets).trim();
  };
  return { patientId: decoded(PATIENT_ID), patientName: decoded(PATIENT_NAME), birthDate: decoded(BIRTH_DATE) };
}

function ageYears(dataSet: Item): number | null {
  const [, count, unit] = /^(\d{3})([DWMY])$/.exec(valueIn(dataSet, PATIENT_AGE)) ?? [];
  if (count !== undefined) return unit === 'Y' ? Number(count) : 0;
  const [birth, study] = [BIRTH_DATE, STUDY_DATE].map((tag) => valueIn(dataSet, tag));
  // Dates are numbers that grow: 20260131 − 20140215 is 11 years and something.
  return /^\d{8}$/.test(birth) && /^\d{8}$/.test(study) ? Math.floor((Number(study) - Number(birth)) / 10_000) : null;
}

/** With the pseudonym, and how it was made; in the order of tags. */
function withMethod(
  cleaned: readonly DataElement[],
  patient: string,
  retain: ReadonlySet<RetainOption>,
): DataElement[] {
  const added = [
    withText({ tag: PATIENT_NAME, vr: 'PN' }, patient),
    withText({ tag: PATIENT_ID, vr: 'LO' }, patient),
    ...methodElements(retain),
  ];
  const replaced = new Set(added.map(({ tag }) => tag));
  return [...cleaned.filter(({ tag }) => !replaced.has(tag)), ...added].sort((a, b) => a.tag - b.tag);
}

/** A preamble of zeros and new file meta information (PS3.10 7.1): no application entity, nothing private. */
function fileMeta(sopClassUid: string, sopUid: string, syntaxUid: string): Uint8Array[] {
  const version: DataElement = { tag: 0x00020001, vr: 'OB', content: { kind: 'value', bytes: Uint8Array.of(0, 1) } };
  const pieces = writeElements(
    [
      version,
      withText({ tag: 0x00020002, vr: 'UI' }, sopClassUid),
      withText({ tag: 0x00020003, vr: 'UI' }, sopUid),
      withText({ tag: 0x00020010, vr: 'UI' }, syntaxUid),
      withText({ tag: 0x00020012, vr: 'UI' }, IMPLEMENTATION_CLASS_UID),
      withText({ tag: 0x00020013, vr: 'SH' }, IMPLEMENTATION_VERSION),
    ],
    META_LITTLE,
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(pieces.reduce((sum, piece) => sum + piece.length, 0));
  const preamble = Buffer.alloc(132);
  preamble.write('DICM', 128, 'latin1');
  return [
    preamble,
    ...writeElements([{ tag: 0x00020000, vr: 'UL', content: { kind: 'value', bytes: length } }], META_LITTLE),
    ...pieces,
  ];
}

/** Even in length (PS3.5 A.5). */
function deflated(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = deflateRawSync(Buffer.concat(pieces));
  return bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(1)]);
}
