/** HTTP to one server: connections kept open, time-outs, an authority and a token of one's own, and typed errors. */
import http from 'node:http';
import https from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { QuadrantError } from '#contract/errors';

export interface ServerAddress {
  readonly url: string;
  /** PEM of the authorities to trust for https, in place of the system's. */
  readonly ca?: string | undefined;
  /** Sent as a bearer token, over https or to this computer only. */
  readonly token?: string | undefined;
  /** Ends a request that is under way. */
  readonly signal?: AbortSignal | undefined;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly parts?: readonly Uint8Array[];
  /** Without a byte for so long. */
  readonly timeoutMs: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
}

/** A patch of 160×256×256 comes back as 25 MB, as JSON in some 100. */
const LARGEST_ANSWER_BYTES = 512 * 1024 * 1024;

/** What may be over a moment later: connections that broke or were not taken, a proxy whose server is not there yet. */
const PASSING_CODES: readonly string[] = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'EAI_AGAIN', 'EHOSTUNREACH'];
const PASSING_STATUSES: readonly number[] = [429, 502, 503, 504];
const PAUSES_MS: readonly number[] = [500, 1000, 2000];

export class HttpClient {
  readonly host: string;
  private readonly base: URL;
  private readonly agent: http.Agent;
  private readonly token: string | undefined;
  private readonly signal: AbortSignal | undefined;

  /** @throws QuadrantError usage */
  constructor({ url, ca, token, signal }: ServerAddress) {
    this.base = serverUrl(url);
    this.host = this.base.host;
    if (token !== undefined && this.base.protocol === 'http:' && !isLoopback(this.base.hostname)) {
      throw usage('A token is only sent over https.', 'Use an https address.', url);
    }
    this.token = token;
    this.signal = signal;
    this.agent =
      this.base.protocol === 'https:' ? new https.Agent({ keepAlive: true, ca }) : new http.Agent({ keepAlive: true });
  }

  /**
   * The answer, whatever its status but 401, 403 and redirections. Nothing that is asked here changes anything there, so
   * what failed in passing is asked again. @throws QuadrantError remote.unreachable, remote.refused, job.cancelled
   */
  async send(request: HttpRequest): Promise<HttpAnswer> {
    for (let tries = 0; ; tries++) {
      const pauseMs = PAUSES_MS[tries];
      try {
        const answer = await this.exchange(request);
        const { status } = answer;
        if (status === 401 || status === 403) throw this.refused(`HTTP ${status}`);
        if (status >= 300 && status < 400) throw this.unreachable(`it sends elsewhere (HTTP ${status})`);
        if (pauseMs === undefined || !PASSING_STATUSES.includes(status)) return answer;
      } catch (error) {
        if (pauseMs === undefined || !PASSING_CODES.includes(codeOf(error))) throw this.typed(error);
      }
      // A pause that is cancelled ends at once; the next request then says so.
      await pause(pauseMs, undefined, { signal: this.signal }).catch(() => {});
    }
  }

  private exchange({ method, path, headers = {}, parts = [], timeoutMs }: HttpRequest): Promise<HttpAnswer> {
    const { agent, signal, token } = this;
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const options = {
      method,
      agent,
      signal,
      timeout: timeoutMs,
      headers: {
        ...headers,
        ...(method === 'POST' ? { 'content-length': length } : {}),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
    };
    const url = new URL(`${this.base.pathname.replace(/\/$/, '')}${path}`, this.base);
    return new Promise((resolve, reject) => {
      const request = (url.protocol === 'https:' ? https : http).request(url, options, (response) => {
        const chunks: Buffer[] = [];
        let received = 0;
        response.on('data', (chunk: Buffer) => {
          received += chunk.length;
          if (received > LARGEST_ANSWER_BYTES) request.destroy(new Error('its answer is far too large'));
          chunks.push(chunk);
        });
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      });
      request.on('timeout', () => request.destroy(new Error(`nothing came within ${timeoutMs / 1000} s`)));
      request.on('error', reject);
      for (const part of parts) request.write(part);
      request.end();
    });
  }

  close(): void {
    this.agent.destroy();
  }

  unreachable(reason: string, cause?: unknown): QuadrantError {
    return new QuadrantError(
      'remote.unreachable',
      `The inference server ${this.host} does not answer: ${reason}.`,
      'Check its address and that it runs, or leave out --remote to compute on this machine.',
      { server: this.host, reason },
      cause,
    );
  }

  private refused(reason: string, cause?: unknown): QuadrantError {
    return new QuadrantError(
      'remote.refused',
      `The connection to the inference server ${this.host} is not trusted: ${reason}.`,
      'Check the token in QUADRANT_REMOTE_TOKEN, and the authority given with --remote-ca.',
      { server: this.host, reason },
      cause,
    );
  }

  private typed(error: unknown): unknown {
    if (this.signal?.aborted === true) {
      return new QuadrantError('job.cancelled', 'The job was cancelled.', 'Start it again when you need it.');
    }
    if (error instanceof QuadrantError) return error;
    const reason = error instanceof Error ? error.message : String(error);
    if (/CERT|SELF_SIGNED|LEAF_SIGNATURE|ERR_TLS|ERR_SSL/.test(codeOf(error))) return this.refused(reason, error);
    return this.unreachable(reason, error);
  }
}

/** Node's code of a broken connection, or ''. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** @throws QuadrantError usage */
function serverUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw usage('This is no address of a server.', 'Write it as http://host:8000 or https://host.', text);
  }
  if (url.username !== '' || url.password !== '' || url.search !== '') {
    throw usage('The address of the server holds more than that.', 'Put a token into QUADRANT_REMOTE_TOKEN.', url.host);
  }
  return url;
}

/** This computer itself. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

function usage(message: string, remedy: string, address: string): QuadrantError {
  return new QuadrantError('usage', message, remedy, { address });
}
