/** The browser host: the viewer's handler behind a loopback HTTP server that only its own window can talk to. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Handler } from '../handler.ts';
import { withSecurityHeaders } from '../security-headers.ts';
import { chunksOf, toWebStream } from '../web-stream.ts';
import { judgeRequest } from './request-guard.ts';
import { createSessionToken } from './session-token.ts';

export interface BrowserHost {
  /** http://127.0.0.1:port */
  readonly origin: string;
  /** The address that opens the viewer, once. */
  readonly entryUrl: string;
  close(): Promise<void>;
}

export interface BrowserHostOptions {
  /** 0 or left out: any free port. */
  readonly port?: number;
  /** How long a client may take to say what it wants. Default 10 s. */
  readonly headersTimeoutMs?: number;
}

/** One window keeps six connections to a host. */
const MOST_CONNECTIONS = 64;

/** Serves `handler` on 127.0.0.1 at a free port; no other interface can reach it. */
export async function startBrowserHost(
  handler: Handler,
  { port = 0, headersTimeoutMs = 10_000 }: BrowserHostOptions = {},
): Promise<BrowserHost> {
  const session = createSessionToken();
  let origin = '';
  const limits = {
    headersTimeout: headersTimeoutMs,
    connectionsCheckingInterval: headersTimeoutMs / 2,
    // A scan on a slow disk may be uploaded for long: by then it is known that the window sends it.
    requestTimeout: 0,
    maxHeaderSize: 16 << 10,
  };
  const server = createServer(limits, (incoming, outgoing) => {
    answer(incoming)
      .then((response) => sendResponse(response, outgoing))
      // The window went away in the middle of an answer: nobody is left to tell.
      .catch(() => outgoing.destroy());
  });

  async function answer(incoming: IncomingMessage): Promise<Response> {
    const { method = 'GET', url = '/' } = incoming;
    const headers = headersOf(incoming);
    const verdict = judgeRequest({ method, url, headers }, origin, session);
    switch (verdict.kind) {
      case 'refuse':
        return withSecurityHeaders(
          new Response(verdict.reason, {
            status: verdict.status,
            // Whatever body it still sends is not waited for.
            headers: { 'content-type': 'text/plain', connection: 'close' },
          }),
        );
      case 'welcome':
        return withSecurityHeaders(
          new Response(null, { status: 303, headers: { location: '/', 'set-cookie': verdict.cookie } }),
        );
      case 'pass':
        return handler(toRequest(incoming, new URL(url, origin), headers));
    }
  }

  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The loopback server has no port');
  origin = `http://127.0.0.1:${address.port}`;

  return {
    origin,
    entryUrl: `${origin}/?token=${session.oneTimeToken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function headersOf(incoming: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

function toRequest(incoming: IncomingMessage, url: URL, headers: Headers): Request {
  const method = incoming.method ?? 'GET';
  if (method === 'GET') return new Request(url, { method, headers });
  // `duplex` is required for streamed bodies by the Fetch standard and unknown to the DOM types.
  const init: RequestInit & { duplex: 'half' } = { method, headers, body: toWebStream(incoming), duplex: 'half' };
  return new Request(url, init);
}

async function sendResponse(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, [...response.headers].flat());
  if (response.body === null) outgoing.end();
  else await pipeline(Readable.from(chunksOf(response.body)), outgoing);
}
