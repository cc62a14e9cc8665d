import { expect, it } from 'vitest';
import { LANGUAGES } from '#contract/settings';
import { DECIDUOUS_FDI, PERMANENT_FDI, toothName } from '#core/fdi';
import { fullToothName, toothKindName } from '#core/words/tooth-names';

const ALL = [...PERMANENT_FDI, ...DECIDUOUS_FDI];

it('names every tooth in every language, no two alike', () => {
  for (const language of LANGUAGES) {
    expect(new Set(ALL.map((fdi) => fullToothName(fdi, language))).size, language).toBe(52);
  }
});

it('says in English what the core says', () => {
  expect(ALL.map((fdi) => fullToothName(fdi, 'en'))).toEqual(ALL.map(toothName));
});

it('names the patient’s side', () => {
  expect(fullToothName(16, 'de')).toBe('erster Molar, oben rechts');
  expect(fullToothName(36, 'fr')).toBe('première molaire inférieure gauche');
  expect(fullToothName(85, 'zh')).toBe('右下第二乳磨牙');
  expect(toothKindName(43, 'en')).toBe('canine');
});
