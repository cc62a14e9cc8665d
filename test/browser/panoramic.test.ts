/** The panoramic, the cross-sections, the arch and the canals of a CBCT, looked at for what they show and where. */
import { PNG } from 'pngjs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { CbctCase } from '#contract/case';
import { archOfTeeth } from '#core/arch/arch-of-teeth';
import { archSurface, archToWorld, worldToArch, type ArchSurface } from '#core/arch/arch-surface';
import { toothColour } from '#core/fdi';
import type { Vec3 } from '#core/volume';
import { firstView, panoramicLayout } from '../../renderer/viewer/arch/panoramic-picture.ts';
import { fittedView, toPixels, type PaneView } from '../../renderer/viewer/pane-view.ts';
import { PLANES, toPlane, type PlanePoint } from '../../renderer/viewer/plane.ts';
import { frameBounds, sliceFrame } from '../../renderer/viewer/slices/slice.ts';
import { viewGrid } from '../../renderer/viewer/view-grid.ts';
import { missingBrowser, openStoredDemo, type DemoPage } from '../harness/browser-page.ts';
import { changedShare, greyCount, pictureOf } from './pictures.ts';

const skipped = missingBrowser();
if (skipped !== null) console.warn(skipped);

const PANORAMIC = 'Panoramic along the dental arch';

