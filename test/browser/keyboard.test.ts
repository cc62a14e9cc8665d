/** Every part of the viewer with the keyboard alone: nothing in this file uses a mouse. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingBrowser, openViewerPage, type ViewerPage } from '../harness/browser-page.ts';
import { changedShare, pane, pictureOf, type Picture } from './pictures.ts';

const skipped = missingBrowser();
if (skipped !== null) console.warn(skipped);

describe.skipIf(skipped !== null)('by the keyboard alone', () => {
  let opened: ViewerPage;
  let page: Page;

  beforeAll(async () => {
    opened = await openViewerPage();
    ({ page } = opened);
  });
  afterAll(() => opened?.close());

  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };

  /** Tab until the focus is on something with this name. */
  async function tabTo(name: RegExp): Promise<void> {
    for (let n = 0; n < 200; n++) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const { activeElement } = document;
        return `${activeElement?.getAttribute('aria-label') ?? ''} ${activeElement?.textContent ?? ''}`.trim();
      });
      if (name.test(focused)) return;
    }
    throw new Error(`Tab never reached ${String(name)}`);
  }

  type PaneName = Parameters<typeof pane>[1];
  const look = (id: PaneName): Promise<Picture> => pictureOf(pane(page, id));
  /** What the keys change in a pane: a share of its pixels. */
  async function expectChange(id: PaneName, ...keys: readonly string[]): Promise<void> {
    const before = await look(id);
    await press(...keys);
    await expect
      .poll(async () => changedShare(before, await look(id)), {
        message: `${keys.join(' ')} in ${id}`,
        timeout: 20_000,
      })
      .toBeGreaterThan(0.002);
  }
  const position = (title: string): Promise<string | null> => page.getByLabel(`${title} slice position`).textContent();

  it('opens a scan, finds its teeth and tells the way with Tab', async () => {
    await tabTo(/Try the demo scan/);
    await press('Enter');
    await page.getByRole('heading', { name: /\d+ teeth found/ }).waitFor({ timeout: 200_000 });
    await page.getByText('Preparing surfaces…').waitFor({ state: 'detached', timeout: 120_000 });
    await page.getByText(/of \d+ surfaces/).waitFor({ state: 'detached', timeout: 120_000 });
    await tabTo(/^Axial pane/);
    expect(await pane(page, 'axial').getAttribute('data-active')).toBe('true');
  });

  it('slices: steps, ends, crosshair, zoom, pan, window, gamma, inversion, slab, rotation, playing', async () => {
    const start = await position('Axial');
    await press('ArrowUp');
    expect(await position('Axial')).not.toBe(start);
    await press('End');
    const end = await position('Axial');
    await press('Home');
    expect(await position('Axial')).not.toBe(end);
    await press('Escape', '3', '6'); // a tooth, so that there is something to see
    const coronal = await position('Coronal');
    await press('Shift+ArrowUp', 'Shift+ArrowUp', 'Shift+ArrowUp');
    expect(await position('Coronal')).not.toBe(coronal);
    await expectChange('axial', 'Alt+PageUp');
    await expectChange('axial', 'Alt+ArrowLeft');
    await expectChange('axial', ...Array.from({ length: 8 }, () => 'Control+ArrowUp'));
    await expectChange('axial', 'w');
    await expectChange('axial', 'y', 'y', 'y', 'y');
    await expectChange('axial', 'i');
    await press('i');
    await expectChange('axial', 'b', ']', ']', ']');
    await press('[', '[', '[');
    await expectChange('coronal', 'q', 'q', 'q', 'q', 'q');
    expect(await position('Coronal')).toMatch(/oblique/);
    await press('r');
    await expect.poll(() => position('Coronal')).not.toMatch(/oblique/);
    const still = await position('Axial');
    await press('Space');
    await expect.poll(() => position('Axial')).not.toBe(still);
    await press('Space');
  });

  it('layouts: maximise, panoramic with sections, single, two studies', async () => {
    await press('f');
    await expect.poll(() => pane(page, 'coronal').isVisible()).toBe(false);
    await press('Escape');
    await press('v');
    await page.getByRole('img', { name: 'Panoramic' }).waitFor();
    await press('j', 'j', 'j');
    await expect.poll(() => page.getByText(/section \d+ of \d+/).count()).toBeGreaterThan(0);
    const section = await page
      .getByText(/section \d+ of \d+/)
      .first()
      .textContent();
    await press('j');
    await expect
      .poll(() =>
        page
          .getByText(/section \d+ of \d+/)
          .first()
          .textContent(),
      )
      .not.toBe(section);
    await press('v', 'v');
    await expect.poll(() => page.getByText(/second study/i).count()).toBeGreaterThan(0);
    await press('Shift+V', 'Shift+V', 'Shift+V');
    await expect.poll(() => pane(page, 'coronal').isVisible()).toBe(true);
  });

  it('teeth: numbers, next and previous, the chart, tabs, sorting', async () => {
    await press('Escape', 'Escape', '1', '1');
    const card = page.getByTestId('tooth-card');
    await card.getByText('central incisor, upper right').waitFor();
    await press('n');
    await card.getByText('central incisor, upper left').waitFor();
    await press('p');
    await card.getByText('central incisor, upper right').waitFor();
    await press('t');
    await page.getByRole('tab', { name: 'Table', selected: true }).waitFor();
    await tabTo(/^Volume/);
    await press('Enter');
    await page.locator('th[aria-sort="ascending"], th[aria-sort="descending"]').first().waitFor();
    await press('t');
    await page.getByRole('tab', { name: 'Plot', selected: true }).waitFor();
    await press('t');
    await page.getByRole('tab', { name: 'Chart', selected: true }).waitFor();
  });

  it('3D: alone, all, turned, cut, another preset', async () => {
    await tabTo(/^3D pane/);
    await expectChange('surfaces', 'h');
    await expectChange('surfaces', 'Shift+H');
    await expectChange('surfaces', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft');
    await expectChange('surfaces', 'Shift+Z');
    await press('r');
    await expectChange('surfaces', 's');
    await press('Shift+S');
  });

  it('measuring and the nerve canal: points at the crosshair, undo', async () => {
    await tabTo(/^Axial pane/);
    await press('m', 'Enter');
    for (let n = 0; n < 20; n++) await press('Shift+ArrowRight');
    await press('Enter');
    const row = page.getByTestId('measurement');
    await expect.poll(() => row.locator('output').allTextContents()).toEqual(['8.0 mm']); // 20 voxels of 0.4 mm
    await press('Control+z');
    await expect.poll(() => row.count()).toBe(0);
    await press('Control+Shift+Z');
    await expect.poll(() => row.count()).toBe(1);
    await press('Backspace');
    await expect.poll(() => row.count()).toBe(0);
    await press('k', 'Enter', 'PageDown', 'Enter');
    await page.getByRole('region', { name: /canal/i }).first().waitFor();
    await press('c');
  });

  it('keys, settings in another language, and back', async () => {
    await press('?');
    await page.getByRole('dialog').getByText('Next tooth').waitFor();
    await press('Escape');
    await press('Control+,');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await page.locator('[role="dialog"][data-open] :focus').waitFor();
    // Languages are the first group of choices; arrows move in it.
    const onChoice = (): Promise<boolean> =>
      page.evaluate(() => document.activeElement?.matches('[role="radio"], input[type="radio"]') === true);
    for (let n = 0; n < 20 && !(await onChoice()); n++) await press('Tab');
    await press('ArrowDown');
    await page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
    await press('Escape');
    await page.getByRole('heading', { name: /Zähne gefunden/ }).waitFor();
  });

  it('reported no error on the way', () => {
    expect(opened.problems).toEqual([]);
  });
});
