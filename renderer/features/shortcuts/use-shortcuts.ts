import { useEffect } from 'react';
import type { App } from '../../app-context.ts';
import { SHORTCUTS } from './shortcuts.ts';

/** Listens on the window; keys that a focused control needs for itself stay with it. */
export function useShortcuts(app: App): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (app.view.getState().helpOpen || isOwnedByControl(event)) return;
      const { scan } = app.session.getState();
      const shortcut = SHORTCUTS[scan?.info.modality ?? 'cbct'].find(({ keys }) => keys.includes(event.key));
      if (shortcut === undefined || (scan === null && event.key !== '?')) return;
      event.preventDefault();
      shortcut.run(app);
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [app]);
}

/** Fields take every key; sliders and the tooth list take the arrows. */
function isOwnedByControl({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement && target.type !== 'range') return true;
  const takesArrows =
    target.closest('[role="listbox"], [role="separator"], input[type="range"], [role="slider"]') !== null;
  return takesArrows && /^(Arrow|Page)/.test(key);
}
