import { isFdi } from '../fdi.ts';
import type { Finding } from '../finding.ts';
import type { Language } from '../language.ts';
import { toothSign, type Notation } from '../notation.ts';
import { FINDING_WORDS } from './finding-words.ts';
import { numberText } from './format.ts';
import { IMPORT_FINDING_WORDS } from './import-finding-words.ts';
import { SURFACE_FINDING_WORDS } from './surface-finding-words.ts';

export const ALL_FINDING_WORDS = [...FINDING_WORDS, ...IMPORT_FINDING_WORDS, ...SURFACE_FINDING_WORDS];

/** A finding's sentence in a language, its tooth numbers in a notation; as the core wrote it when it is not known here. */
export function findingText({ code, message }: Finding, language: Language, notation: Notation): string {
  for (const words of ALL_FINDING_WORDS) {
    const match = words.code === code ? words.pattern.exec(message) : null;
    if (match === null) continue;
    return words.text[language].replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const fact = match.groups?.[name] ?? '';
      return name.startsWith('t') ? signsIn(fact, notation) : inLanguage(fact, language);
    });
  }
  return message;
}

/** A number with its decimals; anything else stays as it is. */
function inLanguage(fact: string, language: Language): string {
  const decimals = /^-?\d+\.(\d+)$/.exec(fact)?.[1];
  return decimals === undefined ? fact : numberText(Number(fact), language, decimals.length);
}

/** FDI codes of a text, one or a list, as signs. */
function signsIn(text: string, notation: Notation): string {
  return text.replaceAll(/\b\d\d\b/g, (code) => (isFdi(Number(code)) ? toothSign(Number(code), notation) : code));
}
