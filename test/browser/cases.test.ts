/** The list of cases in the window: found, opened on their scans, tagged, put away, thrown away and taken back, moved. */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { missingBrowser, openViewerPage, projectDir, type ViewerPage } from '../harness/browser-page.ts';

const LOST = '33333333-3333-4333-8333-333333333333';
const SIGNED = '44444444-4444-4444-8444-444444444444';

const sourceSchema = z.looseObject({
  id: z.string(),
  source: z.looseObject({ path: z.string(), patientName: z.string() }),
});

describe.skipIf(missingBrowser() !== null)('the list of cases', () => {
  let folder: string;
  let dataDir: string;
  let opened: ViewerPage;
  let page: Page;
  let demoId = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'quadrant-cases-'));
    dataDir = join(folder, 'data');
    await mkdir(dataDir);
    opened = await openViewerPage({ dataDir });
    ({ page } = opened);
  });
  afterAll(async () => {
    await opened?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const row = (caseId: string) => page.locator(`[data-case="${caseId}"]`);
  const cases = (): Promise<string[]> => readdir(join(dataDir, 'cases'));

  async function show(): Promise<void> {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
  }

  /** A copy of the demo's case under another name, whose scan lies elsewhere. */
  async function copyCase(
    caseId: string,
    change: { readonly patientName: string; readonly path: string },
  ): Promise<void> {
    const target = join(dataDir, 'cases', caseId);
    await cp(join(dataDir, 'cases', demoId), target, { recursive: true });
    await rm(join(target, 'review'), { recursive: true, force: true });
    const file = join(target, 'case.json');
    const caseFile = sourceSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    await writeFile(file, JSON.stringify({ ...caseFile, id: caseId, source: { ...caseFile.source, ...change } }));
  }

  it('says how cases come into it while there are none', async () => {
    await page.getByRole('button', { name: 'All stored cases' }).click();
    await page.getByText('No cases yet').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('has the demo radiograph with its picture and teeth as soon as they are found', async () => {
    await page.locator('[data-demo="opg"]').click();
    await page.locator('[data-fdi="11"]').first().waitFor({ timeout: 200_000 });
    [demoId = ''] = await cases();
    await show();
    await expect.poll(() => row(demoId).innerText()).toMatch(/Panoramic radiograph\s+30 teeth\s+Proposed/);
    expect(await row(demoId).getByText('open now').count()).toBe(1);
    expect(
      await row(demoId)
        .getByRole('button', { name: /close it first/ })
        .isDisabled(),
    ).toBe(true);
    await expect.poll(() => readdir(join(dataDir, 'cases', demoId))).toContain('thumbnail.webp');
    await page.keyboard.press('Escape');
    await show();
    const width = await row(demoId)
      .locator('img')
      .evaluate(async (image) => {
        if (!(image instanceof HTMLImageElement)) return 0;
        await image.decode();
        return image.naturalWidth;
      });
    expect(width).toBeGreaterThan(100);
    await page.keyboard.press('Escape');
    await page.getByTestId('close-scan').click();
  });

  it('finds by name and tag, and counts what lies on each shelf', async () => {
    await copyCase(LOST, { patientName: 'Müller^Anna', path: join(folder, 'nowhere.jpg') });
    await copyCase(SIGNED, { patientName: 'Okafor^Chidi', path: join(folder, 'nowhere.jpg') });
    await show();
    await row(SIGNED).waitFor();
    await page.getByTestId('case-search').fill('muller');
    await row(SIGNED).waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('t');
    await page.keyboard.type('Implantat, Recall');
    await page.keyboard.press('Enter');
    await row(LOST).getByText('Recall').waitFor();
    expect(JSON.parse(await readFile(join(dataDir, 'cases', LOST, 'shelf.json'), 'utf8'))).toMatchObject({
      tags: ['Implantat', 'Recall'],
    });
    await page.getByTestId('case-search').fill('implantat');
    expect(await page.locator('[data-case]').count()).toBe(1);
    expect(await page.locator('[data-shelf="proposed"]').innerText()).toMatch(/Proposed\s+1/);
    await page.getByTestId('case-search').fill('');
  });

  it('archives, deletes and takes back by the keyboard', async () => {
    await row(SIGNED).locator('[data-case-row]').focus();
    await page.keyboard.press('a');
    await row(SIGNED).waitFor({ state: 'detached' });
    await page.locator('[data-shelf="archived"]').click();
    await row(SIGNED).waitFor();
    await row(SIGNED)
      .getByRole('button', { name: /out of the archive/ })
      .click();
    await page.locator('[data-shelf="all"]').click();
    await row(SIGNED).locator('[data-case-row]').focus();
    await page.keyboard.press('Delete');
    await row(SIGNED).waitFor({ state: 'detached' });
    expect(await cases()).not.toContain(SIGNED);
    expect(await readdir(join(dataDir, 'trash'))).toEqual([SIGNED]);
    // The neighbour has the keyboard now.
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('[data-case]') !== null)).toBe(true);
    await page.getByRole('button', { name: 'Undo' }).click();
    await row(SIGNED).waitFor();
    expect(await cases()).toContain(SIGNED);
  });

  it('opens a case on its scan, and asks for the scan where it is gone', async () => {
    await row(demoId).locator('[data-case-row]').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator('[data-fdi="11"]').first().waitFor({ timeout: 60_000 });
    await page.getByTestId('close-scan').click();
    await show();
    await row(LOST).locator('[data-case-row]').click();
    await page.getByTestId('scan-wanted').waitFor();
    const chosen = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose its file' }).click();
    await (await chosen).setFiles(join(projectDir, 'resources/demo-opg/panoramic.jpg'));
    // The newest case of these pixels is another one: what is shown is the one that was asked for.
    const answer = await page.waitForResponse((response) => response.url().endsWith('/api/cases.get'));
    expect(answer.request().postDataJSON()).toEqual({ caseId: LOST });
    await page.locator('[data-fdi="11"]').first().waitFor({ timeout: 60_000 });
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('moves all cases to another folder and back', async () => {
    await show();
    await page.getByRole('button', { name: 'Move…' }).click();
    const target = join(folder, 'other disk');
    await page.keyboard.type(target);
    await page.keyboard.press('Enter');
    await page.getByText('3 cases are now kept there.').waitFor();
    expect((await readdir(target)).toSorted()).toEqual([demoId, LOST, SIGNED, 'quadrant-cases.json'].toSorted());
    expect(await cases()).toEqual([]);
    await page.getByRole('button', { name: 'Back to the usual folder' }).click();
    await expect.poll(async () => (await cases()).toSorted()).toEqual([demoId, LOST, SIGNED].toSorted());
    await page.keyboard.press('Escape');
  });

  it('reported no error on the way but the scan that was gone', () => {
    expect(opened.problems.filter((problem) => !problem.includes('422'))).toEqual([]);
  });
});
