/** The browser host under attack: bytes written by hand on sockets of its own, for what no well-mannered client sends. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowserHost, type BrowserHost } from '../../../../main/host/browser/server.ts';
import { createHandler } from '../../../../main/host/handler.ts';
import { SECURITY_HEADERS } from '../../../../main/host/security-headers.ts';
import { ScanSources } from '../../../../main/services/scans/sources.ts';
import { fakeServices } from '../fake-services.ts';

const PATIENCE_MS = 300;
const SECRET = 'a secret beside the viewer';

let folder: string;
let host: BrowserHost;
let port: number;
let cookie: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quadrant-attacks-'));
  const rendererDir = join(folder, 'renderer');
  await mkdir(join(rendererDir, 'assets'), { recursive: true });
  await mkdir(join(folder, 'uploads'));
  await writeFile(join(rendererDir, 'index.html'), '<title>Quadrant</title>');
  await writeFile(join(folder, 'secret.txt'), SECRET);
  await symlink(join(folder, 'secret.txt'), join(rendererDir, 'assets/link.txt'));
  await symlink(folder, join(rendererDir, 'up'));
  const sources = new ScanSources(async () => join(folder, 'uploads'));
  const uploadId = await sources.beginUpload();
  const services = {
    ...fakeServices({ bulkPath: join(folder, 'secret.txt'), bulkBytes: SECRET.length, uploadPath: (path) => path }),
    uploadPath: (_: string, relativePath: string) => sources.uploadPath(uploadId, relativePath),
  };
  const handler = await createHandler({ services, rendererDir, acceptUploads: true });
  host = await startBrowserHost(handler, { headersTimeoutMs: PATIENCE_MS });
  port = Number(new URL(host.origin).port);
  const welcome = await exchange(request(host.entryUrl.slice(host.origin.length)));
  cookie = /set-cookie: ([^;\r]+)/i.exec(welcome)?.[1] ?? '';
});

afterAll(async () => {
  await host?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A whole request as it goes over the wire; headers of the same name replace ours. */
function request(
  target: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): string {
  const all = { Host: `127.0.0.1:${port}`, Connection: 'close', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}

/** As the viewer's own page asks. */
const own = (target: string, { method = 'GET', headers = {}, body = '' } = {}): string =>
  request(target, { method, headers: { Cookie: cookie, Origin: host.origin, ...headers }, body });

/** Whatever is answered until the host closes the connection. */
function exchange(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')));
    // A reset is an answer too.
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });
}

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);

