/** Refuses what does not come from the app's own page: DNS rebinding, other sites, other users of the machine. */
import type { SessionToken } from './session-token.ts';

export interface GuardedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
}

export type Verdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'welcome'; readonly cookie: string }
  | { readonly kind: 'refuse'; readonly status: 400 | 403 | 405; readonly reason: string };

/** What the viewer's page asks with; TRACE and CONNECT, OPTIONS of a foreign page and the rest have no answer here. */
const METHODS: readonly string[] = ['GET', 'POST', 'PUT'];

/**
 * The target must be a path, not an address as a proxy is given it (RFC 9112, 3.2.2). Host must be our own address
 * (against DNS rebinding), Origin must be ours wherever something is changed and whenever it is sent, the browser must
 * not call it cross-site, and the session cookie must be there. The first visit brings the one-time token instead and is
 * given the cookie.
 */
export function judgeRequest(request: GuardedRequest, origin: string, session: SessionToken): Verdict {
  const { headers, method } = request;
  if (!METHODS.includes(method)) return refuse('The viewer is not asked in this way.', 405);
  const url = URL.parse(request.url, origin);
  // `//host` and `/\\host` lead to another host as well.
  if (url === null || url.origin !== origin || !request.url.startsWith('/'))
    return refuse('This is no path of the viewer.', 400);
  if (headers.get('host') !== url.host) return refuse('The Host header is not this viewer.');
  const sentOrigin = headers.get('origin');
  const mustHaveOrigin = method !== 'GET';
  if (sentOrigin === null ? mustHaveOrigin : sentOrigin !== origin)
    return refuse('The Origin header is not this viewer.');
  // Typed or opened from outside is 'none', the page itself 'same-origin'; clients that are no browsers send nothing.
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return refuse('Another site asked.');

  const token = url.pathname === '/' && method === 'GET' ? url.searchParams.get('token') : null;
  const cookie = token === null ? null : session.exchange(token);
  if (cookie !== null) return { kind: 'welcome', cookie };
  if (session.accepts(headers.get('cookie'))) return { kind: 'pass' };
  return refuse('This viewer is open in another window. Start Quadrant again for a new link.');
}

function refuse(reason: string, status: 400 | 403 | 405 = 403): Verdict {
  return { kind: 'refuse', status, reason };
}
