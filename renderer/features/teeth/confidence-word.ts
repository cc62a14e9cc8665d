import { confidenceText } from '#core/words/confidence-words';
import { useSettings } from '../../app-context.ts';

/** confidenceText in the person's language. */
export function useConfidenceText(): (confidence: number) => string {
  const language = useSettings((settings) => settings.language);
  return (confidence) => confidenceText(confidence, language);
}
