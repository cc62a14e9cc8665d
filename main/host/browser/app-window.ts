/** Opens the viewer in a Chromium-family browser of the machine, as a window without tabs and with a profile of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
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
export function browserCandidates(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): readonly string[] {
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

export interface AppWindow {
  /** Resolves when the person closed the window. */
  readonly closed: Promise<void>;
  close(): void;
}

export async function openAppWindow(browser: string, url: string): Promise<AppWindow> {
  // Its own profile: no extensions that could read the pictures, and a process that ends with the window.
  const profile = await mkdtemp(join(tmpdir(), 'quadrant-window-'));
  const args = [
    `--app=${url}`,
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--window-size=1440,900',
  ];
  // Chromium refuses to start as root with its sandbox on; that is so in containers only.
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  const child = spawn(browser, args, { stdio: 'ignore' });
  return { closed: endOf(child, profile), close: () => void child.kill() };
}

/** Waits for the browser to end, then removes its profile. */
async function endOf(child: ChildProcess, profile: string): Promise<void> {
  try {
    await once(child, 'exit');
  } finally {
    // A browser that is just ending may still hold files of its profile for a moment.
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}
