/** Files that are never written over. */
import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { diskError } from './flushed-file.ts';

/**
 * Has a file written whole or not at all, in a folder that is made when it is not there. One that is there stays, and the
 * answer is false. @throws QuadrantError disk.full, disk.unwritable, and what `writeTo` throws
 * @param writeTo writes to another name with the same ending
 */
export async function writeNew(path: string, writeTo: (partial: string) => Promise<void>): Promise<boolean> {
  if (await isThere(path)) return false;
  const partial = join(dirname(path), `partial-${randomUUID()}-${basename(path)}`);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeTo(partial);
    await rename(partial, path);
    return true;
  } catch (thrown) {
    await rm(partial, { force: true }).catch(() => {});
    throw diskError(thrown, path);
  }
}

export function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
