import type { Shortcut } from '../shortcuts/shortcut.ts';

export const LOCK_SHORTCUTS: readonly Shortcut[] = [
  {
    id: 'app.lock',
    keys: ['Ctrl+Shift+L'],
    title: { en: 'Lock the window', de: 'Fenster sperren', fr: 'Verrouiller la fenêtre', zh: '锁定窗口' },
    run: ({ lock }) => void lock.lock(),
  },
];
