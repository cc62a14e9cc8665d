/** Files and folders that are opened with Quadrant: arguments of a start, of a second start, and macOS's event. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { app } from 'electron';
import { z } from 'zod';
import type { HandedOver } from '../../services/index.ts';

/** What a second start tells the first; it is another process, so it is checked. */
const startSchema = z.object({ paths: z.array(z.string()) });

/**
 * Collects the paths in `handedOver` and calls `show` when a second start brought one, or brought none. Answers whether
 * this start is the first: a second one has handed its paths over then, and has to end.
 */
export function keepHandedOver(handedOver: HandedOver, show: () => void): boolean {
  const paths = pathsOf(process.argv.slice(app.isPackaged ? 1 : 2));
  if (!app.requestSingleInstanceLock({ paths })) return false;
  for (const path of paths) handedOver.put(path);
  app.on('second-instance', (_event, _argv, _folder, start) => {
    const told = startSchema.safeParse(start);
    for (const path of told.success ? told.data.paths : []) handedOver.put(path);
    show();
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    handedOver.put(path);
    show();
  });
  return true;
}

/** The words that name something on disk; Chromium's and our own switches begin with a dash. */
function pathsOf(words: readonly string[]): readonly string[] {
  return words
    .filter((word) => !word.startsWith('-'))
    .map((word) => resolve(word))
    .filter((path) => existsSync(path));
}
