/** How sure the program is, as a word and a number. */
import { textOf, texts, type Language } from '../language.ts';
import { numberText } from './format.ts';

export const CONFIDENCE_WORDS = texts({
  en: { sure: 'very likely', likely: 'likely', unsure: 'unsure', doubtful: 'doubtful' },
  de: { sure: 'sehr wahrscheinlich', likely: 'wahrscheinlich', unsure: 'unsicher', doubtful: 'zweifelhaft' },
  fr: { sure: 'très probable', likely: 'probable', unsure: 'incertain', doubtful: 'douteux' },
  zh: { sure: '很可能', likely: '较可能', unsure: '不确定', doubtful: '存疑' },
});

/** A word for a confidence 0…1; the number stands beside it. */
export function confidenceWord(confidence: number, language: Language): string {
  const words = textOf(CONFIDENCE_WORDS, language);
  if (confidence >= 0.95) return words.sure;
  if (confidence >= 0.8) return words.likely;
  return confidence >= 0.6 ? words.unsure : words.doubtful;
}

/** As in "likely, 0.83". */
export function confidenceText(confidence: number, language: Language): string {
  return `${confidenceWord(confidence, language)}, ${numberText(confidence, language, 2)}`;
}
