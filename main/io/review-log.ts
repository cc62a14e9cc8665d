/**
 * The review log of a case: one file for each entry, <case>/review/000001.json, …, flushed before it gets its name by a
 * hard link, which fails where another entry of that number exists. So an entry is there whole or not at all, two
 * programs cannot both write the next one, and nothing that was written is touched again.
 */
import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { CaseFile } from '#contract/case';
import { QuadrantError } from '#contract/errors';
import { entrySchema, type Entry, type Head } from '#contract/review';
import { codeOf, diskError, flush, flushFolder, PARTIAL_PREFIX, writeFlushed } from './flushed-file.ts';
import { NotAFile } from './regular-file.ts';
import { readKept, readKeptText, sealedFor } from './vault/kept-file.ts';

export const REVIEW_FOLDER = 'review';

/** An entry with the sha256 of its file, which the next one names. */
export interface LoggedEntry {
  readonly entry: Entry;
  readonly hash: string;
}

/**
 * Unreadable: no whole entry, or a bad sector. Missing: a later entry is there. Broken: it does not name the hash of what
 * stands before it. Senseless: whole and chained, but no program that keeps the rules wrote it.
 */
export type DamageReason = 'unreadable' | 'missing' | 'broken' | 'senseless';

/** Where a log stops being what was written. */
export interface LogDamage {
  readonly seq: number;
  readonly reason: DamageReason;
  /** Names of the entries from there on. */
  readonly files: readonly string[];
}

export interface LogSurvey {
  /** The good entries, in order. */
  readonly logged: readonly LoggedEntry[];
  /** Where they end. */
  readonly head: Head;
  readonly damage: LogDamage | null;
}

/** The hash that the first entry names: of case.json and the label map, so that they cannot change unseen either. */
export async function rootHash(caseDir: string, { labelmap }: Pick<CaseFile, 'labelmap'>): Promise<string> {
  const hash = createHash('sha256');
  for (const name of ['case.json', labelmap]) hash.update(await readKept(join(caseDir, name)));
  return hash.digest('hex');
}

/** Whether anybody ever changed or judged the case. */
export async function hasReviewLog(caseDir: string): Promise<boolean> {
  return (await entryNames(join(caseDir, REVIEW_FOLDER))).length > 0;
}

const READ_AT_ONCE = 32;

/**
 * Reads the entries after `after` as far as each follows the one before; nothing on disk is changed. When `after` is no
 * longer the end of anything, because its own file is gone or another, that is the damage.
 * @throws QuadrantError review.newer for an entry that only a newer version understands
 */
export async function surveyEntries(caseDir: string, after: Head): Promise<LogSurvey> {
  const folder = join(caseDir, REVIEW_FOLDER);
  const names = await entryNames(folder);
  const stop = (head: Head, logged: readonly LoggedEntry[], seq: number, reason: DamageReason): LogSurvey => ({
    logged,
    head,
    damage: { seq, reason, files: names.filter((name) => seqOf(name) >= seq) },
  });
  if (after.seq > 0 && (await hashOf(folder, fileName(after.seq))) !== after.hash) {
    return stop(after, [], after.seq, 'broken');
  }
  const wanted = names.filter((name) => seqOf(name) > after.seq);
  const logged: LoggedEntry[] = [];
  let head = after;
  for (let first = 0; first < wanted.length; first += READ_AT_ONCE) {
    const batch = wanted.slice(first, first + READ_AT_ONCE);
    const read = await Promise.all(batch.map((name) => textOf(folder, name)));
    for (const [n, text] of read.entries()) {
      const seq = head.seq + 1;
      if (seqOf(batch[n]) !== seq) return stop(head, logged, seq, 'missing');
      const entry = text === null ? null : parsed(text);
      if (text === null || entry === null) {
        const next = text === null ? undefined : wanted[first + n + 1];
        if (text !== null && isFromNewer(text, head, next === undefined ? null : await textOf(folder, next))) {
          throw newer(folder, batch[n]);
        }
        return stop(head, logged, seq, 'unreadable');
      }
      if (entry.seq !== seq || entry.previous !== head.hash) return stop(head, logged, seq, 'broken');
      head = { seq, hash: sha256(text) };
      logged.push({ entry, hash: head.hash });
    }
  }
  return { logged, head, damage: null };
}

/** Entries after `head` in order, each checked against the one before, and where they end. @throws QuadrantError review.damaged, review.newer */
export async function readEntries(
  caseDir: string,
  after: Head,
): Promise<{ readonly entries: readonly Entry[]; readonly head: Head }> {
  const { logged, head, damage } = await surveyEntries(caseDir, after);
  if (damage !== null) throw damaged(caseDir, damage);
  return { entries: logged.map(({ entry }) => entry), head };
}

