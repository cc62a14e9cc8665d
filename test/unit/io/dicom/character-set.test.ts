import { describe, expect, it } from 'vitest';
import { decodeText, formatPersonName } from '../../../../main/io/dicom/character-set.ts';

/** Bytes from a string in which {1B} stands for a byte in hexadecimal. */
function bytes(pattern: string): Uint8Array {
  const spelled = pattern.replace(/\{([0-9A-F]{2})\}/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Uint8Array.from(spelled, (character) => character.charCodeAt(0));
}

describe('text in DICOM character sets', () => {
  // PS3.5 annexes H to K, with the bytes as printed there.
  it.each([
    ['ISO_IR 100', 'Buc^J{E9}r{F4}me', 'Buc^Jérôme'],
    ['ISO_IR 144', '{BB}{EE}{DA}ceM{D1}yp{D9}', 'ЛюкceMбypй'],
    ['ISO_IR 13', '{D4}{CF}{C0}^{C0}{DB}{B3}', 'ﾔﾏﾀ^ﾀﾛｳ'],
    ['ISO_IR 192', 'Wang^XiaoDong={E7}{8E}{8B}^{E5}{B0}{8F}{E6}{9D}{B1}=', 'Wang^XiaoDong=王^小東='],
    ['GB18030', 'Wang^XiaoDong={CD}{F5}^{D0}{A1}{B6}{AB}=', 'Wang^XiaoDong=王^小东='],
    [
      '\\ISO 2022 IR 87',
      'Yamada^Tarou={1B}$B;3ED{1B}(B^{1B}$BB@O:{1B}(B={1B}$B$d$^$@{1B}(B^{1B}$B$?$m$&{1B}(B',
      'Yamada^Tarou=山田^太郎=やまだ^たろう',
    ],
    [
      '\\ISO 2022 IR 149',
      'Hong^Gildong={1B}$)C{FB}{F3}^{1B}$)C{D1}{CE}{D4}{D7}={1B}$)C{C8}{AB}^{1B}$)C{B1}{E6}{B5}{BF}',
      'Hong^Gildong=洪^吉洞=홍^길동',
    ],
    ['\\ISO 2022 IR 58', 'Wang^XiaoDong={1B}$)A{CD}{F5}^{1B}$)A{D0}{A1}{B6}{AB}=', 'Wang^XiaoDong=王^小东='],
    ['\\ISO 2022 IR 159', '{1B}$(D0!{1B}(B', '丂'],
    ['', 'Plain^Name {00}', 'Plain^Name'],
    ['ISO_IR 9999', 'J{E9}r', 'Jér'],
  ])('%s', (characterSets, encoded, text) => {
    expect(decodeText(bytes(encoded), characterSets.split('\\'))).toBe(text);
  });
});

describe('a person name on the title line', () => {
  it.each([
    ['Yamada^Tarou=山田^太郎=やまだ^たろう', 'Yamada, Tarou (山田 太郎)'],
    ['=山田^太郎', '山田 太郎'],
    ['Adams^John Robert Quincy^^Rev.^B.A. M.Div.', 'Rev. Adams, John Robert Quincy B.A. M.Div.'],
    ['Phantom', 'Phantom'],
    ['', ''],
  ])('%s', (value, line) => {
    expect(formatPersonName(value)).toBe(line);
  });
});
