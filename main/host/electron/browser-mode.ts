/**
 * `--browser`: where Electron's own window does not come up (graphics driver, remote desktop, sandbox refused), its
 * process serves the viewer to the machine's own browser and draws nothing itself.
 */
import { app, dialog } from 'electron';
import { quietSwitches } from '../../services/browser/quiet-browser.ts';
import { runInBrowser } from '../browser/run-in-browser.ts';
import { serveViewer, type ViewerOptions } from '../browser/serve-viewer.ts';
import { noBrowserWords } from './no-browser-words.ts';

/** Whether this start was asked for a browser; `--no-open` then only serves and says where. */
export function wantsBrowser(): boolean {
  return app.commandLine.hasSwitch('browser');
}

/** Before Electron is ready: no graphics, and no requests of Chromium's own. */
export function drawNothing(): void {
  app.disableHardwareAcceleration();
  for (const [name, value] of quietSwitches()) app.commandLine.appendSwitch(name, value);
}

/** Resolves when the browser's window was closed, or at once where there is no browser. */
export async function runBrowserMode(options: ViewerOptions): Promise<void> {
  const viewer = await serveViewer(options);
  await runInBrowser(viewer, {
    open: !app.commandLine.hasSwitch('no-open'),
    // Started from an icon there is no terminal to read the address from, and nothing to wait for.
    noBrowser: () => {
      const { title, advice } = noBrowserWords(app.getLocale());
      dialog.showErrorBox(title, advice);
      return false;
    },
  });
}
