/** Two studies opened and compared with the keyboard alone: nothing in this file uses a mouse, files come by the chooser. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePhantom, phantomCentre, phantomGrid } from '../fixtures/phantom.ts';
import { writeScan } from '../fixtures/write-scan.ts';
import { missingBrowser, openViewerPage, type ViewerPage } from '../harness/browser-page.ts';
import { leftHanded } from '../unit/core/grids.ts';
import { brightCentre, brightShare, changedShare, pictureOf } from './pictures.ts';

const skipped = missingBrowser();
if (skipped !== null) console.warn(skipped);

const LPS = [1, 0, 0, 0, 1, 0, 0, 0, 1] as const;
/** Teeth of phantoms are as bright as can be, all else is black. */
const TOOTH = 160;

describe.skipIf(skipped !== null)('two studies by the keyboard alone', () => {
  let opened: ViewerPage;
  let page: Page;
  let folder = '';
  /** What the dialog answers, and how often it came. */
  let answer = '';
  let choosers = 0;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'quadrant-compare-'));
    // The first has teeth on the patient's right, the second on the left, on another grid that runs the other way.
    const rights = makePhantom(phantomGrid([120, 110, 90], [0.8, 0.8, 1], LPS), [16, 46]);
    const lefts = makePhantom(phantomGrid([96, 100, 80], [1, 0.9, 1], leftHanded(LPS)), [26, 36]);
    await writeScan(join(folder, 'rights.nii'), rights.volume);
    await writeScan(join(folder, 'lefts.nii'), lefts.volume);
    opened = await openViewerPage();
    ({ page } = opened);
    // From the start: a listener that comes with the key may come too late.
    page.on('filechooser', (chooser) => {
      choosers++;
      void chooser.setFiles(answer);
    });
    await page.getByRole('button', { name: 'Open file' }).waitFor();
  });
  afterAll(async () => {
    await opened?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const second = (): Locator => page.locator('[data-study="second"]');
  const firstPane = (id: string): Locator => page.locator(`[data-pane="${id}"]:not([data-study="second"] *)`);
  const secondPane = (id: string): Locator => second().locator(`[data-pane="${id}"]`);
  const firstPosition = (): Promise<number> => millimetres(page.getByLabel('Axial slice position').first());
  const secondPosition = (): Promise<number> => millimetres(second().getByLabel('Axial slice position'));

  async function press(key: string, times = 1): Promise<void> {
    for (let n = 0; n < times; n++) await page.keyboard.press(key);
  }

  /** Tab until the focus is on something with this name, in the second study if it has to be; it must be seen there. */
  async function tabTo(name: RegExp, within: 'anywhere' | 'second' = 'anywhere'): Promise<void> {
    for (let n = 0; n < 200; n++) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const { activeElement: element } = document;
        return {
          name: `${element?.getAttribute('aria-label') ?? ''} ${element?.textContent ?? ''}`.trim(),
          second: element?.closest('[data-study="second"]') != null,
        };
      });
      if (name.test(focused.name) && (within === 'anywhere' || focused.second)) return;
    }
    throw new Error(`Tab never reached ${String(name)}`);
  }

  /** Enter on a button that asks for files, and the answer of the dialog. */
  async function choose(button: RegExp, file: string): Promise<void> {
    await tabTo(button);
    answer = join(folder, file);
    const before = choosers;
    await press('Enter');
    await expect.poll(() => choosers, { timeout: 20_000 }).toBe(before + 1);
  }

  it('opens the first study and, beside it, a second one', async () => {
    await choose(/^Open file/, 'rights.nii');
    await page.getByLabel('Axial slice position').first().waitFor({ timeout: 60_000 });
    for (let n = 0; n < 6 && !(await second().isVisible()); n++) {
      await press('v');
      await page.waitForTimeout(300);
    }
    await second().getByRole('heading', { name: 'Open a second study' }).waitFor();
    await choose(/^Open a second study: file/, 'lefts.nii');
    await second().getByLabel('Axial slice position').waitFor({ timeout: 60_000 });
  });

  it('scrolls both together, each showing its own teeth where they are', async () => {
    await tabTo(/^Axial pane/, 'second');
    const [first, other] = [await firstPosition(), await secondPosition()];
    // Through the crowns of the upper teeth.
    const wanted = phantomCentre(16)[2];
    for (let n = 0; n < 40 && (await secondPosition()) < wanted; n++) await press('ArrowUp');
    const moved = (await secondPosition()) - other;
    expect(moved).toBeGreaterThan(5);
    await expect.poll(async () => (await firstPosition()) - first).toBeCloseTo(moved, 0);
    // The patient's right is on the left of each picture.
    const left = await toothPlace(firstPane('axial'));
    const right = await toothPlace(secondPane('axial'));
    expect(left[0]).toBeLessThan(0.46);
    expect(right[0]).toBeGreaterThan(0.54);
    // Back to front the same place.
    expect(Math.abs(left[1] - right[1])).toBeLessThan(0.1);
  });

  it('moves one alone after the link was let go, and both again after it was made', async () => {
    await tabTo(/^Both scroll together/);
    await press('Enter');
    await tabTo(/^Axial pane/, 'second');
    const [first, other] = [await firstPosition(), await secondPosition()];
    await press('ArrowDown', 25);
    await expect.poll(secondPosition).toBeLessThan(other - 15);
    expect(await firstPosition()).toBe(first);
    // From the upper tooth to the lower one: the first picture stays at its upper tooth.
    expect((await toothPlace(secondPane('axial')))[0]).toBeGreaterThan(0.54);
    expect((await toothPlace(firstPane('axial')))[0]).toBeLessThan(0.46);
    await tabTo(/^Each scrolls alone/);
    await press('Enter');
    await tabTo(/^Axial pane/, 'second');
    await press('ArrowUp', 3);
    await expect.poll(firstPosition).toBeGreaterThan(first + 1);
  });

  it('compares another plane', async () => {
    await tabTo(/^Coronal$/);
    await press('Enter');
    await secondPane('coronal').waitFor();
    await firstPane('coronal').waitFor();
    await tabTo(/^Coronal pane/, 'second');
    expect(await secondPane('coronal').isVisible()).toBe(true);
    expect(await secondPane('axial').count()).toBe(0);
    await tabTo(/^Axial$/);
    await press('Enter');
    await secondPane('axial').waitFor();
  });

  it('gives the second study a window of its own', async () => {
    await page.waitForTimeout(400);
    const [left, right] = [await pictureOf(firstPane('axial')), await pictureOf(secondPane('axial'))];
    await tabTo(/^Soft tissue/, 'second');
    await press('Enter');
    await expect
      .poll(async () => changedShare(right, await pictureOf(secondPane('axial'))), { timeout: 20_000 })
      .toBeGreaterThan(0.005);
    expect(changedShare(left, await pictureOf(firstPane('axial')))).toBeLessThan(0.001);
  });

  it('closes the second study and can open it again', async () => {
    await tabTo(/^Close the second study/);
    await press('Enter');
    await second().getByRole('heading', { name: 'Open a second study' }).waitFor();
    await choose(/^Open a second study: file/, 'lefts.nii');
    await second().getByLabel('Axial slice position').waitFor({ timeout: 60_000 });
    expect(opened.problems).toEqual([]);
  });

  /** Where the teeth are in a pane, shares of its width and height. */
  async function toothPlace(pane: Locator): Promise<readonly [number, number]> {
    await expect.poll(async () => brightShare(await pictureOf(pane), TOOTH), { timeout: 20_000 }).toBeGreaterThan(0);
    const place = brightCentre(await pictureOf(pane), TOOTH);
    if (place === null) throw new Error('No tooth is seen');
    return place;
  }
});

/** "S 12.3 mm" as millimetres along the axis. */
async function millimetres(readout: Locator): Promise<number> {
  const text = (await readout.textContent()) ?? '';
  return Number(/[\d.]+/.exec(text)?.[0]) * (text.startsWith('I') ? -1 : 1);
}
