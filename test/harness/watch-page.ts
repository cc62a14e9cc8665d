/** What the viewer's benchmark reads off a page: when a picture is there, how evenly it moves, how much memory it takes. */
import { readFile } from 'node:fs/promises';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findBrowser } from '../../main/host/browser/app-window.ts';
import { SOFTWARE_GRAPHICS } from './browser-page.ts';

/** A picture of the scan has many greys; a blank pane, letters and a crosshair have few. */
const GREYS_OF_A_PICTURE = 40;
const PATIENCE_MS = 120_000;

export async function launchForTiming(gpu: boolean): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('No Chromium, Chrome or Edge was found');
  return chromium.launch({ executablePath, args: ['--no-sandbox', ...(gpu ? [] : SOFTWARE_GRAPHICS)] });
}

/** A place of the page and the least that counts as a picture there: how many greys a shrunken copy of its canvas has. */
const COPY_PX = 48;

/**
 * Watches canvases in the page from now on and resolves to the time since `window.benchStart` (performance.now) at which the
 * frame after the picture came up began, one for each selector. Reads 2D canvases; both viewers show their slices on such.
 */
export async function secondsToPictures(page: Page, selectors: readonly string[]): Promise<readonly number[]> {
  const milliseconds = await page.evaluate(
    async ([wanted, copyPx, least, patienceMs]) => {
      const copy = document.createElement('canvas');
      [copy.width, copy.height] = [copyPx, copyPx];
      const context = copy.getContext('2d', { willReadFrequently: true });
      if (context === null) throw new Error('no canvas');
      const greysOf = (selector: string): number => {
        const canvas = document.querySelector<HTMLCanvasElement>(`${selector} canvas`);
        if (canvas === null || canvas.width < 2) return 0;
        context.drawImage(canvas, 0, 0, copyPx, copyPx);
        const { data } = context.getImageData(copyPx / 4, copyPx / 4, copyPx / 2, copyPx / 2);
        const seen = new Set<number>();
        for (let n = 0; n < data.length; n += 4) seen.add(data[n] + data[n + 1] + data[n + 2]);
        return seen.size;
      };
      const times = wanted.map((): number | null => null);
      await new Promise<void>((resolve, reject) => {
        const look = (now: number): void => {
          for (const [n, selector] of wanted.entries()) {
            if (times[n] === null && greysOf(selector) >= least) times[n] = now - window.benchStart;
          }
          if (!times.includes(null)) resolve();
          else if (now - window.benchStart > patienceMs) reject(new Error('No picture came up'));
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
      return times;
    },
    [selectors, COPY_PX, GREYS_OF_A_PICTURE, PATIENCE_MS] as const,
  );
  return milliseconds.map((ms) => (ms ?? NaN) / 1000);
}

declare global {
  interface Window {
    /** When the person chose, by the page's clock. */
    benchStart: number;
    /** One step of whatever moves; put there before `frameTimes`. */
    benchStep: () => void;
  }
}

/**
 * Milliseconds between frames while the page's `benchStep` is called at each frame. A frame that the graphics cannot keep
 * up with holds back the next one.
 */
export async function frameTimes(page: Page, frames: number): Promise<readonly number[]> {
  return page.evaluate(async (count) => {
    const times: number[] = [];
    let last: number | null = null;
    await new Promise<void>((resolve) => {
      const frame = (now: number): void => {
        if (last !== null) times.push(now - last);
        last = now;
        if (times.length >= count) return resolve();
        window.benchStep();
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
    return times;
  }, frames);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** Resident memory of the page's own process and of the graphics process, GB; null where /proc cannot tell. */
export async function memoryGB(
  browser: Browser,
): Promise<{ readonly renderer: number | null; readonly graphics: number | null }> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const largest = async (type: string): Promise<number | null> => {
    const sizes = await Promise.all(
      processInfo.filter((info) => info.type === type).map(({ id }) => residentGB(id).catch(() => null)),
    );
    const known = sizes.filter((size): size is number => size !== null);
    return known.length === 0 ? null : Math.max(...known);
  };
  return { renderer: await largest('renderer'), graphics: await largest('GPU') };
}

async function residentGB(pid: number): Promise<number | null> {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];
  return kilobytes === undefined ? null : (Number(kilobytes) * 1024) / 1e9;
}
