/** quadrant://app/: the app's own origin, served by the same handler as the browser host. */
import { protocol, type Session } from 'electron';
import type { Handler } from '../handler.ts';

export const SCHEME = 'quadrant';
export const APP_ORIGIN = `${SCHEME}://app`;

/** Must run before the app is ready. Standard and secure: fetch, streams, modules and a real origin; no service workers. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

/** Serves the app to the windows of one session; any other host of the scheme is refused. */
export function serveAppScheme(served: Session, handler: Handler): void {
  served.protocol.handle(SCHEME, async (request) =>
    isAppUrl(request.url) ? handler(request) : new Response('There is nothing here.', { status: 404 }),
  );
}

/** Whether an address is a page of the app itself. */
export function isAppUrl(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === `${SCHEME}:` && new URL(url).host === 'app';
}
