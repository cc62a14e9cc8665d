/** The reading room: planes that turn, slabs, layouts, the histogram, a lost picture, two studies side by side. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { toothColour } from '#core/fdi';
import type { Vec3 } from '#core/volume';
import { HANDLE_RADIUS_PX } from '../../renderer/viewer/slices/rotation-handles.ts';
import { makePhantom, phantomGrid } from '../fixtures/phantom.ts';
import { writeScan } from '../fixtures/write-scan.ts';
import { missingBrowser, openStoredDemo, type DemoPage } from '../harness/browser-page.ts';
import { writeSlices } from '../unit/io/dicom/synthetic-dicom.ts';
import { brightShare, changedShare, colourShare, greyCount, pane, pictureOf } from './pictures.ts';

const skipped = missingBrowser();
if (skipped !== null) console.warn(skipped);

const NO_TURN = /oblique/;

describe.skipIf(skipped !== null)('the reading room', () => {
  let opened: DemoPage;
  let page: Page;
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'quadrant-planes-'));
    opened = await openStoredDemo({ storedDemo: inject('storedDemo') });
    ({ page } = opened);
  });
  afterAll(async () => {
    await opened?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const position = (title: string): Locator => page.getByLabel(`${title} slice position`);
  const slice = (title: string): Locator => page.getByRole('img', { name: `${title} slice` });

  it('turns the other planes when a handle is dragged round the crosshair, and follows with letters and readouts', async () => {
    await page.keyboard.press('o'); // teeth may still be arriving
    const axial = await pictureOf(pane(page, 'axial'));
    const coronal = await pictureOf(pane(page, 'coronal'));
    const box = await slice('Axial').boundingBox();
    if (box === null) throw new Error('The axial pane has no size');
    const middle = [box.x + box.width / 2, box.y + box.height / 2] as const;
    const arm = 0.36 * Math.min(box.width, box.height);
    const at = (degrees: number): readonly [number, number] => {
      const angle = (degrees * Math.PI) / 180;
      return [middle[0] + arm * Math.cos(angle), middle[1] - arm * Math.sin(angle)];
    };
    await page.mouse.move(...at(0));
    expect(HANDLE_RADIUS_PX).toBeGreaterThan(3);
    await page.mouse.down();
    await page.mouse.move(...at(10));
    await page.mouse.move(...at(30));
    await page.mouse.up();
    expect(await position('Coronal').textContent()).toMatch(/oblique (29|30|31)°/);
    expect(await position('Axial').textContent()).not.toMatch(NO_TURN);
    // Anticlockwise on the axial screen: what was the coronal plane's left end now lies further in front.
    await pane(page, 'coronal').getByText('LA', { exact: true }).waitFor();
    await page.waitForTimeout(300);
    const turned = await pictureOf(pane(page, 'coronal'));
    expect(changedShare(coronal, turned)).toBeGreaterThan(0.2);
    expect(greyCount(turned)).toBeGreaterThan(60);
    // The picture that the handle lies in stays; only its lines turn.
    expect(changedShare(axial, await pictureOf(pane(page, 'axial')))).toBeLessThan(0.05);
    await page.keyboard.press('o');
  });

  it('turns by key, scrolls along the turned normal, and is straight again after R', async () => {
    await slice('Sagittal').hover();
    await page.keyboard.press('Shift+Q');
    await page.keyboard.press('Shift+Q');
    expect(await position('Axial').textContent()).toMatch(/oblique 4°/);
    const before = await position('Coronal').textContent();
    await slice('Coronal').hover();
    await page.mouse.wheel(0, 300);
    await expect.poll(() => position('Coronal').textContent()).not.toBe(before);
    await page.keyboard.press('r');
    for (const title of ['Axial', 'Coronal', 'Sagittal'])
      await expect.poll(() => position(title).textContent()).not.toMatch(NO_TURN);
    await pane(page, 'coronal').getByText('L', { exact: true }).waitFor();
  });

  it('moves the crosshair inside the pane, to the ends, and plays until a key is pressed', async () => {
    await slice('Axial').hover();
    const before = await position('Sagittal').textContent();
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => position('Sagittal').textContent()).not.toBe(before);
    await page.keyboard.press('Home');
    const first = await position('Axial').textContent();
    await page.keyboard.press('End');
    await expect.poll(() => position('Axial').textContent()).not.toBe(first);
    await page.keyboard.press('Space');
    await expect.poll(() => position('Axial').textContent()).toMatch(/^I/); // goes round from the last to the first
    await page.keyboard.press('x');
    const stopped = await position('Axial').textContent();
    await page.waitForTimeout(400);
    expect(await position('Axial').textContent()).toBe(stopped);
    await page.keyboard.press('x');
  });

  it('shows thick slabs: the brightest of 20 mm is brighter than one slice, the darkest darker', async () => {
    await page.locator('[data-fdi="16"]').first().click();
    await slice('Coronal').hover();
    const bright = async (): Promise<number> => brightShare(await pictureOf(pane(page, 'coronal')), 200);
    await page.keyboard.press('o');
    const one = await bright();
    await page.keyboard.press('b');
    for (let n = 0; n < 4; n++) await page.keyboard.press(']');
    expect(await position('Coronal').textContent()).toContain('MIP 20 mm');
    await expect.poll(bright).toBeGreaterThan(one * 1.3);
    await page.keyboard.press('b');
    expect(await position('Coronal').textContent()).toContain('MinIP 20 mm');
    await expect.poll(bright).toBeLessThan(one * 0.8);
    await page.getByRole('slider', { name: 'Thickness of the slab, Coronal' }).press('Home');
    expect(await position('Coronal').textContent()).not.toContain('mm ·');
    await page.keyboard.press('o');
  });

  it('moves an end of the window in the histogram, by key and by mouse', async () => {
    await slice('Axial').hover();
    const before = await pictureOf(pane(page, 'axial'));
    await page.keyboard.press('u');
    const white = page.getByRole('slider', { name: 'White from' });
    const was = Number(await white.getAttribute('aria-valuenow'));
    await white.press('PageDown');
    expect(Number(await white.getAttribute('aria-valuenow'))).toBeLessThan(was);
    const box = await white.boundingBox();
    if (box === null) throw new Error('No edge to drag');
    await page.mouse.move(box.x + box.width / 2, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x - 80, box.y + 20);
    await page.mouse.up();
    expect(Number(await white.getAttribute('aria-valuenow'))).toBeLessThan(was - 300);
    expect(changedShare(before, await pictureOf(pane(page, 'axial')))).toBeGreaterThan(0.1);
    await page.getByRole('button', { name: 'Auto', exact: true }).click();
    await page.keyboard.press('u');
  });

  it('says when a picture was lost, and shows it again by itself', async () => {
    const canvas = pane(page, 'sagittal').locator('canvas').first();
    await canvas.evaluate((element) => element.dispatchEvent(new Event('contextlost')));
    await pane(page, 'sagittal').getByText('The picture was lost').waitFor();
    await canvas.evaluate((element) => {
      if (element instanceof HTMLCanvasElement) element.getContext('2d')?.clearRect(0, 0, 9999, 9999);
      element.dispatchEvent(new Event('contextrestored'));
    });
    await pane(page, 'sagittal').getByText('The picture was lost').waitFor({ state: 'detached' });
    await page.waitForTimeout(300);
    expect(greyCount(await pictureOf(pane(page, 'sagittal')))).toBeGreaterThan(60);
  });

  it('goes through the layouts and hides what they do not show', async () => {
    const shown = async (): Promise<readonly string[]> =>
      page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('[data-pane]')]
          .filter((element) => element.offsetWidth > 0)
          .map((element) => element.dataset['pane'] ?? '')
          .toSorted(),
      );
    await slice('Axial').hover();
    expect(await shown()).toEqual(['axial', 'coronal', 'sagittal', 'surfaces']);
    await page.keyboard.press('v');
    await expect.poll(shown).toEqual(['axial', 'cross-sections', 'panoramic']);
    await page.keyboard.press('v');
    await expect.poll(async () => (await shown()).length).toBe(1);
    const tabs = page.getByRole('tablist', { name: 'Pane that is shown' });
    await tabs.getByRole('tab', { selected: true }).press('ArrowRight');
    await expect.poll(async () => (await shown()).length).toBe(1);
    await tabs.getByRole('tab', { name: 'Axial' }).click();
    await expect.poll(shown).toEqual(['axial']);
    expect(greyCount(await pictureOf(pane(page, 'axial')))).toBeGreaterThan(60);
    await page.keyboard.press('Shift+V');
    await page.keyboard.press('Shift+V');
    await expect.poll(shown).toEqual(['axial', 'coronal', 'sagittal', 'surfaces']);
  });

  describe('two studies side by side', () => {
    const second = (): Locator => page.locator('[data-study="second"]');
    const secondPosition = (): Locator => second().getByLabel('Axial slice position');
    const firstPosition = (): Locator => page.getByLabel('Axial slice position').first();

    it('shows the demo’s stored teeth beside itself', async () => {
      await page.getByRole('button', { name: 'Compare two studies' }).click();
      await second().getByRole('heading', { name: 'Open a second study' }).waitFor();
      await second().getByRole('button', { name: 'Demo scan' }).click();
      await secondPosition().waitFor();
      // Colours are laid over greys at 40 %: full they are all but the outlines' own.
      await page.keyboard.press('Escape');
      for (let n = 0; n < 6; n++) await page.keyboard.press('+');
      const share = async (): Promise<number> => colourShare(second(), toothColour(11));
      await expect.poll(share, { timeout: 60_000 }).toBeGreaterThan(0.001);
      await page.keyboard.press('o');
      await expect.poll(share).toBeLessThan(0.0005);
      await page.keyboard.press('o');
      for (let n = 0; n < 6; n++) await page.keyboard.press('-');
    });

    it('opens another scan there, of its own, and scrolls both together', async () => {
      const geometry = phantomGrid([120, 110, 90] satisfies Vec3, [0.8, 0.8, 1], [-1, 0, 0, 0, 1, 0, 0, 0, 1]);
      const path = join(folder, 'phantom.nii');
      await writeScan(path, makePhantom(geometry, [16, 11, 26, 36, 46]).volume);
      await page.getByRole('button', { name: 'Close the second study' }).click();
      await page.getByTestId('second-file-input').setInputFiles(path);
      await secondPosition().waitFor();
      await page.waitForTimeout(500);
      expect(await page.getByRole('alert').count()).toBe(0); // a NIfTI names no patient
      const [first, other] = [await firstPosition().textContent(), await secondPosition().textContent()];
      const mm = (text: string | null): number =>
        Number(/[\d.]+/.exec(text ?? '')?.[0]) * (text?.startsWith('I') ? -1 : 1);
      await pane(page, 'axial').first().hover();
      await page.mouse.wheel(0, -500);
      await expect.poll(firstPosition().textContent.bind(firstPosition())).not.toBe(first);
      const moved = mm(await firstPosition().textContent()) - mm(first);
      expect(mm(await secondPosition().textContent()) - mm(other)).toBeCloseTo(moved, 1);
      await page.getByRole('button', { name: /^Both scroll together/ }).click();
      const alone = await secondPosition().textContent();
      await page.mouse.wheel(0, -500);
      await page.waitForTimeout(200);
      expect(await secondPosition().textContent()).toBe(alone);
      await page.getByRole('button', { name: /^Each scrolls alone/ }).click();
    });

    it('has a window of its own', async () => {
      const left = await pictureOf(pane(page, 'axial').first());
      await second().getByRole('button', { name: 'Soft tissue' }).click();
      await page.waitForTimeout(300);
      expect(changedShare(left, await pictureOf(pane(page, 'axial').first()))).toBeLessThan(0.01);
    });

    it('warns when the patients differ', async () => {
      const files = writeSlices(join(folder, 'other'), {
        columns: 40,
        rows: 40,
        attributes: { PatientName: 'Someone^Else', PatientID: 'X2', Modality: 'CT' },
      });
      await page.getByRole('button', { name: 'Close the second study' }).click();
      await page.getByTestId('second-file-input').setInputFiles([...files]);
      await page.getByRole('alert').getByText('may be two patients').waitFor();
    });

    it('gives the second study up when another first one is opened, and says so', async () => {
      await page.getByTestId('file-input').setInputFiles(join(folder, 'phantom.nii'));
      await second().getByText('The second study was closed to save memory').waitFor();
    });
  });

  it('reported no error and broke no content security rule on the way', () => {
    expect(opened.problems).toEqual([]);
  });
});
