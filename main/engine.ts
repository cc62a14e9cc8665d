/**
 * Entry of the engine process. Started with its settings as the one argument, by Electron's utilityProcess.fork or by
 * child_process.fork: a blocked or killed net must not take the window with it.
 */
import { constants, setPriority } from 'node:os';
import { z } from 'zod';
import { keepPersonsOutOfLastWords } from './io/last-words.ts';
import { engineHandlers } from './services/engine/engine-handlers.ts';
import { serveEngine, type EnginePort } from './services/engine/engine-server.ts';

const settingsSchema = z.object({ modelsDir: z.string(), dataDir: z.string(), version: z.string() });

/** What Electron puts on `process` in a utility process; its types come with electron, which must not be imported here. */
interface ElectronParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

function isElectronParentPort(value: unknown): value is ElectronParentPort {
  return typeof value === 'object' && value !== null && 'postMessage' in value && 'on' in value;
}

function enginePort(): EnginePort {
  const parentPort: unknown = Reflect.get(process, 'parentPort');
  if (isElectronParentPort(parentPort)) {
    return {
      send: (reply) => parentPort.postMessage(reply),
      onMessage: (listener) => parentPort.on('message', ({ data }) => listener(data)),
    };
  }
  if (process.send === undefined) throw new Error('The engine is started by Quadrant, not by hand.');
  // Whoever started the engine is gone: nobody would ever stop it.
  process.on('disconnect', () => process.exit(0));
  return {
    send: (reply) => void process.send?.(reply),
    onMessage: (listener) => void process.on('message', listener),
  };
}

keepPersonsOutOfLastWords();

// The window comes first: where both want the processor, the picture must not wait for the net.
try {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
} catch {
  // Not everyone may: then both share.
}

serveEngine(enginePort(), engineHandlers(settingsSchema.parse(JSON.parse(process.argv.at(-1) ?? ''))));
