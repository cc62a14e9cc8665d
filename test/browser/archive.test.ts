/** A practice's archive in the window, by the keyboard alone, against Debian's Orthanc on loopback. */
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import dicomParser from 'dicom-parser';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { storeDicomCase } from '../fixtures/dicom-case.ts';
import { missingBrowser, openViewerPage, type ViewerPage } from '../harness/browser-page.ts';
import { freePort, LOGIN, Orthanc, orthancMissing } from '../harness/pacs/orthanc.ts';

/** As Orthanc's own interface tells it. */
interface ArchivedSeries {
  readonly ParentStudy: string;
  readonly MainDicomTags: { readonly Modality: string };
  readonly Instances: readonly string[];
}

const missing = missingBrowser() ?? orthancMissing();

describe.skipIf(missing !== null)(`an archive in the window${missing === null ? '' : `: skipped, ${missing}`}`, () => {
  let folder: string;
  let orthanc: Orthanc;
  let opened: ViewerPage;
  let page: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'quadrant-archive-'));
    const [dataDir, archiveDir] = [join(folder, 'data'), join(folder, 'orthanc')];
    await Promise.all([mkdir(dataDir), mkdir(archiveDir)]);
    const { scanPath } = await storeDicomCase(dataDir);
    orthanc = await Orthanc.start({ folder: archiveDir, receivePort: await freePort() });
    for (const name of await readdir(scanPath)) await ask('instances', await readFile(join(scanPath, name)));
    opened = await openViewerPage({ dataDir });
    ({ page } = opened);
    await page.getByRole('button', { name: 'Try the demo scan' }).waitFor();
  });
  afterAll(async () => {
    await opened?.close();
    await orthanc?.kill();
    await rm(folder, { recursive: true, force: true });
  });

  /** What Orthanc itself says. */
  async function ask(route: string, body?: Buffer): Promise<Response> {
    const authorization = `Basic ${btoa(`${LOGIN.user}:${LOGIN.password}`)}`;
    const sent = body === undefined ? {} : { method: 'POST', body: new Uint8Array(body) };
    const response = await fetch(`http://localhost:${orthanc.webPort}/${route}`, {
      headers: { authorization },
      ...sent,
    });
    expect(response.ok).toBe(true);
    return response;
  }

  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const dialog = () => page.getByRole('dialog');

  /** Tab until the focus is on something with this name. */
  async function tabTo(name: RegExp): Promise<void> {
    for (let n = 0; n < 80; n++) {
      await press('Tab');
      const focused = await page.evaluate(() => {
        const { activeElement } = document;
        if (activeElement?.role === 'dialog') return ''; // says all that stands in it
        const labels = activeElement instanceof HTMLInputElement ? [...(activeElement.labels ?? [])] : [];
        const said = [activeElement?.getAttribute('aria-label'), activeElement?.textContent, labels[0]?.textContent];
        return said.filter((text) => text !== null && text !== undefined && text !== '').join(' ');
      });
      if (name.test(focused)) return;
    }
    throw new Error(`Tab never reached ${String(name)}`);
  }
  async function fill(label: RegExp, text: string): Promise<void> {
    await tabTo(label);
    await page.keyboard.insertText(text);
  }
  async function closed(): Promise<void> {
    await press('Escape');
    await dialog().waitFor({ state: 'detached' });
  }

  it('shows nothing of archives before one is set up, but an entry in the settings', async () => {
    await press('Control+Shift+K', 'Control+Shift+E');
    expect(await dialog().count()).toBe(0);
    expect(await page.getByRole('button', { name: /archive/i }).count()).toBe(0);
    await press('?');
    await dialog().waitFor();
    expect(await dialog().getByText(/PACS/).count()).toBe(0);
    await closed();
    await press('Control+,');
    await page.getByText('No server is set up: nothing leaves this computer.').waitFor();
    await tabTo(/Set up a server/);
    await press('Enter');
    await page.getByRole('heading', { name: 'Archives (PACS)' }).waitFor();
    // A window in the window takes the focus a moment after it is seen.
    const servers = page.getByRole('dialog', { name: 'Archives (PACS)' });
    await expect.poll(() => servers.evaluate((shown) => shown.contains(document.activeElement))).toBe(true);
  });

  it('takes a server, says which fields are wrong, and whether it answers', async () => {
    // The window that was open before may give the focus back meanwhile: then once more.
    await vi.waitFor(
      async () => {
        await tabTo(/Add a server/);
        await press('Enter');
        await dialog().getByLabel(/^Name/).waitFor({ timeout: 2000 });
      },
      { timeout: 20_000 },
    );
    await fill(/^Name/, 'Practice');
    await fill(/^Address/, 'not an address');
    await press('Enter');
    await page.getByText('Please check the marked fields.').waitFor();
    expect(await page.getByLabel('Address').getAttribute('aria-invalid')).toBe('true');
    await press('Control+a');
    await page.keyboard.insertText(orthanc.webUrl);
    await fill(/^User/, LOGIN.user);
    await fill(/^Password/, 'wrong');
    await press('Enter');
    await dialog().getByRole('alert').getByText('The archive refused the login.').first().waitFor();
    await tabTo(/Change Practice/);
    await press('Enter');
    expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('');
    await fill(/^Password/, LOGIN.password);
    await press('Enter');
    await page.getByTestId('server-answers').waitFor();
    expect(await page.content()).not.toContain(LOGIN.password);
    await closed();
  });

  it('finds a study by the beginning of a name, and opens its scan', async () => {
    await press('Control+Shift+K');
    await dialog().waitFor();
    await page.keyboard.insertText('nobody');
    await press('Enter');
    await page.getByText('No such study').waitFor();
    await press('Control+a');
    await page.keyboard.insertText('phan');
    await press('Enter');
    await page.getByText('Phantom, Ramp').waitFor();
    await tabTo(/CBCT.*60 images/);
    await press('ArrowDown', 'ArrowUp', 'Enter');
    await dialog().waitFor({ state: 'detached' });
    // The stored case of these pixels comes with it.
    await page.getByRole('heading', { name: '4 teeth found' }).waitFor();
  });

  it('sends results into the study after saying whose they are and where they go', async () => {
    await press('Control+Shift+E');
    expect(await page.getByTestId('send-who').innerText()).toMatch(/Phantom, Ramp\s+P1 · study of 31 Jan 2026/);
    expect(await page.getByTestId('send-where').innerText()).toContain(orthanc.webUrl);
    await tabTo(/Send 3 objects/);
    await press('Enter');
    await page.locator('[data-testid="sent-state"][data-state="sent"]').waitFor();
    const series: readonly ArchivedSeries[] = await (await ask('series?expand')).json();
    expect(new Set(series.map(({ ParentStudy }) => ParentStudy)).size).toBe(1);
    expect(series.map(({ MainDicomTags }) => MainDicomTags.Modality).toSorted()).toEqual(['CT', 'DOC', 'SEG', 'SR']);
    const [segmentation = ''] = series.find(({ MainDicomTags }) => MainDicomTags.Modality === 'SEG')?.Instances ?? [];
    const bytes = new Uint8Array(await (await ask(`instances/${segmentation}/file`)).arrayBuffer());
    expect(dicomParser.parseDicom(bytes).elements['x00620002']?.items).toHaveLength(4);
    await closed();
    expect(await page.getByTestId('outbox-sign').count()).toBe(0);
  });

  it('keeps what an archive that is away should get, says why it waits, and sends it on request', async () => {
    await orthanc.kill();
    await press('Control+Shift+E');
    await tabTo(/Send 3 objects/);
    await press('Enter');
    await page.getByTestId('outbox-sign').waitFor();
    await page.getByText('In the outbox.').waitFor();
    await closed();
    await page.getByTestId('outbox-sign').press('Enter');
    await page.locator('[data-entry="waiting"]').getByText('The archive cannot be reached over the network.').waitFor();
    await orthanc.start();
    await tabTo(/Try now/);
    await press('Enter');
    await expect.poll(() => page.locator('[data-entry="sent"]').count(), { timeout: 30_000 }).toBe(2);
    await expect.poll(() => page.getByTestId('outbox-sign').count()).toBe(0);
    await tabTo(/out of the outbox/);
    await press('Enter');
    await expect.poll(() => page.locator('[data-entry]').count()).toBe(1);
    await closed();
  });

  it('is as it was when the last server is removed', async () => {
    await press('Control+,');
    await tabTo(/^Servers…/);
    await press('Enter');
    await tabTo(/Remove Practice/);
    await press('Enter');
    await page.getByRole('button', { name: 'Remove it and its password?' }).waitFor();
    await press('Enter');
    await page.getByText('No server is set up.').waitFor();
    await closed();
    await press('Control+Shift+K');
    expect(await dialog().count()).toBe(0);
  });

  it('reported no error on the way but the login and the archive that was away', () => {
    expect(opened.problems.filter((problem) => !/502|401/.test(problem))).toEqual([]);
  });
});
