import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { windowArguments } from '../../../../main/host/browser/app-window.ts';
import {
  quietSwitches,
  switchArguments,
  writeQuietPreferences,
} from '../../../../main/services/browser/quiet-browser.ts';

describe('a quiet browser', () => {
  it('looks up no name and asks nobody by itself', () => {
    const given = switchArguments(quietSwitches());
    expect(given).toContain('--host-resolver-rules=MAP * ~NOTFOUND');
    for (const name of [
      'background-networking',
      'component-update',
      'sync',
      'breakpad',
      'domain-reliability',
      'extensions',
    ])
      expect(given).toContain(`--disable-${name}`);
    expect(given).toContain('--no-pings');
    expect(given).toContain('--dns-prefetch-disable');
  });

  it('reaches the viewer and nobody else when it is the viewer’s window', () => {
    expect(windowArguments('http://127.0.0.1:4321/?token=t', '/profile')).toEqual(
      expect.arrayContaining(['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', '--user-data-dir=/profile']),
    );
  });

  it('does not ask a name server why a name was not found', async () => {
    const profile = await mkdtemp(join(tmpdir(), 'quadrant-profile-'));
    await writeQuietPreferences(profile);
    const preferences = JSON.parse(await readFile(join(profile, 'Default/Preferences'), 'utf8'));
    await rm(profile, { recursive: true });
    expect(preferences.alternate_error_pages.enabled).toBe(false);
  });
});
