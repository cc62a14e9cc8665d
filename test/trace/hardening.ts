/**
 * The hardening checklist: each item, how it is met, and the tests that prove it. HARD-01 to HARD-20 are Electron's own
 * list (electronjs.org/docs, Security), in its order; the browser host follows, then what both hosts have in common.
 * Tests on the desktop app's sources run its start on a stand-in of Electron; with Electron's runtime, e2e asks the app itself.
 */
import type { NamedTest, TraceRow } from './row.ts';

const from =
  (file: string) =>
  (name: string): NamedTest => ({ file, name });
const app = from('test/unit/host/electron/desktop-app.test.ts');
const sources = from('test/unit/host/electron/sources.test.ts');
const e2e = from('test/e2e/electron.test.ts');
const guard = from('test/unit/host/browser/request-guard.test.ts');
const attack = from('test/unit/host/browser/attacks.test.ts');
const window = from('test/browser/hardening.test.ts');
const session = from('test/browser/segment-demo.test.ts');
const quiet = from('test/unit/services/browser/quiet-browser.test.ts');

const ELECTRON: readonly TraceRow[] = [
  {
    id: 'HARD-01',
    text: 'Only secure content is loaded',
    how: 'All of the page comes from quadrant://app, inside the package; the session cancels every other request (window-session.ts)',
    tests: [app('loads the app from its own scheme and nothing else'), app('cancels a request for %s: %s')],
  },
  {
    id: 'HARD-02',
    text: 'No Node in any page',
    how: 'nodeIntegration off in page, workers and frames (main-window.ts, window-browser.ts)',
    tests: [
      app('is sandboxed, isolated and without Node, and turns on nothing that Electron advises against'),
      e2e('serves the viewer from its own origin, without Node in the page'),
    ],
  },
  {
    id: 'HARD-03',
    text: 'Context isolation',
    how: 'contextIsolation; the preload exposes two functions',
    tests: [
      app('is sandboxed, isolated and without Node, and turns on nothing that Electron advises against'),
      e2e('keeps its window sandboxed and isolated, and opens no other'),
    ],
  },
  {
    id: 'HARD-04',
    text: 'Process sandbox',
    how: 'app.enableSandbox() for all, sandbox for each window (harden-app.ts)',
    tests: [
      app('is sandboxed, isolated and without Node, and turns on nothing that Electron advises against'),
      e2e('keeps its window sandboxed and isolated, and opens no other'),
    ],
  },
  {
    id: 'HARD-05',
    text: 'Every permission is denied',
    how: 'All handlers of the session say no: requests, checks, devices, screens, pairing (window-session.ts); Permissions-Policy in both hosts',
    tests: [
      app('denies %s, asked for or looked up'),
      app('gives away no device, no screen and no Bluetooth pairing'),
      window('is given no camera, microphone, place, screen, device or notification'),
      e2e('goes nowhere, is given nothing and reaches nobody'),
    ],
  },
  {
    id: 'HARD-06',
    text: 'Web security is on',
    how: 'webSecurity is never turned off (main-window.ts)',
    tests: [app('is sandboxed, isolated and without Node, and turns on nothing that Electron advises against')],
  },
  {
    id: 'HARD-07',
    text: 'A content security policy without unsafe-*',
    how: "default-src 'none' and 'self' for scripts, styles and connections, on every answer of both hosts (security-headers.ts)",
    tests: [
      app('answers with the security headers, and to its own host only'),
      from('test/unit/host/handler.test.ts')(
        'serves the renderer with a content security policy that allows nothing inline',
      ),
      window('gets every answer with the security headers'),
      window('runs no script that is written into it, and makes none of text'),
      window('fetches nothing from another origin and sends nothing there, in any of the ways a page knows'),
      session('reported no error and broke no content security rule on the way'),
    ],
  },
  {
    id: 'HARD-08',
    text: 'No insecure content in a secure page',
    how: 'allowRunningInsecureContent is not set; nothing is loaded over http at all',
    tests: [
      app('is sandboxed, isolated and without Node, and turns on nothing that Electron advises against'),
      app('cancels a request for %s: %s'),
    ],
  },
  {
    id: 'HARD-09',
    text: 'No experimental features',
    how: 'experimentalFeatures is not set; the test knows every preference that is',
    tests: [app('is sandboxed, isolated and without Node, and turns on nothing that Electron advises against')],
  },
  {
    id: 'HARD-10',
    text: 'No Blink features are switched on',
    how: 'enableBlinkFeatures is not set; the test knows every preference that is',
    tests: [app('is sandboxed, isolated and without Node, and turns on nothing that Electron advises against')],
  },
  {
    id: 'HARD-11',
    text: 'No webview may open windows',
    how: 'There is no webview; webviewTag is off',
    tests: [
      sources('have no webview, no frame, and make no markup or code of strings in the page'),
      app('attaches no webview'),
    ],
  },
  {
    id: 'HARD-12',
    text: 'A webview is checked before it is attached',
    how: 'will-attach-webview is always prevented (confine.ts)',
    tests: [app('attaches no webview')],
  },
  {
    id: 'HARD-13',
    text: 'Navigation is limited to the app',
    how: 'Every contents that Electron makes: page and redirects stay at quadrant://app, frames go nowhere (confine.ts)',
    tests: [
      app('does not go to %s'),
      app('has no frames, not even of its own'),
      e2e('goes nowhere, is given nothing and reaches nobody'),
    ],
  },
  {
    id: 'HARD-14',
    text: 'No new windows',
    how: 'setWindowOpenHandler denies, for every contents (confine.ts)',
    tests: [app('opens no other window'), e2e('keeps its window sandboxed and isolated, and opens no other')],
  },
  {
    id: 'HARD-15',
    text: 'shell.openExternal gets nothing untrusted',
    how: 'It is not used, nor is any other way to open an address or a path by the system',
    tests: [sources('hand no address and no path to the system to open')],
  },
  {
    id: 'HARD-16',
    text: 'A current Electron',
    how: 'package.json follows the major; each release begins with `npm outdated electron`',
    tests: [sources('has the Electron that it was hardened for, or a newer one')],
  },
  {
    id: 'HARD-17',
    text: 'The sender of every message is checked, and its content',
    how: 'Only the top frame of a window that shows the app is answered; what it says is parsed by a schema (native-host.ts)',
    tests: [
      app('are two, and answer the page of the window'),
      app('are refused from %s'),
      app('are refused with %j for a path'),
      app('are refused with %j for a dialog'),
    ],
  },
  {
    id: 'HARD-18',
    text: 'Own schemes instead of file:',
    how: 'The window and the pages of reports have an address of quadrant:; file: is cancelled (app-scheme.ts, window-browser.ts)',
    tests: [
      app('loads the app from its own scheme and nothing else'),
      app('is a standard, secure origin that passes no policy by and runs no service worker'),
      app('are laid out without scripts and network, and read one file'),
      e2e('lays out a report in a window of its own'),
    ],
  },
  {
    id: 'HARD-19',
    text: 'Fuses are set',
    how: 'electronFuses in electron-builder.yml: no Node by environment or argument, code from the checked archive only',
    tests: [sources('turns off every fuse that would let someone run code in the name of Quadrant')],
  },
  {
    id: 'HARD-20',
    text: 'No API of Electron in the page',
    how: 'The preload exposes two functions that send fixed messages (preload.ts)',
    tests: [
      sources('give the page two functions and nothing of Electron'),
      e2e('serves the viewer from its own origin, without Node in the page'),
      e2e('keeps main deaf to a frame that is not its window'),
    ],
  },
];

