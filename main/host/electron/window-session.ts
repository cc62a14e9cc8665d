/** The session that the window lives in: its own, without a cache, without permissions, without a network. */
import { session, type Session } from 'electron';
import { isAppUrl } from './app-scheme.ts';

/** What a page may load: itself, and what it made. */
const OWN_PROTOCOLS: readonly string[] = ['quadrant:', 'blob:', 'data:', 'devtools:'];

/** Keeps sizes of panes from start to start; pictures and answers are never on disk. */
export function openWindowSession(): Session {
  const own = session.fromPartition('persist:quadrant', { cache: false });
  denyPermissions(own);
  // Chromium would fetch dictionaries.
  own.setSpellCheckerEnabled(false);
  own.webRequest.onBeforeRequest(({ url }, answer) =>
    answer({ cancel: !URL.canParse(url) || !OWN_PROTOCOLS.includes(new URL(url).protocol) }),
  );
  // Files that the viewer made are saved where the person says; nothing else is.
  own.on('will-download', (event, item) => {
    if (!isAppUrl(item.getURL())) event.preventDefault();
  });
  return own;
}

/** Denies whatever a page could ask for: the viewer needs no device, no place, no notification, no screen. */
export function denyPermissions(denied: Session): void {
  denied.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  denied.setPermissionCheckHandler(() => false);
  denied.setDevicePermissionHandler(() => false);
  denied.setDisplayMediaRequestHandler((_request, grant) => grant(null));
  denied.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
}
