import { useSettings } from '../../app-context.ts';
import type { Language } from '#contract/settings';
import { textOf, texts } from '../../text.ts';

const WORDS = texts({
  en: { sure: 'very likely', likely: 'likely', unsure: 'unsure', doubtful: 'doubtful' },
  de: { sure: 'sehr wahrscheinlich', likely: 'wahrscheinlich', unsure: 'unsicher', doubtful: 'zweifelhaft' },
  fr: { sure: 'très probable', likely: 'probable', unsure: 'incertain', doubtful: 'douteux' },
  zh: { sure: '很可能', likely: '较可能', unsure: '不确定', doubtful: '存疑' },
});

/** How sure the program is, as a word; the number stands beside it. */
export function confidenceWord(confidence: number, language: Language): string {
  const words = textOf(WORDS, language);
  if (confidence >= 0.95) return words.sure;
  if (confidence >= 0.8) return words.likely;
  return confidence >= 0.6 ? words.unsure : words.doubtful;
}

/** As in "likely, 0.83". */
export function confidenceText(confidence: number, language: Language): string {
  return `${confidenceWord(confidence, language)}, ${confidence.toFixed(2)}`;
}

/** confidenceText in the person's language. */
export function useConfidenceText(): (confidence: number) => string {
  const language = useSettings((settings) => settings.language);
  return (confidence) => confidenceText(confidence, language);
}
