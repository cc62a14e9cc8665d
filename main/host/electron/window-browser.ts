/** Electron's own Chromium lays out pages: a hidden window without scripts, sandboxed, with nothing kept and no network. */
import { BrowserWindow, session, type Session } from 'electron';
import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { QuadrantError } from '#contract/errors';
import type { BrowserEngine } from '../../services/browser/browser-engine.ts';
import type { PageToRender } from '../../services/engine/engine-protocol.ts';
import { CONTENT_POLICY } from '#core/report/report-style';
import { SCHEME } from './app-scheme.ts';
import { denyPermissions } from './window-session.ts';

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
        spellcheck: false,
        // A hidden window paints nothing that could be captured.
        offscreen: as.kind === 'png',
      },
    });
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
  const url = `${SCHEME}://page/${randomUUID()}`;
  pages.set(url, htmlFile);
  try {
    await window.loadURL(url);
  } finally {
    pages.delete(url);
  }
  if (as.kind === 'png') return (await window.webContents.capturePage()).toPNG();
  return window.webContents.printToPDF({
    preferCSSPageSize: true,
    printBackground: true,
    displayHeaderFooter: false,
    generateTaggedPDF: true,
  });
}

/** Address → file. Pages have an address of ours: one of `file:` could name any other file. */
const pages = new Map<string, string>();

/** In memory only; a page may read itself and the pictures that it holds. */
function offlineSession(): Session {
  const offline = session.fromPartition('quadrant-pages', { cache: false });
  denyPermissions(offline);
  offline.webRequest.onBeforeRequest(({ url }, answer) =>
    answer({ cancel: !pages.has(url) && !url.startsWith('data:') }),
  );
  if (!offline.protocol.isProtocolHandled(SCHEME)) offline.protocol.handle(SCHEME, ({ url }) => pageAt(url));
  return offline;
}

async function pageAt(url: string): Promise<Response> {
  const htmlFile = pages.get(url);
  if (htmlFile === undefined) return new Response('There is no such page.', { status: 404 });
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': CONTENT_POLICY };
  return new Response(await readFile(htmlFile), { headers });
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
