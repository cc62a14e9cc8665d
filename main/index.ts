/** Electron's entry: wiring only. Built to out/main/index.js by electron-vite. */
import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';
import { userDataDir } from './services/data-dir.ts';
import { declareAppScheme, serveAppScheme } from './host/electron/app-scheme.ts';
import { hardenApp } from './host/electron/harden-app.ts';
import { openMainWindow } from './host/electron/main-window.ts';
import { serveNativeHost } from './host/electron/native-host.ts';
import { utilityEngine } from './host/electron/utility-engine.ts';
import { windowBrowser } from './host/electron/window-browser.ts';
import { openWindowSession } from './host/electron/window-session.ts';
import { createHandler } from './host/handler.ts';
import { createServices } from './services/index.ts';

const builtDir = import.meta.dirname; // out/main
const rendererDir = join(builtDir, '../renderer');
const preloadPath = join(builtDir, '../preload/preload.cjs');
/** Models and the demo lie beside the package when installed, in the project while developing. */
const filesDir = app.isPackaged ? process.resourcesPath : app.getAppPath();

declareAppScheme();
hardenApp();

// A second start shows the window that is there: two engines would share the same cores and memory.
if (app.requestSingleInstanceLock()) {
  app.on('second-instance', () => BrowserWindow.getAllWindows()[0]?.focus());
  // Not awaited here: Electron gets ready only after this module has been evaluated.
  void app.whenReady().then(start);
} else {
  app.quit();
}

async function start(): Promise<void> {
  const dataDir = userDataDir();
  const version = app.getVersion();
  const engine = { modelsDir: join(filesDir, 'models'), dataDir, version };
  const services = createServices({
    dataDir,
    resourcesDir: join(filesDir, 'resources'),
    engineSpawner: utilityEngine(engine, join(builtDir, 'engine.js')),
    host: 'electron',
    version,
    browser: windowBrowser,
  });
  const session = openWindowSession();
  serveAppScheme(
    session,
    await createHandler({ services, rendererDir, acceptUploads: false, log: (error) => console.error(error) }),
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
