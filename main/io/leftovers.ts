/** What killed programs left of files that they were writing: nobody was told that those were kept. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PARTIAL_PREFIX } from './flushed-file.ts';

/** A living program writes a file within seconds. */
const LEFT_BEHIND_MS = 10 * 60_000;

/** Removes them from a folder; what lies in its folders stays. */
export async function removeLeftovers(folder: string, nowMs: number = Date.now()): Promise<void> {
  const names = await readdir(folder).catch((): string[] => []);
  for (const name of names.filter((each) => each.startsWith('.') && each.includes(PARTIAL_PREFIX))) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found === null || nowMs - found.mtimeMs <= LEFT_BEHIND_MS) continue;
    await rm(path, { recursive: true, force: true }).catch(() => {});
  }
}
