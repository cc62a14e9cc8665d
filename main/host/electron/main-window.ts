/** The one window: sandboxed, isolated, and unable to go anywhere but the app. */
import { app, BrowserWindow, dialog, session } from 'electron';
import { APP_ORIGIN, isAppUrl } from './app-scheme.ts';
import { leaveWords } from './leave-words.ts';

/** Denies every permission a page could ask for; the viewer needs none. */
export function denyPermissions(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
}

export function openMainWindow(preloadPath: string): BrowserWindow {
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
    },
  });
  const { webContents } = window;
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.on('will-navigate', (event) => {
    if (!isAppUrl(event.url)) event.preventDefault();
  });
  webContents.on('will-redirect', (event) => {
    if (!isAppUrl(event.url)) event.preventDefault();
  });
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  // The page objects while it would lose something (renderer/features/shell/use-leave-guard.ts).
  webContents.on('will-prevent-unload', (event) => {
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
