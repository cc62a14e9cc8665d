/** A package of a few files, as electron-builder lays it out: an archive, what lies beside it, and a fused executable. */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FUSES } from '../../../../packaging/fuses.ts';

export interface SmallPackage {
  /** Inside the archive: path → content. */
  readonly archived: Readonly<Record<string, string>>;
  /** Beside it, inside the package: path → content. */
  readonly beside: Readonly<Record<string, string | Buffer>>;
}

export const SOUND: SmallPackage = {
  archived: { 'package.json': '{}', 'out/main/index.js': 'start();' },
  beside: {
    quadrant: `#!/bin/sh\n# ${fuseWire()}\n`,
    'resources/models/manifest.json': '{}',
    'resources/resources/demo/a.dcm': '',
    'resources/resources/demo-opg/a.jpg': '',
    'resources/resources/demo-ios/a.ply': '',
    'resources/LICENSE': '',
    'resources/THIRD-PARTY-LICENCES.txt': '',
    'resources/sbom.cdx.json': '{}',
  },
};

/** As in electron/docs/tutorial/fuses.md: sentinel, version, length, states. */
export function fuseWire(states = FUSES.map(({ on }) => (on ? '1' : '0')).join('')): string {
  return `dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001${String.fromCharCode(states.length)}${states}`;
}

export async function writePackage(folder: string, { archived, beside }: SmallPackage): Promise<void> {
  const files = { ...beside, 'resources/app.asar': archiveOf(archived) };
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

/** The layout of @electron/asar: two pickles and the bytes. */
function archiveOf(files: Readonly<Record<string, string>>): Buffer {
  const root: Record<string, unknown> = {};
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const names = path.split('/');
    const last = names.pop() ?? '';
    let level = root;
    for (const name of names) level = ((level[name] ??= { files: {} }) as { files: Record<string, unknown> }).files;
    const hash = createHash('sha256').update(text).digest('hex');
    level[last] = { size: text.length, offset: String(offset), integrity: { algorithm: 'SHA256', hash } };
    offset += text.length;
  }
  const table = Buffer.from(JSON.stringify({ files: root }));
  const padded = Math.ceil(table.length / 4) * 4;
  const bytes = Buffer.alloc(16 + padded);
  [4, 8 + padded, 4 + padded, table.length].forEach((value, place) => bytes.writeUInt32LE(value, 4 * place));
  table.copy(bytes, 16);
  return Buffer.concat([bytes, Buffer.from(Object.values(files).join(''))]);
}
