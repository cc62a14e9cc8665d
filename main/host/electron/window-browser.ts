/** Electron's own Chromium lays out pages: a hidden window without scripts, sandboxed, with nothing kept and no network. */
import { BrowserWindow, session, type Session } from 'electron';
import { writeFile } from 'node:fs/promises';
import { QuadrantError } from '#contract/errors';
import type { BrowserEngine } from '../../services/browser-engine.ts';
import type { PageToRender } from '../../services/engine-protocol.ts';

/** A page takes a second or two; a window that says nothing for so long is stuck. */
const LIMIT_MS = 60_000;

export const windowBrowser: BrowserEngine = {
  async render(page, signal) {
    const { as } = page;
    const window = new BrowserWindow({
      show: false,
      ...(as.kind === 'png' ? { width: as.widthPx, height: as.heightPx, useContentSize: true, frame: false } : {}),
      webPreferences: {
        session: offlineSession(),
        javascript: false,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        // A hidden window paints nothing that could be captured.
        offscreen: as.kind === 'png',
      },
    });
    window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
    const stopped = Promise.withResolvers<never>();
    const stop = (): void => stopped.reject(cancelled());
    const timer = setTimeout(() => stopped.reject(failed('it did not answer in time')), LIMIT_MS);
    signal?.addEventListener('abort', stop, { once: true });
    try {
      if (signal?.aborted === true) throw cancelled();
      const bytes = await Promise.race([laidOutBy(window, page), stopped.promise]);
      await writeFile(page.outFile, bytes);
    } catch (thrown) {
      throw thrown instanceof QuadrantError ? thrown : failed('the window refused', thrown);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      window.destroy();
    }
  },
};

async function laidOutBy(window: BrowserWindow, { htmlFile, as }: PageToRender): Promise<Uint8Array> {
  await window.loadFile(htmlFile);
  if (as.kind === 'png') return (await window.webContents.capturePage()).toPNG();
  return window.webContents.printToPDF({
    preferCSSPageSize: true,
    printBackground: true,
    displayHeaderFooter: false,
    generateTaggedPDF: true,
  });
}

/** In memory only; a page may read the file it is and what it holds. */
function offlineSession(): Session {
  const offline = session.fromPartition('quadrant-pages', { cache: false });
  offline.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !/^(file|data):/.test(url) }));
  return offline;
}

function cancelled(): QuadrantError {
  return new QuadrantError('job.cancelled', 'The export was cancelled.', 'Start it again when you like.');
}

function failed(reason: string, cause?: unknown): QuadrantError {
  return new QuadrantError(
    'export.failed',
    `The page could not be laid out: ${reason}.`,
    'Try again; if it happens again, start Quadrant anew.',
    { reason },
    cause,
  );
}
