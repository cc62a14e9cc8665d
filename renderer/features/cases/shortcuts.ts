import type { Shortcut } from '../shortcuts/shortcut.ts';

export const CASES_SHORTCUTS: readonly Shortcut[] = [
  {
    id: 'app.cases',
    keys: ['Ctrl+K'],
    title: { en: 'Cases', de: 'Fälle', fr: 'Liste des cas', zh: '病例' },
    run: ({ commands }) => commands.cases.show(),
  },
];
