/** SHA512SUMS: one line a file, as `sha512sum -c` reads it. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const SUMS_FILE = 'SHA512SUMS';

/** What a person downloads; folders, electron-builder's notes and update files are not. */
const DOWNLOADS = /\.(exe|zip|dmg|AppImage|deb|tar\.gz|cdx\.json|txt)$/;

/** Writes the sums of all downloads in a folder beside them, and answers with the names. */
export async function writeChecksums(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile() && DOWNLOADS.test(entry.name)).map(({ name }) => name);
  names.sort();
  const lines: string[] = [];
  for (const name of names) {
    const hash = createHash('sha512');
    await pipeline(createReadStream(join(folder, name)), hash);
    lines.push(`${hash.digest('hex')}  ${name}\n`);
  }
  await writeFile(join(folder, SUMS_FILE), lines.join(''));
  return names;
}
