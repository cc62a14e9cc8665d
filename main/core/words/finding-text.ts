import { isFdi } from '../fdi.ts';
import type { Finding } from '../finding.ts';
import type { Language } from '../language.ts';
import { toothSign, type Notation } from '../notation.ts';
import { FINDING_WORDS } from './finding-words.ts';
import { IMPORT_FINDING_WORDS } from './import-finding-words.ts';

const ALL_WORDS = [...FINDING_WORDS, ...IMPORT_FINDING_WORDS];

/** A finding's sentence in a language, its tooth numbers in a notation; as the core wrote it when it is not known here. */
export function findingText({ code, message }: Finding, language: Language, notation: Notation): string {
  for (const words of ALL_WORDS) {
    const match = words.code === code ? words.pattern.exec(message) : null;
    if (match === null) continue;
    return words.text[language].replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const fact = match.groups?.[name] ?? '';
      return name.startsWith('t') ? signsIn(fact, notation) : fact;
    });
  }
  return message;
}

/** FDI codes of a text, one or a list, as signs. */
function signsIn(text: string, notation: Notation): string {
  return text.replaceAll(/\b\d\d\b/g, (code) => (isFdi(Number(code)) ? toothSign(Number(code), notation) : code));
}
