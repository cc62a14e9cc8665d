import type { Shortcut } from '../shortcuts/shortcut.ts';

/** Of a CBCT: a segmentation lies in a volume. */
export const IMPORT_SHORTCUTS: readonly Shortcut[] = [
  {
    id: 'app.import',
    keys: ['Ctrl+I'],
    title: {
      en: 'Open a segmentation on this scan',
      de: 'Segmentierung dieser Aufnahme öffnen',
      fr: 'Ouvrir une segmentation de cet examen',
      zh: '在此影像上打开分割文件',
    },
    run: ({ picker }) => picker.current?.choose('segmentation'),
  },
];
