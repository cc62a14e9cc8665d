/**
 * Electron's fuses: what its executable can be asked to do, decided when it is packaged. They lie behind a known text in
 * the executable, one character each (electron/docs/tutorial/fuses.md); electron-builder.yml asks for them.
 */
import { readFileSync } from 'node:fs';

export interface Fuse {
  /** As electron-builder calls it. */
  readonly name: string;
  readonly on: boolean;
  readonly why: string;
}

/** In the order of the wire. */
export const FUSES: readonly Fuse[] = [
  { name: 'runAsNode', on: false, why: 'no other program can use Quadrant to run a script under its name' },
  { name: 'enableCookieEncryption', on: true, why: 'cookies on disk are unreadable without the account' },
  { name: 'enableNodeOptionsEnvironmentVariable', on: false, why: 'NODE_OPTIONS cannot slip code in' },
  { name: 'enableNodeCliInspectArguments', on: false, why: 'no debugger can be attached by --inspect or SIGUSR1' },
  {
    name: 'enableEmbeddedAsarIntegrityValidation',
    on: true,
    why: 'a changed archive is refused (Windows and macOS; Electron has no such check on Linux)',
  },
  { name: 'onlyLoadAppFromAsar', on: true, why: 'a folder "app" beside the archive is not run in its stead' },
  { name: 'loadBrowserProcessSpecificV8Snapshot', on: false, why: 'there is none' },
  {
    name: 'grantFileProtocolExtraPrivileges',
    on: false,
    why: 'the window is served on a scheme of its own, never file:',
  },
];

const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const ON = '1'.charCodeAt(0);
const OFF = '0'.charCodeAt(0);

/** The state of each known fuse, null for one that this executable does not have. @throws Error where there is no wire */
export function readFuses(executable: string): readonly { readonly name: string; readonly on: boolean | null }[] {
  const bytes = readFileSync(executable);
  const at = bytes.indexOf(SENTINEL);
  if (at < 0) throw new Error(`${executable} has no fuses: it is no Electron executable`);
  const [, length] = bytes.subarray(at + SENTINEL.length);
  const wire = bytes.subarray(at + SENTINEL.length + 2, at + SENTINEL.length + 2 + length);
  return FUSES.map(({ name }, place) => ({ name, on: wire[place] === ON ? true : wire[place] === OFF ? false : null }));
}