describe('the browser host', () => {
  it('cannot be reached from any address but 127.0.0.1, not by IPv6 either', async () => {
    const others = Object.entries(networkInterfaces())
      .flatMap(([name, addresses = []]) =>
        addresses.map(({ address, family }) => (family === 'IPv6' ? `${address}%${name}` : address)),
      )
      .filter((address) => address !== '127.0.0.1');
    const reached = [...others, '::1'].map(
      (address) =>
        new Promise<string | null>((resolve) => {
          const socket = connect({ port, host: address, timeout: 1000 }, () => resolve(address));
          socket.on('error', () => resolve(null));
          socket.on('timeout', () => resolve(null));
          void socket.once('connect', () => socket.destroy());
        }),
    );
    expect((await Promise.all(reached)).filter((address) => address !== null)).toEqual([]);
  });

  it('gives a cookie that no script reads, no other site sends and no disk keeps', async () => {
    const one = await startBrowserHost(async () => new Response(null));
    const answer = await fetch(one.entryUrl, { redirect: 'manual' });
    await one.close();
    const parts = (answer.headers.get('set-cookie') ?? '').split('; ');
    expect(parts[0]).toMatch(/^quadrant-session=[\w-]{43}$/);
    expect(parts.slice(1).sort()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict']);
    expect(one.entryUrl).toMatch(/\?token=[\w-]{43}$/);
  });

  it('gives the cookie to one of fifty that bring the token at once', async () => {
    const one = await startBrowserHost(async () => new Response(null));
    const answers = await Promise.all(
      Array.from({ length: 50 }, async () => (await fetch(one.entryUrl, { redirect: 'manual' })).status),
    );
    await one.close();
    expect(answers.filter((status) => status === 303)).toHaveLength(1);
    expect(answers.filter((status) => status === 403)).toHaveLength(49);
  });

  it.each([
    ['an address, as a proxy is given it', () => request('http://evil.example/', { headers: { Cookie: cookie } })],
    ['its own address as to a proxy', () => own(`${host.origin}/`)],
    ['another host behind two slashes', () => own('//evil.example/')],
    ['another host behind slash and backslash', () => own('/\\evil.example/')],
    ['a star', () => own('*')],
    ['no Host header', () => `GET / HTTP/1.1\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`],
    ['another Host', () => own('/', { headers: { Host: `evil.example:${port}` } })],
    ['two Host headers', () => own('/').replace('\r\n', '\r\nHost: evil.example\r\n')],
    ['a trailing dot in Host', () => own('/', { headers: { Host: `127.0.0.1.:${port}` } })],
    ['another spelling of its address', () => own('/', { headers: { Host: `2130706433:${port}` } })],
    ['an Origin of another port', () => own('/', { headers: { Origin: 'http://127.0.0.1:1' } })],
    ['a body whose end is told twice', () => own('/api/app.info', smuggled())],
    ['a line that is no header', () => own('/').replace('\r\n', '\r\nno header\r\n')],
    ['more headers than a browser sends', () => own('/', { headers: { 'X-Long': 'x'.repeat(20_000) } })],
    ['another protocol', () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n'],
  ])('refuses %s', async (_, bytes) => {
    const answer = await exchange(bytes());
    expect(statusOf(answer)).toBeGreaterThanOrEqual(400);
    expect(statusOf(answer)).toBeLessThan(500);
    expect(answer).not.toContain('<title>Quadrant');
  });

  it.each(['HEAD', 'OPTIONS', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'])('does not answer to %s', async (method) => {
    const answer = await exchange(own('/', { method }));
    expect(statusOf(answer)).toBe(405);
    expect(answer).not.toMatch(/access-control-|^allow:/im);
  });

  it('tunnels to nobody and upgrades to nothing', async () => {
    expect(statusOf(await exchange(own('evil.example:443', { method: 'CONNECT' })))).not.toBe(200);
    const upgrade = { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==' };
    const socket = connect(port, '127.0.0.1', () => socket.write(own('/', { headers: upgrade })));
    const [first]: Buffer[] = await new Promise((resolve) => socket.once('data', (chunk) => resolve([chunk])));
    socket.destroy();
    expect(statusOf(first.toString('latin1'))).not.toBe(101);
  });

  it('lets no other site read or preflight an answer', async () => {
    const preflight = await exchange(
      own('/api/app.info', {
        method: 'OPTIONS',
        headers: { Origin: 'http://evil.example', 'Access-Control-Request-Method': 'POST' },
      }),
    );
    const post = await exchange(
      own('/api/app.info', {
        method: 'POST',
        headers: { Origin: 'http://evil.example', 'Content-Length': '2' },
        body: '{}',
      }),
    );
    expect([statusOf(preflight), statusOf(post)]).toEqual([405, 403]);
    expect(preflight + post).not.toMatch(/access-control-/i);
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/assets\\..\\..\\secret.txt',
    '/%252e%252e%252fsecret.txt',
    '/..%252fsecret.txt',
    '/%c0%ae%c0%ae/secret.txt',
    '/....//secret.txt',
    '/index.html%00.txt',
    '/secret.txt%00',
    '/assets/link.txt',
    '/up/secret.txt',
    '/file:///etc/passwd',
    '/C:/Windows/win.ini',
    '/%ff',
    '/.',
  ])('serves nothing outside of the built viewer: %s', async (target) => {
    const answer = await exchange(own(target));
    expect(answer).not.toContain(SECRET);
    // `/.` is `/`: the only one that is a page.
    expect(statusOf(answer)).toBe(target === '/.' ? 200 : 400);
  });

  it.each([
    '..%2fsecret.txt',
    '..%2f..%2fsecret.txt',
    '%2fetc%2fpasswd',
    'a%2f..%2f..%2fsecret.txt',
    '..',
    '%2e%2e',
    '.',
    '',
    'a%00b',
  ])('writes no upload outside of its folder: %s', async (path) => {
    const headers = { 'Content-Length': '4' };
    const answer = await exchange(own(`/uploads/id/${path}`, { method: 'PUT', headers, body: 'evil' }));
    expect(statusOf(answer)).toBe(400);
  });

  it('reads no call that says it is longer than any of its own', async () => {
    const headers = { 'Content-Length': '1000000000' };
    const answer = await exchange(own('/api/app.info', { method: 'POST', headers, body: '{' }));
    expect(statusOf(answer)).toBe(400);
    expect(answer).toContain('too many parameters');
  });

  it('hangs up on a call that goes on and on without saying how long it is', async () => {
    const chunk = `100000\r\n${'x'.repeat(1 << 20)}\r\n`;
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(own('/api/app.info', { method: 'POST', headers: { 'Transfer-Encoding': 'chunked' } }));
    let sentMb = 0;
    for (; sentMb < 500 && !socket.destroyed; sentMb++) {
      await new Promise<void>((resolve) => void socket.write(chunk, () => resolve()));
    }
    socket.destroy();
    expect(sentMb).toBeLessThan(100);
  });

  it('waits for no stranger who sends a header now and then', async () => {
    const began = performance.now();
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\n');
    const drip = setInterval(() => socket.write('X-Slow: 1\r\n'), PATIENCE_MS / 4);
    socket.on('error', () => {});
    await new Promise((resolve) => socket.once('close', resolve));
    clearInterval(drip);
    expect(performance.now() - began).toBeLessThan(PATIENCE_MS * 20);
  });

  it('waits for no body of a stranger', async () => {
    const answer = await exchange(
      request('/api/app.info', { method: 'POST', headers: { 'Content-Length': '1000000000' }, body: 'x' }),
    );
    expect(statusOf(answer)).toBe(403);
  });

  it('puts its security headers on every answer: pages, calls, refusals, errors', async () => {
    const answers = await Promise.all([
      exchange(own('/')),
      exchange(own('/api/app.info', { method: 'POST', headers: { 'Content-Length': '2' }, body: '{}' })),
      exchange(own('/nothing')),
      exchange(request('/')),
      exchange(own('/', { method: 'TRACE' })),
    ]);
    expect(answers.map(statusOf)).toEqual([200, 200, 400, 403, 405]);
    for (const answer of answers)
      for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(answer).toContain(`${name}: ${value}`);
  });
});

/** Two lengths for one body: where two programs believe different ones, a second request hides in the first. */
function smuggled(): { method: string; headers: Record<string, string>; body: string } {
  return { method: 'POST', headers: { 'Content-Length': '2', 'Transfer-Encoding': 'chunked' }, body: '0\r\n\r\n' };
}
