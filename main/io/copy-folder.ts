/** Copies of whole folders that can be relied on: flushed, and compared with what they were made from. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { QuadrantError } from '#contract/errors';
import { codeOf, diskError, flush, flushFolder } from './flushed-file.ts';

/** Paths of all files under a folder, relative to it, in order; empty where there is no such folder. */
export async function filesUnder(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
      .sort();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw diskError(error, folder);
  }
}

/** Copies files that are not there yet, then reads both sides again. @throws QuadrantError disk.full, disk.unwritable */
export async function copyFiles(from: string, to: string, files: readonly string[]): Promise<void> {
  const folders = new Set([to]);
  try {
    for (const file of files) {
      const target = join(to, file);
      const folder = join(target, '..');
      if (!folders.has(folder)) await mkdir(folder, { recursive: true });
      folders.add(folder);
      await copyFile(join(from, file), target);
      await flush(target);
    }
    for (const folder of folders) await flushFolder(folder);
  } catch (error) {
    throw diskError(error, to);
  }
  for (const file of files) {
    if ((await hashOf(join(from, file))) === (await hashOf(join(to, file)))) continue;
    throw new QuadrantError(
      'disk.unwritable',
      'A copy differs from what was copied: the disk cannot be relied on.',
      'Choose a folder on another disk.',
      { path: join(to, file) },
    );
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