describe.skipIf(skipped !== null)('the panoramic of the demo scan', () => {
  let opened: DemoPage;
  let caseFile: CbctCase;
  let surface: ArchSurface;

  beforeAll(async () => {
    opened = await openStoredDemo({ storedDemo: inject('storedDemo'), width: 1440, height: 900 });
    ({ caseFile } = opened);
    const { page } = opened;
    const arch = archOfTeeth(caseFile.instances, { up: caseFile.occlusalPlane?.normal ?? null });
    const made = arch === null ? null : archSurface(arch.controlMm, arch.up);
    if (made === null) throw new Error('The demo has no arch');
    surface = made;
    await showPanoramic(page);
  }, 300_000);
  afterAll(() => opened?.close());

  /** Where a place of the unrolled arch is on the page, after a reset of the panes. */
  async function onPanoramic(at: PlanePoint): Promise<readonly [number, number]> {
    const box = await boxOf(opened.page.getByRole('img', { name: PANORAMIC }));
    const { geometry } = caseFile.source;
    const { frame } = panoramicLayout({ grid: viewGrid(geometry), geometry }, surface, false);
    return onPage(box, fittedView({ widthPx: box.width, heightPx: box.height }, firstView(frame, surface)), at);
  }

  it('shows every tooth in its colour where it stands along the arch, the right ones on the left', async () => {
    const { page } = opened;
    // Without see-through the fill is the tooth's own colour.
    for (let step = 0; step < 6; step++) await page.keyboard.press('+');
    await page.waitForTimeout(400);
    const picture = PNG.sync.read(await page.screenshot({ timeout: 120_000 }));
    const places = new Map<number, number>();
    let right = 0;
    for (const { fdi, centroidMm } of caseFile.instances) {
      const { s, h } = worldToArch(surface, centroidMm);
      const [x, y] = await onPanoramic([s, h]);
      places.set(fdi, x);
      const wanted = toothColour(fdi);
      let [same, all] = [0, 0];
      for (let dy = -14; dy <= 14; dy += 2) {
        for (let dx = -8; dx <= 8; dx += 2) {
          const n = 4 * (Math.round(x + dx) + picture.width * Math.round(y + dy));
          all++;
          if (wanted.every((part, c) => Math.abs(part - picture.data[n + c]) < 14)) same++;
        }
      }
      // The number on the tooth, neighbours and the crosshair take some of it.
      if (same / all > 0.3) right++;
    }
    // A few lie behind another one.
    expect(right).toBeGreaterThanOrEqual(caseFile.instances.length - 3);
    const x = (fdi: number): number => places.get(fdi) ?? NaN;
    expect(x(16)).toBeLessThan(x(11));
    expect(x(11)).toBeLessThan(x(21));
    expect(x(21)).toBeLessThan(x(26));
    expect(x(46)).toBeLessThan(x(36));
    for (let step = 0; step < 6; step++) await page.keyboard.press('-');
  });

  it('brings the crosshair to the place on the arch that was clicked, and to its cross-section', async () => {
    const { page } = opened;
    for (const at of [
      [0.3 * surface.lengthMm, surface.heightMm - 8],
      [0.72 * surface.lengthMm, surface.heightMm + 5],
    ] as const) {
      await page.mouse.click(...(await onPanoramic(at)));
      const wanted = archToWorld(surface, { s: at[0], h: at[1], off: 0 });
      await expect.poll(async () => distance(await crosshairOf(page), wanted)).toBeLessThan(1);
      const number = Math.round(at[0] / 2) + 1;
      const shown = await page.getByTestId('section-number').textContent();
      expect(shown).toContain(`section ${number} of`);
    }
  });

  it('shows sections next to each other, moved on by J and spread by D', async () => {
    const { page } = opened;
    const sections = page.locator('[data-pane="cross-sections"]');
    const before = await pictureOf(sections);
    expect(greyCount(before)).toBeGreaterThan(40);
    const readout = page.getByTestId('section-number');
    const start = Number(/\d+/.exec((await readout.textContent()) ?? '')?.[0]);
    await page.keyboard.press('j');
    await expect.poll(() => readout.textContent()).toContain(`section ${start + 1} of`);
    await expect.poll(async () => changedShare(before, await pictureOf(sections))).toBeGreaterThan(0.02);
    const place = await crosshairOf(page);
    await page.keyboard.press('Shift+J');
    await expect.poll(() => readout.textContent()).toContain(`section ${start} of`);
    expect(distance(place, await crosshairOf(page))).toBeGreaterThan(1);
    await page.keyboard.press('d');
    await expect.poll(() => readout.textContent()).not.toContain(`section ${start} of`);
    await page.keyboard.press('Shift+D');
    await expect.poll(() => readout.textContent()).toContain(`section ${start} of`);
  });

  it('is made anew when a point of the arch is dragged, and goes back with undo', async () => {
    const { page } = opened;
    await page.keyboard.press('a');
    await page.keyboard.press('r');
    await page.waitForTimeout(500);
    const panoramic = page.getByRole('img', { name: PANORAMIC });
    const before = await pictureOf(panoramic);
    const [x, y] = await onAxial(4);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 20, y - 20, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => changedShare(before, await pictureOf(panoramic))).toBeGreaterThan(0.03);
    await page.getByRole('button', { name: 'Back to the fitted arch' }).first().waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(async () => changedShare(before, await pictureOf(panoramic))).toBeLessThan(0.01);
    await page.keyboard.press('c');
  });

  it('has its arch changed by the keyboard alone', async () => {
    const { page } = opened;
    await page.locator('[data-pane="axial"]').focus();
    const panoramic = page.getByRole('img', { name: PANORAMIC });
    const before = await pictureOf(panoramic);
    await page.keyboard.press('a');
    for (let point = 0; point < 4; point++) await page.keyboard.press('Tab');
    for (let step = 0; step < 4; step++) await page.keyboard.press('Shift+ArrowLeft');
    await expect.poll(async () => changedShare(before, await pictureOf(panoramic))).toBeGreaterThan(0.02);
    for (let step = 0; step < 4; step++) await page.keyboard.press('Control+z');
    await page.keyboard.press('Escape');
    await page.keyboard.press('c');
  });

  it('shows a canal that is drawn by the keyboard alone, and how near the teeth are', async () => {
    const { page } = opened;
    const tooth = caseFile.instances.find(({ fdi }) => fdi === 36) ?? caseFile.instances[0];
    await page.locator(`[role="option"][data-fdi="${tooth.fdi}"]`).click();
    const axial = page.locator('[data-pane="axial"]');
    await axial.focus();
    // Down to below the roots.
    for (let page10 = 0; page10 < 3; page10++) await page.keyboard.press('PageDown');
    const panoramic = page.getByRole('img', { name: PANORAMIC });
    const before = await pictureOf(panoramic);
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    for (let point = 0; point < 3; point++) {
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
    }
    await page.getByRole('region', { name: 'Nerve canals' }).getByText('3 mm', { exact: true }).waitFor();
    expect(await page.getByTestId('canal').count()).toBe(1);
    expect(await page.getByRole('textbox', { name: /Name of/ }).inputValue()).toBe('Left nerve canal');
    await page.getByTestId('canal-distance').first().waitFor();
    const distances = await page.getByTestId('canal-distance').allTextContents();
    expect(distances.some((text) => /^3[4-7]/.test(text))).toBe(true);
    expect(changedShare(before, await pictureOf(panoramic))).toBeGreaterThan(0.001);
    // A point is taken away, and comes back; then all of it goes.
    await axial.focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Control+z');
    await page.getByRole('button', { name: 'Delete Left nerve canal' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByTestId('canal').count()).toBe(0);
  });

  it('reported no error and broke no content security rule on the way', () => {
    expect(opened.problems).toEqual([]);
  });

  /** Where a control point is on the axial slice, after a reset. */
  async function onAxial(point: number): Promise<readonly [number, number]> {
    const control = archOfTeeth(caseFile.instances, { up: caseFile.occlusalPlane?.normal ?? null })?.controlMm[point];
    if (control === undefined) throw new Error('no such point');
    const box = await boxOf(opened.page.getByRole('img', { name: 'Axial slice' }));
    const frame = sliceFrame(viewGrid(caseFile.source.geometry), PLANES.axial);
    const view = fittedView({ widthPx: box.width, heightPx: box.height }, frameBounds(frame));
    const { up, heightMm } = surface;
    // The arch is drawn where it cuts the slice.
    const flat = archToWorld(surface, { ...worldToArch(surface, control), h: heightMm });
    const rise = ((await crosshairOf(opened.page))[2] - flat[2]) / up[2];
    const onSlice: Vec3 = [flat[0] + rise * up[0], flat[1] + rise * up[1], flat[2] + rise * up[2]];
    return onPage(box, view, toPlane(PLANES.axial, onSlice));
  }
});

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

async function boxOf(locator: Locator): Promise<Box> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('The pane has no size');
  return box;
}

function onPage({ x, y }: Box, view: PaneView, at: PlanePoint): readonly [number, number] {
  const [px, py] = toPixels(view, at);
  return [x + px, y + py];
}

/** V goes through the layouts. */
async function showPanoramic(page: Page): Promise<void> {
  const panoramic = page.getByRole('img', { name: PANORAMIC });
  for (let layout = 0; layout < 6 && !(await panoramic.isVisible()); layout++) {
    await page.keyboard.press('v');
    await page.waitForTimeout(300);
  }
  await panoramic.waitFor();
  await page.waitForTimeout(1000);
  await page.keyboard.press('r');
  await page.waitForTimeout(500);
}

/** "L 12.3 · P 4.0 · S 33.5 mm" as world LPS mm. */
async function crosshairOf(page: Page): Promise<Vec3> {
  const text = (await page.getByLabel('Crosshair position').textContent()) ?? '';
  const parts = [...text.matchAll(/([LRAPSI]) ([\d.]+)/g)].map(([, letter, value]) =>
    'RAI'.includes(letter) ? -Number(value) : Number(value),
  );
  return [parts[0], parts[1], parts[2]];
}

function distance(a: Vec3, b: Vec3): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
