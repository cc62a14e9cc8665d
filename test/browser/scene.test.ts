/** The 3D pane: teeth of the right colour at the right place, what is hidden is gone, presets, cuts, lost graphics. */
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { meshRoute } from '#contract/api';
import { labelOf, type CbctCase, type ToothInstance } from '#contract/case';
import { jawOf, toothColour } from '#core/fdi';
import type { Vec3 } from '#core/volume';
import { fittedPose, toScreen, type DirectionId } from '../../renderer/viewer/scene/camera-pose.ts';
import { meshBounds } from '../../renderer/viewer/scene/ray-pick.ts';
import { surfaceOf } from '../../renderer/viewer/scene/tooth-mesh.ts';
import { missingBrowser, openStoredDemo, type DemoPage } from '../harness/browser-page.ts';
import { changedShare, pane, pictureOf } from './pictures.ts';

const skipped = missingBrowser();
if (skipped !== null) console.warn(skipped);

type Rgb = readonly [number, number, number];

describe.skipIf(skipped !== null)('the 3D pane', () => {
  let opened: DemoPage;
  let caseFile: CbctCase;
  /** Of each tooth's surface as the host sends it. */
  const boxes = new Map<number, { readonly min: Vec3; readonly max: Vec3 }>();

  beforeAll(async () => {
    opened = await openStoredDemo({ storedDemo: inject('storedDemo') });
    const { page } = opened;
    caseFile = opened.caseFile;
    for (const tooth of caseFile.instances) {
      const route = meshRoute(caseFile.id, labelOf(tooth), 0, 'coarse');
      const body = await (await page.request.get(new URL(route, page.url()).href)).body();
      boxes.set(tooth.fdi, meshBounds(surfaceOf(Uint8Array.from(body).buffer)));
    }
    await pane(page, 'surfaces').hover();
    await page.keyboard.press('x'); // the crosshair's mark would lie on a tooth
    await page.mouse.move(2, 2);
    await page.waitForTimeout(1000);
  });
  afterAll(() => opened?.close());

  /** Of the pane's pixels, at CSS places of its picture. */
  async function coloursAt(places: readonly (readonly [number, number])[]): Promise<readonly Rgb[]> {
    const png = PNG.sync.read(await pane(opened.page, 'surfaces').screenshot({ timeout: 120_000 }));
    return places.map(([x, y]) => {
      const n = 4 * (Math.round(x + 1) + Math.round(y + 1) * png.width);
      return [png.data[n], png.data[n + 1], png.data[n + 2]];
    });
  }

  async function placesFrom(direction: DirectionId, teeth: readonly ToothInstance[]) {
    const box = await opened.page.getByRole('img', { name: 'Tooth surfaces in 3D' }).boundingBox();
    if (box === null) throw new Error('The 3D pane has no size');
    const shown = [...boxes].filter(([fdi]) => direction === 'front' || jawOf(fdi) === direction).map(([, b]) => b);
    const over = (axis: 0 | 1 | 2, end: 'min' | 'max') => Math[end](...shown.map((b) => b[end][axis]));
    const all = {
      min: [over(0, 'min'), over(1, 'min'), over(2, 'min')],
      max: [over(0, 'max'), over(1, 'max'), over(2, 'max')],
    } as const;
    const size = { widthPx: box.width, heightPx: box.height };
    const pose = fittedPose(direction, all, size);
    return teeth.map(({ centroidMm }) => toScreen(pose, size, centroidMm) ?? ([0, 0] as const));
  }

  /** Nothing stands before them: seen from the front, the front teeth. */
  const frontTeeth = () => caseFile.instances.filter(({ fdi }) => [1, 2, 3].includes(fdi % 10) && fdi < 50);

  it("shows the front teeth in their colours at their places, the patient's right on the left", async () => {
    const teeth = frontTeeth();
    expect(teeth.length).toBeGreaterThan(8);
    const places = await placesFrom('front', teeth);
    const colours = await coloursAt(places);
    for (const [n, { fdi }] of teeth.entries())
      expect(likeness(colours[n], toothColour(fdi)), String(fdi)).toBeGreaterThan(0.97);
    const across = (fdi: number) => places[teeth.findIndex((tooth) => tooth.fdi === fdi)]?.[0];
    expect(across(13)).toBeLessThan(across(23) ?? 0);
  });

  it('hides the lower jaw and leaves the upper one', async () => {
    const { page } = opened;
    await pane(page, 'surfaces').getByRole('button', { name: 'Visible teeth' }).click();
    await page.getByRole('button', { name: 'Show Lower jaw' }).click();
    await page.keyboard.press('Escape');
    await page.waitForTimeout(500);
    const teeth = frontTeeth();
    const colours = await coloursAt(await placesFrom('front', teeth));
    for (const [n, { fdi }] of teeth.entries()) {
      if (jawOf(fdi) === 'upper') expect(likeness(colours[n], toothColour(fdi)), String(fdi)).toBeGreaterThan(0.97);
      else expect(Math.max(...colours[n]), String(fdi)).toBeLessThan(60);
    }
    await page.keyboard.press('Shift+H');
  });

  it('isolates the selected tooth in the middle of the pane, and shows the others again', async () => {
    const { page } = opened;
    await page.locator('[role="option"][data-fdi="13"]').click();
    await pane(page, 'surfaces').hover();
    await page.keyboard.press('h');
    await page.mouse.move(2, 2);
    await page.waitForTimeout(500);
    const alone = colouredShare(await pane(page, 'surfaces').screenshot({ timeout: 120_000 }));
    await page.keyboard.press('Shift+H');
    await page.waitForTimeout(500);
    const all = colouredShare(await pane(page, 'surfaces').screenshot({ timeout: 120_000 }));
    expect(alone).toBeGreaterThan(0.005);
    expect(alone).toBeLessThan(0.5 * all);
    expect(await page.locator('[data-mark="selected"]').textContent()).toBe('13');
    await page.keyboard.press('Escape');
  });

  it('looks at the biting surfaces of one jaw', async () => {
    const { page } = opened;
    const teeth = caseFile.instances.filter(({ fdi }) => jawOf(fdi) === 'upper' && [4, 5, 6].includes(fdi % 10));
    await pane(page, 'surfaces').getByRole('button', { name: 'View from' }).click();
    await page.getByRole('button', { name: 'Upper teeth, biting side' }).click();
    await page.keyboard.press('Escape');
    await page.mouse.move(2, 2);
    await page.waitForTimeout(500);
    const colours = await coloursAt(await placesFrom('upper', teeth));
    for (const [n, { fdi }] of teeth.entries())
      expect(likeness(colours[n], toothColour(fdi)), String(fdi)).toBeGreaterThan(0.97);
    await pane(page, 'surfaces').getByRole('button', { name: 'View from' }).click();
    await page.getByRole('button', { name: 'Front' }).click();
    await page.keyboard.press('Escape');
  });

  it('turns with the arrow keys and comes back with R', async () => {
    const { page } = opened;
    await pane(page, 'surfaces').focus();
    await page.mouse.move(2, 2);
    await page.waitForTimeout(300);
    const before = await pictureOf(pane(page, 'surfaces'));
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(500);
    expect(changedShare(before, await pictureOf(pane(page, 'surfaces')))).toBeGreaterThan(0.05);
    await page.keyboard.press('r');
    await page.waitForTimeout(500);
    expect(changedShare(before, await pictureOf(pane(page, 'surfaces')))).toBeLessThan(0.01);
  });

  it('cuts away the front half at the coronal slice and resets', async () => {
    const { page } = opened;
    const before = await pictureOf(pane(page, 'surfaces'));
    const teeth = frontTeeth().filter(({ fdi }) => fdi % 10 === 1);
    await pane(page, 'surfaces').getByRole('button', { name: 'Cut away' }).click();
    await page.getByRole('button', { name: 'Coronal', exact: true }).click();
    await page.keyboard.press('Escape');
    await page.waitForTimeout(500);
    const colours = await coloursAt(await placesFrom('front', teeth));
    for (const [n, { fdi }] of teeth.entries())
      expect(likeness(colours[n], toothColour(fdi)), String(fdi)).toBeLessThan(0.97);
    await pane(page, 'surfaces').getByRole('button', { name: 'Cut away' }).click();
    await page.getByRole('button', { name: 'Show everything' }).click();
    await page.keyboard.press('Escape');
    await page.mouse.move(2, 2);
    await page.waitForTimeout(500);
    expect(changedShare(before, await pictureOf(pane(page, 'surfaces')))).toBeLessThan(0.02);
  });

  it('shows bone, then teeth, then skin, each its own picture, and gives the volume back', async () => {
    const { page } = opened;
    const before = await pictureOf(pane(page, 'surfaces'));
    await pane(page, 'surfaces').focus();
    const means: Rgb[] = [];
    for (let n = 0; n < 3; n++) {
      await page.keyboard.press('s');
      await page.waitForTimeout(300);
      await page.getByText(/Preparing the volume picture/).waitFor({ state: 'detached', timeout: 60_000 });
      await page.waitForTimeout(1500);
      means.push(meanColour(await pane(page, 'surfaces').screenshot({ timeout: 120_000 })));
    }
    const [bone, teeth, skin] = means;
    // Bone is bright and yellowish; teeth alone leave more of the pane dark; skin covers it in red-brown.
    const brightness = ([red, green, blue]: Rgb) => (red + green + blue) / 3;
    expect(brightness(bone)).toBeGreaterThan(1.4 * brightness(teeth));
    expect(bone[0]).toBeGreaterThan(bone[2]);
    expect(skin[0] / skin[2]).toBeGreaterThan(1.2);
    expect(skin[0] / skin[2]).toBeGreaterThan(bone[0] / bone[2]);
    await page.keyboard.press('s');
    await page.keyboard.press('r');
    await page.waitForTimeout(1000);
    expect(changedShare(before, await pictureOf(pane(page, 'surfaces')))).toBeLessThan(0.02);
  });

  it('says when the graphics card takes the picture away, and builds it anew', async () => {
    const { page } = opened;
    const before = await pictureOf(pane(page, 'surfaces'));
    await page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('[data-pane="surfaces"] canvas');
      const extension = canvas?.getContext('webgl2')?.getExtension('WEBGL_lose_context');
      Object.assign(window, { takenAway: extension });
      extension?.loseContext();
    });
    await page.getByText('The graphics card took the 3D picture away.').waitFor();
    await page.evaluate(() => {
      const { takenAway } = window as Window & { takenAway?: WEBGL_lose_context };
      takenAway?.restoreContext();
    });
    await page.getByText('The graphics card took the 3D picture away.').waitFor({ state: 'detached' });
    await page.waitForTimeout(1500);
    expect(changedShare(before, await pictureOf(pane(page, 'surfaces')))).toBeLessThan(0.02);
  });

  it('reported no error on the way', () => {
    expect(opened.problems).toEqual([]);
  });
});

/** Cosine between two colours: light and shade change their length only. */
function likeness(a: Rgb, b: Rgb): number {
  const dot = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  return dot / (Math.hypot(...a) * Math.hypot(...b) || 1);
}

/** Share of the pixels that are clearly coloured. */
function colouredShare(screenshot: Buffer): number {
  const { width, height, data } = PNG.sync.read(screenshot);
  let coloured = 0;
  for (let n = 0; n < width * height; n++) {
    const [red, green, blue] = data.subarray(4 * n, 4 * n + 3);
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > 24) coloured++;
  }
  return coloured / (width * height);
}

function meanColour(screenshot: Buffer): Rgb {
  const { width, height, data } = PNG.sync.read(screenshot);
  const sum: [number, number, number] = [0, 0, 0];
  for (let n = 0; n < width * height; n++)
    for (let channel = 0; channel < 3; channel++) sum[channel] += data[4 * n + channel];
  return [sum[0] / (width * height), sum[1] / (width * height), sum[2] / (width * height)];
}
