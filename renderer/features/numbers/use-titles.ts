import { useSettings } from '../../app-context.ts';
import { textOf } from '../../text.ts';
import { NUMBER_SHORTCUTS } from './shortcuts.ts';

/** What a shortcut's title says, for the button that does the same. */
export function useTitles(): (id: string) => string {
  const language = useSettings((settings) => settings.language);
  return (id) => {
    const shortcut = NUMBER_SHORTCUTS.find((one) => one.id === id);
    return shortcut === undefined ? '' : textOf(shortcut.title, language);
  };
}
