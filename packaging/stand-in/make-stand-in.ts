/**
 * A folder in the place of Electron's runtime, where that cannot be fetched. It is not Electron and says so: no window
 * can open. It has Electron's layout and fuses, so that the whole of packaging can be done and looked at, and it runs the
 * packaged main process far enough for `--browser`.
 */
import { chmod, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const PACKAGING_DIR = join(import.meta.dirname, '..');

/** An executable of Electron carries its fuses like this; electron-builder flips them in the packaged copy. */
const UNSET_FUSES = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0008\u0031\u0030\u0031\u0031\u0030\u0030\u0030\u0031';

const EXECUTABLE = `#!/bin/sh
# A stand-in for Electron's runtime: this package was made where Electron could not be fetched. Not for use in a clinic.
# It opens no window; with --browser it runs the packaged program on this machine's Node 24, or on QUADRANT_NODE.
here=$(dirname "$(readlink -f "$0")")
exec "\${QUADRANT_NODE:-node}" "$here/packaging/stand-in/run.ts" "$@"
# ${UNSET_FUSES}
`;

export async function makeStandIn(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  // Electron has one file for each language; electron-builder looks for them.
  await mkdir(join(folder, 'locales'), { recursive: true });
  await writeFile(join(folder, 'locales/en-US.pak'), '');
  await writeFile(join(folder, 'electron'), EXECUTABLE);
  await chmod(join(folder, 'electron'), 0o755);
  for (const path of ['asar.ts', 'stand-in/run.ts', 'stand-in/electron.ts']) {
    await cp(join(PACKAGING_DIR, path), join(folder, 'packaging', path));
  }
}
