import { useEffect } from 'react';
import type { Theme } from '#contract/settings';
import { useSettings } from '../../app-context.ts';

const LIGHT_SYSTEM = '(prefers-color-scheme: light)';

/** Language and theme of the whole page, for the style sheets, the screen reader and the browser's own widgets. */
export function useAppearance(): void {
  const language = useSettings((state) => state.language);
  const theme = useSettings((state) => state.theme);

  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-Hans' : language;
  }, [language]);

  useEffect(() => {
    const system = window.matchMedia(LIGHT_SYSTEM);
    const show = (): void => {
      document.documentElement.dataset['theme'] = shownTheme(theme, system.matches);
    };
    show();
    system.addEventListener('change', show);
    return () => system.removeEventListener('change', show);
  }, [theme]);
}

function shownTheme(theme: Theme, systemIsLight: boolean): 'dark' | 'light' {
  if (theme === 'system') return systemIsLight ? 'light' : 'dark';
  return theme;
}
