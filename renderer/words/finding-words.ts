/**
 * Warnings of the readers and of the numbering in the person's language, by their code. What they tell in numbers stands
 * in the English message in a known order and is taken from there; a code without words stays English.
 */
import type { Finding } from '#core/finding';
import type { Language } from '#contract/settings';
import { GERMAN_FINDINGS } from './finding-words-de.ts';
import { FRENCH_FINDINGS } from './finding-words-fr.ts';
import { CHINESE_FINDINGS } from './finding-words-zh.ts';

/** Code → words; `numbers` are those of the English message, in its order. */
export type FindingDictionary = Readonly<Record<string, (numbers: readonly string[]) => string>>;

export const FINDING_DICTIONARIES: { readonly [L in Exclude<Language, 'en'>]: FindingDictionary } = {
  de: GERMAN_FINDINGS,
  fr: FRENCH_FINDINGS,
  zh: CHINESE_FINDINGS,
};

export interface FindingWords {
  readonly text: string;
  /** The language it is really in. */
  readonly language: Language;
}

export function findingWords({ code, message }: Finding, language: Language): FindingWords {
  const words = language === 'en' ? undefined : FINDING_DICTIONARIES[language][code];
  if (words === undefined) return { text: message, language: 'en' };
  return { text: words(message.match(/-?\d+(\.\d+)?/g) ?? []), language };
}
