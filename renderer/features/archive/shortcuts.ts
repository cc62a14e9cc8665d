import type { Shortcut } from '../shortcuts/shortcut.ts';

export const ARCHIVE_SHORTCUTS: readonly Shortcut[] = [
  {
    id: 'archive.search',
    keys: ['Ctrl+Shift+K'],
    title: {
      en: 'Find a study in the archive (PACS)',
      de: 'Studie im Archiv (PACS) suchen',
      fr: 'Chercher une étude dans l’archive (PACS)',
      zh: '在影像归档（PACS）中查找检查',
    },
    run: ({ archive }) => archive.show('search'),
  },
  {
    id: 'archive.send',
    keys: ['Ctrl+Shift+E'],
    title: {
      en: 'Send results to the archive (PACS)',
      de: 'Ergebnisse an das Archiv (PACS) senden',
      fr: 'Envoyer les résultats à l’archive (PACS)',
      zh: '将结果发送到影像归档（PACS）',
    },
    run: ({ archive }) => archive.show('send'),
  },
];
