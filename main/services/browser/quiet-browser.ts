/** Switches and preferences that keep a Chromium from speaking to anyone by itself: the machine's browser, and Electron's own. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type BrowserSwitch = readonly [name: string, value?: string];

/** The port of the discard protocol: Chromium refuses it before it opens a socket, whatever is to be fetched there. */
const NOWHERE = 'http://127.0.0.1:9';

/** Each of these was seen to ask the network within a minute of a start, or would with another build of Chromium. */
const FEATURES = [
  'AimEnabled', // may the account use the search engine's chat?
  'AutofillServerCommunication', // sends the shape of each form
  'CertificateTransparencyComponentUpdater',
  'DialMediaRouteProvider', // looks for screens by multicast
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PreconnectToSearch',
  'Translate',
] as const;

/** What Chromium would do on its own. Host names are not looked up at all, but for those that are `reachable`. */
export function quietSwitches(reachable: readonly string[] = []): readonly BrowserSwitch[] {
  return [
    ['disable-background-networking'],
    ['disable-breakpad'],
    ['disable-component-update'],
    ['disable-default-apps'],
    ['disable-domain-reliability'],
    ['disable-extensions'],
    ['disable-field-trial-config'],
    ['disable-sync'],
    ['dns-prefetch-disable'],
    ['metrics-recording-only'],
    ['no-pings'],
    ['no-service-autorun'],
    ['disable-features', FEATURES.join(',')],
    // Components are asked for in spite of all that, and so is who is signed in.
    ['component-updater', `url-source=${NOWHERE}`],
    ['gaia-url', NOWHERE],
    ['google-apis-url', NOWHERE],
    // A page could send bytes to any address by WebRTC, which no content policy forbids.
    ['webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
    ['host-resolver-rules', ['MAP * ~NOTFOUND', ...reachable.map((host) => `EXCLUDE ${host}`)].join(', ')],
  ];
}

/** As a command line has them. */
export function switchArguments(switches: readonly BrowserSwitch[]): readonly string[] {
  return switches.map(([name, value]) => (value === undefined ? `--${name}` : `--${name}=${value}`));
}

/** What no switch turns off: a name that is not found would have another one looked up, past all rules, to see why. */
const PREFERENCES = { alternate_error_pages: { enabled: false } };

/** Before the first start with that profile. */
export async function writeQuietPreferences(profileDir: string): Promise<void> {
  await mkdir(join(profileDir, 'Default'), { recursive: true });
  await writeFile(join(profileDir, 'Default', 'Preferences'), JSON.stringify(PREFERENCES));
}
