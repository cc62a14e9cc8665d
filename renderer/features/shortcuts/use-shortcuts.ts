import { useEffect } from 'react';
import type { App } from '../../create-app.ts';
import { isOwnedByControl } from './control-keys.ts';
import { shortcutFor } from './keys-in-force.ts';
import { keyOf, type Shortcut } from './shortcut.ts';
import { shortcutsFor } from './shortcuts.ts';

/** Listens on the window; keys that a focused control needs for itself stay with it. */
export function useShortcuts(app: App): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => runShortcut(app, event);
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [app]);
}

/** Does what a pressed key asks of `app`; `takes` leaves other shortcuts to whoever listens further out. */
export function runShortcut(app: App, event: KeyboardEvent, takes: (shortcut: Shortcut) => boolean = () => true): void {
  if (event.defaultPrevented || event.isComposing || isOwnedByControl(event)) return;
  if (hasDialog(app)) return;
  const { scan } = app.session.getState();
  const key = keyOf(event);
  const shortcut = shortcutFor(shortcutsFor(scan?.info.modality ?? 'start'), app.settings.getState().shortcuts, key);
  if (shortcut === undefined || !takes(shortcut)) return;
  event.preventDefault();
  shortcut.run(app, key);
}

/** A window in the window is open: what lies behind it gets no keys. */
function hasDialog({ view, checks, cases, exporting, archive }: App): boolean {
  const { helpOpen, settingsOpen, doctorOpen } = view.getState();
  const { historyOpen, signOffOpen } = checks.store.getState();
  const others = [cases.getState().open, exporting.store.getState().open, archive.store.getState().open !== null];
  return [helpOpen, settingsOpen, doctorOpen, historyOpen, signOffOpen, ...others].some((open) => open);
}
