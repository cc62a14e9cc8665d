import type { Finding } from '#core/finding';
import { findingText } from '#core/words/finding-text';
import { useSettings } from '../../app-context.ts';

/** Findings for WarningList, in the person's words. */
export function useFindings(findings: readonly Finding[]): readonly Finding[] {
  const { language, notation } = useSettings((settings) => settings);
  return findings.map((finding) => ({ ...finding, message: findingText(finding, language, notation) }));
}
