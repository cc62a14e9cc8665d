/** The tooth chart, its table, plot and card on the demo scan: what they show is what the case says, and all views follow. */
import { PNG } from 'pngjs';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { CbctCase, ToothInstance } from '#contract/case';
import { PERMANENT_FDI, toothColour } from '#core/fdi';
import { toothSign, type Notation } from '#core/notation';
import { positionText } from '../../renderer/features/panes/readouts.ts';
import { fittedView, toPixels } from '../../renderer/viewer/pane-view.ts';
import { PLANES, toPlane } from '../../renderer/viewer/plane.ts';
import { frameBounds, sliceFrame } from '../../renderer/viewer/slices/slice.ts';
import { viewGrid } from '../../renderer/viewer/view-grid.ts';
import { missingBrowser, openStoredDemo, type DemoPage } from '../harness/browser-page.ts';

const skipped = missingBrowser();
if (skipped !== null) console.warn(skipped);

describe.skipIf(skipped !== null)('the teeth panel', () => {
  let opened: DemoPage;
  let caseFile: CbctCase;
  const chart = (): Locator => opened.page.getByRole('group', { name: 'Tooth chart' });
  const cell = (fdi: number): Locator => chart().locator(`button[data-fdi="${fdi}"]`);
  const card = (): Locator => opened.page.getByTestId('tooth-card');
  const option = (fdi: number): Locator => opened.page.locator(`[role="option"][data-fdi="${fdi}"]`);
  const tab = (name: string): Locator => opened.page.getByRole('tab', { name });
  const selectedIn = (fdi: number): Promise<string | null> => cell(fdi).getAttribute('aria-pressed');

  beforeAll(async () => {
    opened = await openStoredDemo({ storedDemo: inject('storedDemo') });
    ({ caseFile } = opened);
  });
  afterAll(() => opened?.close());

  it('draws every tooth of the case as what it is, and the missing ones dashed', async () => {
    expect(caseFile.missing.length).toBeGreaterThan(0);
    for (const fdi of PERMANENT_FDI) {
      const tooth = caseFile.instances.find((one) => one.fdi === fdi);
      const codes = (tooth?.hints ?? []).map(({ code }) => code);
      const state =
        tooth === undefined ? 'missing' : codes.includes('tooth.possibly-impacted') ? 'impacted' : 'present';
      expect(await cell(fdi).getAttribute('data-state'), `${fdi}`).toBe(state);
      const marks = (await cell(fdi).getAttribute('data-marks')) ?? '';
      expect(marks.includes('restored'), `${fdi}`).toBe(codes.includes('tooth.possibly-restored'));
      expect(marks.includes('doubtful'), `${fdi}`).toBe((tooth?.confidence ?? 1) < 0.6);
    }
  });

  it('paints crowns in the colours of the teeth, at their places', async () => {
    for (const { fdi, hints } of caseFile.instances) {
      if (hints !== undefined && hints.length > 0) continue;
      // Of the drawing alone: the button about it may be a pixel wider for one tooth than for its twin.
      expect(await shareOfColour(cell(fdi).locator('svg'), toothColour(fdi)), `${fdi}`).toBeGreaterThan(0.1);
    }
    const [missing] = caseFile.missing;
    expect(await shareOfColour(cell(missing), toothColour(missing))).toBe(0);
    const boxes = await Promise.all([18, 11, 21, 28, 48].map((fdi) => cell(fdi).boundingBox()));
    const [first, midRight, midLeft, last, below] = boxes.map((box) => box ?? { x: NaN, y: NaN });
    expect([first.x, midRight.x, midLeft.x, last.x].every((x, n, all) => n === 0 || x > all[n - 1])).toBe(true);
    expect(below.y).toBeGreaterThan(first.y);
    expect(Math.abs(below.x - first.x)).toBeLessThan(2);
  });

  it('goes with a click to the tooth in the list, the card and the slices', async () => {
    const { page } = opened;
    const tooth = mostAnterior(caseFile);
    await cell(tooth.fdi).click();
    await card().getByText(String(tooth.fdi), { exact: true }).waitFor();
    expect(await option(tooth.fdi).getAttribute('aria-selected')).toBe('true');
    expect(await selectedIn(tooth.fdi)).toBe('true');
    expect(await card().textContent()).toContain(`${tooth.lengthMm.toFixed(1)} mm`);
    expect(await card().textContent()).toContain(`${(tooth.crownLengthMm ?? NaN).toFixed(1)} mm`);
    const readout = page.getByLabel('Axial slice position');
    expect(await readout.textContent()).toBe(positionText(2, tooth.centroidMm[2]));
  });

  it('shows a tooth alone in 3D at a second click, and all again at a third', async () => {
    const { page } = opened;
    const { fdi } = mostAnterior(caseFile);
    // The 3D pane's button is marked while something is hidden.
    const isAlone = (): Promise<string | null> =>
      page.getByRole('button', { name: 'Visible teeth' }).getAttribute('data-marked');
    expect(await isAlone()).toBe('false');
    await cell(fdi).click();
    expect(await isAlone()).toBe('true');
    await cell(fdi).click();
    expect(await isAlone()).toBe('false');
    expect(await selectedIn(fdi)).toBe('true');
  });

  it('follows a click in a slice', async () => {
    const { page } = opened;
    const tooth = mostAnterior(caseFile);
    await page.keyboard.press('Escape');
    await card().waitFor({ state: 'detached' });
    expect(await selectedIn(tooth.fdi)).toBe('false');
    await page.keyboard.press('r');
    const box = await page.getByRole('img', { name: 'Axial slice' }).boundingBox();
    if (box === null) throw new Error('The axial pane has no size');
    const frame = sliceFrame(viewGrid(caseFile.source.geometry), PLANES.axial);
    const view = fittedView({ widthPx: box.width, heightPx: box.height }, frameBounds(frame));
    const [x, y] = toPixels(view, toPlane(PLANES.axial, tooth.centroidMm));
    await page.mouse.click(box.x + x, box.y + y);
    await card().getByText(String(tooth.fdi), { exact: true }).waitFor();
    expect(await selectedIn(tooth.fdi)).toBe('true');
  });

  it('walks by arrow keys with one stop in the tab order, and lights up what is pointed at', async () => {
    const { page } = opened;
    const [from, to] = neighboursIn(caseFile);
    await cell(from).focus();
    await page.keyboard.press('ArrowRight');
    expect(await cell(to).evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await chart().locator('button[data-fdi][tabindex="0"]').count()).toBe(1);
    await page.keyboard.press('Enter');
    await card().getByText(String(to), { exact: true }).waitFor();
    await cell(from).hover();
    await option(from).and(page.locator('[data-hovered="true"]')).waitFor({ state: 'attached' });
  });

  it('selects the tooth whose number is typed, and says when there is none', async () => {
    const { page } = opened;
    const { fdi } = caseFile.instances[0];
    await page.keyboard.type(String(fdi));
    await card().getByText(String(fdi), { exact: true }).waitFor();
    const [missing] = caseFile.missing;
    await page.keyboard.type(String(missing));
    await page.getByText(`${missing} not found`).waitFor();
    expect(await selectedIn(fdi)).toBe('true');
  });

  it('sorts the table by keyboard and selects in it', async () => {
    const { page } = opened;
    await page.keyboard.press('Escape');
    await page.keyboard.press('t');
    await tab('Table').and(page.locator('[aria-selected="true"]')).waitFor();
    const rows = (): Promise<number[]> =>
      page.locator('tbody tr').evaluateAll((all) => all.map((row) => Number(row.getAttribute('data-label'))));
    const head = page.getByRole('button', { name: 'Length, mm', exact: true });
    await head.focus();
    await page.keyboard.press('Enter');
    const byLength = caseFile.instances.toSorted((a, b) => b.lengthMm - a.lengthMm).map(({ lengthMm }) => lengthMm);
    const lengths = async (): Promise<number[]> => (await rows()).map((fdi) => instance(caseFile, fdi).lengthMm);
    expect(await lengths()).toEqual(byLength);
    const column = page.locator('th', { has: head });
    expect(await column.getAttribute('aria-sort')).toBe('descending');
    await page.keyboard.press('Enter');
    expect(await lengths()).toEqual(byLength.toReversed());
    expect(await column.getAttribute('aria-sort')).toBe('ascending');
    const [shortest, second] = await rows();
    await page.locator(`tbody [data-tooth="${shortest}"]`).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('tr[data-selected="true"]').getAttribute('data-label')).toBe(String(second));
  });

  it('plots a value of every tooth and selects in it', async () => {
    const { page } = opened;
    await tab('Plot').click();
    const marks = page.getByRole('group', { name: /jaw$/ }).locator('[data-tooth]');
    expect(await marks.count()).toBe(caseFile.instances.length);
    await page.getByLabel('Value to plot').selectOption('tiltDeg');
    const steepest = caseFile.instances.toSorted((a, b) => (b.tiltDeg ?? -1) - (a.tiltDeg ?? -1))[0];
    const tops = await marks.evaluateAll((all) =>
      all.map((mark) => ({ fdi: Number(mark.getAttribute('data-tooth')), top: mark.getBoundingClientRect().top })),
    );
    const row = tops.filter(({ fdi }) => fdi < 30 === steepest.fdi < 30);
    expect(row.toSorted((a, b) => a.top - b.top)[0].fdi).toBe(steepest.fdi);
    await page.locator(`[role="group"] [data-tooth="${steepest.fdi}"]`).click();
    await card().getByText(String(steepest.fdi), { exact: true }).waitFor();
    await tab('Chart').click();
    expect(await selectedIn(steepest.fdi)).toBe('true');
  });

  it.each<[string, Notation]>([
    ['Universal', 'universal'],
    ['Palmer', 'palmer'],
  ])('writes every number in %s notation when that is chosen', async (name, notation) => {
    const { page } = opened;
    await page.keyboard.press('Control+,');
    await page.getByRole('dialog').locator('label', { hasText: name }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    for (const fdi of PERMANENT_FDI) {
      expect(await cell(fdi).textContent(), `${fdi}`).toBe(toothSign(fdi, notation));
    }
    const tooth = caseFile.instances.find(({ neighbours }) => neighbours?.mesial != null);
    if (tooth?.neighbours?.mesial == null) throw new Error('No tooth has a neighbour');
    await cell(tooth.fdi).click();
    const shown = (await card().textContent()) ?? '';
    expect(shown.startsWith(toothSign(tooth.fdi, notation))).toBe(true);
    expect(shown).toContain(`Mesial${toothSign(tooth.neighbours.mesial.fdi, notation)} ·`);
    expect(await option(tooth.fdi).textContent()).toContain(toothSign(tooth.fdi, notation));
  });

  it('takes Universal numbers from the keyboard while they are shown', async () => {
    const { page } = opened;
    await page.keyboard.press('Control+,');
    await page.getByRole('dialog').locator('label', { hasText: 'Universal' }).click();
    await page.keyboard.press('Escape');
    const { fdi } = caseFile.instances[1];
    await page.keyboard.type(toothSign(fdi, 'universal'));
    await expect.poll(() => selectedIn(fdi)).toBe('true');
  });

  it('reported no error and broke no content security rule on the way', () => {
    expect(opened.problems).toEqual([]);
  });
});

