/**
 * Errors in the person's language. They travel in English with a code and facts; here each code has what happened and the
 * one next step. The English message stays at hand: it may know more than its code.
 */
import type { ErrorBody, ErrorCode } from '#contract/errors';
import type { Language } from '#contract/settings';
import { GERMAN_ERRORS } from './error-words-de.ts';
import { FRENCH_ERRORS } from './error-words-fr.ts';
import { CHINESE_ERRORS } from './error-words-zh.ts';

export interface ErrorWords {
  readonly what: string;
  readonly next: string;
}

export type ErrorDictionary = { readonly [Code in ErrorCode]: (facts: ErrorBody['facts']) => ErrorWords };

export const ERROR_DICTIONARIES: { readonly [L in Exclude<Language, 'en'>]: ErrorDictionary } = {
  de: GERMAN_ERRORS,
  fr: FRENCH_ERRORS,
  zh: CHINESE_ERRORS,
};

export function errorWords({ code, message, remedy, facts }: ErrorBody, language: Language): ErrorWords {
  return language === 'en' ? { what: message, next: remedy } : ERROR_DICTIONARIES[language][code](facts);
}
