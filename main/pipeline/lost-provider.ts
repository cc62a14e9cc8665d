/** What a result says when a processor was lost while it was made. */
import type { Warning } from '#contract/scan';
import { providerName } from '#core/provider-name';

/** Where a net began and where it ended. */
export interface ProviderSpan {
  readonly began: string;
  readonly ended: string;
}

/** A warning for each provider that was left in the middle; the teeth were found all the same. */
export function lostProviderWarnings(spans: readonly ProviderSpan[]): readonly Warning[] {
  const losses = spans.filter(({ began, ended }) => began !== ended);
  const messages = losses.map(
    ({ began, ended }) =>
      `${providerName(began)} stopped while the nets ran; ${providerName(ended)} went on in its place and finished the work.`,
  );
  return [...new Set(messages)].map((message) => ({ code: 'inference.provider-lost', message }));
}
