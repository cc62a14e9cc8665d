/** How a tooth's number is written for a reader. Stored values are always FDI (ISO 3950). */
import { isDeciduous, isFdi, positionOf, quadrantOf, sideOf } from './fdi.ts';

export const NOTATIONS = ['fdi', 'universal', 'palmer'] as const;
export type Notation = (typeof NOTATIONS)[number];

/**
 * Palmer's corners as the dentist faces the patient: the line across is the bite, the upright one the midline. Box-drawing
 * characters, because hardly any font has those of dentistry (U+23BE…23CC); those are understood when typed.
 */
const PALMER_CORNER = { 1: '┘', 2: '└', 3: '┌', 4: '┐' } as const;
/** Quadrant 1…4 by any character or pair of letters that stands for it. */
const PALMER_QUADRANT: ReadonlyMap<string, 1 | 2 | 3 | 4> = new Map([
  ...(['┘', '⏌', 'UR'] as const).map((sign) => [sign, 1] as const),
  ...(['└', '⎿', 'UL'] as const).map((sign) => [sign, 2] as const),
  ...(['┌', '⎾', 'LL'] as const).map((sign) => [sign, 3] as const),
  ...(['┐', '⏋', 'LR'] as const).map((sign) => [sign, 4] as const),
]);

const LETTER_A = 'A'.charCodeAt(0);

/**
 * A tooth's number in a notation: of 16 "16" (FDI), "3" (Universal, ADA) and "6┘" (Palmer); of 55 "55", "A" and "E┘".
 * @throws RangeError when the code is no FDI code.
 */
export function toothSign(fdi: number, notation: Notation): string {
  if (!isFdi(fdi)) throw new RangeError(`${fdi} is no FDI code`);
  switch (notation) {
    case 'fdi':
      return String(fdi);
    case 'universal':
      return universalSign(fdi);
    case 'palmer':
      return palmerSign(fdi);
  }
}

/** 1–32 clockwise from the patient's upper right third molar; A–T the same way for deciduous teeth. */
function universalSign(fdi: number): string {
  const perQuadrant = isDeciduous(fdi) ? 5 : 8;
  const before = (quadrantOf(fdi) - 1) * perQuadrant;
  // Odd quadrants are counted towards the midline, even ones away from it.
  const inQuadrant = quadrantOf(fdi) % 2 === 1 ? perQuadrant - positionOf(fdi) : positionOf(fdi) - 1;
  const place = before + inQuadrant;
  return isDeciduous(fdi) ? String.fromCharCode(LETTER_A + place) : String(place + 1);
}

/** The corner stands on the midline's side of the position: 6┘ └6 above, 6┐ ┌6 below; A–E for deciduous teeth. */
function palmerSign(fdi: number): string {
  const position = positionOf(fdi);
  const sign = isDeciduous(fdi) ? String.fromCharCode(LETTER_A + position - 1) : String(position);
  const corner = PALMER_CORNER[quadrantOf(fdi)];
  return sideOf(fdi) === 'right' ? sign + corner : corner + sign;
}

/**
 * The FDI code of a number as a person types it in a notation, or null: "16"; "3" or "03", "A" or "a"; "6┘", "UR6",
 * "6 ur" or "E┘". The inverse of toothSign.
 */
export function fdiOfSign(typed: string, notation: Notation): number | null {
  const text = typed.replaceAll(/\s/g, '').toUpperCase();
  switch (notation) {
    case 'fdi':
      return /^\d\d$/.test(text) && isFdi(Number(text)) ? Number(text) : null;
    case 'universal':
      return fdiOfUniversal(text);
    case 'palmer':
      return fdiOfPalmer(text);
  }
}

function fdiOfUniversal(text: string): number | null {
  if (/^[A-T]$/.test(text)) return fdiOfPlace(text.charCodeAt(0) - LETTER_A, 5);
  const number = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= 32 ? fdiOfPlace(number - 1, 8) : null;
}

/** The tooth at a place counted from the upper right as Universal does, 0-based; 8 or 5 teeth in a quadrant. */
function fdiOfPlace(place: number, perQuadrant: 8 | 5): number {
  const quadrant = Math.floor(place / perQuadrant) + 1;
  const inQuadrant = place % perQuadrant;
  const position = quadrant % 2 === 1 ? perQuadrant - inQuadrant : inQuadrant + 1;
  return (quadrant + (perQuadrant === 5 ? 4 : 0)) * 10 + position;
}

function fdiOfPalmer(text: string): number | null {
  const parts = /^([1-8A-E])(\D{1,2})$|^(\D{1,2})([1-8A-E])$/.exec(text);
  if (parts === null) return null;
  const [, ahead, after, before, behind] = parts;
  const sign = ahead ?? behind;
  const quadrant = PALMER_QUADRANT.get(after ?? before);
  if (quadrant === undefined) return null;
  const letter = sign.charCodeAt(0) - LETTER_A;
  return letter >= 0 ? (quadrant + 4) * 10 + letter + 1 : quadrant * 10 + Number(sign);
}
