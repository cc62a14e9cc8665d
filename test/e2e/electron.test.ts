/** The desktop app itself, where Electron's runtime is there. It comes from GitHub, so many machines do not have it. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectDir } from '../harness/browser-page.ts';
import { electronRuntime } from '../harness/electron-runtime.ts';

const executablePath = electronRuntime(projectDir);
const missing = executablePath === null ? ' (skipped: no Electron runtime)' : '';
if (missing !== '') console.warn('skipped: no Electron runtime');

describe.skipIf(executablePath === null)(`the desktop app${missing}`, () => {
  let app: ElectronApplication;
  let page: Page;
  let dataDir: string;

  beforeAll(async () => {
    if (executablePath === null) return;
    dataDir = await mkdtemp(join(tmpdir(), 'quadrant-e2e-'));
    const electronVite = join(projectDir, 'node_modules/electron-vite/bin/electron-vite.js');
    await promisify(execFile)(process.execPath, [electronVite, 'build'], { cwd: projectDir });
    const args = process.getuid?.() === 0 ? ['--no-sandbox', projectDir] : [projectDir];
    app = await _electron.launch({ executablePath, args, env: { ...process.env, QUADRANT_DATA_DIR: dataDir } });
    page = await app.firstWindow();
  });
  afterAll(async () => {
    await app?.close();
    if (dataDir !== undefined) await rm(dataDir, { recursive: true, force: true });
  });

  it('serves the viewer from its own origin, without Node in the page', async () => {
    expect(await page.evaluate(() => location.origin)).toBe('quadrant://app');
    expect(await page.evaluate(() => typeof Reflect.get(globalThis, 'require'))).toBe('undefined');
    expect(await page.evaluate(() => Object.keys(Reflect.get(globalThis, 'quadrantHost')).sort())).toEqual([
      'pickScan',
      'sourceForDroppedFile',
    ]);
  });

  it('keeps its window sandboxed and isolated, and opens no other', async () => {
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      // Known to Electron, not to its types.
      const read: unknown = Reflect.get(BrowserWindow.getAllWindows()[0].webContents, 'getLastWebPreferences');
      return typeof read === 'function' ? read.call(BrowserWindow.getAllWindows()[0].webContents) : null;
    });
    expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
    await page.evaluate(() => window.open('https://example.org'));
    expect(app.windows()).toHaveLength(1);
  });

  it('goes nowhere, is given nothing and reaches nobody', async () => {
    await page.evaluate(() => location.assign('https://example.org'));
    expect(await page.evaluate(() => location.origin)).toBe('quadrant://app');
    const found = await page.evaluate(async () => {
      const refused = async (ask: () => Promise<unknown>): Promise<boolean> =>
        ask().then(
          () => false,
          () => true,
        );
      const frame = document.createElement('iframe');
      frame.src = 'quadrant://app/';
      document.body.append(frame);
      return {
        fetch: await refused(() => fetch('https://example.org')),
        camera: await refused(() => navigator.mediaDevices.getUserMedia({ video: true })),
        place: (await navigator.permissions.query({ name: 'geolocation' })).state,
        worker: await refused(async () => navigator.serviceWorker.register('./worker.js')),
      };
    });
    expect(found).toEqual({ fetch: true, camera: true, place: 'denied', worker: true });
    expect(await app.evaluate(({ app: main }) => main.commandLine.getSwitchValue('host-resolver-rules'))).toBe(
      'MAP * ~NOTFOUND',
    );
  });

  it('keeps main deaf to a frame that is not its window', async () => {
    const answer = await app.evaluate(async ({ BrowserWindow, session }) => {
      const stranger = new BrowserWindow({
        show: false,
        webPreferences: { session: session.fromPartition('stranger') },
      });
      await stranger.loadURL('data:text/html,stranger').catch(() => {});
      const bridge: unknown = await stranger.webContents.executeJavaScript('typeof window.quadrantHost');
      stranger.destroy();
      return bridge;
    });
    expect(answer).toBe('undefined');
  });

  it('opens the demo scan and finds its teeth', async () => {
    await page.getByRole('button', { name: 'Try the demo scan' }).click();
    await page.getByRole('img', { name: 'Axial slice' }).waitFor();
    await page.getByRole('heading', { name: /\d+ t(ee|oo)th found/ }).waitFor({ timeout: 200_000 });
  });

  it('lays out a report in a window of its own', async () => {
    await page.keyboard.press('Control+e');
    await page.locator('[data-format="pdf"] input').check();
    await page.getByRole('button', { name: 'Save 1 file' }).click();
    await page.locator('[data-step="made"]').waitFor({ timeout: 60_000 });
  });
});
