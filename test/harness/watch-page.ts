/** What the viewer's benchmark reads off a page: when a picture is there, how evenly it moves, how much memory it takes. */
import { readFile } from 'node:fs/promises';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findBrowser } from '../../main/services/browser/machine-browser.ts';
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

/** Background of the 3D pane and whatever is darker do not count. */
const BRIGHT_SUM = 180;
const LEAST_BRIGHT_SHARE = 0.02;

/**
 * Call before the page is opened: whatever it draws with WebGL can be looked at before the frame ends, which is the only
 * time when a canvas of WebGL can be read.
 */
export async function watchDrawing(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.benchStart = 0;
    let drew = false;
    // What vtk.js draws surfaces with.
    const drawElements = Reflect.get(WebGL2RenderingContext.prototype, 'drawElements');
    WebGL2RenderingContext.prototype.drawElements = function (...how) {
      drew = true;
      drawElements.apply(this, how);
    };
    const nextFrame = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback) =>
      nextFrame((now) => {
        callback(now);
        if (drew) window.benchLook?.();
        drew = false;
      });
  });
}

export interface SurfaceTimes {
  /** The first frame after tooth surfaces were drawn. */
  readonly first: number;
  /** The first one after all of them were. */
  readonly all: number;
}

/** Watches the 3D pane from now on; seconds since `window.benchStart`. `watchDrawing` comes before. */
export async function secondsToSurfaces(page: Page): Promise<SurfaceTimes> {
  const [first, all] = await page.evaluate(
    async ([copyPx, brightSum, leastShare, patienceMs]) => {
      const copy = document.createElement('canvas');
      [copy.width, copy.height] = [copyPx, copyPx];
      const context = copy.getContext('2d', { willReadFrequently: true });
      if (context === null) throw new Error('no canvas');
      let drawn = false;
      window.benchLook = () => {
        const canvas = document.querySelector<HTMLCanvasElement>('[data-pane="surfaces"] canvas');
        if (canvas === null || canvas.width < 2) return;
        // Waits until the picture is there, however long the drawing takes.
        context.drawImage(canvas, 0, 0, copyPx, copyPx);
        const { data } = context.getImageData(0, 0, copyPx, copyPx);
        let bright = 0;
        for (let n = 0; n < data.length; n += 4) if (data[n] + data[n + 1] + data[n + 2] > brightSum) bright++;
        if (bright < leastShare * copyPx * copyPx) return;
        drawn = true;
        window.benchLook = undefined;
      };
      const pending = (): boolean =>
        /Preparing surfaces|of \d+ surfaces/.test(document.querySelector('[data-pane="surfaces"]')?.textContent ?? '');
      return new Promise<readonly [number, number]>((resolve, reject) => {
        let firstAt: number | null = null;
        const look = (now: number): void => {
          if (drawn) firstAt ??= now - window.benchStart;
          if (firstAt !== null && !pending()) resolve([firstAt, now - window.benchStart]);
          else if (now - window.benchStart > patienceMs) reject(new Error('No surfaces came up'));
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
    },
    [COPY_PX, BRIGHT_SUM, LEAST_BRIGHT_SHARE, PATIENCE_MS] as const,
  );
  return { first: first / 1000, all: all / 1000 };
}

declare global {
  interface Window {
    /** Called after each callback of a frame that has drawn with WebGL. */
    benchLook?: (() => void) | undefined;
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

/** Event Timing lists nothing shorter. */
const LEAST_LISTED_MS = 16;

export interface EventTimes {
  /**
   * Milliseconds from each event since the last call to the frame that shows it, in steps of 8. What was too short to be
   * listed is put as LEAST_LISTED_MS, up to `count` in all.
   */
  take(count?: number): Promise<readonly number[]>;
}

/** Watches real events of a kind from now on (Event Timing). */
export async function watchEvents(page: Page, kind: 'click' | 'keydown'): Promise<EventTimes> {
  const name = `${kind}Durations`;
  await page.evaluate(
    ([watched, place, leastMs]) => {
      const observed: number[] = [];
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (entry.name === watched) observed.push(entry.duration);
      }).observe({ type: 'event', durationThreshold: leastMs } as PerformanceObserverInit);
      Object.assign(window, { [place]: observed });
    },
    [kind, name, LEAST_LISTED_MS] as const,
  );
  return {
    async take(count = 0) {
      const durations: unknown = await page.evaluate((place) => Reflect.get(window, place).splice(0), name);
      const listed = Array.isArray(durations) ? durations.map(Number) : [];
      const short = Array.from({ length: Math.max(0, count - listed.length) }, () => LEAST_LISTED_MS);
      return [...listed, ...short];
    },
  };
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
