/**
 * The review log of a case: one file for each entry, <case>/review/000001.json, …, flushed before it gets its name by a
 * hard link, which fails where another entry of that number exists. So an entry is there whole or not at all, two
 * programs cannot both write the next one, and nothing that was written is touched again.
 */
import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CaseFile } from '#contract/case';
import { QuadrantError } from '#contract/errors';
import { entrySchema, type Entry, type Head } from '#contract/review';
import { codeOf, diskError, flushFolder, writeFlushed } from './flushed-file.ts';

const REVIEW_FOLDER = 'review';

/** The hash that the first entry names: of case.json and the label map, so that they cannot change unseen either. */
export async function rootHash(caseDir: string, { labelmap }: Pick<CaseFile, 'labelmap'>): Promise<string> {
  const hash = createHash('sha256');
  for (const name of ['case.json', labelmap]) hash.update(await readFile(join(caseDir, name)));
  return hash.digest('hex');
}

/** Entries after `head` in order, each checked against the one before, and where they end. @throws QuadrantError review.damaged */
export async function readEntries(
  caseDir: string,
  { seq, hash }: Head,
): Promise<{ readonly entries: readonly Entry[]; readonly head: Head }> {
  const folder = join(caseDir, REVIEW_FOLDER);
  const names = (await readdir(folder).catch((): string[] => [])).filter((name) => /^\d{6}\.json$/.test(name)).sort();
  const entries: Entry[] = [];
  let head: Head = { seq, hash };
  for (const name of names.filter((each) => Number.parseInt(each, 10) > seq)) {
    const text = await readFile(join(folder, name), 'utf8');
    const entry = parse(text);
    const expected = head.seq + 1;
    if (entry === null || name !== fileName(expected) || entry.seq !== expected || entry.previous !== head.hash) {
      throw new QuadrantError(
        'review.damaged',
        `The record of changes of this case is damaged at ${name}.`,
        'Restore the case from a backup, or segment the scan again.',
        { path: folder, file: name },
      );
    }
    head = { seq: expected, hash: sha256(text) };
    entries.push(entry);
  }
  return { entries, head };
}

/** Puts an entry on disk for good; the new end of the log. @throws QuadrantError review.conflict, disk.full, disk.unwritable */
export async function appendEntry(caseDir: string, entry: Entry): Promise<Head> {
  const text = `${JSON.stringify(entry)}\n`;
  const folder = join(caseDir, REVIEW_FOLDER);
  const partial = join(folder, `.partial-${randomUUID()}`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFlushed(partial, text);
    await link(partial, join(folder, fileName(entry.seq)));
    await flushFolder(folder);
    return { seq: entry.seq, hash: sha256(text) };
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw conflict(entry.seq);
    throw diskError(error, folder);
  } finally {
    await rm(partial, { force: true }).catch(() => {});
  }
}

export function conflict(seq: number): QuadrantError {
  return new QuadrantError(
    'review.conflict',
    'This case was changed in another window meanwhile; your last action was not saved.',
    'Look at the change and do your action again.',
    { seq },
  );
}

function fileName(seq: number): string {
  return `${String(seq).padStart(6, '0')}.json`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function parse(text: string): Entry | null {
  try {
    return entrySchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
