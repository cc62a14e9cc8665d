import type { Shortcut } from '../shortcuts/shortcut.ts';

export const EXPORT_SHORTCUTS: readonly Shortcut[] = [
  {
    id: 'app.export',
    keys: ['Ctrl+E'],
    title: { en: 'Export the case', de: 'Fall exportieren', fr: 'Exporter le cas', zh: '导出病例' },
    run: ({ exporting }) => exporting.show(),
  },
];
