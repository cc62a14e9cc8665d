/** The engine as an Electron utility process: its crash leaves the window alive. */
import { utilityProcess } from 'electron';
import { engineArguments, type EngineSettings } from '../../services/engine/engine-spawner.ts';
import type { EngineSpawner } from '../../services/index.ts';

/** `entry` is the built engine.js beside the built main script. */
export function utilityEngine(settings: EngineSettings, entry: string): EngineSpawner {
  return () => {
    const child = utilityProcess.fork(entry, engineArguments(settings), {
      serviceName: 'Quadrant engine',
      stdio: 'inherit',
    });
    return {
      send: (message) => child.postMessage(message),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void child.on('exit', (code) => listener(code)),
      kill: () => void child.kill(),
    };
  };
}
