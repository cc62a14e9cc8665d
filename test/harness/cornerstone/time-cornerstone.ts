/** The same scan in Cornerstone3D: its shortest way to a slice, then three planes of the volume. */
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';
import { build } from 'vite';
import type { TimingSetting } from '../time-viewer.ts';
import { frameTimes, launchForTiming, memoryGB, quantile, secondsToPictures } from '../watch-page.ts';

export interface CornerstoneTimes {
  readonly firstAxialSeconds: number;
  readonly allPlanesSeconds: number;
  readonly scrollMedianMs: number;
  readonly scrollP95Ms: number;
  readonly rendererGB: number | null;
  readonly graphicsGB: number | null;
}

const SCROLL_FRAMES = 60;
const PLANES = ['#axial', '#coronal', '#sagittal'];

export async function timeCornerstone({ scanDir, gpu, projectDir }: TimingSetting): Promise<CornerstoneTimes> {
  const outDir = await buildPage(projectDir);
  const { server, origin } = await serve(outDir, scanDir);
  const browser = await launchForTiming(gpu);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(`${origin}/index.html`);
    await page.evaluate(() => window.bench.start());
    const urls = (await readdir(scanDir)).map((name) => `${origin}/scan/${encodeURIComponent(name)}`);
    await page.evaluate(() => (window.benchStart = Infinity));
    const first = secondsToPictures(page, ['#stack']);
    await page.evaluate((all) => window.bench.showStack(all), urls);
    const [firstAxialSeconds] = await first;
    const planes = page.evaluate(() => window.bench.showPlanes());
    const allPlanesSeconds = Math.max(...(await secondsToPictures(page, PLANES)));
    await planes;
    const scrolled = await frameTimes(page, SCROLL_FRAMES);
    const { renderer, graphics } = await memoryGB(browser);
    return {
      firstAxialSeconds,
      allPlanesSeconds,
      scrollMedianMs: quantile(scrolled, 0.5),
      scrollP95Ms: quantile(scrolled, 0.95),
      rendererGB: renderer,
      graphicsGB: graphics,
    };
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

async function buildPage(projectDir: string): Promise<string> {
  const outDir = join(projectDir, 'out/cornerstone');
  await build({
    root: join(projectDir, 'test/harness/cornerstone'),
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    // A dependency of a dependency extends Node's EventEmitter when it is loaded, and is never used here.
    plugins: [
      {
        name: 'events-in-the-browser',
        enforce: 'pre',
        resolveId: (id) => (id === 'events' ? '\0events' : null),
        load: (id) => (id === '\0events' ? 'export class EventEmitter {}\nexport default EventEmitter;' : null),
      },
    ],
    build: { outDir, emptyOutDir: true, target: 'chrome140' },
  });
  return outDir;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** The built page, and the scan's files under /scan/. */
async function serve(outDir: string, scanDir: string): Promise<{ readonly server: Server; readonly origin: string }> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = path.startsWith('/scan/') ? join(scanDir, path.slice('/scan/'.length)) : join(outDir, path);
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
    createReadStream(file)
      .on('error', () => response.writeHead(404).end())
      .pipe(response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return { server, origin: `http://127.0.0.1:${address.port}` };
}
