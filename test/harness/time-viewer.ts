/** One start of the viewer on a scan folder, timed like a person would. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { NativeHost } from '#contract/api';
import { serveViewer } from '../../main/host/browser/serve-viewer.ts';
import { buildRenderer } from './build-renderer.ts';
import {
  frameTimes,
  launchForTiming,
  memoryGB,
  quantile,
  secondsToPictures,
  secondsToSurfaces,
  watchDrawing,
  watchEvents,
} from './watch-page.ts';

export interface TimingSetting {
  readonly scanDir: string;
  readonly dataDir: string;
  readonly gpu: boolean;
  readonly projectDir: string;
}

export interface ViewerTimes {
  /** From the choice of the folder. */
  readonly firstAxialSeconds: number;
  readonly allPlanesSeconds: number;
  /** With every slice at its full resolution. */
  readonly allVoxelsSeconds: number;
  /** Tooth surfaces of the stored case on the screen in 3D: the first ones, and all. */
  readonly firstTeethSeconds: number;
  readonly allTeethSeconds: number;
  readonly scrollMedianMs: number;
  readonly scrollP95Ms: number;
  /** From the click to the frame that shows it (Event Timing), over several teeth. */
  readonly selectionMedianMs: number;
  readonly selectionWorstMs: number;
  /** From the key to the frame after the whole panoramic, 15 mm thick: shown for the first time, with its cross-sections. */
  readonly panoramicFirstMs: number;
  /** From the key to the frame with a layer of 40 mm, the thickest (Event Timing), over several changes of the thickness. */
  readonly panoramicMeanMedianMs: number;
  readonly panoramicMeanWorstMs: number;
  readonly panoramicMipMedianMs: number;
  readonly panoramicMipWorstMs: number;
  readonly rendererGB: number | null;
  readonly graphicsGB: number | null;
}

const FOUND = /\d+ t(ee|oo)th found/;
const SCROLL_FRAMES = 150;
const SELECTIONS = 8;
/** An event that took long is listed late. */
const KEY_PATIENCE_MS = 3000;
const PANORAMICS = 11;
/** After opening, the thumbnail and the like are made. */
const CALM_MS = 3000;
const SLICE_PANES = ['axial', 'coronal', 'sagittal'].map((id) => `[data-pane="${id}"]`);

/** Lets the viewer find the teeth once, so that the timed runs have a stored case to show. */
export async function prepareCase(setting: TimingSetting): Promise<void> {
  await withViewer(setting, async ({ page }) => {
    await page.getByRole('button', { name: 'Open folder' }).click();
    await page.getByRole('heading', { name: FOUND }).waitFor({ timeout: 300_000 });
    // As when a person has looked at the result: the surfaces are made then, and kept.
    await secondsToSurfaces(page);
  });
}

export function timeViewer(setting: TimingSetting): Promise<ViewerTimes> {
  return withViewer(setting, async ({ page, browser }) => {
    await page.waitForTimeout(3000); // the engine has started, as it has when a person comes to click
    await page.evaluate(() => {
      window.benchStart = Infinity;
      document.addEventListener('click', () => (window.benchStart = performance.now()), { capture: true, once: true });
    });
    const pictures = secondsToPictures(page, SLICE_PANES);
    const surfaces = secondsToSurfaces(page);
    const chosen = performance.now();
    const seconds = (): number => (performance.now() - chosen) / 1000;
    await page.getByRole('button', { name: 'Open folder' }).click();
    const [firstAxialSeconds, ...others] = await pictures;
    const allPlanesSeconds = Math.max(firstAxialSeconds, ...others);
    await page.getByText('Loading…').first().waitFor({ state: 'detached', timeout: 120_000 });
    const allVoxelsSeconds = seconds();
    await page.getByRole('heading', { name: FOUND }).waitFor();
    const teeth = await surfaces;
    await page.waitForTimeout(CALM_MS);
    const scrolled = await scroll(page);
    return {
      firstAxialSeconds,
      allPlanesSeconds,
      allVoxelsSeconds,
      firstTeethSeconds: teeth.first,
      allTeethSeconds: teeth.all,
      scrollMedianMs: quantile(scrolled, 0.5),
      scrollP95Ms: quantile(scrolled, 0.95),
      ...(await selection(page)),
      ...(await panoramic(page)),
      ...(await memory(browser)),
    };
  });
}