/** Seconds from the first entry of a log to the last; null where nobody reviewed. */
export async function reviewSpan(caseDir: string): Promise<number | null> {
  const folder = join(caseDir, REVIEW_FOLDER);
  const names = await entryNames(folder);
  const times = await Promise.all(
    [names.at(0), names.at(-1)].map(async (name) =>
      name === undefined ? null : parsed((await textOf(folder, name)) ?? ''),
    ),
  );
  const [first, last] = times.map((entry) => (entry === null ? NaN : Date.parse(entry.at)));
  return last >= first ? Math.round((last - first) / 1000) : null;
}

/** How an entry gets its name; a test puts a file system without hard links in its place. */
export interface Naming {
  link(from: string, to: string): Promise<void>;
}

/** Windows tells ERROR_INVALID_FUNCTION as EISDIR. */
const NO_LINKS_HERE: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EISDIR']);

/** Puts an entry on disk for good; the new end of the log. @throws QuadrantError review.conflict, case.not-found, disk.full, disk.unwritable */
export async function appendEntry(caseDir: string, entry: Entry, naming: Naming = { link }): Promise<Head> {
  const text = `${JSON.stringify(entry)}\n`;
  const folder = join(caseDir, REVIEW_FOLDER);
  const path = join(folder, fileName(entry.seq));
  const partial = join(folder, `${PARTIAL_PREFIX}${randomUUID()}`);
  try {
    await makeFolder(folder);
    await writeFlushed(partial, sealedFor(path, text));
    await giveName(partial, path, naming);
    await flushFolder(folder);
    return { seq: entry.seq, hash: sha256(text) };
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw conflict(entry.seq);
    if (codeOf(error) === 'ENOENT') throw gone(caseDir, error);
    throw diskError(error, folder);
  } finally {
    await rm(partial, { force: true }).catch(() => {});
  }
}

/** Where there are no links: a copy that is refused as well when the name is taken, though a crash may leave half of it. */
async function giveName(partial: string, path: string, naming: Naming): Promise<void> {
  try {
    await naming.link(partial, path);
  } catch (error) {
    if (!NO_LINKS_HERE.has(codeOf(error))) throw error;
    await copyFile(partial, path, constants.COPYFILE_EXCL);
    await flush(path);
  }
}

/** Not with its parents: a case that was deleted meanwhile must not come back as an empty folder. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
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

export function damaged(caseDir: string, { seq, reason }: LogDamage): QuadrantError {
  return new QuadrantError(
    'review.damaged',
    `The record of changes of this case is damaged at entry ${seq} (${reason}).`,
    'Open the case again: what stands before it stays usable, the rest is set aside.',
    { path: join(caseDir, REVIEW_FOLDER), file: fileName(seq), reason },
  );
}

function gone(caseDir: string, cause: unknown): QuadrantError {
  return new QuadrantError(
    'case.not-found',
    'This case is no longer where it was; your last action was not saved.',
    'Look for it in the list of cases.',
    { path: caseDir },
    cause,
  );
}

export function fileName(seq: number): string {
  return `${String(seq).padStart(6, '0')}.json`;
}

/** Names of entries, in order. Only a folder that is not there is an empty log: one that cannot be read is not. */
export async function entryNames(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => /^\d{6}\.json$/.test(name)).sort();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw diskError(error, folder);
  }
}

export function seqOf(name: string): number {
  return Number.parseInt(name, 10);
}

/** What a file says; null where it is gone or on a bad sector. */
async function textOf(folder: string, name: string): Promise<string | null> {
  try {
    return await readKeptText(join(folder, name));
  } catch (error) {
    if (['ENOENT', 'EIO', 'EISDIR'].includes(codeOf(error)) || isDamaged(error) || error instanceof NotAFile)
      return null;
    throw error;
  }
}

/** A sealed entry that was changed is as unreadable as one on a bad sector. */
function isDamaged(error: unknown): boolean {
  return error instanceof QuadrantError && error.code === 'vault.damaged';
}

async function hashOf(folder: string, name: string): Promise<string | null> {
  const text = await textOf(folder, name);
  return text === null ? null : sha256(text);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function parsed(text: string): Entry | null {
  try {
    return entrySchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

const envelopeSchema = z.object({ seq: z.number(), previous: z.string(), action: z.object({ kind: z.string() }) });

/**
 * Whether an entry that cannot be understood is whole all the same, by a version that knows more actions: it follows the
 * one before, and the next one, if any, follows it.
 */
function isFromNewer(text: string, before: Head, next: string | null): boolean {
  const envelope = envelopeOf(text);
  if (envelope?.seq !== before.seq + 1 || envelope.previous !== before.hash) return false;
  return next === null || envelopeOf(next)?.previous === sha256(text);
}

function envelopeOf(text: string): z.infer<typeof envelopeSchema> | null {
  try {
    return envelopeSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function newer(folder: string, file: string): QuadrantError {
  return new QuadrantError(
    'review.newer',
    'This case was changed with a newer version of Quadrant, which knows actions that this one does not.',
    'Open it with the newer version.',
    { path: folder, file },
  );
}
