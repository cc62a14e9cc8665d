import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '#contract/settings';
import { keyOf } from '../../../../../renderer/features/shortcuts/shortcut.ts';
import { groupsFor, shortcutsFor, type Mode } from '../../../../../renderer/features/shortcuts/shortcuts.ts';

const MODES: readonly Mode[] = ['start', 'cbct', 'opg'];

/** The press that a key as `keyOf` writes it stands for. */
function pressOf(key: string): Parameters<typeof keyOf>[0] {
  const parts = key.split(/(?<=.)\+/);
  const last = parts.at(-1) ?? '';
  return {
    key: last === 'Space' ? ' ' : last,
    ctrlKey: parts.includes('Ctrl'),
    metaKey: false,
    altKey: parts.includes('Alt'),
    shiftKey: parts.includes('Shift'),
  };
}

describe.each(MODES)('the keys of %s', (mode) => {
  it('have one meaning each', () => {
    const keys = shortcutsFor(mode).flatMap(({ id, keys: own }) => own.map((key) => `${key} ${id}`));
    const meanings = Map.groupBy(keys, (line) => line.split(' ')[0]);
    expect([...meanings.values()].filter((lines) => lines.length > 1)).toEqual([]);
  });

  it('have a name of their own each, so that a choice is kept for the right one', () => {
    const ids = shortcutsFor(mode).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are written as they are pressed', () => {
    for (const { id, keys } of shortcutsFor(mode)) {
      expect(keys.length, id).toBeGreaterThan(0);
      for (const key of keys) expect(keyOf(pressOf(key)), id).toBe(key);
    }
  });

  it('say in every language what they do', () => {
    for (const { title } of [...groupsFor(mode), ...shortcutsFor(mode)]) {
      for (const language of LANGUAGES) expect(title[language].trim(), title.en).not.toBe('');
      expect(title.zh).not.toBe(title.en);
    }
  });
});
