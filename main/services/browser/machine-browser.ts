/** The Chromium-family browser of this machine: it shows the viewer where Electron is not, and lays out reports. */
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

const LINUX_COMMANDS = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge',
  'brave-browser',
];
const MAC_APPS = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'];
const WINDOWS_PATHS = [
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
];

/** Path of the first browser found, or null. `QUADRANT_BROWSER` overrides the search. */
export function findBrowser(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string | null {
  return browserCandidates(env, platform).find(isExecutable) ?? null;
}

/** Every place looked at, in order of preference. */
function browserCandidates(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): readonly string[] {
  const chosen = env['QUADRANT_BROWSER'];
  if (chosen !== undefined && chosen !== '') return [chosen];
  switch (platform) {
    case 'darwin':
      return MAC_APPS.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
    case 'win32': {
      const roots = [env['ProgramFiles(x86)'], env['ProgramFiles'], env['LOCALAPPDATA']].filter(
        (root) => root !== undefined,
      );
      return WINDOWS_PATHS.flatMap((path) => roots.map((root) => `${root}\\${path}`));
    }
    default: {
      const folders = (env['PATH'] ?? '').split(delimiter).filter(isAbsolute);
      return LINUX_COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)));
    }
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What any start of it needs. Chromium refuses to start as root with its sandbox on; that is so in containers only. */
export function ownProfile(profileDir: string): readonly string[] {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return [`--user-data-dir=${profileDir}`, '--no-first-run', '--no-default-browser-check', ...asRoot];
}
