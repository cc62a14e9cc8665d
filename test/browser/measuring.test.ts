/** Measuring on the demo scan by mouse and by keyboard: the values are those of the scan's geometry, and come back. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Annotations } from '#contract/annotations';
import { advance, beginReview } from '#core/review/review';
import { apiRoute, type ApiResult } from '#contract/api';
import type { Geometry, Vec3 } from '#core/volume';
import { fittedView, toPixels } from '../../renderer/viewer/pane-view.ts';
import { PLANES, toPlane } from '../../renderer/viewer/plane.ts';
import { frameBounds, sliceFrame } from '../../renderer/viewer/slices/slice.ts';
import { viewGrid } from '../../renderer/viewer/view-grid.ts';
import { missingBrowser, openStoredDemo, type DemoPage } from '../harness/browser-page.ts';

const skipped = missingBrowser();
if (skipped !== null) console.warn(skipped);

describe.skipIf(skipped !== null)('measuring', () => {
  let opened: DemoPage;
  let dataDir = '';
  let geometry: Geometry;
  let middle: Vec3;
  let caseId = '';

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'quadrant-measuring-'));
    opened = await openStoredDemo({ storedDemo: inject('storedDemo'), dataDir });
    const { page, caseFile } = opened;
    caseId = caseFile.id;
    geometry = caseFile.source.geometry;
    middle = caseFile.instances[0].centroidMm;
    await page.locator(`[role="option"]`).first().click();
    await page.keyboard.press('r'); // then places on the screen follow from the geometry alone
  });
  afterAll(async () => {
    await opened?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  /** Page coordinates of a place beside the middle of the first tooth, mm to the patient's left and back. */
  async function axialAt(leftMm: number, backMm: number): Promise<readonly [number, number]> {
    const box = await opened.page.getByRole('img', { name: 'Axial slice' }).boundingBox();
    if (box === null) throw new Error('The axial pane has no size');
    const frame = sliceFrame(viewGrid(geometry), PLANES.axial);
    const view = fittedView({ widthPx: box.width, heightPx: box.height }, frameBounds(frame));
    const [x, y] = toPixels(view, toPlane(PLANES.axial, [middle[0] + leftMm, middle[1] + backMm, middle[2]]));
    return [box.x + x, box.y + y];
  }

  async function click(leftMm: number, backMm: number): Promise<void> {
    await opened.page.mouse.click(...(await axialAt(leftMm, backMm)));
  }

  async function drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    const { mouse } = opened.page;
    await mouse.move(...(await axialAt(...from)));
    await mouse.down();
    await mouse.move(...(await axialAt(...to)), { steps: 5 });
    await mouse.up();
  }

  const rows = () => opened.page.getByTestId('measurement');
  const values = async (): Promise<string[]> => rows().locator('output').allTextContents();
  const millimetres = (text: string): number => Number(/([\d.]+) mm$/.exec(text)?.[1]);

  it('a distance of 12 mm measures 12 mm, dragged or clicked', async () => {
    const { page } = opened;
    await page.keyboard.press('m');
    await drag([-6, 0], [6, 0]);
    await click(-6, 6);
    await click(-6, 18);
    await expect.poll(() => values()).toHaveLength(2);
    for (const value of await values()) expect(millimetres(value)).toBeCloseTo(12, 0);
  });

  it('a handle can be dragged, and undo and redo take it back and forth', async () => {
    const { page } = opened;
    const [before] = await values();
    await drag([6, 0], [2, 0]);
    await expect.poll(async () => millimetres((await values())[0])).toBeCloseTo(8, 0);
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await values())[0]).toBe(before);
    await page.keyboard.press('Control+Shift+Z');
    await expect.poll(async () => millimetres((await values())[0])).toBeCloseTo(8, 0);
  });

  it('a right angle, a line, a region and a profile', async () => {
    const { page } = opened;
    await page.keyboard.press('Shift+A');
    await click(10, 26);
    await click(0, 26);
    await click(0, 36);
    await expect.poll(async () => (await values()).at(-1)).toMatch(/^(89\.\d|90\.\d)°$/);
    await page.keyboard.press('Shift+M');
    await click(-2, 40);
    await click(8, 40);
    await page.mouse.dblclick(...(await axialAt(8, 50)));
    await expect.poll(async () => millimetres((await values()).at(-1) ?? '')).toBeCloseTo(20, 0);
    await page.keyboard.press('Shift+E');
    await drag([4, 8], [8, 12]);
    await expect.poll(async () => (await values()).at(-1)).toMatch(/^-?\d+ ± \d+ · 1[23]\.\d mm²$/); // π·2·2
    await page.keyboard.press('Shift+P');
    await drag([-12, 22], [12, 22]);
    await page.getByRole('img', { name: /Grey values along/ }).waitFor();
  });

  it('the keyboard alone measures too: Enter at the crosshair', async () => {
    const { page } = opened;
    const before = (await values()).length;
    await page.locator('[data-pane="axial"]').focus();
    await page.keyboard.press('m');
    await page.keyboard.press('Enter');
    for (let n = 0; n < 10; n++) await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Enter');
    await expect.poll(() => values()).toHaveLength(before + 1);
    expect(millimetres((await values()).at(-1) ?? '')).toBeGreaterThan(1);
    await page.keyboard.press('Backspace');
    await expect.poll(() => values()).toHaveLength(before);
  });

  it('a name can be changed, and everything is there again when the scan is reopened', async () => {
    const { page } = opened;
    await rows().first().getByRole('textbox').fill('Bone width');
    await rows().first().getByRole('textbox').press('Enter');
    const saved = await values();
    await expect
      .poll(async () => {
        const { measurements } = await storedAnnotations();
        return [measurements.length, measurements[0]?.name];
      })
      .toEqual([saved.length, 'Bone width']);
    await page.getByRole('button', { name: 'Close the scan' }).click();
    await page.getByRole('button', { name: 'Try the demo scan' }).click();
    await expect.poll(() => values(), { timeout: 30_000 }).toEqual(saved);
  });

  /** As the host gives them back. */
  async function storedAnnotations(): Promise<Annotations> {
    const response = await opened.page.request.post(opened.viewer.origin + apiRoute('review.entries'), {
      headers: { origin: opened.viewer.origin },
      data: { caseId, after: 0 },
    });
    const { drawn, entries }: ApiResult<'review.entries'> = (await response.json()).result;
    return entries.reduce((review, entry) => advance(review, entry).review, beginReview([], drawn)).now.drawn;
  }

  it('reported no error on the way', () => {
    expect(opened.problems).toEqual([]);
  });
});
