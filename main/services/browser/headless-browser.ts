/** Has the machine's browser lay out a page without a window, with a profile of its own and without a network. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { QuadrantError } from '#contract/errors';
import type { BrowserEngine } from './browser-engine.ts';
import type { PageToRender } from '../engine/engine-protocol.ts';
import { findBrowser, ownProfile } from './machine-browser.ts';
import { quietSwitches, switchArguments } from './quiet-browser.ts';

/** A page takes a second or two; a browser that says nothing for so long is stuck. */
const DEFAULT_LIMIT_MS = 60_000;

/** Without a window; nothing on the network can be reached. */
const HEADLESS = ['--headless', '--disable-gpu', '--mute-audio', ...switchArguments(quietSwitches())];

export interface HeadlessOptions {
  /** Default: the one that `findBrowser` finds. */
  readonly executable?: string | null;
  readonly limitMs?: number;
}

export function headlessBrowser({
  executable = findBrowser(),
  limitMs = DEFAULT_LIMIT_MS,
}: HeadlessOptions = {}): BrowserEngine {
  return {
    async render(page, signal) {
      if (executable === null) throw noBrowser();
      const profile = await mkdtemp(join(tmpdir(), 'quadrant-page-'));
      try {
        const args = [...HEADLESS, ...ownProfile(profile), ...argumentsFor(page), pathToFileURL(page.htmlFile).href];
        await run(executable, args, { signal, limitMs });
        await stat(page.outFile).catch((cause: unknown) => {
          throw failed('the browser ended without writing it', cause);
        });
      } finally {
        // A browser that is just ending may still hold files of its profile for a moment.
        await rm(profile, { recursive: true, force: true, maxRetries: 5 });
      }
    },
  };
}

function argumentsFor({ as, outFile }: PageToRender): readonly string[] {
  switch (as.kind) {
    case 'pdf':
      return [`--print-to-pdf=${outFile}`, '--no-pdf-header-footer'];
    case 'png':
      return [
        `--screenshot=${outFile}`,
        `--window-size=${as.widthPx},${as.heightPx}`,
        '--hide-scrollbars',
        '--force-device-scale-factor=1',
      ];
  }
}

interface Limits {
  readonly signal: AbortSignal | undefined;
  readonly limitMs: number;
}

/** Waits for the browser to end well; a cancelled or stuck one is killed with all its processes. */
async function run(executable: string, args: readonly string[], { signal, limitMs }: Limits): Promise<void> {
  refuseCancelled(signal);
  // A group of its own, so that its processes die with it.
  const child = spawn(executable, args, { stdio: 'ignore', detached: process.platform !== 'win32' });
  const kill = (): void => {
    try {
      if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL');
      else child.kill('SIGKILL');
    } catch {
      // It ended by itself.
    }
  };
  let stuck = false;
  const timer = setTimeout(() => {
    stuck = true;
    kill();
  }, limitMs);
  signal?.addEventListener('abort', kill, { once: true });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', resolve);
    }).catch((cause: unknown) => {
      throw failed('the browser cannot be started', cause);
    });
    refuseCancelled(signal);
    if (stuck) throw failed(`the browser did not answer within ${Math.round(limitMs / 1000)} s`);
    if (code !== 0) throw failed(`the browser ended with code ${code}`);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', kill);
  }
}

function refuseCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new QuadrantError('job.cancelled', 'The export was cancelled.', 'Start it again when you like.');
}

function noBrowser(): QuadrantError {
  return new QuadrantError(
    'export.no-browser',
    'A report is laid out by a browser, and no Chromium, Chrome or Edge was found.',
    'Install one of them, or name it in QUADRANT_BROWSER.',
  );
}

function failed(reason: string, cause?: unknown): QuadrantError {
  return new QuadrantError(
    'export.failed',
    `The page could not be laid out: ${reason}.`,
    'Try again; if it happens again, name another browser in QUADRANT_BROWSER.',
    { reason },
    cause,
  );
}
