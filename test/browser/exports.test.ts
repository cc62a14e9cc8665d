/** Files out of the window and back, by the keyboard alone: what arrives as a download is what it says, and opens again. */
import { mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import dicomParser from 'dicom-parser';
import type { Download, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DICOM_TEETH, storeDicomCase } from '../fixtures/dicom-case.ts';
import { missingBrowser, openViewerPage, type ViewerPage } from '../harness/browser-page.ts';

const skipped = missingBrowser();

describe.skipIf(skipped !== null)('exporting a case', () => {
  let dataDir: string;
  let opened: ViewerPage;
  let page: Page;
  let scanPath: string;
  let segmentation: Buffer;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'quadrant-exports-'));
    ({ scanPath } = await storeDicomCase(dataDir));
    opened = await openViewerPage({ dataDir });
    ({ page } = opened);
  });
  afterAll(async () => {
    await opened?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  /** Tab until the focus is on what a selector says. */
  async function tabTo(selector: string): Promise<void> {
    for (let n = 0; n < 60; n++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate((what) => document.activeElement?.matches(what) === true, selector)) return;
    }
    throw new Error(`Tab never reached ${selector}`);
  }

  const bytesOf = async (download: Download): Promise<Buffer> => readFile(await download.path());
  const step = (state: string) => page.locator(`[data-step="${state}"]`);

  it('has nothing to offer while no scan is open', async () => {
    await page.keyboard.press('Control+e');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('saves what is ticked, one after the other, and tells name, size and teeth', async () => {
    await tabTo('main li > button');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '4 teeth found' }).waitFor();
    await page.keyboard.press('Control+e');
    await page.getByText('4 teeth are not reviewed yet · Not signed off yet').waitFor();
    for (const format of ['dicom-seg', 'dicom-sr', 'pdf', 'contact-sheet']) {
      await tabTo(`[data-format="${format}"] input`);
      await page.keyboard.press('Space');
    }
    const downloads: Download[] = [];
    page.on('download', (download) => downloads.push(download));
    await tabTo('button:not([disabled])');
    await page.keyboard.press('Enter');
    await expect.poll(() => step('made').count(), { timeout: 90_000 }).toBe(4);
    expect(await step('made').allInnerTexts()).toEqual([
      expect.stringMatching(/^quadrant-0b0e9a5e-contact-sheet\.png\s+[\d.]+ [kM]B · 4 teeth · [\d.]+ s$/),
      expect.stringMatching(/^quadrant-0b0e9a5e-dicom-seg\.dcm\s+[\d.]+ kB · 4 teeth · [\d.]+ s$/),
      expect.stringMatching(/^quadrant-0b0e9a5e-dicom-sr\.dcm\s+[\d.]+ kB · 4 teeth · [\d.]+ s$/),
      expect.stringMatching(/^quadrant-0b0e9a5e\.pdf\s+[\d.]+ [kM]B · 4 teeth · [\d.]+ s$/),
    ]);
    await expect.poll(() => downloads.length).toBe(4);
    const [sheet, segments, report, pages] = await Promise.all(downloads.map(bytesOf));
    segmentation = segments;
    expect(PNG.sync.read(sheet).width).toBeGreaterThan(300);
    expect(dicomParser.parseDicom(segments).elements['x00620002']?.items).toHaveLength(DICOM_TEETH.length);
    expect(dicomParser.parseDicom(report).string('x00080060')).toBe('SR');
    expect(pages.toString('latin1')).toMatch(/^%PDF-1\.\d[\s\S]*%%EOF\s*$/);
  });

  it('says why a file could not be made, and makes it when that is mended', async () => {
    await rename(scanPath, `${scanPath}-away`);
    // The focus has stayed where it was.
    await page.keyboard.press('Enter');
    await step('failed').first().waitFor();
    await expect.poll(() => step('making').count()).toBe(0);
    await rename(`${scanPath}-away`, scanPath);
    const saved = page.waitForEvent('download');
    await step('failed').first().getByRole('button', { name: 'Try again' }).press('Enter');
    expect((await bytesOf(await saved)).length).toBeGreaterThan(1000);
  });

  it('closes with Escape and remembers what was ticked', async () => {
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+e');
    await page.locator('[role="dialog"] :focus').waitFor();
    expect(await page.locator('[data-format] input:checked').count()).toBe(4);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('opens the segmentation again as a case of its own, which says where its teeth come from', async () => {
    const chosen = page.waitForEvent('filechooser');
    await page.keyboard.press('Control+i');
    await (await chosen).setFiles({ name: 'letter.dcm', mimeType: '', buffer: Buffer.from('Dear colleague') });
    await page.getByRole('alert').getByText('The segmentation could not be opened').waitFor();
    const again = page.waitForEvent('filechooser');
    await page.keyboard.press('Control+i');
    await (await again).setFiles({ name: 'teeth.dcm', mimeType: 'application/dicom', buffer: segmentation });
    await page.getByText(/opened from a file of Quadrant/).waitFor();
    await page.getByRole('heading', { name: '4 teeth found' }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await readdir(join(dataDir, 'cases'))).toHaveLength(2);
  });

  it('takes a dropped segmentation for what it is', async () => {
    const dropped = await page.evaluateHandle(
      (bytes) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([Uint8Array.from(bytes)], 'teeth.dcm'));
        return transfer;
      },
      [...segmentation],
    );
    await page.locator('main').dispatchEvent('drop', { dataTransfer: dropped });
    await expect.poll(async () => (await readdir(join(dataDir, 'cases'))).length).toBe(3);
    await page.getByRole('heading', { name: '4 teeth found' }).waitFor();
  });

  it('reported no error on the way but the scan that was away and the letter', () => {
    expect(opened.problems.filter((problem) => !problem.includes('422'))).toEqual([]);
  });
});
