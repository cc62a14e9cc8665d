/** The one window: sandboxed and isolated. Where it may not go, and what it may not do, holds for all (confine, window-session). */
import { app, BrowserWindow, dialog, type Session } from 'electron';
import { APP_ORIGIN } from './app-scheme.ts';
import { leaveWords } from './leave-words.ts';

export function openMainWindow(preloadPath: string, session: Session): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 800,
    minHeight: 600,
    backgroundColor: '#07090c',
    title: 'Quadrant',
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      session,
      preload: preloadPath,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  // The page objects while it would lose something (renderer/features/shell/use-leave-guard.ts).
  window.webContents.on('will-prevent-unload', (event) => {
    if (personLeaves(window)) event.preventDefault();
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${APP_ORIGIN}/`);
  return window;
}

/** Asks in the system's language: the window's own words are out of reach here. */
function personLeaves(window: BrowserWindow): boolean {
  const { message, detail, stay, leave } = leaveWords(app.getLocale());
  const buttons = [stay, leave];
  const chosen = dialog.showMessageBoxSync(window, {
    type: 'question',
    message,
    detail,
    buttons,
    defaultId: 0,
    cancelId: 0,
  });
  return chosen === buttons.indexOf(leave);
}
