/** One request to a DICOMweb server through Node's own HTTP: trust, login, time-outs and typed errors. */
import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { DicomwebServer } from '#contract/pacs';
import type { Patience } from './archive.ts';
import { cancelled, pacsError, socketError } from './pacs-errors.ts';

/** Of an answer in words; a large page of a worklist has some hundred kB. */
const MOST_TEXT_BYTES = 64 * 1024 * 1024;

export interface WebLogin {
  readonly server: DicomwebServer;
  readonly password: string | null;
  readonly patience: Patience;
}

export interface Exchange {
  /** Below the server's address, with the query. */
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  /** A POST when there is one. */
  readonly body?: AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly headers: IncomingMessage['headers'];
  /** Throws typed errors. */
  readonly body: AsyncIterable<Buffer>;
  /** Lets go of a body that nobody wants. */
  readonly drop: () => void;
}

/** Sends a request and answers once the headers are there. @throws QuadrantError pacs.*, job.cancelled */
export async function exchange(
  { server, password, patience }: WebLogin,
  { path, headers, body, signal }: Exchange,
): Promise<Answer> {
  if (signal.aborted) throw cancelled();
  const url = new URL(server.url.replace(/\/*$/, '') + path);
  const secure = url.protocol === 'https:';
  const typed = (error: unknown): unknown => (signal.aborted ? cancelled() : socketError(server, error));
  const answered = Promise.withResolvers<IncomingMessage>();
  const request = (secure ? httpsRequest : httpRequest)(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers,
    signal,
    agent: false,
    ...(server.user === '' ? {} : { auth: `${server.user}:${password ?? ''}` }),
    ...(secure && server.trusted !== '' ? { ca: server.trusted } : {}),
  });
  const giveUp = (): void => void request.destroy(pacsError(server, 'pacs.timeout'));
  const connecting = setTimeout(giveUp, patience.connectMs);
  request.once('socket', (socket) => socket.once(secure ? 'secureConnect' : 'connect', () => clearTimeout(connecting)));
  request.setTimeout(patience.silenceMs, giveUp);
  request.once('response', answered.resolve);
  request.once('close', () => clearTimeout(connecting));
  request.on('error', (error) => answered.reject(typed(error)));
  // A server that refuses may answer before it has read all: the answer counts, not the broken sending.
  if (body === undefined) request.end();
  else pipeline(Readable.from(body), request).catch((error: unknown) => answered.reject(typed(error)));
  const response = await answered.promise;
  return {
    status: response.statusCode ?? 0,
    contentType: response.headers['content-type'] ?? '',
    headers: response.headers,
    body: bytesOf(response, typed),
    drop: () => void response.destroy(),
  };
}

async function* bytesOf(response: IncomingMessage, typed: (error: unknown) => unknown): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of response) yield Buffer.from(chunk);
  } catch (error) {
    throw typed(error);
  }
}

/** The whole body as text. @throws QuadrantError pacs.bad-answer when there is no end of it */
export async function textOf({ server }: WebLogin, { body }: Answer): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MOST_TEXT_BYTES) throw pacsError(server, 'pacs.bad-answer', { bytes });
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** What a status other than success means; null for success. */
export function statusError({ server }: WebLogin, { status }: Answer) {
  if (status >= 200 && status < 300) return null;
  if (status === 401 || status === 403) return pacsError(server, 'pacs.login', { status });
  if (status === 404 || status === 405 || status === 501) return pacsError(server, 'pacs.unsupported', { status });
  if (status >= 300 && status < 400) return pacsError(server, 'pacs.bad-answer', { status });
  return pacsError(server, 'pacs.refused', { status, transient: status >= 500 || status === 408 || status === 429 });
}
