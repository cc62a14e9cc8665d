/**
 * The audit log: who did what and when, <data folder>/audit/<year>-<month>.jsonl, an entry a line that names the hash of the
 * line before, across months. [Note: Audit] Whoever changes a line, takes one out or puts one in breaks the chain, and
 * `quadrant audit` tells where. It has no secret: someone who may write to the folder and writes everything after it anew, or
 * cuts off the end, is not told. A clinic that wants that too copies the files to where nobody may change them.
 */
import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { codeOf, flushFolder, writeFlushed } from './flushed-file.ts';

const FOLDER = 'audit';
const MONTH_FILE = /^\d{4}-\d{2}\.jsonl$/;

const factsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const auditEntrySchema = z.object({
  seq: z.number().int(),
  at: z.string(), // ISO 8601
  account: z.string(), // of the operating system
  reviewer: z.string(), // as in the settings; '' for none
  what: z.string(),
  outcome: z.string(), // done, or the code of the error
  /** Ids, formats and counts; never a name, a date of a patient or a path. */
  facts: factsSchema,
  previous: z.string(), // sha256 of the line before; '' for the very first
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;
export type NewAuditEntry = Omit<AuditEntry, 'seq' | 'previous'>;

export interface AuditDamage {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** `unreadable`: no entry, as after a power cut. `broken`: it does not follow what stands before it. */
  readonly reason: 'unreadable' | 'broken';
}

export interface AuditSurvey {
  readonly entries: readonly AuditEntry[];
  readonly damage: readonly AuditDamage[];
  /** Entries before the first one that is there: their months were put elsewhere. */
  readonly earlier: number;
}

/** Adds an entry, flushed. Several programs may do so at once. @throws the file system's error */
export async function appendAudit(dataDir: string, entry: NewAuditEntry): Promise<void> {
  const folder = join(dataDir, FOLDER);
  await mkdir(folder, { recursive: true });
  const release = await takeTurn(folder);
  try {
    const newest = (await monthFiles(folder)).at(-1);
    // A clock that was set back must not write into a month that is over.
    const name = [`${entry.at.slice(0, 7)}.jsonl`, newest ?? ''].sort().at(-1) ?? '';
    const last = newest === undefined ? null : await lastLine(join(folder, newest));
    const seq = last === null ? 1 : (seqOf(last.text) ?? last.number) + 1;
    const line = JSON.stringify({
      seq,
      ...entry,
      previous: last === null ? '' : sha256(last.text),
    } satisfies AuditEntry);
    const file = await open(join(folder, name), 'a');
    try {
      // After a power cut the last line may have no end.
      await file.appendFile(`${last !== null && name === newest && !last.ended ? '\n' : ''}${line}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    if (name !== newest) await flushFolder(folder);
  } finally {
    await release();
  }
}

/** Reads all months and checks the chain; changes nothing. */
export async function surveyAudit(dataDir: string): Promise<AuditSurvey> {
  const folder = join(dataDir, FOLDER);
  const entries: AuditEntry[] = [];
  const damage: AuditDamage[] = [];
  let earlier = 0;
  let before: string | null = null;
  for (const file of await monthFiles(folder)) {
    const lines = linesOf(await readFile(join(folder, file), 'utf8'));
    for (const [n, text] of lines.entries()) {
      const entry = parsed(text);
      if (entry === null) damage.push({ file, line: n + 1, reason: 'unreadable' });
      else {
        if (before === null) earlier = entry.seq - 1;
        const follows = before === null ? entry.seq > 1 || entry.previous === '' : entry.previous === sha256(before);
        if (!follows) damage.push({ file, line: n + 1, reason: 'broken' });
        entries.push(entry);
      }
      before = text;
    }
  }
  return { entries, damage, earlier };
}

async function monthFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => MONTH_FILE.test(name)).sort();
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line, n, all) => line !== '' || n < all.length - 1);
}

interface LastLine {
  readonly text: string;
  readonly ended: boolean;
  /** How many lines the file has. */
  readonly number: number;
}

async function lastLine(path: string): Promise<LastLine | null> {
  const text = await readFile(path, 'utf8');
  const lines = linesOf(text);
  const last = lines.at(-1);
  return last === undefined ? null : { text: last, ended: text.endsWith('\n'), number: lines.length };
}

function seqOf(text: string): number | null {
  return parsed(text)?.seq ?? null;
}

function parsed(text: string): AuditEntry | null {
  try {
    return auditEntrySchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const TURN_FILE = '.writing';
/** An entry takes milliseconds: who holds the file for longer was killed. */
const DEAD_AFTER_MS = 5000;

/** Waits until nobody else writes; the way to let the next one do so. */
async function takeTurn(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, TURN_FILE);
  for (;;) {
    try {
      await writeFlushed(path, '');
      return () => rm(path, { force: true });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      if (await isDead(path)) await removeDead(path);
      else await wait(5);
    }
  }
}

async function isDead(path: string): Promise<boolean> {
  const held = await stat(path).catch(() => null);
  return held !== null && Date.now() - held.mtimeMs > DEAD_AFTER_MS;
}

/** One program at a time looks again and removes: two that saw the same dead turn would take away each other's new one. */
async function removeDead(path: string): Promise<void> {
  const removing = `${path}-dead`;
  try {
    await writeFlushed(removing, '');
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    if (await isDead(removing)) await rm(removing, { force: true });
    else await wait(5);
    return;
  }
  try {
    if (await isDead(path)) await rm(path, { force: true });
  } finally {
    await rm(removing, { force: true });
  }
}
