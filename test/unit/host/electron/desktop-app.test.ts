/** The desktop app's own start (main/index.ts) on a stand-in of Electron: what it forbids, told by asking for it. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { electron, FakeWindow, type FakeContents, type FakeSession } from '../../../fixtures/fake-electron.ts';

vi.mock('electron', async () => (await import('../../../fixtures/fake-electron.ts')).electron);
vi.mock('../../../../main/services/index.ts', async () => {
  const { fakeServices } = await import('../fake-services.ts');
  const { HandedOver } = await import('../../../../main/services/scans/handed-over.ts');
  return { HandedOver, createServices: () => fakeServices({ bulkPath: '', bulkBytes: 0, uploadPath: (path) => path }) };
});

let window: FakeWindow;
let contents: FakeContents;
let session: FakeSession;

beforeAll(async () => {
  electron.app.isPackaged = true;
  electron.app.switches.set('remote-debugging-port', '9222');
  Object.defineProperty(process, 'resourcesPath', { value: electron.app.getAppPath(), configurable: true });
  await import('../../../../main/index.ts');
  await vi.waitFor(() => expect(FakeWindow.all).toHaveLength(1));
  [window] = FakeWindow.all;
  contents = window.webContents;
  session = electron.session.fromPartition('persist:quadrant');
});
describe('the window', () => {
  it('is sandboxed, isolated and without Node, and turns on nothing that Electron advises against', () => {
    const { preload, session: own, ...preferences } = window.options.webPreferences;
    expect(own).toBe(session);
    expect(preload).toMatch(/preload\.cjs$/);
    expect(preferences).toEqual({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    });
    expect(electron.app.sandbox).toBe(true);
  });

  it('loads the app from its own scheme and nothing else', () => {
    expect(window.urls).toEqual(['quadrant://app/']);
  });

  it('opens no other window', () => {
    expect(contents.open('https://evil.example')).toBe('deny');
    expect(contents.open('quadrant://app/')).toBe('deny');
  });

  it.each([
    'https://evil.example/',
    'http://127.0.0.1/',
    'file:///etc/passwd',
    'data:text/html,hello',
    'javascript:alert(1)',
    'blob:quadrant://app/1',
    'quadrant://evil/',
    'quadrant://app.evil/',
    'quadrant://app@evil/',
    'quadrants://app/',
    'not an address',
  ])('does not go to %s', (url) => {
    expect(contents.stops('will-frame-navigate', { url, isMainFrame: true })).toBe(true);
    expect(contents.stops('will-redirect', { url })).toBe(true);
  });

  it('has no frames, not even of its own', () => {
    expect(contents.stops('will-frame-navigate', { url: 'quadrant://app/', isMainFrame: false })).toBe(true);
    expect(contents.stops('will-frame-navigate', { url: 'quadrant://app/', isMainFrame: true })).toBe(false);
  });

  it('attaches no webview', () => {
    expect(contents.stops('will-attach-webview')).toBe(true);
  });

  it('sends nothing past its session by WebRTC', () => {
    expect(contents.webRtcPolicy).toBe('disable_non_proxied_udp');
  });

  it('has neither menu nor developer tools nor a port for them once installed', () => {
    const roles = ['appMenu', 'editMenu', 'windowMenu'];
    expect(electron.told.menu).toEqual(process.platform === 'darwin' ? roles.map((role) => ({ role })) : null);
    expect(electron.app.switches.has('remote-debugging-port')).toBe(false);
  });
});

describe('the session', () => {
  it('is its own, without a cache on disk, and the default one serves nothing', () => {
    expect(session.options).toEqual({ cache: false });
    expect([...session.schemes.keys()]).toEqual(['quadrant']);
    expect(electron.session.defaultSession.schemes.size).toBe(0);
  });

  it.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'fileSystem', 'display-capture'])(
    'denies %s, asked for or looked up',
    (permission) => {
      expect(session.ask('setPermissionRequestHandler', contents, permission)).toBe(false);
      expect(session.ask('setPermissionCheckHandler', contents, permission)).toBe(false);
    },
  );

  it('gives away no device, no screen and no Bluetooth pairing', () => {
    expect(session.ask('setDevicePermissionHandler', { deviceType: 'usb', selected: true })).toBe(false);
    expect(session.ask('setDisplayMediaRequestHandler', {})).toBeNull();
    expect(session.ask('setBluetoothPairingHandler', {})).toEqual({ confirmed: false });
  });

  it.each([
    ['https://evil.example/', true],
    ['http://127.0.0.1:80/', true],
    ['wss://evil.example/', true],
    ['ftp://evil.example/', true],
    ['file:///etc/passwd', true],
    ['quadrant://app/', false],
    ['blob:quadrant://app/1', false],
    ['data:image/png;base64,', false],
  ])('cancels a request for %s: %s', (url, cancel) => {
    expect(session.ask('onBeforeRequest', { url })).toEqual({ cancel });
  });

  it('saves nothing but files of the viewer', () => {
    const saves = (url: string): boolean => {
      let saved = true;
      session.emit('will-download', { preventDefault: () => (saved = false) }, { getURL: () => url });
      return saved;
    };
    expect(saves('quadrant://app/bulk/exports/1')).toBe(true);
    expect(saves('https://evil.example/tool.exe')).toBe(false);
  });

  it('checks no spelling, for which Chromium would fetch dictionaries', () => {
    expect(session.spellChecker).toBe(false);
  });
});

describe('the scheme', () => {
  it('is a standard, secure origin that passes no policy by and runs no service worker', () => {
    expect(electron.told.schemes).toEqual([
      { scheme: 'quadrant', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
    ]);
  });

  it('answers with the security headers, and to its own host only', async () => {
    const serve = session.schemes.get('quadrant');
    const page = await serve?.(new Request('quadrant://app/'));
    expect(page?.status).toBe(200);
    expect(page?.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
    expect((await serve?.(new Request('quadrant://evil/')))?.status).toBe(404);
    expect((await serve?.(new Request('quadrant://app/%2e%2e/package.json')))?.status).toBe(400);
    const upload = new Request('quadrant://app/uploads/1/a', { method: 'PUT', body: 'evil' });
    expect((await serve?.(upload))?.status).toBe(400);
  });
});

describe('messages between page and main', () => {
  const ask = (name: string, event: unknown, what: unknown): unknown => {
    const answer = electron.told.ipc.get(name);
    if (answer === undefined) throw new Error(`There is no message ${name}`);
    return Reflect.apply(answer, undefined, [event, what]);
  };
  const own = (): unknown => ({ sender: contents, senderFrame: contents.mainFrame });

  it('are two, and answer the page of the window', async () => {
    expect([...electron.told.ipc.keys()].sort()).toEqual(['quadrant:pick-scan', 'quadrant:source-for-path']);
    expect(await ask('quadrant:pick-scan', own(), 'folder')).toBe('source-1');
    expect(ask('quadrant:source-for-path', own(), '/scans/one')).toBe('source-1');
  });

  it.each<readonly [string, () => unknown]>([
    ['a frame in the page', () => ({ sender: contents, senderFrame: { url: 'quadrant://app/' } })],
    ['a frame that is gone', () => ({ sender: contents, senderFrame: null })],
    ['contents without a window', () => ({ sender: {}, senderFrame: contents.mainFrame })],
    [
      'a page that is not the app',
      () => {
        const mainFrame = { url: 'https://evil.example/' };
        const stranger = new FakeWindow({ webPreferences: {} });
        Object.assign(stranger.webContents, { mainFrame });
        return { sender: stranger.webContents, senderFrame: mainFrame };
      },
    ],
  ])('are refused from %s', async (_, event) => {
    await expect(ask('quadrant:pick-scan', event(), 'folder')).rejects.toThrow('not the viewer');
    expect(() => ask('quadrant:source-for-path', event(), '/scans/one')).toThrow('not the viewer');
  });

  it.each([undefined, null, '', 7, ['/a'], { path: '/a' }])('are refused with %j for a path', (what) => {
    expect(() => ask('quadrant:source-for-path', own(), what)).toThrow();
  });

  it.each([undefined, 'save', 'constructor', { properties: ['openFile'] }])(
    'are refused with %j for a dialog',
    async (what) => {
      await expect(ask('quadrant:pick-scan', own(), what)).rejects.toThrow();
    },
  );
});

describe('Chromium itself', () => {
  it('is told to look up no host and to ask nobody for anything', () => {
    const { switches } = electron.app;
    expect(switches.get('host-resolver-rules')).toBe('MAP * ~NOTFOUND');
    for (const name of ['disable-background-networking', 'disable-component-update', 'disable-domain-reliability'])
      expect(switches.has(name), name).toBe(true);
  });
});

describe('the pages of a report', () => {
  it('are laid out without scripts and network, and read one file', async () => {
    const { windowBrowser } = await import('../../../../main/host/electron/window-browser.ts');
    const folder = await mkdtemp(join(tmpdir(), 'quadrant-desktop-'));
    const htmlFile = join(folder, 'report.html');
    await writeFile(htmlFile, '<p>27 teeth</p>');
    const answers: string[] = [];
    let preferences: Readonly<Record<string, unknown>> = {};
    FakeWindow.onLoad = async ({ options, webContents }, url) => {
      preferences = options.webPreferences;
      const pages = electron.session.fromPartition('quadrant-pages');
      const page = await pages.schemes.get('quadrant')?.(new Request(url));
      answers.push((await page?.text()) ?? '', page?.headers.get('content-security-policy') ?? '');
      const other = await pages.schemes.get('quadrant')?.(new Request('quadrant://page/other'));
      answers.push(String(other?.status));
      expect(pages.ask('onBeforeRequest', { url })).toEqual({ cancel: false });
      for (const stranger of ['file:///etc/passwd', 'https://evil.example/', 'quadrant://app/'])
        expect(pages.ask('onBeforeRequest', { url: stranger })).toEqual({ cancel: true });
      expect(pages.ask('setPermissionRequestHandler', webContents, 'media')).toBe(false);
      expect(webContents.open('quadrant://page/other')).toBe('deny');
    };
    const outFile = join(folder, 'report.pdf');
    await windowBrowser.render({ htmlFile, outFile, as: { kind: 'pdf', paper: 'a4' } });
    expect(await readFile(outFile, 'utf8')).toBe('pdf');
    await rm(folder, { recursive: true });
    expect(answers).toEqual(['<p>27 teeth</p>', expect.stringMatching(/^default-src 'none'/), '404']);
    expect(preferences).toMatchObject({ javascript: false, sandbox: true, contextIsolation: true });
  });
});