/** Share of an element's pixels that are nearly a colour. */
async function shareOfColour(locator: Locator, [red, green, blue]: readonly number[]): Promise<number> {
  const { data, width, height } = PNG.sync.read(await locator.screenshot({ timeout: 120_000 }));
  let count = 0;
  for (let n = 0; n < data.length; n += 4) {
    if (Math.abs(data[n] - red) + Math.abs(data[n + 1] - green) + Math.abs(data[n + 2] - blue) < 12) count++;
  }
  return count / (width * height);
}

function instance({ instances }: CbctCase, fdi: number): ToothInstance {
  const tooth = instances.find((one) => one.fdi === fdi);
  if (tooth === undefined) throw new Error(`No ${fdi}`);
  return tooth;
}

/** Nothing stands before it when the arch is seen from the front. */
function mostAnterior({ instances }: CbctCase): ToothInstance {
  return instances.reduce((a, b) => (b.centroidMm[1] < a.centroidMm[1] ? b : a));
}

/** Two teeth of the upper right that stand side by side in the chart, both found. */
function neighboursIn({ instances }: CbctCase): readonly [number, number] {
  const found = new Set(instances.map(({ fdi }) => fdi));
  const from = [17, 16, 15, 14, 13, 12].find((fdi) => found.has(fdi) && found.has(fdi - 1));
  if (from === undefined) throw new Error('No two neighbours in the upper right');
  return [from, from - 1];
}
