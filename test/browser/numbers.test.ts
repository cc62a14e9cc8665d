/** Correcting numbers on the demo by keyboard and by mouse: every view shows the new number and colour, undo brings the old ones back. */
import { PNG } from 'pngjs';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { CbctCase, ToothInstance } from '#contract/case';
import { toothColour } from '#core/fdi';
import { fittedView, toPixels } from '../../renderer/viewer/pane-view.ts';
import { PLANES, toPlane } from '../../renderer/viewer/plane.ts';
import { frameBounds, sliceFrame } from '../../renderer/viewer/slices/slice.ts';
import { viewGrid } from '../../renderer/viewer/view-grid.ts';
import { missingBrowser, openStoredDemo, type DemoPage } from '../harness/browser-page.ts';
import { changedShare, pane, pictureOf } from './pictures.ts';

const skipped = missingBrowser();
if (skipped !== null) console.warn(skipped);

/** Canine and lateral incisor: yellow and blue, side by side. */
const [CANINE, LATERAL] = [13, 12];

describe.skipIf(skipped !== null)('correcting numbers', () => {
  let opened: DemoPage;
  let caseFile: CbctCase;
  const chart = (): Locator => opened.page.getByRole('group', { name: 'Tooth chart' });
  const cell = (fdi: number): Locator => chart().locator(`button[data-fdi="${fdi}"]`);
  /** Which tooth stands at a place of the chart, by its label. */
  const labelAt = (fdi: number): Promise<string | null> => cell(fdi).getAttribute('data-label');
  /** The number that the list writes on a tooth. */
  const listed = async (label: number): Promise<string> =>
    (await opened.page.locator(`[role="option"][data-fdi="${label}"] span`).first().textContent()) ?? '';
  const said = (): Locator => opened.page.getByRole('status', { name: 'Numbers' });
  const menu = (): Locator => opened.page.getByRole('menu').last();
  const tooth = (fdi: number): ToothInstance => {
    const found = caseFile.instances.find((one) => one.fdi === fdi);
    if (found === undefined) throw new Error(`No ${fdi}`);
    return found;
  };
  /** Where a tooth's middle lies in the axial pane when its slice goes through it. */
  const placeInAxial = async ({ centroidMm }: ToothInstance): Promise<readonly [x: number, y: number]> => {
    const box = await opened.page.getByRole('img', { name: 'Axial slice' }).boundingBox();
    if (box === null) throw new Error('The axial pane has no size');
    const frame = sliceFrame(viewGrid(caseFile.source.geometry), PLANES.axial);
    const view = fittedView({ widthPx: box.width, heightPx: box.height }, frameBounds(frame));
    const [x, y] = toPixels(view, toPlane(PLANES.axial, centroidMm));
    return [box.x + x, box.y + y];
  };

  beforeAll(async () => {
    opened = await openStoredDemo({ storedDemo: inject('storedDemo') });
    ({ caseFile } = opened);
  });
  afterAll(() => opened?.close());

  it('swaps two teeth by keyboard: chart, list, slice and 3D show it, and undo brings it back', async () => {
    const { page } = opened;
    await page.keyboard.type(String(CANINE));
    await expect.poll(() => cell(CANINE).getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('x'); // without crosshair lines
    const [x, y] = await placeInAxial(tooth(CANINE));
    const around = { x: x - 7, y: y - 7, width: 14, height: 14 };
    const inSlice = async (): Promise<number> => hueOfPng(await page.screenshot({ clip: around }), 0.06);
    const in3d = (): Promise<number> => hueOf(pane(page, 'surfaces'), 0.45);
    // Colours of the slices, and teeth in 3D.
    await expect.poll(in3d, { timeout: 60_000 }).toBeGreaterThan(0);
    const [yellow, blue] = [hueOfColour(toothColour(CANINE)), hueOfColour(toothColour(LATERAL))];
    await expect.poll(async () => apart(await inSlice(), yellow)).toBeLessThan(30);
    await expect.poll(async () => apart(await in3d(), yellow)).toBeLessThan(30);
    const before = await pictureOf(pane(page, 'axial'));

    await page.keyboard.press('Shift+X');
    await said().getByText(`Swap ${CANINE} with`).waitFor();
    await page.keyboard.type(String(LATERAL));
    await said().getByText(`${CANINE} and ${LATERAL} swapped`).waitFor();
    expect(await labelAt(CANINE)).toBe(String(LATERAL));
    expect(await labelAt(LATERAL)).toBe(String(CANINE));
    expect([await listed(CANINE), await listed(LATERAL)]).toEqual([String(LATERAL), String(CANINE)]);
    expect((await cell(CANINE).getAttribute('data-marks')) ?? '').toContain('edited');
    // Back to the tooth itself: the swap was asked of the other one last.
    await page.keyboard.type(String(LATERAL));
    await expect.poll(async () => apart(await inSlice(), blue), { timeout: 15_000 }).toBeLessThan(40);
    await expect.poll(async () => apart(await in3d(), blue), { timeout: 30_000 }).toBeLessThan(40);

    await page.keyboard.press('Control+z');
    await expect.poll(() => labelAt(CANINE)).toBe(String(CANINE));
    expect([await listed(CANINE), await listed(LATERAL)]).toEqual([String(CANINE), String(LATERAL)]);
    await page.mouse.move(4, 4);
    await expect
      .poll(async () => changedShare(before, await pictureOf(pane(page, 'axial'))), { timeout: 30_000 })
      .toBe(0);
    await expect.poll(async () => apart(await in3d(), yellow), { timeout: 30_000 }).toBeLessThan(30);
    await page.keyboard.press('x');
  });

  it('gives a number by typing it; when it is taken the two swap, or both keep it when that is asked', async () => {
    const { page } = opened;
    await page.keyboard.type('16');
    await page.keyboard.press('Shift+N');
    await said().getByText('New number for 16').waitFor();
    await page.keyboard.type('17');
    await said().getByText('16 and 17 swapped').waitFor();
    await said().getByRole('button', { name: 'Leave both at 17' }).click();
    await said().getByText('17 now stands twice').waitFor();
    expect(await cell(17).getAttribute('data-marks')).toContain('double');
    expect(await cell(16).getAttribute('data-state')).toBe('missing');
    // Both are reached by clicks on their common place.
    const reached = new Set<string | null>();
    for (let n = 0; n < 2; n++) {
      await cell(17).click();
      reached.add(await labelAt(17));
    }
    expect(reached).toEqual(new Set(['16', '17']));
    await page.keyboard.press('Control+z');
    await expect.poll(() => labelAt(16)).toBe('16');
  });

  it('shifts a run until a gap and refuses to go over the midline, saying why', async () => {
    const { page } = opened;
    const [first, ...rest] = runOf(caseFile);
    await page.keyboard.type(String(first));
    await page.keyboard.press('>');
    await said()
      .getByText(`${rest.length + 1} teeth moved by one number`)
      .waitFor();
    for (const fdi of [first, ...rest]) expect(await labelAt(fdi + 1)).toBe(String(fdi));
    await page.keyboard.press('Control+z');
    await expect.poll(() => labelAt(first)).toBe(String(first));
    await page.keyboard.type('11');
    await page.keyboard.press('<');
    await said().getByText('Not possible: 11 would go over the midline.').waitFor();
    expect(await labelAt(11)).toBe('11');
  });

  it('opens the menu with the right button in a slice and says there what a tooth is', async () => {
    const { page } = opened;
    await page.keyboard.type('16');
    await expect.poll(() => cell(16).getAttribute('aria-pressed')).toBe('true');
    const [x, y] = await placeInAxial(tooth(16));
    await page.keyboard.press('Escape');
    await page.mouse.click(x, y, { button: 'right' });
    await menu().getByText('Tooth 16').waitFor();
    await menu().getByRole('menuitem', { name: 'What it is: Tooth' }).click();
    await menu().getByRole('menuitemradio', { name: 'Implant' }).click();
    await said().getByText('16: Implant').waitFor();
    expect(await cell(16).getAttribute('data-state')).toBe('implant');
    expect(await listed(16)).toBe('16i');
  });

  it('says by keyboard why a place is empty, and what is no tooth stands below the chart', async () => {
    const { page } = opened;
    const [missing] = caseFile.missing;
    await cell(missing).focus();
    await page.keyboard.press('Shift+F10');
    await menu().getByText('Why there is no tooth').waitFor();
    await page.keyboard.press('e'); // extracted
    await page.keyboard.press('Enter');
    await said().getByText(`${missing} missing: extracted`).waitFor();
    expect(await cell(missing).getAttribute('aria-label')).toContain('not found, extracted');
    expect(await cell(missing).locator('[data-letter]').getAttribute('data-letter')).toBe('X');
    await page.keyboard.type('17');
    const card = page.getByTestId('tooth-card');
    await card.getByText('17', { exact: true }).waitFor();
    await card.getByLabel('What it is').selectOption('not-a-tooth');
    await chart().locator('..').getByRole('button', { name: '17×, not a tooth' }).waitFor();
    expect(await cell(17).getAttribute('data-state')).toBe('missing');
  });

  it('shows the same after the window was opened again', async () => {
    const { page } = opened;
    const [missing] = caseFile.missing;
    await page.reload();
    await page.getByRole('button', { name: 'Try the demo scan' }).click();
    await page.getByRole('heading', { name: /\d+ t(ee|oo)th found/ }).waitFor();
    await expect.poll(() => cell(16).getAttribute('data-state')).toBe('implant');
    expect(await cell(17).getAttribute('data-state')).toBe('missing');
    expect(await cell(missing).getAttribute('data-reason')).toBe('extracted');
  });

  it('reported no error and broke no content security rule on the way', () => {
    expect(opened.problems).toEqual([]);
  });
});

/** Teeth of a quadrant that stand without a gap up to a free place. */
function runOf({ instances }: CbctCase): readonly number[] {
  const found = new Set(instances.map(({ fdi }) => fdi));
  for (const first of [34, 44, 24, 14, 35, 45, 25, 15, 36, 46, 26]) {
    const run = [first];
    while (found.has(run[run.length - 1] + 1)) run.push(run[run.length - 1] + 1);
    if (found.has(first) && run.length > 1 && run[run.length - 1] % 10 < 8) return run;
  }
  throw new Error('No run ends at a gap');
}

/** Hue of a colour, 0–360. */
function hueOfColour([red, green, blue]: readonly number[]): number {
  const hueRad = Math.atan2(Math.sqrt(3) * (green - blue), 2 * red - green - blue);
  return ((hueRad * 180) / Math.PI + 360) % 360;
}

/** Between two hues, the shorter way round. */
function apart(a: number, b: number): number {
  return Math.abs(((a - b + 540) % 360) - 180);
}

/** The hue of a picture's coloured pixels together: bright ones, at least so saturated. NaN when there are none. */
function hueOfPng(png: Buffer, leastSaturation: number): number {
  const { data } = PNG.sync.read(png);
  const sum = [0, 0, 0];
  for (let n = 0; n < data.length; n += 4) {
    const pixel = [data[n], data[n + 1], data[n + 2]];
    const [least, most] = [Math.min(...pixel), Math.max(...pixel)];
    if (most < 110 || (most - least) / most < leastSaturation) continue;
    pixel.forEach((value, channel) => (sum[channel] += value));
  }
  return sum[0] === 0 ? NaN : hueOfColour(sum);
}

async function hueOf(locator: Locator, leastSaturation: number): Promise<number> {
  return hueOfPng(await locator.screenshot({ timeout: 120_000 }), leastSaturation);
}
