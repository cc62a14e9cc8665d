/** The engine as a forked Node process: for the browser host, the tools and the tests. Electron brings its own spawner. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { EngineSpawner } from './engine-client.ts';
import type { EngineSettings } from './engine-handlers.ts';

export type { EngineSettings } from './engine-handlers.ts';

/** Settings travel as arguments, so that fork and utilityProcess.fork are given them in the same way. */
export function engineArguments(settings: EngineSettings): string[] {
  return [JSON.stringify(settings)];
}

export function forkedEngine(
  settings: EngineSettings,
  {
    entry = fileURLToPath(new URL('../../engine.ts', import.meta.url)),
    stderr = 'inherit',
  }: { readonly entry?: string; readonly stderr?: 'inherit' | 'ignore' } = {},
): EngineSpawner {
  return () => {
    const child = fork(entry, engineArguments(settings), { stdio: ['ignore', 'ignore', stderr, 'ipc'] });
    return {
      // A send to an engine that is just dying must not throw: its exit event tells the callers.
      send: (message) => void child.send(message, () => {}),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => {
        child.on('exit', (code) => listener(code));
        child.on('error', () => listener(null));
      },
      kill: () => void child.kill('SIGKILL'),
    };
  };
}
