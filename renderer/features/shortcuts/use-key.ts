import { useModality, useSettings } from '../../app-context.ts';
import type { KeyLabel } from '../../ui/Button.tsx';
import { ariaKeys, keyText } from './key-text.ts';
import { keysInForce } from './keys-in-force.ts';
import { shortcutsFor } from './shortcuts.ts';

/** The key that now does what the shortcut `id` does; undefined when none does. For IconButton's `shortcut`. */
export function useKey(id: string): KeyLabel | undefined {
  const chosen = useSettings(({ shortcuts }) => shortcuts);
  const language = useSettings((settings) => settings.language);
  const mode = useModality() ?? 'start';
  const shortcut = shortcutsFor(mode).find((candidate) => candidate.id === id);
  const key = shortcut === undefined ? undefined : keysInForce(shortcut, chosen)[0];
  return key === undefined ? undefined : { text: keyText(key, language), aria: ariaKeys(key) };
}
