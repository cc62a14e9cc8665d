import { useSettings } from '../../app-context.ts';
import type { Language } from '#contract/settings';
import { isFdi } from '#core/fdi';
import { toothSign, type Notation } from '#core/notation';
import { FINDING_WORDS } from './finding-words.ts';
import { IMPORT_FINDING_WORDS } from './import-finding-words.ts';

const ALL_WORDS = [...FINDING_WORDS, ...IMPORT_FINDING_WORDS];

interface Finding {
  readonly code: string;
  readonly message: string;
}

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

/** Findings for WarningList, in the person's words. */
export function useFindings(findings: readonly Finding[]): readonly Finding[] {
  const { language, notation } = useSettings((settings) => settings);
  return findings.map((finding) => ({ ...finding, message: findingText(finding, language, notation) }));
}
