/** Who may talk to the browser host: the one window that was opened with the one-time token. */
import { randomBytes, timingSafeEqual } from 'node:crypto';

const COOKIE_NAME = 'quadrant-session';

export interface SessionToken {
  /** Goes into the first URL; worthless once it has been exchanged. */
  readonly oneTimeToken: string;
  /** The cookie for a right, unused token; null for everything else, and the token is then still unused. */
  exchange(token: string): string | null;
  /** Whether a Cookie header carries this session. */
  accepts(cookieHeader: string | null): boolean;
}

export function createSessionToken(): SessionToken {
  const oneTimeToken = randomBytes(32).toString('base64url');
  const session = randomBytes(32).toString('base64url');
  let used = false;
  return {
    oneTimeToken,
    exchange(token) {
      if (used || !equalSecrets(token, oneTimeToken)) return null;
      used = true;
      return `${COOKIE_NAME}=${session}; HttpOnly; SameSite=Strict; Path=/`;
    },
    accepts(cookieHeader) {
      const cookies = (cookieHeader ?? '').split(';').map((cookie) => cookie.trim());
      const ours = cookies.find((cookie) => cookie.startsWith(`${COOKIE_NAME}=`));
      return ours !== undefined && equalSecrets(ours.slice(COOKIE_NAME.length + 1), session);
    },
  };
}

/** Compares in constant time, so that an answer's delay tells nothing. */
function equalSecrets(found: string, expected: string): boolean {
  const a = Buffer.from(found);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