async function scroll(page: Page): Promise<readonly number[]> {
  const position = page.getByLabel('Axial slice position');
  const before = await position.textContent();
  await page.evaluate(() => {
    const canvas = [...document.querySelectorAll('[data-pane="axial"] canvas')].at(-1);
    window.benchStep = () =>
      canvas?.dispatchEvent(new WheelEvent('wheel', { deltaY: 100, bubbles: true, cancelable: true }));
  });
  const times = await frameTimes(page, SCROLL_FRAMES);
  if ((await position.textContent()) === before) throw new Error('The wheel moved nothing');
  return times;
}

/** Real clicks on the list; Event Timing tells when the next frame was shown, in steps of 8 ms. */
async function selection(page: Page): Promise<Pick<ViewerTimes, 'selectionMedianMs' | 'selectionWorstMs'>> {
  const clicks = await watchEvents(page, 'click');
  const options = page.locator('[role="option"]');
  const count = Math.min(SELECTIONS, await options.count());
  for (let n = 0; n < count; n++) {
    await options.nth(n).click();
    await page.waitForTimeout(400);
  }
  const all = await clicks.take(count);
  return { selectionMedianMs: quantile(all, 0.5), selectionWorstMs: Math.max(...all) };
}

type PanoramicTimes = Pick<ViewerTimes, Extract<keyof ViewerTimes, `panoramic${string}`>>;

/** Real keys: the layout's, then those of the thickness from the thinnest to the thickest. */
async function panoramic(page: Page): Promise<PanoramicTimes> {
  const keys = await watchEvents(page, 'keydown');
  const msOfKey = async (key: string): Promise<number> => {
    await keys.take();
    await page.keyboard.press(key);
    // Until the event is listed; what is shorter than the threshold never is.
    let times: readonly number[] = [];
    for (const until = performance.now() + KEY_PATIENCE_MS; times.length === 0 && performance.now() < until;) {
      await page.waitForTimeout(50);
      times = await keys.take();
    }
    await page.waitForTimeout(300);
    return Math.max(...times, ...(await keys.take(times.length === 0 ? 1 : 0)));
  };
  await page.locator('[data-pane="axial"]').first().focus();
  await page.evaluate(() => {
    window.benchStart = Infinity;
    document.addEventListener('keydown', () => (window.benchStart = performance.now()), { capture: true, once: true });
  });
  // The key's own frame only makes room for it.
  const first = secondsToPictures(page, ['[data-pane="panoramic"]']);
  await page.keyboard.press('v');
  const panoramicFirstMs = 1000 * (await first)[0];
  const thickness = page.getByRole('slider', { name: 'Thickness of the panoramic in mm' });
  const thickest = async (mode: string): Promise<readonly number[]> => {
    await page.getByRole('group').getByRole('button', { name: mode, exact: true }).first().click();
    await thickness.focus();
    const times: number[] = [];
    for (let n = 0; n < PANORAMICS; n++) {
      await msOfKey('Home');
      times.push(await msOfKey('End'));
    }
    return times;
  };
  const [mean, mip] = [await thickest('mean'), await thickest('MIP')];
  return {
    panoramicFirstMs,
    panoramicMeanMedianMs: quantile(mean, 0.5),
    panoramicMeanWorstMs: Math.max(...mean),
    panoramicMipMedianMs: quantile(mip, 0.5),
    panoramicMipWorstMs: Math.max(...mip),
  };
}

async function memory(browser: Browser): Promise<Pick<ViewerTimes, 'rendererGB' | 'graphicsGB'>> {
  const { renderer, graphics } = await memoryGB(browser);
  return { rendererGB: renderer, graphicsGB: graphics };
}

interface OpenViewer {
  readonly page: Page;
  readonly browser: Browser;
}

/** The viewer with a folder dialog that answers with the scan, as Electron's does: the folder is read where it lies. */
export async function withViewer<T>(setting: TimingSetting, use: (open: OpenViewer) => Promise<T>): Promise<T> {
  const { projectDir, dataDir, scanDir, gpu } = setting;
  await buildRenderer(projectDir);
  const viewer = await serveViewer({
    dataDir,
    modelsDir: join(projectDir, 'models'),
    resourcesDir: join(projectDir, 'resources'),
    rendererDir: join(projectDir, 'out/renderer'),
    version: '0.0.0-bench',
  });
  const browser = await launchForTiming(gpu);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.addInitScript((sourceId) => {
      const native: NativeHost = { pickScan: async () => sourceId, sourceForDroppedFile: async () => sourceId };
      Object.assign(window, { quadrantHost: native });
    }, viewer.registerSource(scanDir));
    await watchDrawing(page);
    await page.goto(viewer.entryUrl);
    return await use({ page, browser });
  } finally {
    await browser.close();
    await viewer.close();
  }
}
