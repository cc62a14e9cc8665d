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
if (executablePath === null) console.warn('skipped: no Electron runtime');

describe.skipIf(executablePath === null)('the desktop app', () => {
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

  it('opens the demo scan and finds its teeth', async () => {
    await page.getByRole('button', { name: 'Try the demo scan' }).click();
    await page.getByRole('img', { name: 'Axial slice' }).waitFor();
    await page.getByRole('heading', { name: /\d+ t(ee|oo)th found/ }).waitFor({ timeout: 200_000 });
  });
});
