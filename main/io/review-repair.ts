/** A damaged review log: what can no longer be believed is moved aside, never deleted. */
import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, diskError, flushFolder } from './flushed-file.ts';
import { entryNames, REVIEW_FOLDER, seqOf, type LogDamage } from './review-log.ts';
import { removeLeftovers } from './leftovers.ts';

const ASIDE_PREFIX = 'damaged-';

/** Entries that were moved aside once. */
export interface SetAside {
  /** Inside of the review folder. */
  readonly folder: string;
  readonly firstSeq: number;
  readonly count: number;
}

/** Moves the entries from the damage on to <case>/review/damaged-<time>/. @throws QuadrantError disk.full, disk.unwritable */
export async function setAside(caseDir: string, { files }: Pick<LogDamage, 'files'>): Promise<void> {
  const review = join(caseDir, REVIEW_FOLDER);
  const aside = join(review, `${ASIDE_PREFIX}${new Date().toISOString().replaceAll(':', '-')}`);
  try {
    await mkdir(aside, { recursive: true });
    // The last one first: after a crash in between, the damage still begins at the same entry.
    for (const name of files.toReversed()) await moveIfThere(join(review, name), join(aside, name));
    await flushFolder(aside);
    await flushFolder(review);
  } catch (error) {
    throw diskError(error, review);
  }
}

/** Another program may have moved it first. */
async function moveIfThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

/** What was moved aside so far, the earliest first. */
export async function setAsideBefore(caseDir: string): Promise<readonly SetAside[]> {
  const review = join(caseDir, REVIEW_FOLDER);
  const names = await readdir(review).catch((): string[] => []);
  const folders = names.filter((name) => name.startsWith(ASIDE_PREFIX)).sort();
  const found = await Promise.all(
    folders.map(async (folder) => {
      const files = await entryNames(join(review, folder));
      return { folder, firstSeq: files.length === 0 ? 0 : seqOf(files[0]), count: files.length };
    }),
  );
  return found.filter(({ count }) => count > 0);
}

/** Removes what killed programs left of files that they were writing into a case. */
export async function removeLeftoversOfCase(caseDir: string): Promise<void> {
  for (const folder of [caseDir, join(caseDir, REVIEW_FOLDER)]) await removeLeftovers(folder);
}
