import { describe, expect, it } from 'vitest';
import { ariaKeys, keyText } from '../../../../../renderer/features/shortcuts/key-text.ts';
import { keyOf, type KeyPress } from '../../../../../renderer/features/shortcuts/shortcut.ts';

const press = (key: string, held: Partial<KeyPress> = {}): string =>
  keyOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

describe('keyOf', () => {
  it('names letters by their capitals, whatever caps lock says', () => {
    expect(press('w')).toBe('W');
    expect(press('W')).toBe('W');
    expect(press('W', { shiftKey: true })).toBe('Shift+W');
    expect(press('ä', { shiftKey: true })).toBe('Shift+Ä');
  });

  it('names Shift only where it is not needed to type the sign', () => {
    expect(press('?', { shiftKey: true })).toBe('?');
    expect(press('?')).toBe('?');
    expect(press('ArrowUp', { shiftKey: true })).toBe('Shift+ArrowUp');
    expect(press(' ')).toBe('Space');
  });

  it('takes the command key for Ctrl', () => {
    expect(press('z', { metaKey: true, shiftKey: true })).toBe('Ctrl+Shift+Z');
    expect(press(',', { ctrlKey: true })).toBe('Ctrl+,');
  });
});

describe('keyText', () => {
  it('writes keys as they are printed on the keyboards of a country', () => {
    expect(keyText('Ctrl+Shift+Z', 'en')).toBe('Ctrl+Shift+Z');
    expect(keyText('Ctrl+Shift+Z', 'de')).toBe('Strg+Umschalt+Z');
    expect(keyText('Shift+ArrowUp', 'fr')).toBe('Maj+↑');
    expect(keyText('Space', 'zh')).toBe('空格');
  });

  it('can tell the plus sign from the plus between keys', () => {
    expect(keyText('+', 'de')).toBe('+');
    expect(keyText('Ctrl++', 'de')).toBe('Strg++');
  });
});

describe('ariaKeys', () => {
  it('writes keys as WAI-ARIA wants them', () => {
    expect(ariaKeys('Ctrl+Shift+Z')).toBe('Control+Shift+Z');
    expect(ariaKeys('F')).toBe('F');
  });
});
