/**
 * From DICOM's code of a tooth back to the tooth: those of tooth-codes.ts, and what PS3.16 named before them, the codes of
 * SNOMED RT ("T-54210") and the SNOMED CT concepts that stood for both dentitions.
 */
import { DECIDUOUS_FDI, PERMANENT_FDI } from '../fdi.ts';
import { toothCode } from './tooth-codes.ts';

export interface CodedTooth {
  readonly fdi: number;
  readonly supernumerary: boolean;
}

/** Concept → permanent tooth, where CID 4018 names another one today. */
const EARLIER: readonly (readonly [code: string, fdi: number])[] = [
  ['7121006', 17],
  ['5140004', 16],
  ['80647007', 13],
  ['11712009', 12],
  ['22120004', 11],
  ['31982000', 21],
  ['25748002', 22],
  ['72876007', 23],
  ['23427002', 26],
  ['66303006', 27],
  ['48402004', 37],
  ['89625000', 36],
  ['39844006', 33],
  ['77130001', 32],
  ['113278005', 31],
  ['15422005', 41],
  ['82628004', 42],
  ['47055002', 43],
  ['28480000', 46],
  ['40005008', 47],
];

/** SNOMED RT counts by tens: T-54210 is 18, T-54220 is 17 and so on along these rows, T-54610 is 51. */
const SRT_ROWS: readonly (readonly [first: number, teeth: readonly number[]])[] = [
  [210, [...row(1, 8).toReversed(), ...row(2, 8), ...row(3, 8).toReversed(), ...row(4, 8)]],
  [610, [...row(5, 5), ...row(6, 5), ...row(8, 5), ...row(7, 5)]],
];

function row(quadrant: number, teeth: number): number[] {
  return Array.from({ length: teeth }, (_, n) => quadrant * 10 + n + 1);
}

const SCT = new Map<string, CodedTooth>(EARLIER.map(([code, fdi]) => [code, { fdi, supernumerary: false }]));
for (const fdi of [...PERMANENT_FDI, ...DECIDUOUS_FDI]) {
  for (const supernumerary of [false, true]) SCT.set(toothCode(fdi, { supernumerary }).value, { fdi, supernumerary });
}

/** The tooth that a code names, or null: it names none, or teeth in general. */
export function toothOfCode({ value, scheme }: { readonly value: string; readonly scheme: string }): CodedTooth | null {
  if (scheme === 'SCT') return SCT.get(value) ?? null;
  // Programs wrote concepts of SNOMED RT under three names (PS3.16 8.1).
  return ['SRT', 'SNM3', '99SDM'].includes(scheme) ? toothOfSrt(value) : null;
}

/** The last digit tells "entire" and "permanent" apart from the tooth as such (T-54282 for T-54280). */
function toothOfSrt(value: string): CodedTooth | null {
  const digits = /^T-54(\d{2})[012]$/.exec(value)?.[1];
  for (const [first, teeth] of SRT_ROWS) {
    const fdi = teeth[Number(digits) - first / 10];
    if (fdi !== undefined) return { fdi, supernumerary: false };
  }
  return null;
}
