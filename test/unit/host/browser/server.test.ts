import { request, type IncomingHttpHeaders } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { startBrowserHost, type BrowserHost } from '../../../../main/host/browser/server.ts';

let host: BrowserHost | null = null;

afterEach(async () => {
  await host?.close();
  host = null;
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** node:http and not fetch: fetch would set Host by itself. */
function ask(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  const { method = 'GET', headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

async function startAndEnter(): Promise<{ origin: string; cookie: string; asked: string[] }> {
  const asked: string[] = [];
  host = await startBrowserHost(async (incoming) => {
    const { pathname } = new URL(incoming.url);
    asked.push(`${incoming.method} ${pathname}`);
    return new Response(incoming.method === 'GET' ? 'page' : (await incoming.text()).toUpperCase());
  });
  const entered = await ask(host.entryUrl);
  expect(entered.status).toBe(303);
  expect(entered.headers.location).toBe('/');
  return { origin: host.origin, cookie: entered.headers['set-cookie']?.[0]?.split(';')[0] ?? '', asked };
}

describe('startBrowserHost', () => {
  it('listens on the loopback address only', async () => {
    const { origin } = await startAndEnter();
    expect(new URL(origin).hostname).toBe('127.0.0.1');
  });

  it('serves the window that brought the token', async () => {
    const { origin, cookie } = await startAndEnter();
    expect(await ask(`${origin}/`, { headers: { cookie } })).toMatchObject({ status: 200, body: 'page' });
  });

  it('hands a posted body to the handler', async () => {
    const { origin, cookie } = await startAndEnter();
    const answer = await ask(`${origin}/api/x`, { method: 'POST', headers: { cookie, origin }, body: 'teeth' });
    expect(answer.body).toBe('TEETH');
  });

  it.each([
    ['no cookie', {}, false],
    ['another host name', { host: 'evil.example' }, true],
    ['another origin', { origin: 'https://evil.example' }, true],
  ])('answers %s with 403 and never reaches the handler', async (_, headers, withCookie) => {
    const { origin, cookie, asked } = await startAndEnter();
    const answer = await ask(`${origin}/api/app.info`, { headers: { ...(withCookie ? { cookie } : {}), ...headers } });
    expect(answer.status).toBe(403);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(asked).toEqual([]);
  });

  it('gives no second window the first one’s token', async () => {
    await startAndEnter();
    expect((await ask(host?.entryUrl ?? '')).status).toBe(403);
  });
});
