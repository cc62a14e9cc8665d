/** Settings, keys of one's own, recent scans and small windows, in the real window with the real host. */
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingBrowser, openViewerPage, projectDir, type ViewerPage } from '../harness/browser-page.ts';
import { pictureOf } from './pictures.ts';

const skipped = missingBrowser();

describe.skipIf(skipped !== null)('habits', () => {
  let folder: string;
  let opened: ViewerPage;
  const settings = async (): Promise<unknown> => JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8'));
  const surface = (selector: string): Promise<string> =>
    opened.page.locator(selector).evaluate((element) => getComputedStyle(element).backgroundColor);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'quadrant-habits-'));
    const path = join(projectDir, 'resources/demo-opg/panoramic.jpg');
    const entry = { recentId: 'r', openedAt: '2026-11-20T10:00:00Z', title: 'panoramic', path, seriesUid: null };
    const jane = {
      ...entry,
      recentId: 'j',
      patientName: 'Doe^Jane',
      studyDate: '2026-03-05',
      teeth: 24,
      modality: 'cbct',
    };
    await writeFile(join(folder, 'recent.json'), JSON.stringify([entry, jane]));
    opened = await openViewerPage({ dataDir: folder });
    await opened.page.getByText('Doe, Jane').waitFor();
  });
  afterAll(async () => {
    await opened?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('changes language, theme and dates at once, and keeps them', async () => {
    const { page } = opened;
    await page.getByText('5 Mar 2026 · 24 teeth').waitFor();
    const dark = await surface('header');
    await page.keyboard.press('Control+,');
    await page.getByRole('radio', { name: 'Deutsch' }).check();
    await page.getByRole('radio', { name: 'Hell' }).check();
    await page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
    await page.getByRole('radio', { name: 'Palmer' }).check();
    await page.getByRole('textbox', { name: 'Name der Praxis' }).fill('Praxis am Markt');
    await page.keyboard.press('Escape');
    await page.getByText('05.03.2026 · 24 Zähne').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    expect(await surface('header')).not.toBe(dark);
    await expect
      .poll(settings)
      .toMatchObject({ language: 'de', theme: 'light', notation: 'palmer', practiceName: 'Praxis am Markt' });
    await page.reload();
    await page.getByText('05.03.2026 · 24 Zähne').waitFor();
    await page.keyboard.press('Control+,');
    await page.getByRole('radio', { name: 'English' }).check();
    await page.getByRole('radio', { name: 'FDI' }).check();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Open folder' }).waitFor();
  });

  it('takes a scan off the list and puts it back in its place', async () => {
    const { page } = opened;
    const names = (): Promise<string[]> =>
      page.locator('section[aria-label="Recent scans"] li strong').allTextContents();
    expect(await names()).toEqual(['panoramic', 'Doe, Jane']);
    await page.getByRole('button', { name: 'Take panoramic off the list' }).click();
    await expect.poll(names).toEqual(['Doe, Jane']);
    await page.getByRole('button', { name: 'Put it back' }).click();
    await expect.poll(names).toEqual(['panoramic', 'Doe, Jane']);
  });

  it('lets a person choose a key, tells who has it, and gives all back', async () => {
    const { page } = opened;
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog');
    await page.getByRole('searchbox').fill('settings');
    const row = dialog.getByRole('button', { name: 'Settings' });
    expect(await dialog.getByRole('listitem').count()).toBe(1);
    // By keyboard alone: the row is next after the field.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await dialog.getByText('Press a key').waitFor();
    await page.keyboard.press('?');
    await dialog.getByText('? already does “This list”.').waitFor();
    await dialog.getByRole('button', { name: 'Leave it' }).click();
    await row.click();
    await page.keyboard.press('Control+Shift+s');
    await dialog.getByRole('button', { name: 'Settings Ctrl+Shift+S' }).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    const button = page.getByRole('button', { name: 'Settings' });
    expect(await button.getAttribute('aria-keyshortcuts')).toBe('Control+Shift+S');
    await page.keyboard.press('Control+,');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('Control+Shift+s');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(settings).toMatchObject({ shortcuts: { 'app.settings': 'Ctrl+Shift+S' } });
    await page.keyboard.press('?');
    await page.getByRole('button', { name: 'All keys as delivered' }).click();
    await page.keyboard.press('Escape');
    await expect.poll(settings).toMatchObject({ shortcuts: {} });
  });

  it('keeps Escape in the dialog for the key that is waited for', async () => {
    const { page } = opened;
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByRole('button', { name: 'Settings' }).click();
    await page.getByText('Press a key').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Press a key').waitFor({ state: 'detached' });
    expect(await page.getByRole('dialog').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('makes a picture of a scan that was opened, and tells its teeth', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: /^panoramic/ }).click();
    await page.getByRole('heading', { name: /teeth found/ }).waitFor({ timeout: 120_000 });
    await expect.poll(() => readdir(join(folder, 'thumbnails')).catch(() => []), { timeout: 20_000 }).toHaveLength(1);
    await page.getByTestId('close-scan').click();
    const card = page.locator('section[aria-label="Recent scans"] li').first();
    await card.getByText(/^\d+ teeth$/).waitFor();
    await card.locator('img').waitFor();
    const { grey } = await pictureOf(card.locator('img'));
    const [dark, bright] = [grey.filter((value) => value < 40).length, grey.filter((value) => value > 140).length];
    expect(dark / grey.length).toBeGreaterThan(0.05);
    expect(bright / grey.length).toBeGreaterThan(0.05);
  });

  it('asks before drawings or a running job are lost, and not otherwise', async () => {
    const { page } = opened;
    const objects = (): Promise<boolean> =>
      page.evaluate(() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true })));
    expect(await objects()).toBe(false);
    await page.getByRole('button', { name: 'Try the demo scan' }).click();
    await page.getByRole('progressbar', { name: 'Finding teeth' }).waitFor({ timeout: 60_000 });
    expect(await objects()).toBe(true);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Cancelled. Nothing was saved.').waitFor({ timeout: 60_000 });
    expect(await objects()).toBe(false);
  });

  it('keeps pictures and tools in a small window and lays the teeth over them on request', async () => {
    const { page } = opened;
    await page.setViewportSize({ width: 800, height: 600 });
    const panel = page.getByRole('complementary', { name: 'Teeth' });
    await panel.waitFor({ state: 'detached' });
    const axial = await page.locator('[data-pane="axial"]').boundingBox();
    expect(axial?.width).toBeGreaterThan(300);
    expect(axial?.height).toBeGreaterThan(220);
    await page.keyboard.press('Control+b');
    await panel.waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(800);
    await page.getByRole('button', { name: 'Hide the teeth' }).click();
    await panel.waitFor({ state: 'detached' });
    // What 200 % zoom leaves of 1280 × 800.
    await page.setViewportSize({ width: 640, height: 400 });
    await page.getByText('Research use, not for diagnosis').waitFor();
    for (const name of ['Settings', 'Close the scan']) {
      const box = await page.getByRole('button', { name, exact: true }).boundingBox();
      expect((box?.x ?? 640) + (box?.width ?? 0), name).toBeLessThanOrEqual(640);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('starts in its delivered form when the settings cannot be read', async () => {
    const { page } = opened;
    await page.route('**/api/settings.get', (route) => route.abort());
    await page.reload();
    await page.getByRole('button', { name: 'Open folder' }).waitFor();
    await page.getByText('Doe, Jane').waitFor();
    await page.unrouteAll({ behavior: 'wait' });
  });

  it('hides patients in the list on request: names and pictures', async () => {
    const { page } = opened;
    await page.keyboard.press('Control+,');
    await page.getByRole('checkbox', { name: 'Hide patients' }).check();
    await page.keyboard.press('Escape');
    await page.getByText('Doe, Jane').waitFor({ state: 'detached' });
    expect(await page.locator('main').textContent()).not.toContain('Jane');
    await page.keyboard.press('Control+,');
    await page.getByRole('checkbox', { name: 'Hide patients' }).uncheck();
    await page.keyboard.press('Escape');
    // They were taken from the disk: showing them again names those that are opened from now on.
    await page.reload();
    await page.locator('section[aria-label="Recent scans"] li').first().waitFor();
    expect(await page.locator('main').textContent()).not.toContain('Jane');
    expect(await readFile(join(folder, 'recent.json'), 'utf8')).not.toContain('Jane');
  });

  it('reported no error and broke no content security rule on the way', () => {
    expect(opened.problems.filter((problem) => !problem.includes('ERR_FAILED'))).toEqual([]);
  });
});
