/** Which key does what: the lists' own keys, and a person's where one was chosen. */
import type { Settings } from '#contract/settings';
import type { Shortcut } from './shortcut.ts';

/** Shortcut id → the key a person chose for it. */
export type ChosenKeys = Settings['shortcuts'];

/** The keys of a shortcut; a chosen one replaces them all, an empty one leaves it without. */
export function keysInForce({ id, keys, fixed }: Shortcut, chosen: ChosenKeys): readonly string[] {
  const key = fixed === true ? undefined : chosen[id];
  if (key === undefined) return keys;
  return key === '' ? [] : [key];
}

/** What a pressed key does; a key that a person chose goes before a list's own. */
export function shortcutFor(shortcuts: readonly Shortcut[], chosen: ChosenKeys, pressed: string): Shortcut | undefined {
  const takers = shortcuts.filter((shortcut) => keysInForce(shortcut, chosen).includes(pressed));
  return takers.find(({ id }) => chosen[id] === pressed) ?? takers[0];
}

/** Which other shortcuts already have a key. */
export function holdersOf(
  shortcuts: readonly Shortcut[],
  chosen: ChosenKeys,
  { key, except }: { readonly key: string; readonly except: string },
): readonly Shortcut[] {
  return shortcuts.filter((shortcut) => shortcut.id !== except && keysInForce(shortcut, chosen).includes(key));
}

/** Gives a key to a shortcut and takes it from those that had it: they keep what other keys they have by nature. */
export function withKey(
  shortcuts: readonly Shortcut[],
  chosen: ChosenKeys,
  { id, key }: { readonly id: string; readonly key: string },
): ChosenKeys {
  const taken = holdersOf(shortcuts, chosen, { key, except: id }).map((holder): readonly [string, string] => {
    const left = keysInForce(holder, chosen).filter((held) => held !== key);
    return [holder.id, left[0] ?? ''];
  });
  return tidied(shortcuts, { ...chosen, ...Object.fromEntries(taken), [id]: key });
}

/** A shortcut with its own keys again, taken back from whoever has them by choice. */
export function withOwnKeys(shortcuts: readonly Shortcut[], chosen: ChosenKeys, id: string): ChosenKeys {
  const own = shortcuts.find((shortcut) => shortcut.id === id)?.keys ?? [];
  return Object.fromEntries(Object.entries(chosen).filter(([other, key]) => other !== id && !own.includes(key)));
}

/** What is as the lists have it needs no choice. */
function tidied(shortcuts: readonly Shortcut[], chosen: ChosenKeys): ChosenKeys {
  const isOwn = (id: string, key: string): boolean => {
    const keys = shortcuts.find((shortcut) => shortcut.id === id)?.keys ?? [];
    return keys.length === 1 && keys[0] === key;
  };
  return Object.fromEntries(Object.entries(chosen).filter(([id, key]) => !isOwn(id, key)));
}
