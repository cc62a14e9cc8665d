import { describe, expect, it } from 'vitest';
import { judgeRequest } from '../../../../main/host/browser/request-guard.ts';
import { createSessionToken, type SessionToken } from '../../../../main/host/browser/session-token.ts';

const ORIGIN = 'http://127.0.0.1:4321';

function judge(
  session: SessionToken,
  { method = 'GET', url = '/', headers = {} }: { method?: string; url?: string; headers?: Record<string, string> },
) {
  return judgeRequest({ method, url, headers: new Headers({ host: '127.0.0.1:4321', ...headers }) }, ORIGIN, session);
}

/** The cookie as the browser sends it back. */
function enter(session: SessionToken): string {
  const verdict = judge(session, { url: `/?token=${session.oneTimeToken}` });
  if (verdict.kind !== 'welcome') throw new Error('the token was refused');
  return verdict.cookie.split(';')[0];
}

describe('judgeRequest', () => {
  it('exchanges the one-time token for a cookie that scripts cannot read', () => {
    const session = createSessionToken();
    const verdict = judge(session, { url: `/?token=${session.oneTimeToken}` });
    expect(verdict).toMatchObject({
      kind: 'welcome',
      cookie: expect.stringMatching(/HttpOnly; SameSite=Strict; Path=\/$/),
    });
  });

  it('refuses the token the second time', () => {
    const session = createSessionToken();
    enter(session);
    expect(judge(session, { url: `/?token=${session.oneTimeToken}` }).kind).toBe('refuse');
  });

  it('does not use the token up on a wrong guess', () => {
    const session = createSessionToken();
    expect(judge(session, { url: '/?token=guess' }).kind).toBe('refuse');
    expect(judge(session, { url: `/?token=${session.oneTimeToken}` }).kind).toBe('welcome');
  });

  it('takes the token on the entry page only', () => {
    const session = createSessionToken();
    expect(judge(session, { url: `/api/app.info?token=${session.oneTimeToken}` }).kind).toBe('refuse');
  });

  it('passes the app’s own requests with the cookie', () => {
    const session = createSessionToken();
    const cookie = enter(session);
    expect(judge(session, { headers: { cookie } }).kind).toBe('pass');
    expect(judge(session, { method: 'POST', url: '/api/app.info', headers: { cookie, origin: ORIGIN } }).kind).toBe(
      'pass',
    );
  });

  it.each<[string, { withoutCookie?: boolean; method?: string; headers?: Record<string, string> }]>([
    ['no cookie', { withoutCookie: true }],
    ['another cookie', { withoutCookie: true, headers: { cookie: 'quadrant-session=guess' } }],
    ['another host name, as DNS rebinding brings', { headers: { host: 'evil.example:4321' } }],
    ['localhost, which may be another program', { headers: { host: 'localhost:4321' } }],
    ['another port', { headers: { host: '127.0.0.1:80' } }],
    ['another origin', { headers: { origin: 'http://evil.example' } }],
    ['an opaque origin', { headers: { origin: 'null' } }],
    ['a cross-site request', { headers: { 'sec-fetch-site': 'cross-site' } }],
    ['another port of this computer', { headers: { 'sec-fetch-site': 'same-site' } }],
    ['a change without an origin', { method: 'POST' }],
  ])('refuses %s', (_, { withoutCookie = false, method = 'GET', headers = {} }) => {
    const session = createSessionToken();
    const cookie = enter(session);
    expect(judge(session, { method, headers: withoutCookie ? headers : { cookie, ...headers } }).kind).toBe('refuse');
  });
});
