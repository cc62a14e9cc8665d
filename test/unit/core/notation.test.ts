import { describe, expect, it } from 'vitest';
import { CHART_ROWS, DECIDUOUS_FDI, PERMANENT_FDI } from '#core/fdi';
import { fdiOfSign, NOTATIONS, toothSign } from '#core/notation';

const DECIDUOUS_ROWS = [
  [55, 54, 53, 52, 51, 61, 62, 63, 64, 65],
  [85, 84, 83, 82, 81, 71, 72, 73, 74, 75],
] as const;

const signs = (row: readonly number[], notation: (typeof NOTATIONS)[number]): string =>
  row.map((fdi) => toothSign(fdi, notation)).join(' ');

describe('tooth signs', () => {
  it('counts Universal numbers clockwise from the patient’s upper right third molar', () => {
    expect(signs(CHART_ROWS[0], 'universal')).toBe('1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16');
    expect(signs(CHART_ROWS[1], 'universal')).toBe('32 31 30 29 28 27 26 25 24 23 22 21 20 19 18 17');
    expect(signs(DECIDUOUS_ROWS[0], 'universal')).toBe('A B C D E F G H I J');
    expect(signs(DECIDUOUS_ROWS[1], 'universal')).toBe('T S R Q P O N M L K');
  });

  it('writes Palmer’s corner towards the midline and the bite', () => {
    expect(signs(CHART_ROWS[0], 'palmer')).toBe('8┘ 7┘ 6┘ 5┘ 4┘ 3┘ 2┘ 1┘ └1 └2 └3 └4 └5 └6 └7 └8');
    expect(signs(CHART_ROWS[1], 'palmer')).toBe('8┐ 7┐ 6┐ 5┐ 4┐ 3┐ 2┐ 1┐ ┌1 ┌2 ┌3 ┌4 ┌5 ┌6 ┌7 ┌8');
    expect(signs(DECIDUOUS_ROWS[0], 'palmer')).toBe('E┘ D┘ C┘ B┘ A┘ └A └B └C └D └E');
    expect(signs(DECIDUOUS_ROWS[1], 'palmer')).toBe('E┐ D┐ C┐ B┐ A┐ ┌A ┌B ┌C ┌D ┌E');
  });

  it.each(NOTATIONS)('reads back every code that it wrote: %s', (notation) => {
    const codes = [...PERMANENT_FDI, ...DECIDUOUS_FDI];
    const written = codes.map((fdi) => toothSign(fdi, notation));
    expect(new Set(written).size).toBe(52);
    expect(written.map((sign) => fdiOfSign(sign, notation))).toEqual(codes);
  });

  it('understands what people type', () => {
    expect(fdiOfSign(' 16 ', 'fdi')).toBe(16);
    expect(fdiOfSign('03', 'universal')).toBe(16);
    expect(fdiOfSign('t', 'universal')).toBe(85);
    for (const typed of ['ur6', 'UR 6', '6 UR', '6⏌', '6 ┘']) expect(fdiOfSign(typed, 'palmer')).toBe(16);
    expect(fdiOfSign('lle', 'palmer')).toBe(75);
  });

  it('makes no tooth of anything else', () => {
    for (const typed of ['', '1', '19', '56', '160', '1.', 'A']) expect(fdiOfSign(typed, 'fdi')).toBeNull();
    for (const typed of ['', '0', '33', 'U', 'AA', '-3']) expect(fdiOfSign(typed, 'universal')).toBeNull();
    for (const typed of ['', '6', 'UR', '9┘', 'UR9', 'F┘', 'XX6', '┘6┘']) expect(fdiOfSign(typed, 'palmer')).toBeNull();
    for (const notation of NOTATIONS) expect(() => toothSign(19, notation)).toThrow(RangeError);
  });
});
