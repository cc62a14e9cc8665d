import { describe, expect, it } from 'vitest';
import { RETAIN_OPTIONS, type RetainOption } from '#contract/deidentify';
import { PROFILE_ROWS, type ProfileRow } from '../../../../main/io/deidentify/confidentiality-profile.ts';
import { deidentifyItem, textOf } from '../../../../main/io/deidentify/deidentify-data-set.ts';
import { vrOf } from '../../../../main/io/deidentify/dictionary.ts';
import type { DataElement } from '../../../../main/io/deidentify/elements.ts';
import { IdentifyingWords } from '../../../../main/io/deidentify/identifying-words.ts';
import { Pseudonyms } from '../../../../main/io/deidentify/pseudonyms.ts';

const PSEUDONYMS = new Pseudonyms('07'.repeat(32));
const SHIFTED_DAYS = 400;
/** Of the right form, so that whatever happens to it is the table's doing. */
const VALUES: Readonly<Record<string, string>> = {
  AE: 'KANARIE',
  AS: '044Y',
  CS: 'KANARIE',
  DA: '20240229',
  DS: '47.11',
  DT: '20240229101530.25+0100',
  IS: '4711',
  LO: 'Kanarie',
  LT: 'Kanarie',
  PN: 'Kanarie^Vogel',
  SH: 'Kanarie',
  ST: 'Kanarie',
  TM: '101530',
  UC: 'Kanarie',
  UI: '1.2.3.4711',
  UR: 'https://kanarie.example',
  UT: 'Kanarie',
};
const SHIFTED: Readonly<Record<string, string>> = { DA: '20230125', DT: '20230125101530.25+0100', TM: '101530' };
const INNER_TEXT: DataElement = {
  tag: 0x00080104,
  vr: 'LO',
  content: { kind: 'value', bytes: Buffer.from('Kanarie ') },
};

function elementOf(tag: number, vr: string): DataElement {
  if (vr === 'SQ') return { tag, vr, content: { kind: 'items', items: [[INNER_TEXT]] } };
  const text = VALUES[vr];
  const bytes = text === undefined ? Buffer.alloc(16, '!') : Buffer.from(text);
  return { tag, vr, content: { kind: 'value', bytes } };
}

function deidentified(element: DataElement, retain: ReadonlySet<RetainOption>): DataElement | undefined {
  const words = new IdentifyingWords([], retain);
  const rules = { retain, pseudonyms: PSEUDONYMS, shiftedDays: SHIFTED_DAYS, words, ownDocument: false };
  return deidentifyItem([element], rules)[0];
}

function sizeOf({ content }: DataElement): number {
  return content.kind === 'value' ? content.bytes.length : content.kind === 'items' ? content.items.length : 0;
}

/** Whether the outcome is what the code says (PS3.15 E.1, Table E.1-1a). */
function isDone(code: string, vr: string, before: DataElement, after: DataElement | undefined): boolean {
  switch (code) {
    case 'X':
      return after === undefined;
    case 'Z':
      return after !== undefined && sizeOf(after) === 0;
    case 'D':
      return after !== undefined && sizeOf(after) > 0 && !holdsCanary(after);
    case 'U':
      return vr === 'SQ'
        ? after !== undefined && !holdsCanary(after)
        : after !== undefined && /^2\.25\.\d+$/.test(textOf(after));
    case 'K':
      return vr === 'SQ' ? after !== undefined : after !== undefined && textOf(after) === textOf(before);
    default:
      return false;
  }
}

function holdsCanary({ content }: DataElement): boolean {
  if (content.kind === 'items') return content.items.some((item) => item.some(holdsCanary));
  return (
    content.kind === 'value' &&
    /kanarie|4711|47\.11|2024|1015|044Y|!/i.test(Buffer.from(content.bytes).toString('latin1'))
  );
}

/** The strongest of the codes that a type may ask for fits them all: the last. */
function basicCode({ tag, basic }: ProfileRow): string {
  if (tag === 0x00081110) return 'X'; // X/Z, and never of type 2
  return (basic.split('/').at(-1) ?? '').replace('*', '');
}

const typed = PROFILE_ROWS.flatMap((row) => {
  const group = row.tag >>> 16;
  const vr = vrOf(row.tag);
  return vr === null || group < 8 || group % 2 === 1 ? [] : [{ row, vr }];
});

describe('PS3.15 Table E.1-1', () => {
  it('is whole: 652 attributes, each once, in the order of tags', () => {
    const tags = PROFILE_ROWS.map(({ tag }) => tag);
    expect(tags).toHaveLength(652);
    expect(tags).toEqual([...new Set(tags)].toSorted((a, b) => a - b));
    expect(typed.length).toBeGreaterThan(600);
    for (const { basic } of PROFILE_ROWS) expect(basic).toMatch(/^(X|Z|D|U|X\/Z|X\/D|Z\/D|X\/Z\/D|X\/Z\/U\*)$/);
  });

  it('has each attribute handled as its code says when nothing is retained', () => {
    const wrong = typed.filter(({ row, vr }) => {
      const before = elementOf(row.tag, vr);
      return !isDone(basicCode(row), vr, before, deidentified(before, new Set()));
    });
    expect(wrong.map(({ row }) => row.name)).toEqual([]);
  });

  it.each(RETAIN_OPTIONS)('has each attribute handled as its code says with --retain %s', (option) => {
    const wrong = typed.filter(({ row, vr }) => {
      const before = elementOf(row.tag, vr);
      const after = deidentified(before, new Set([option]));
      const code = row.retain[option];
      if (code === undefined) return !isDone(basicCode(row), vr, before, after);
      if (code === 'K') return !isDone('K', vr, before, after);
      // C: dates are moved; texts keep words that name nobody, of which these hold none.
      if (option === 'shifted-dates' && SHIFTED[vr] !== undefined)
        return after === undefined || textOf(after) !== SHIFTED[vr];
      return after !== undefined && holdsCanary(after);
    });
    expect(wrong.map(({ row }) => row.name)).toEqual([]);
  });

  it('keeps by two options what each of them keeps', () => {
    const retain = new Set<RetainOption>(['device', 'dates']);
    const serial = deidentified(elementOf(0x00181000, 'LO'), retain);
    const calibrated = deidentified(elementOf(0x00181200, 'DA'), retain);
    const sex = deidentified(elementOf(0x00100040, 'CS'), retain);
    expect([serial, calibrated, sex].map((element) => element && textOf(element))).toEqual(['Kanarie', '20240229', '']);
  });
});
