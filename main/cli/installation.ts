/** Where the command line finds its own parts and the person's. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export const INSTALLED_MODELS_DIR = fileURLToPath(new URL('../../models', import.meta.url));

/** Version from package.json. */
export function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

/** The person's Quadrant folder, as the platform has it; QUADRANT_DATA_DIR puts it elsewhere. */
export function userDataDir(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const chosen = env['QUADRANT_DATA_DIR'];
  if (chosen !== undefined && chosen !== '') return chosen;
  switch (platform) {
    case 'win32':
      return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Quadrant');
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'Quadrant');
    default:
      return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'quadrant');
  }
}
