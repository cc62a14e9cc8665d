/** Keys as they are printed on keyboards in each language, and as aria-keyshortcuts wants them. */
import type { Language } from '#contract/settings';

const SIGNS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  '-': '−',
};

const NAMES: { readonly [L in Language]: Readonly<Record<string, string>> } = {
  en: { PageUp: 'Page up', PageDown: 'Page down', Delete: 'Del' },
  de: {
    Ctrl: 'Strg',
    Shift: 'Umschalt',
    Space: 'Leertaste',
    PageUp: 'Bild auf',
    PageDown: 'Bild ab',
    Home: 'Pos 1',
    End: 'Ende',
    Delete: 'Entf',
    Backspace: 'Rücktaste',
    Enter: 'Eingabe',
  },
  fr: {
    Shift: 'Maj',
    Space: 'Espace',
    PageUp: 'Page préc.',
    PageDown: 'Page suiv.',
    Home: 'Début',
    End: 'Fin',
    Delete: 'Suppr',
    Backspace: 'Retour arr.',
    Enter: 'Entrée',
    Escape: 'Échap',
  },
  zh: { Space: '空格', PageUp: 'Page Up', PageDown: 'Page Down', Backspace: '退格', Enter: '回车' },
};

/** "Ctrl+Shift+Z" as a keyboard of that language has it printed: "Strg+Umschalt+Z". */
export function keyText(key: string, language: Language): string {
  return partsOf(key)
    .map((part) => NAMES[language][part] ?? SIGNS[part] ?? part)
    .join('+');
}

/** "Ctrl+Z" as WAI-ARIA 1.2 writes it: "Control+Z". */
export function ariaKeys(key: string): string {
  return partsOf(key)
    .map((part) => (part === 'Ctrl' ? 'Control' : part))
    .join('+');
}

/** The last part may be the plus sign itself. */
function partsOf(key: string): readonly string[] {
  return key === '+' || key.endsWith('++') ? [...key.slice(0, -1).split('+').filter(Boolean), '+'] : key.split('+');
}
