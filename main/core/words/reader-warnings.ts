/**
 * Warnings of the readers ("scan.…") in the person's language, by their code. What they tell in numbers stands in the
 * English message in a known order and is taken from there. What is noticed of teeth has words of its own (finding-words.ts).
 */
import type { Finding } from '../finding.ts';
import type { Language } from '../language.ts';
import { GERMAN_READER_WARNINGS } from './reader-warnings-de.ts';
import { FRENCH_READER_WARNINGS } from './reader-warnings-fr.ts';
import { CHINESE_READER_WARNINGS } from './reader-warnings-zh.ts';

/** Code → words; `numbers` are those of the English message, in its order. */
export type WarningDictionary = Readonly<Record<string, (numbers: readonly string[]) => string>>;

export const READER_WARNINGS: { readonly [L in Exclude<Language, 'en'>]: WarningDictionary } = {
  de: GERMAN_READER_WARNINGS,
  fr: FRENCH_READER_WARNINGS,
  zh: CHINESE_READER_WARNINGS,
};

/** The warning in a language; any other is given back as it is. */
export function readerWarning({ code, message }: Finding, language: Language): string {
  const words = language === 'en' ? undefined : READER_WARNINGS[language][code];
  return words === undefined ? message : words(message.match(/\d+(\.\d+)?/g) ?? []);
}
