/** What Electron says where it was started with `--browser` and found none. */
export interface NoBrowserWords {
  readonly title: string;
  readonly advice: string;
}

const ENGLISH: NoBrowserWords = {
  title: 'No browser was found',
  advice: 'Quadrant needs Chromium, Chrome or Edge. Install one, or name another in the variable QUADRANT_BROWSER.',
};

const OTHERS: Readonly<Record<string, NoBrowserWords>> = {
  de: {
    title: 'Kein Browser gefunden',
    advice:
      'Quadrant braucht Chromium, Chrome oder Edge. Installieren Sie einen davon oder nennen Sie einen anderen in der Variablen QUADRANT_BROWSER.',
  },
  fr: {
    title: 'Aucun navigateur trouvé',
    advice:
      'Quadrant a besoin de Chromium, Chrome ou Edge. Installez-en un, ou indiquez-en un autre dans la variable QUADRANT_BROWSER.',
  },
  zh: {
    title: '未找到浏览器',
    advice: 'Quadrant 需要 Chromium、Chrome 或 Edge。请安装其中之一，或在变量 QUADRANT_BROWSER 中指定其他浏览器。',
  },
};

/** By a locale such as "de-AT"; English when it has no words here. */
export function noBrowserWords(locale: string): NoBrowserWords {
  return OTHERS[locale.split('-')[0]] ?? ENGLISH;
}
