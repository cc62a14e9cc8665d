/** Where Quadrant keeps its cases, its recent list and this machine's timings: each system's place for such data. */
import { homedir } from 'node:os';
import { join } from 'node:path';

/** `QUADRANT_DATA_DIR` overrides it, for tests and for clinics that keep data on another disk. */
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
