import { describe, expect, it } from 'vitest';
import {
  holdersOf,
  keysInForce,
  shortcutFor,
  withKey,
  withOwnKeys,
} from '../../../../../renderer/features/shortcuts/keys-in-force.ts';
import type { Shortcut } from '../../../../../renderer/features/shortcuts/shortcut.ts';

const shortcut = (id: string, ...keys: readonly string[]): Shortcut => ({
  id,
  keys,
  title: { en: id, de: id, fr: id, zh: id },
  run: () => {},
});
const NEXT = shortcut('next', 'ArrowUp', 'ArrowRight');
const RULER = shortcut('ruler', 'M');
const FULL = shortcut('full', 'F');
const LEAVE: Shortcut = { ...shortcut('leave', 'Escape'), fixed: true };
const ALL = [NEXT, RULER, FULL, LEAVE];

describe('keys in force', () => {
  it('are the list’s own until a person chooses one', () => {
    expect(keysInForce(NEXT, {})).toEqual(['ArrowUp', 'ArrowRight']);
    expect(keysInForce(NEXT, { next: 'J' })).toEqual(['J']);
    expect(keysInForce(LEAVE, { leave: 'J' })).toEqual(['Escape']);
  });

  it('answer a press with the person’s choice before the list’s own', () => {
    expect(shortcutFor(ALL, {}, 'F')).toBe(FULL);
    expect(shortcutFor(ALL, { ruler: 'F' }, 'F')).toBe(RULER);
    expect(shortcutFor(ALL, { ruler: 'F' }, 'M')).toBeUndefined();
    expect(shortcutFor(ALL, {}, 'Q')).toBeUndefined();
  });

  it('tell who has a key already', () => {
    expect(holdersOf(ALL, {}, { key: 'ArrowRight', except: 'ruler' })).toEqual([NEXT]);
    expect(holdersOf(ALL, {}, { key: 'M', except: 'ruler' })).toEqual([]);
  });

  it('can be taken over, which leaves the other with its second key or none', () => {
    expect(withKey(ALL, {}, { id: 'ruler', key: 'F' })).toEqual({ ruler: 'F', full: '' });
    expect(withKey(ALL, {}, { id: 'ruler', key: 'ArrowUp' })).toEqual({ ruler: 'ArrowUp', next: 'ArrowRight' });
    const swapped = withKey(ALL, withKey(ALL, {}, { id: 'ruler', key: 'F' }), { id: 'full', key: 'M' });
    expect(swapped).toEqual({ ruler: 'F', full: 'M' });
    for (const { id, keys } of ALL) expect(keysInForce(shortcut(id, ...keys), swapped), id).not.toEqual([]);
  });

  it('need no choice where the choice is what the list has', () => {
    expect(withKey(ALL, { ruler: 'K' }, { id: 'ruler', key: 'M' })).toEqual({});
  });

  it('come back one by one, taken from whoever has them', () => {
    const chosen = withKey(ALL, {}, { id: 'ruler', key: 'F' });
    expect(withOwnKeys(ALL, chosen, 'ruler')).toEqual({ full: '' });
    expect(withOwnKeys(ALL, chosen, 'full')).toEqual({});
  });
});