const BROWSER_HOST: readonly TraceRow[] = [
  {
    id: 'HARD-21',
    text: 'Only the window that was opened with the one-time token is answered',
    how: 'session-token.ts: 256 random bits, compared in constant time, exchanged once for a cookie',
    tests: [
      guard('exchanges the one-time token for a cookie that scripts cannot read'),
      guard('refuses the token the second time'),
      guard('does not use the token up on a wrong guess'),
      attack('gives the cookie to one of fifty that bring the token at once'),
      from('test/browser/open-scan.test.ts')('lets no second browser in, not even with the used address'),
    ],
  },
  {
    id: 'HARD-22',
    text: 'It listens on loopback only',
    how: 'server.ts binds to 127.0.0.1',
    tests: [attack('cannot be reached from any address but 127.0.0.1, not by IPv6 either')],
  },
  {
    id: 'HARD-23',
    text: 'Host, Origin and target are checked: no DNS rebinding, no other site, no proxy',
    how: 'request-guard.ts, before anything else sees the request',
    tests: [guard('refuses %s'), attack('refuses %s')],
  },
  {
    id: 'HARD-24',
    text: 'No other origin can read, frame or drive it; no CORS',
    how: 'No Access-Control-* is ever sent; frame-ancestors, CORP and COOP; the browser’s word about the site is heeded',
    tests: [
      attack('lets no other site read or preflight an answer'),
      window('can neither be framed nor read nor asked by a page of another program'),
    ],
  },
  {
    id: 'HARD-25',
    text: 'Only the methods that the viewer uses',
    how: 'GET, POST and PUT (request-guard.ts); no upgrade, no tunnel',
    tests: [attack('does not answer to %s'), attack('tunnels to nobody and upgrades to nothing')],
  },
  {
    id: 'HARD-26',
    text: 'The cookie is out of reach',
    how: 'HttpOnly, SameSite=Strict, for the session only',
    tests: [attack('gives a cookie that no script reads, no other site sends and no disk keeps')],
  },
  {
    id: 'HARD-27',
    text: 'No path leads out of the viewer or out of an upload',
    how: 'static-files.ts serves from a list made at start, without links; sources.ts keeps uploads in their folder',
    tests: [
      attack('serves nothing outside of the built viewer: %s'),
      attack('writes no upload outside of its folder: %s'),
    ],
  },
  {
    id: 'HARD-28',
    text: 'Requests are limited in size, time and number',
    how: 'server.ts: headers of 16 kB within 10 s, 64 connections; handler.ts: calls no longer than the longest of its own',
    tests: [
      attack('reads no call that says it is longer than any of its own'),
      attack('hangs up on a call that goes on and on without saying how long it is'),
      attack('waits for no stranger who sends a header now and then'),
      attack('waits for no body of a stranger'),
    ],
  },
  {
    id: 'HARD-29',
    text: 'Every answer has the security headers',
    how: 'withSecurityHeaders around pages, calls, refusals and errors',
    tests: [
      attack('puts its security headers on every answer: pages, calls, refusals, errors'),
      window('gets every answer with the security headers'),
    ],
  },
  {
    id: 'HARD-30',
    text: 'It ends with its last window',
    how: 'app-window.ts: a browser process of its own, whose end ends the host',
    tests: [window('ends when its last window is closed, and leaves neither a door nor a profile behind')],
  },
];

