/** Dates stand on cases, reports and in the review log: a clock that cannot be right is told. */
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DoctorFinding } from '#contract/diagnosis';
import { finding } from './finding.ts';

/** This version was made after that: no right clock shows an earlier day. */
const MADE_AFTER_MS = Date.UTC(2026, 10, 1);
/** Time zones apart, a file of tomorrow tells that the clock went back. */
const DAY_MS = 86_400_000;
/** Between this computer's clock and that of the disk, which may be another computer's. */
const MOST_APART_MS = 60_000;

export interface Clocks {
  readonly nowMs: number;
  /** Of the newest file in the data folder; null without any. */
  readonly newestFileMs: number | null;
  /** When the disk says that a file was written just now. */
  readonly diskMs: number;
}

export function judgeClock({ nowMs, newestFileMs, diskMs }: Clocks): DoctorFinding {
  if (nowMs < MADE_AFTER_MS) return finding('clock.too-early', { now: dayOf(nowMs) });
  if (Math.abs(diskMs - nowMs) > MOST_APART_MS)
    return finding('clock.disk-differs', { seconds: Math.round(Math.abs(diskMs - nowMs) / 1000) });
  if (newestFileMs !== null && newestFileMs > nowMs + DAY_MS)
    return finding('clock.behind-files', { now: dayOf(nowMs), newest: dayOf(newestFileMs) });
  return finding('clock.plausible', { now: dayOf(nowMs) });
}

/** Null where the folder cannot be written: that is told already. */
export async function examineClock(dataDir: string, casesDir: string): Promise<DoctorFinding | null> {
  try {
    await mkdir(dataDir, { recursive: true });
    const newestFileMs = await newestIn([dataDir, casesDir]);
    const probe = await mkdtemp(join(dataDir, '.quadrant-probe-'));
    const nowMs = Date.now();
    const { mtimeMs: diskMs } = await stat(probe);
    await rm(probe, { recursive: true });
    return judgeClock({ nowMs, newestFileMs, diskMs });
  } catch {
    return null;
  }
}

async function newestIn(folders: readonly string[]): Promise<number | null> {
  let newest: number | null = null;
  for (const folder of folders)
    for (const name of await readdir(folder).catch(() => [])) {
      const facts = await stat(join(folder, name)).catch(() => null);
      if (facts !== null && (newest === null || facts.mtimeMs > newest)) newest = facts.mtimeMs;
    }
  return newest;
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
}
