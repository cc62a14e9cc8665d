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
  | { readonly kind: 'refuse'; readonly reason: string };

/**
 * Host must be our own address (against DNS rebinding), Origin must be ours wherever something is changed and whenever
 * it is sent, the browser must not call it cross-site, and the session cookie must be there. The first visit brings the
 * one-time token instead and is given the cookie.
 */
export function judgeRequest(request: GuardedRequest, origin: string, session: SessionToken): Verdict {
  const { headers, method } = request;
  if (headers.get('host') !== new URL(origin).host) return refuse('The Host header is not this viewer.');
  const sentOrigin = headers.get('origin');
  const mustHaveOrigin = method !== 'GET' && method !== 'HEAD';
  if (sentOrigin === null ? mustHaveOrigin : sentOrigin !== origin)
    return refuse('The Origin header is not this viewer.');
  // Typed or opened from outside is 'none', the page itself 'same-origin'; clients that are no browsers send nothing.
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return refuse('Another site asked.');

  const url = new URL(request.url, origin);
  const token = url.pathname === '/' && method === 'GET' ? url.searchParams.get('token') : null;
  const cookie = token === null ? null : session.exchange(token);
  if (cookie !== null) return { kind: 'welcome', cookie };
  if (session.accepts(headers.get('cookie'))) return { kind: 'pass' };
  return refuse('This viewer is open in another window. Start Quadrant again for a new link.');
}

function refuse(reason: string): Verdict {
  return { kind: 'refuse', reason };
}
