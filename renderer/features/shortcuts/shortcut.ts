/** A key and what it does. Each feature lists its own in `shortcuts.ts`; they are put together in ./shortcuts.ts. */
import type { App } from '../../create-app.ts';
import type { Texts } from '../../text.ts';

export interface Shortcut {
  /** Stable name, under which a person's own key is kept: "measure.distance". A tool's is "tool." and its name. */
  readonly id: string;
  /** As `keyOf` writes them; the first one is shown. */
  readonly keys: readonly string[];
  readonly title: Texts<string>;
  /** `key` is the one that was pressed, for shortcuts that are a row of keys. */
  readonly run: (app: App, key: string) => void;
  /** The keys mean what is written on them (digits, Escape): a person cannot choose others. */
  readonly fixed?: true;
  /** Shown instead of the first key, where the keys are a row: "1–8". */
  readonly shown?: string;
}

/**
 * "Ctrl+Alt+Shift+KEY": letters are capitals, Meta counts as Ctrl. Shift is named for letters and named keys only; what
 * needs Shift to be typed ("?", "+") lies elsewhere on each keyboard.
 */
export function keyOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): string {
  const letter = /^\p{L}$/u.test(key);
  const named = key.length > 1;
  return [
    ...(ctrlKey || metaKey ? ['Ctrl'] : []),
    ...(altKey ? ['Alt'] : []),
    ...(shiftKey && (letter || named) ? ['Shift'] : []),
    letter ? key.toUpperCase() : key === ' ' ? 'Space' : key,
  ].join('+');
}

export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;
