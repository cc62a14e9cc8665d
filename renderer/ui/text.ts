import { texts } from '../text.ts';

/** Words of the building blocks themselves. */
export const TEXT = texts({
  en: { dismiss: 'Dismiss', warnings: 'Warnings' },
  de: { dismiss: 'Ausblenden', warnings: 'Warnungen' },
  fr: { dismiss: 'Masquer', warnings: 'Avertissements' },
  zh: { dismiss: '关闭提示', warnings: '警告' },
});
