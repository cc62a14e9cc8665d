/** Opens the viewer in a Chromium-family browser of the machine, as a window without tabs and with a profile of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownProfile } from '../../services/browser/machine-browser.ts';
import { quietSwitches, switchArguments, writeQuietPreferences } from '../../services/browser/quiet-browser.ts';

export interface AppWindow {
  /** Resolves when the person closed the window. */
  readonly closed: Promise<void>;
  close(): void;
}

export async function openAppWindow(browser: string, url: string): Promise<AppWindow> {
  // Its own profile: no extensions that could read the pictures, and a process that ends with the window.
  const profile = await mkdtemp(join(tmpdir(), 'quadrant-window-'));
  await writeQuietPreferences(profile);
  const child = spawn(browser, [`--app=${url}`, ...windowArguments(url, profile)], { stdio: 'ignore' });
  return { closed: endOf(child, profile), close: () => void child.kill() };
}

/** Beside the address itself: a profile and a size, and no word to anyone but the viewer at `url`. */
export function windowArguments(url: string, profile: string): readonly string[] {
  const quiet = switchArguments(quietSwitches([new URL(url).hostname]));
  return [...ownProfile(profile), ...quiet, '--window-size=1440,900'];
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
