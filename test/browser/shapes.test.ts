/** Editing shapes on the demo scan by mouse and by keyboard: what is painted has the tooth's colour there, and undo takes it back. */
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { CbctCase, ToothInstance } from '#contract/case';
import { toothColour } from '#core/fdi';
import type { Vec3 } from '#core/volume';
import { fittedView, toPixels } from '../../renderer/viewer/pane-view.ts';
import { PLANES, toPlane } from '../../renderer/viewer/plane.ts';
import { frameBounds, sliceFrame } from '../../renderer/viewer/slices/slice.ts';
import { viewGrid } from '../../renderer/viewer/view-grid.ts';
import { missingBrowser, openStoredDemo, type DemoPage } from '../harness/browser-page.ts';

/** The label of the first tooth that a person makes: the list knows teeth by label. */
const FIRST_OWN_LABEL = 101;

const skipped = missingBrowser();
if (skipped !== null) console.warn(skipped);

describe.skipIf(skipped !== null)('editing shapes', () => {
  let opened: DemoPage;
  let caseFile: CbctCase;
  let tooth: ToothInstance;
  /** To the patient's left: 1, to the right: -1. */
  let inwards = 0;

  beforeAll(async () => {
    opened = await openStoredDemo({ storedDemo: inject('storedDemo') });
    ({ caseFile } = opened);
    const { page } = opened;
    // A molar whose neighbour's number is free, and which has nothing but tongue on its inner side.
    const { instances, missing } = caseFile;
    const molar = instances.find(({ fdi }) => fdi % 10 === 6 && missing.includes(fdi + 1));
    if (molar === undefined) throw new Error('The demo has another dentition');
    tooth = molar;
    inwards = -Math.sign(
      tooth.centroidMm[0] - instances.reduce((sum, one) => sum + one.centroidMm[0] / instances.length, 0),
    );
    await page.locator(`[role="option"][data-fdi="${tooth.fdi}"]`).click();
    await page.keyboard.press('r'); // then places on the screen follow from the geometry alone
    await page.keyboard.press('x'); // no crosshair over the colours
    for (let n = 0; n < 6; n++) await page.keyboard.press('+'); // colours hide what is below
  }, 600_000);
  afterAll(() => opened?.close());

  /** Page coordinates of a place beside the middle of the tooth, mm inwards and to the back, in its axial slice. */
  async function axialAt(inMm: number, backMm: number): Promise<readonly [number, number]> {
    const box = await opened.page.getByRole('img', { name: 'Axial slice' }).boundingBox();
    if (box === null) throw new Error('The axial pane has no size');
    const frame = sliceFrame(viewGrid(caseFile.source.geometry), PLANES.axial);
    const view = fittedView({ widthPx: box.width, heightPx: box.height }, frameBounds(frame));
    const [x, y, z] = tooth.centroidMm;
    const place: Vec3 = [x + inwards * inMm, y + backMm, z];
    const [right, down] = toPixels(view, toPlane(PLANES.axial, place));
    return [box.x + right, box.y + down];
  }

  /** How far a pixel is from a tooth's colour: the largest difference of red, green and blue. */
  async function offColour(fdi: number, [inMm, backMm]: readonly [number, number]): Promise<number> {
    const [x, y] = await axialAt(inMm, backMm);
    const clip = { x: Math.round(x), y: Math.round(y), width: 1, height: 1 };
    const { data } = PNG.sync.read(await opened.page.screenshot({ clip, timeout: 120_000 }));
    return Math.max(...toothColour(fdi).map((value, n) => Math.abs(value - data[n])));
  }

  async function hasColour(fdi: number, place: readonly [number, number]): Promise<boolean> {
    return (await offColour(fdi, place)) < 25;
  }

  /** The colours are on the screen in the end. */
  async function expectColour(fdi: number, place: readonly [number, number], wanted: boolean): Promise<void> {
    await expect.poll(() => hasColour(fdi, place), { timeout: 20_000 }).toBe(wanted);
  }

  async function drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    const { mouse } = opened.page;
    await mouse.move(...(await axialAt(...from)));
    await mouse.down();
    await mouse.move(...(await axialAt(...to)), { steps: 5 });
    await mouse.up();
  }

  async function away(): Promise<void> {
    await opened.page.mouse.move(5, 5);
  }

  /** Where no tooth is, and within the tooth beside its number. */
  const BESIDE = [13, 0] as const;
  const WITHIN = [0, 2.3] as const;

  it('paints where the brush goes, shows it while it goes, and undo takes it back', async () => {
    const { page } = opened;
    await expect.poll(() => hasColour(tooth.fdi, WITHIN), { timeout: 120_000 }).toBe(true); // labels come last
    await page.keyboard.press('Shift+B');
    expect(await page.getByTestId('edited-tooth').textContent()).toBe(String(tooth.fdi));
    await expectColour(tooth.fdi, BESIDE, false);
    await page.mouse.move(...(await axialAt(10, 0)));
    await page.mouse.down();
    await page.mouse.move(...(await axialAt(16, 0)), { steps: 6 });
    await expectColour(tooth.fdi, BESIDE, true);
    await page.mouse.up();
    await away();
    await expectColour(tooth.fdi, BESIDE, true);
    await expectColour(tooth.fdi, [13, 3], false);
    await page.keyboard.press('Control+z');
    await expectColour(tooth.fdi, BESIDE, false);
    await page.keyboard.press('Control+Shift+Z');
    await expectColour(tooth.fdi, BESIDE, true);
    await page.keyboard.press('Control+z');
    await expectColour(tooth.fdi, BESIDE, false);
  });

  it('paints no grey beyond the limits', async () => {
    const { page } = opened;
    await page.getByLabel('Only certain greys').check();
    await page.getByLabel('Lowest grey').waitFor();
    await drag([10, 0], [16, 0]);
    await away();
    await page.getByText('This changes nothing.').waitFor();
    await expectColour(tooth.fdi, BESIDE, false);
    await page.getByLabel('Only certain greys').uncheck();
  });

  it('erases by keyboard at the crosshair, with a brush of the size that the brackets chose', async () => {
    const { page } = opened;
    const pane = page.locator('[data-pane="axial"]');
    await pane.focus();
    await page.keyboard.press('e');
    for (let n = 0; n < 5; n++) await page.keyboard.press(']');
    await page.getByTestId('shape-card').getByText('6.0 mm').waitFor();
    await page.keyboard.press('Enter');
    await expectColour(tooth.fdi, WITHIN, false);
    await page.keyboard.press('Control+z');
    await expectColour(tooth.fdi, WITHIN, true);
    for (let n = 0; n < 5; n++) await page.keyboard.press('[');
  });

  it('cuts a tooth in two along a line, and merges it again', async () => {
    const { page } = opened;
    const parts = [
      [3, -1],
      [3, 1],
    ] as const;
    for (const part of parts) await expectColour(tooth.fdi, part, true);
    await page.keyboard.press('k');
    await drag([-9, 0], [9, 0]);
    await away();
    const note = page.getByText(/^New tooth \d+: check its number/);
    await note.waitFor();
    const fdi = Number(/\d+/.exec((await note.textContent()) ?? '')?.[0]);
    expect(fdi).toBe(tooth.fdi + 1);
    await expect
      .poll(async () => {
        const [own, others] = await Promise.all([
          Promise.all(parts.map((part) => hasColour(tooth.fdi, part))),
          Promise.all(parts.map((part) => hasColour(fdi, part))),
        ]);
        return [own, others].map((part) => part.filter(Boolean).length);
      })
      .toEqual([1, 1]);
    // In the list as soon as the engine has measured it.
    const inList = page.locator(`[role="option"][data-fdi="${FIRST_OWN_LABEL}"]`);
    await inList.waitFor();
    await page.keyboard.press('m');
    const inPart: readonly [number, number] = (await hasColour(fdi, parts[0])) ? parts[0] : parts[1];
    await page.mouse.click(...(await axialAt(...inPart)));
    await away();
    for (const part of parts) await expectColour(tooth.fdi, part, true);
    await inList.waitFor({ state: 'detached' });
  });

  it('grows and gets the AI’s shape back', async () => {
    const { page } = opened;
    await page.keyboard.press('p');
    await page.getByRole('button', { name: 'AI’s shape' }).click();
    await page.getByText('This changes nothing.').waitFor();
    await drag([10, 0], [16, 0]);
    await away();
    await expectColour(tooth.fdi, BESIDE, true);
    await page.getByRole('button', { name: 'Grow', exact: true }).click();
    await page.getByRole('button', { name: 'AI’s shape' }).click();
    await expectColour(tooth.fdi, BESIDE, false);
    await expectColour(tooth.fdi, WITHIN, true);
  });

  it('ends with Escape, and nothing went wrong', async () => {
    const { page } = opened;
    await page.keyboard.press('Escape');
    await page.getByTestId('shape-card').waitFor({ state: 'detached' });
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(opened.problems).toEqual([]);
  });
});
