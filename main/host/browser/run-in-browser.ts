/** A served viewer from its first window to its end. */
import { findBrowser } from '../../services/browser/machine-browser.ts';
import { openAppWindow } from './app-window.ts';
import type { ServedViewer } from './serve-viewer.ts';

export interface BrowserRunOptions {
  /** false: only serve; whoever reads the address opens it. */
  readonly open: boolean;
  /** Where this machine has no browser: says so, and whether to go on serving. Default: on the terminal, and yes. */
  readonly noBrowser?: () => boolean;
}

/** Says where the viewer is, opens it, and closes it when its window is closed or the program is asked to end. */
export async function runInBrowser(viewer: ServedViewer, options: BrowserRunOptions): Promise<void> {
  const { open, noBrowser = sayNoBrowser } = options;
  const browser = open ? findBrowser() : null;
  console.log(`Quadrant is at ${viewer.entryUrl}`);
  console.log('The address works once, on this computer only. Ctrl-C ends Quadrant.');
  const serves = browser !== null || !open || noBrowser();
  const window = browser === null ? null : await openAppWindow(browser, viewer.entryUrl);
  if (serves) await Promise.race([interrupted(), ...(window === null ? [] : [window.closed])]);
  window?.close();
  await viewer.close();
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

function sayNoBrowser(): boolean {
  console.log(
    'No Chromium, Chrome or Edge was found: open the address in a browser with WebGL 2, or set QUADRANT_BROWSER.',
  );
  return true;
}