const BOTH: readonly TraceRow[] = [
  {
    id: 'HARD-31',
    text: 'No network at all while no archive is configured',
    how: 'A whole session is watched: sockets of all processes, Node’s own calls in host and engine, Chromium’s log',
    tests: [
      session('spoke to nobody but itself, from beginning to end (watched on Linux only)'),
      from('test/unit/harness/watch-sockets.test.ts')(
        'sees a door that is open to others, whichever process of ours holds it',
      ),
      from('test/unit/harness/record-network.test.ts')('records whatever a Node process asks of the network'),
    ],
  },
  {
    id: 'HARD-32',
    text: 'Chromium asks nobody by itself: updates, accounts, trials, safe browsing, dictionaries, DNS',
    how: 'quiet-browser.ts, for Electron, the window of the browser host and the browser of reports',
    tests: [
      app('is told to look up no host and to ask nobody for anything'),
      app('checks no spelling, for which Chromium would fetch dictionaries'),
      quiet('looks up no name and asks nobody by itself'),
      quiet('reaches the viewer and nobody else when it is the viewer’s window'),
      quiet('does not ask a name server why a name was not found'),
      session('spoke to nobody but itself, from beginning to end (watched on Linux only)'),
    ],
  },
  {
    id: 'HARD-33',
    text: 'WebRTC, which no policy covers, sends nothing',
    how: 'Its handling of addresses is set to none without a proxy, in both hosts',
    tests: [window('sends no datagram by WebRTC'), app('sends nothing past its session by WebRTC')],
  },
  {
    id: 'HARD-34',
    text: 'No crash reports, no updater, no telemetry',
    how: 'Neither is started; ONNX Runtime’s is off',
    tests: [
      sources('start no crash reporter and no updater'),
      from('test/unit/inference/telemetry.test.ts')('a net that runs leaves no identifier in the home folder'),
    ],
  },
  {
    id: 'HARD-35',
    text: 'An installed app has no developer tools, no menu for them and no port for them',
    how: 'harden-app.ts, devTools off (main-window.ts)',
    tests: [app('has neither menu nor developer tools nor a port for them once installed')],
  },
  {
    id: 'HARD-36',
    text: 'Pictures of patients are not in a browser’s cache',
    how: 'no-store on every file; Electron’s session has no cache, the browser host’s profile is removed',
    tests: [
      app('is its own, without a cache on disk, and the default one serves nothing'),
      window('ends when its last window is closed, and leaves neither a door nor a profile behind'),
    ],
  },
  {
    id: 'HARD-37',
    text: 'The page saves nothing but files of the viewer, and has no code or address of others',
    how: 'will-download (window-session.ts); no markup or code of strings',
    tests: [
      app('saves nothing but files of the viewer'),
      sources('have no webview, no frame, and make no markup or code of strings in the page'),
      sources('name no remote address in the page'),
    ],
  },
];

export const HARDENING: readonly TraceRow[] = [...ELECTRON, ...BROWSER_HOST, ...BOTH];
