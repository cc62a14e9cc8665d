/**
 * Who works on what in a folder that several workers share, without a server: a file for each claim.
 *
 * [Note: Claims] A claim is made by creating `.<name>.claim-<n>`, which one worker alone can do, on network file systems
 * too. While its holder lives the file's time moves on every minute. Nobody compares clocks: who waits looks whether the
 * time has moved for ten minutes of his own, or asks this system whether the holder's process is there, and then creates
 * n + 1. A claim is never taken out of another's hands: a holder that was only asleep removes the files up to its own
 * number and no more. So n also counts the workers that died at one thing, and after three nobody tries it again.
 */
import { randomUUID } from 'node:crypto';
import { readFile, readdir, readlink, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { codeOf, diskError, writeFlushed } from './flushed-file.ts';

const holderSchema = z.object({ id: z.string(), host: z.string(), pidNamespace: z.string(), pid: z.number().int() });
type Holder = z.infer<typeof holderSchema>;

/** `claimed` is this worker's until `release`; `held` another's; at `deadly` three workers died. */
export type ClaimAnswer =
  | { readonly state: 'claimed'; readonly release: () => Promise<void> }
  | { readonly state: 'held' }
  | { readonly state: 'deadly' };

const MOST_DEATHS = 3;

export interface ClaimTimes {
  /** Default a minute. */
  readonly beatMs?: number;
  /** Without a beat for so long a holder on another computer is dead. Default ten minutes. */
  readonly staleMs?: number;
  readonly nowMs?: () => number;
}

export class Claims {
  private readonly folder: string;
  private readonly beatMs: number;
  private readonly staleMs: number;
  private readonly nowMs: () => number;
  /** The time that a file showed, and since when it has. */
  private readonly seen = new Map<string, { readonly time: number; readonly sinceMs: number }>();

  /** `folder` exists. */
  constructor(
    folder: string,
    { beatMs = 60_000, staleMs = 600_000, nowMs = () => performance.now() }: ClaimTimes = {},
  ) {
    this.folder = folder;
    this.beatMs = beatMs;
    this.staleMs = staleMs;
    this.nowMs = nowMs;
  }

  /** Tries once and does not wait. @throws QuadrantError disk.* */
  async claim(name: string): Promise<ClaimAnswer> {
    const number = await this.newest(name);
    if (number > 0 && !(await this.isDead(this.file(name, number)))) return { state: 'held' };
    if (number >= MOST_DEATHS) return { state: 'deadly' };
    const own = number + 1;
    const holder: Holder = { id: randomUUID(), host: hostname(), pidNamespace: await pidNamespace(), pid: process.pid };
    const file = this.file(name, own);
    heldHere.add(holder.id);
    try {
      await writeFlushed(file, `${JSON.stringify(holder)}\n`);
    } catch (error) {
      heldHere.delete(holder.id);
      if (codeOf(error) === 'EEXIST') return { state: 'held' };
      throw diskError(error, file);
    }
    const beat = setInterval(() => void touch(file), this.beatMs).unref();
    const release = async (): Promise<void> => {
      clearInterval(beat);
      // From the oldest on: as long as one is there, the newest is.
      for (let n = 1; n <= own; n++) await rm(this.file(name, n), { force: true });
      heldHere.delete(holder.id);
    };
    return { state: 'claimed', release };
  }

  private file(name: string, number: number): string {
    return join(this.folder, `.${name}.claim-${number}`);
  }

  /** The highest number of a claim on `name`, 0 for none. */
  private async newest(name: string): Promise<number> {
    const prefix = `.${name}.claim-`;
    const files = (await readdir(this.folder)).filter((file) => file.startsWith(prefix));
    return Math.max(0, ...files.map((file) => Number(file.slice(prefix.length))).filter(Number.isInteger));
  }

  private async isDead(file: string): Promise<boolean> {
    try {
      const { mtimeMs } = await stat(file);
      const seen = this.seen.get(file);
      if (seen === undefined || seen.time !== mtimeMs) this.seen.set(file, { time: mtimeMs, sinceMs: this.nowMs() });
      else if (this.nowMs() - seen.sinceMs > this.staleMs) return true;
      return await hasGone(holderSchema.parse(JSON.parse(await readFile(file, 'utf8'))));
    } catch {
      // Released meanwhile, or just being written: the next look tells.
      return false;
    }
  }
}

/** Claims of this process, by id. */
const heldHere = new Set<string>();

/** Whether a holder was a process of this very system that is there no more; false where that cannot be known. */
async function hasGone(holder: Holder): Promise<boolean> {
  if (holder.host !== hostname() || holder.pidNamespace !== (await pidNamespace())) return false;
  if (holder.pid === process.pid) return !heldHere.has(holder.id);
  try {
    process.kill(holder.pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}

/** Containers may share a host's name, and each counts its processes from 1. */
async function pidNamespace(): Promise<string> {
  return readlink('/proc/self/ns/pid').catch(() => '');
}

async function touch(file: string): Promise<void> {
  const now = new Date();
  await utimes(file, now, now).catch(() => {});
}
