/** Which segments of a segmentation are teeth, and which ones: by their codes, else by what is written beside them. */
import { isFdi } from '#core/fdi';
import { toothSign } from '#core/notation';
import type { ToothType } from '#core/review/action';
import type { Coded } from '#core/teeth/tooth-codes';
import { toothOfCode, type CodedTooth } from '#core/teeth/tooth-of-code';
import { toothOfWords, typeOfWords, type ToothWords } from '#core/teeth/tooth-of-words';
import type { Segment } from './segment-list.ts';

export interface SegmentTooth {
  readonly segment: Segment;
  readonly fdi: number;
  readonly type: ToothType;
  /** What the label says, where that is another tooth than the code. */
  readonly contradicting: number | null;
}

export interface TeethOfSegments {
  readonly teeth: readonly SegmentTooth[];
  /** What is no tooth, or not said to be one. */
  readonly leftOut: readonly Segment[];
  /** Left out as well: numbered, but nobody said how, and as FDI the numbers of this file make no sense. */
  readonly unclearNumbers: readonly Segment[];
}

/** SNOMED CT and RT; what they mean may be written in any language. */
const SIDES: ReadonlyMap<string, string> = new Map([
  ['24028007', 'right'],
  ['G-A100', 'right'],
  ['7771000', 'left'],
  ['G-A101', 'left'],
]);
const BACKGROUND = '125040';

export function teethOfSegments(segments: readonly Segment[]): TeethOfSegments {
  const foreground = segments.filter(
    ({ number, type }) => number > 0 && !type.some(({ value }) => value === BACKGROUND),
  );
  const read = foreground.map((segment) => ({ segment, words: readSegment(segment) }));
  // Universal numbers and classes of nets run from 1 on: then 16 is not FDI 16 either.
  const areFdi = read.every(({ words }) => words?.kind !== 'number' || isFdi(words.number));
  const teeth: SegmentTooth[] = [];
  const leftOut: Segment[] = [];
  const unclearNumbers: Segment[] = [];
  for (const { segment, words } of read) {
    const { contradicting = null } = words ?? {};
    if (words === null || words.kind === 'other') leftOut.push(segment);
    else if (words.kind === 'tooth') teeth.push({ segment, fdi: words.fdi, type: typeOf(segment), contradicting });
    else if (areFdi) teeth.push({ segment, fdi: words.number, type: typeOf(segment), contradicting });
    else unclearNumbers.push(segment);
  }
  return { teeth, leftOut, unclearNumbers };
}

function readSegment(segment: Segment): (ToothWords & { readonly contradicting?: number | null }) | null {
  const label = toothOfWords(segment.label);
  if (label?.kind === 'other' || isPartOfTooth(segment)) return { kind: 'other' };
  const [written = null] = [label, toothOfWords(segment.trackingId), toothOfWords(segment.description)].filter(
    (words) => words !== null && words.kind !== 'other',
  );
  const coded = codedTooth(segment);
  if (coded !== null) {
    const { fdi } = coded;
    const number = written?.kind === 'tooth' ? written.fdi : (written?.number ?? null);
    const agrees = number === fdi || (written?.kind === 'number' && toothSign(fdi, 'universal') === String(number));
    return { kind: 'tooth', fdi, contradicting: agrees ? null : number };
  }
  const told = isTooth(segment) ? toothOfWords(meanings([...segment.type, ...segment.region])) : null;
  return told?.kind === 'tooth' ? told : written;
}

function typeOf(segment: Segment): ToothType {
  const { label, trackingId, type } = segment;
  return codedTooth(segment)?.supernumerary === true
    ? 'supernumerary'
    : typeOfWords(`${label} ${trackingId} ${meanings(type)}`);
}

/** Of the code itself, else of the place of something that is a tooth. */
function codedTooth(segment: Segment): CodedTooth | null {
  const codes = isTooth(segment) ? [...segment.type, ...segment.region] : segment.type;
  return codes.map(toothOfCode).find((tooth) => tooth !== null) ?? null;
}

const TOOTH_WORDS = /\b(tooth|teeth|molar|premolar|incisor|canine|implant|pontic)\b/i;
/** What says nothing about what it is. */
const ANYTHING = /^(tissue|organ|anatomical structure|body structure)?$/i;

function isTooth({ type }: Segment): boolean {
  return type.every(({ meaning }) => ANYTHING.test(meaning)) || type.some(({ meaning }) => TOOTH_WORDS.test(meaning));
}

/** Pulp is coded with its tooth as the place; teeth are coded as bone where a program knows no better. */
function isPartOfTooth({ type }: Segment): boolean {
  const words = meanings(type.filter(({ meaning }) => !/\bbone\b/i.test(meaning)));
  return toothOfWords(words)?.kind === 'other';
}

function meanings(codes: readonly Coded[]): string {
  return codes.map(({ value, meaning }) => SIDES.get(value) ?? meaning).join(' ');
}
