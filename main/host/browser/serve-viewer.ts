/** The whole viewer for a browser: services, their engine process, the handler and the loopback server. */
import { logText } from '#contract/log-text';
import { forkedEngine, type EngineSettings } from '../../services/engine/engine-spawner.ts';
import { headlessBrowser } from '../../services/browser/headless-browser.ts';
import { createServices, type EngineSpawner, type HandedOver } from '../../services/index.ts';
import { createHandler } from '../handler.ts';
import { startBrowserHost } from './server.ts';

export interface ViewerOptions {
  readonly dataDir: string;
  readonly modelsDir: string;
  readonly resourcesDir: string;
  /** The built renderer. */
  readonly rendererDir: string;
  readonly version: string;
  /** 0 or left out: any free port. */
  readonly port?: number;
  /** What the system asks to open. Default: nothing. */
  readonly handedOver?: HandedOver;
  /** How the engine process is started. Default: a forked Node. */
  readonly spawnerOf?: (settings: EngineSettings) => EngineSpawner;
}

export interface ServedViewer {
  readonly origin: string;
  /** Opens the viewer, once. */
  readonly entryUrl: string;
  /** For programs that open a path themselves: an id that the viewer can open. */
  registerSource(path: string): string;
  /** Ends the server, running jobs and the engine, and removes temporary files. */
  close(): Promise<void>;
}

export async function serveViewer(options: ViewerOptions): Promise<ServedViewer> {
  const {
    dataDir,
    modelsDir,
    resourcesDir,
    rendererDir,
    version,
    port,
    handedOver,
    spawnerOf = forkedEngine,
  } = options;
  const engineSpawner = spawnerOf({ modelsDir, dataDir, version });
  const services = createServices({
    dataDir,
    resourcesDir,
    engineSpawner,
    host: 'browser',
    version,
    browser: headlessBrowser(),
    ...(handedOver === undefined ? {} : { handedOver }),
  });
  const handler = await createHandler({
    services,
    rendererDir,
    acceptUploads: true,
    log: (error) => process.stderr.write(logText(error)),
  });
  const host = await startBrowserHost(handler, port === undefined ? {} : { port });
  return {
    origin: host.origin,
    entryUrl: host.entryUrl,
    registerSource: (path) => services.registerSource(path),
    async close() {
      await host.close();
      await services.dispose();
    },
  };
}
