/** Edits in the window, timed like a person sees them: to the frame that shows them, to the measures and to the surface. */
import type { Page } from 'playwright-core';
import { apiRoute } from '#contract/api';
import { withViewer, type TimingSetting } from './time-viewer.ts';
import { watchEvents, type EventTimes } from './watch-page.ts';

/** Milliseconds of each edit, by what is timed. */
export interface PageTimes {
  /** From the key to the frame with the new number in every view (Event Timing, in steps of 8 ms). */
  readonly numberToRepaint: readonly number[];
  /** From the key that erases a ball of the selected tooth to the frame without it. */
  readonly eraseToRepaint: readonly number[];
  /** To the answer with all teeth measured anew, and to the new surface of the tooth. */
  readonly eraseToMetrics: readonly number[];
  readonly eraseToSurface: readonly number[];
}

const FOUND = /\d+ t(ee|oo)th found/;
const CALM_MS = 3000;
const REST_MS = 1500;

/** @param teeth how many of the list are edited, one after the other; the case must be stored already */
export function timeReviewPage(setting: TimingSetting, teeth: number): Promise<PageTimes> {
  return withViewer(setting, async ({ page }) => {
    await page.getByRole('button', { name: 'Open folder' }).click();
    await page.getByRole('heading', { name: FOUND }).waitFor({ timeout: 300_000 });
    await page.getByText('Loading…').first().waitFor({ state: 'detached', timeout: 120_000 });
    await page.waitForTimeout(CALM_MS);
    const keys = await watchEvents(page, 'keydown');
    const times = {
      numberToRepaint: [] as number[],
      eraseToRepaint: [] as number[],
      eraseToMetrics: [] as number[],
      eraseToSurface: [] as number[],
    };
    const options = page.locator('[role="option"]');
    const count = Math.min(teeth, await options.count());
    for (let n = 0; n < count; n++) {
      await options.nth(n).click();
      await page.waitForTimeout(REST_MS);
      times.numberToRepaint.push(await msOfKey(page, keys, 'Shift+R'));
      await page.keyboard.press('Control+z');
      await page.waitForTimeout(REST_MS);
    }
    for (let n = 0; n < count; n++) {
      await options.nth(n).click();
      await page.locator('[data-pane="axial"]').first().focus(); // Enter on the list would select
      await page.keyboard.press('Shift+B');
      await page.keyboard.press('e');
      await page.waitForTimeout(REST_MS);
      const pressed = performance.now();
      const came = (part: string): Promise<number> =>
        page
          .waitForResponse((response) => response.url().includes(part), { timeout: 30_000 })
          .then(() => performance.now() - pressed);
      const [metrics, surface, repaint] = await Promise.all([
        came(apiRoute('review.case')),
        came('/mesh/'),
        msOfKey(page, keys, 'Enter'),
      ]);
      times.eraseToMetrics.push(metrics);
      times.eraseToSurface.push(surface);
      times.eraseToRepaint.push(repaint);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+z');
      await page.waitForTimeout(REST_MS);
    }
    return times;
  });
}

/** The longest event of a key with its modifiers. */
async function msOfKey(page: Page, keys: EventTimes, key: string): Promise<number> {
  await keys.take();
  await page.keyboard.press(key);
  await page.waitForTimeout(REST_MS);
  return Math.max(...(await keys.take(1)));
}
