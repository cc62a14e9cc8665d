import { useEffect } from 'react';
import type { App } from '../../app-context.ts';
import { isOwnedByControl } from './control-keys.ts';
import { shortcutFor } from './keys-in-force.ts';
import { keyOf } from './shortcut.ts';
import { shortcutsFor } from './shortcuts.ts';

/** Listens on the window; keys that a focused control needs for itself stay with it. */
export function useShortcuts(app: App): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || isOwnedByControl(event)) return;
      const { helpOpen, settingsOpen } = app.view.getState();
      if (helpOpen || settingsOpen) return;
      const { scan } = app.session.getState();
      const key = keyOf(event);
      const shortcut = shortcutFor(
        shortcutsFor(scan?.info.modality ?? 'start'),
        app.settings.getState().shortcuts,
        key,
      );
      if (shortcut === undefined) return;
      event.preventDefault();
      shortcut.run(app, key);
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [app]);
}
