/** Electron's entry: wiring only. Built to out/main/index.js by electron-vite. */
import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';
import { logText } from '#contract/log-text';
import { keepPersonsOutOfLastWords } from './io/last-words.ts';
import { userDataDir } from './services/data-folder/data-dir.ts';
import { drawNothing, runBrowserMode, wantsBrowser } from './host/electron/browser-mode.ts';
import { declareAppScheme, serveAppScheme } from './host/electron/app-scheme.ts';
import { hardenApp } from './host/electron/harden-app.ts';
import { keepHandedOver } from './host/electron/opened-with.ts';
import { openMainWindow } from './host/electron/main-window.ts';
import { serveNativeHost } from './host/electron/native-host.ts';
import { utilityEngine } from './host/electron/utility-engine.ts';
import { windowBrowser } from './host/electron/window-browser.ts';
import { openWindowSession } from './host/electron/window-session.ts';
import { createHandler } from './host/handler.ts';
import { createServices, HandedOver } from './services/index.ts';

const builtDir = import.meta.dirname; // out/main
const rendererDir = join(builtDir, '../renderer');
const preloadPath = join(builtDir, '../preload/preload.cjs');
/** Models and the demo lie beside the package when installed, in the project while developing. */
const filesDir = app.isPackaged ? process.resourcesPath : app.getAppPath();
const engineEntry = join(builtDir, 'engine.js');
const places = {
  dataDir: userDataDir(),
  modelsDir: join(filesDir, 'models'),
  resourcesDir: join(filesDir, 'resources'),
  version: app.getVersion(),
};

keepPersonsOutOfLastWords(() => app.exit(1));
const inBrowser = wantsBrowser();
if (inBrowser) drawNothing();
else {
  declareAppScheme();
  hardenApp();
}

const handedOver = new HandedOver();

// A second start hands its paths to the first and shows its window: two engines would share the same cores and memory.
if (keepHandedOver(handedOver, () => BrowserWindow.getAllWindows()[0]?.focus())) {
  // Not awaited here: Electron gets ready only after this module has been evaluated.
  void app.whenReady().then(inBrowser ? startInBrowser : start);
} else {
  app.quit();
}

async function startInBrowser(): Promise<void> {
  await runBrowserMode({
    ...places,
    rendererDir,
    handedOver,
    spawnerOf: (settings) => utilityEngine(settings, engineEntry),
  });
  app.quit();
}

async function start(): Promise<void> {
  const { dataDir, modelsDir, resourcesDir, version } = places;
  const services = createServices({
    dataDir,
    resourcesDir,
    handedOver,
    engineSpawner: utilityEngine({ modelsDir, dataDir, version }, engineEntry),
    host: 'electron',
    version,
    browser: windowBrowser,
  });
  const session = openWindowSession();
  serveAppScheme(
    session,
    await createHandler({
      services,
      rendererDir,
      acceptUploads: false,
      log: (error) => process.stderr.write(logText(error)),
    }),
  );
  serveNativeHost((path) => services.registerSource(path));
  openMainWindow(preloadPath, session);

  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openMainWindow(preloadPath, session);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  let disposed = false;
  app.on('will-quit', (event) => {
    if (disposed) return;
    event.preventDefault();
    disposed = true;
    void services.dispose().finally(() => app.quit());
  });
}
