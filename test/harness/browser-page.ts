/** A served viewer and a Chromium page on it, for the browser tests. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { apiRoute } from '#contract/api';
import type { CbctCase } from '#contract/case';
import { windowArguments } from '../../main/host/browser/app-window.ts';
import { serveViewer, type ServedViewer } from '../../main/host/browser/serve-viewer.ts';
import { findBrowser } from '../../main/services/browser/machine-browser.ts';
import { writeQuietPreferences } from '../../main/services/browser/quiet-browser.ts';
import { buildRenderer } from './build-renderer.ts';

export const projectDir = fileURLToPath(new URL('../..', import.meta.url));

export interface ViewerPage {
  readonly viewer: ServedViewer;
  readonly page: Page;
  /** Errors and content-security violations that the page reported; a test ends with none. */
  readonly problems: readonly string[];
  close(): Promise<void>;
}

export interface ViewerPageOptions {
  readonly width?: number;
  readonly height?: number;
  /** Kept by the caller; otherwise a fresh one that is removed at the end. */
  readonly dataDir?: string;
  /** Default: `launchBrowser`. */
  readonly launch?: () => Promise<Browser>;
}

/** Why the browser tests cannot run here, or null. */
export function missingBrowser(): string | null {
  return findBrowser() === null ? 'skipped: no Chromium, Chrome or Edge on this machine' : null;
}

/** Builds the renderer, serves it with real services and the real engine, and opens it with the one-time address. */
export async function openViewerPage({
  width = 1280,
  height = 800,
  dataDir,
  launch = launchBrowser,
}: ViewerPageOptions = {}): Promise<ViewerPage> {
  await buildRenderer(projectDir);
  const ownDataDir = dataDir ?? (await mkdtemp(join(tmpdir(), 'quadrant-test-')));
  const viewer = await serveViewer({
    dataDir: ownDataDir,
    modelsDir: join(projectDir, 'models'),
    resourcesDir: join(projectDir, 'resources'),
    rendererDir: join(projectDir, 'out/renderer'),
    version: '0.0.0-test',
  });
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  // Asked for just before a key, Chromium may see the key first and open a dialog that nobody answers.
  page.on('filechooser', () => undefined);
  await page.goto(viewer.entryUrl);
  return {
    viewer,
    page,
    problems,
    async close() {
      await browser.close();
      await viewer.close();
      if (dataDir === undefined) await rm(ownDataDir, { recursive: true, force: true });
    },
  };
}

export interface DemoPage extends ViewerPage {
  /** As the nets left it. */
  readonly caseFile: CbctCase;
}

/**
 * The demo scan with its case and all surfaces, as stored in `storedDemo` by the set-up of the tests: nothing is sought anew.
 * With `dataDir` the case is kept by the caller.
 */
export async function openStoredDemo({
  storedDemo,
  dataDir,
  ...size
}: ViewerPageOptions & { readonly storedDemo: string }): Promise<DemoPage> {
  const ownDataDir = dataDir ?? (await mkdtemp(join(tmpdir(), 'quadrant-test-')));
  await cp(storedDemo, ownDataDir, { recursive: true });
  const opened = await openViewerPage({ ...size, dataDir: ownDataDir });
  const { page } = opened;
  const got = page.waitForResponse((response) => response.url().endsWith(apiRoute('cases.get')), { timeout: 0 });
  const confirmed = page.waitForResponse((response) => response.url().endsWith(apiRoute('scans.complete')), {
    timeout: 0,
  });
  await page.getByRole('button', { name: 'Try the demo scan' }).click();
  const answer: { result: { case: CbctCase } } = await (await got).json();
  await confirmed;
  await page.getByRole('heading', { name: /\d+ teeth found/ }).waitFor();
  await page.getByText('Preparing surfaces…').waitFor({ state: 'detached', timeout: 120_000 });
  await page.getByText(/of \d+ surfaces/).waitFor({ state: 'detached', timeout: 120_000 });
  return {
    ...opened,
    caseFile: answer.result.case,
    async close() {
      await opened.close();
      if (dataDir === undefined) await rm(ownDataDir, { recursive: true, force: true });
    },
  };
}

/** As on a machine without a graphics card: the page is put together by the processor, WebGL runs in SwiftShader. */
export const SOFTWARE_GRAPHICS = ['--disable-gpu', '--enable-unsafe-swiftshader'];

/** The machine's browser, headless, with WebGL in software so that the pictures do not depend on a graphics card. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('No Chromium, Chrome or Edge was found');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', ...SOFTWARE_GRAPHICS],
  });
}

/** The same with the switches of `npm start`'s window and no others that keep a browser quiet; the profile is the caller's. */
export async function launchAppWindow(profile: string): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('No Chromium, Chrome or Edge was found');
  await writeQuietPreferences(profile);
  const own = windowArguments('http://127.0.0.1', profile);
  const driven = ['--headless', '--remote-debugging-pipe', '--no-startup-window', ...SOFTWARE_GRAPHICS];
  return chromium.launch({ executablePath, ignoreDefaultArgs: true, args: [...own, ...driven] });
}
