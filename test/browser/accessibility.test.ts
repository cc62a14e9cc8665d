/** axe-core (WCAG 2.2 A and AA) over every screen, in both themes: nothing serious or critical. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { apiRoute } from '#contract/api';
import { FINDING_CODES } from '#contract/diagnosis';
import { axeFindings } from '../harness/axe-findings.ts';
import { missingBrowser, openViewerPage, projectDir, type ViewerPage } from '../harness/browser-page.ts';

const skipped = missingBrowser();

describe.skipIf(skipped !== null)('the window in both themes', () => {
  let folder: string;
  let opened: ViewerPage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'quadrant-axe-'));
    await writeFile(join(folder, 'settings.json'), JSON.stringify({ theme: 'dark', language: 'de' }));
    const path = join(projectDir, 'resources/demo');
    const recent = { recentId: 'r', openedAt: '2026-11-20T10:00:00Z', title: 'Demo', path, seriesUid: null, teeth: 27 };
    await writeFile(join(folder, 'recent.json'), JSON.stringify([recent]));
    // Nobody listens on the first port.
    const server = { kind: 'dicomweb', name: 'Praxis', url: 'http://127.0.0.1:1/dicom-web', user: '', trusted: '' };
    const servers = [{ serverId: '55555555-5555-4555-8555-555555555555', server }];
    await writeFile(join(folder, 'pacs-servers.json'), JSON.stringify(servers));
    opened = await openViewerPage({ dataDir: folder });
    // Colours on their way to another one would be measured in between.
    await opened.page.emulateMedia({ reducedMotion: 'reduce' });
    await opened.page.locator('html[data-theme="dark"][lang="de"]').waitFor();
  });
  afterAll(async () => {
    await opened?.close();
    await rm(folder, { recursive: true, force: true });
  });

  // What a failed test left open would hide the window from the next one.
  beforeEach(() => opened.page.keyboard.press('Escape'));

  const findings = (): Promise<readonly string[]> => axeFindings(opened.page);

  it('can be used by everyone at the start', async () => {
    await opened.page.locator('time').waitFor();
    expect(await findings()).toEqual([]);
  });

  it.each([
    ['?', 'the list of keys'],
    ['Control+,', 'the settings'],
  ])('can be used by everyone after %s: %s', async (key) => {
    const { page } = opened;
    await page.keyboard.press(key);
    await page.getByRole('dialog').waitFor();
    expect(await findings()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('can be used by everyone who sets up an archive and searches it', async () => {
    const { page } = opened;
    await page.keyboard.press('Control+Shift+K');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await findings()).toEqual([]);
    await page.getByRole('button', { name: 'Server anzeigen …' }).click();
    await page.getByRole('button', { name: 'Praxis ändern' }).waitFor();
    expect(await findings()).toEqual([]);
    await page.getByRole('button', { name: 'Server hinzufügen' }).click();
    await page.getByLabel('DICOM klassisch (DIMSE)').check();
    await page.getByRole('button', { name: 'Speichern und prüfen' }).click();
    await page.getByRole('alert').waitFor();
    expect(await findings()).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('can be used by everyone who has this computer examined', async () => {
    const { page } = opened;
    // Really trying every net takes too long here; the window is shown everything that can be found.
    const found = FINDING_CODES.map((code) => ({ code, facts: { folder: 'data', freeGb: 1.5, provider: 'cpu' } }));
    const result = { madeAt: '2026-11-28T20:00:00.000Z', findings: found };
    await page.route(`**${apiRoute('doctor.examine')}`, (route) => route.fulfill({ json: { ok: true, result } }));
    await page.keyboard.press('Control+,');
    await page.getByRole('button', { name: 'Computer untersuchen …' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Dieser Computer' });
    await dialog.getByText('Nur 1,5 GB frei, Datenordner: Speichern kann scheitern.').waitFor();
    expect(await dialog.getByRole('listitem').count()).toBe(FINDING_CODES.length);
    expect(await findings()).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('can be used by everyone with an error', async () => {
    const { page } = opened;
    const letter = { name: 'brief.txt', mimeType: 'text/plain', buffer: Buffer.from('Guten Tag') };
    await page.getByTestId('file-input').setInputFiles(letter);
    await page.getByRole('alert').waitFor();
    expect(await findings()).toEqual([]);
    await page.getByRole('alert').getByRole('button').click();
  });

  it('can be used by everyone with a radiograph and a chosen tooth', async () => {
    const { page } = opened;
    await page.locator('[data-demo="opg"]').click();
    await page.locator('[data-fdi="11"]').first().waitFor({ timeout: 120_000 });
    await page.keyboard.press('n');
    await page.getByTestId('tooth-card').waitFor();
    expect(await findings()).toEqual([]);
  });

  it('can be used by everyone while files are made of it', async () => {
    const { page } = opened;
    await page.keyboard.press('Control+e');
    for (const box of await page.locator('[data-format] input').all()) await box.check();
    await page.getByRole('button', { name: /Dateien speichern/ }).click();
    await page.locator('[data-step="made"]').first().waitFor();
    expect(await findings()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByTestId('close-scan').click();
  });

  it('can be used by everyone with the list of cases, with and without any', async () => {
    const { page } = opened;
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await page.locator('[data-case-row]').first().waitFor();
    expect(await findings()).toEqual([]);
    await page.locator('[data-tags]').first().click();
    expect(await findings()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByTestId('case-search').fill('niemand heißt so');
    expect(await findings()).toEqual([]);
    await page.getByTestId('case-search').fill('');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('can be used by everyone while teeth are being found, and with them', async () => {
    const { page } = opened;
    await page.locator('[data-demo="cbct"]').click();
    await page.getByRole('progressbar').waitFor({ timeout: 60_000 });
    expect(await findings()).toEqual([]);
    await page.locator('[data-fdi="11"]').first().waitFor({ timeout: 120_000 });
    await page.keyboard.press('n');
    await page.getByTestId('tooth-card').waitFor();
    expect(await findings()).toEqual([]);
  });

  it('can be used by everyone who sends results to an archive that is away', async () => {
    const { page } = opened;
    await page.keyboard.press('Control+Shift+E');
    await page.getByRole('button', { name: '3 Objekte senden' }).click();
    await page.getByTestId('outbox-sign').waitFor();
    expect(await findings()).toEqual([]);
    await page.getByRole('button', { name: 'Postausgang' }).last().click();
    await page.locator('[data-entry="waiting"]').waitFor();
    expect(await findings()).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('can be used by everyone when it is small', async () => {
    const { page } = opened;
    await page.setViewportSize({ width: 800, height: 600 });
    await page.locator('[data-fdi="11"]').first().waitFor({ state: 'detached' });
    expect(await findings()).toEqual([]);
    await page.keyboard.press('Control+b');
    await page.keyboard.press('n');
    await page.getByTestId('tooth-card').waitFor();
    expect(await findings()).toEqual([]);
  });

  it('reported no error and broke no content security rule on the way', () => {
    // The letter that is no scan, the archive that is away.
    expect(opened.problems.filter((problem) => !/422|502/.test(problem))).toEqual([]);
  });
});
