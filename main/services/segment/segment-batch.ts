/** Many scans, one case folder each, shared by as many workers as one likes: what is finished stays, what is not is done. */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { asQuadrantError, QuadrantError, type ErrorBody } from '#contract/errors';
import { readCase, removePartialCase, removeUnfinishedCase } from '../../io/case-folder.ts';
import type { Claims } from '../../io/claims.ts';
import { diskError } from '../../io/flushed-file.ts';
import type { ListedScan } from './scan-list.ts';
import type { SegmentedScan } from './segment-scan.ts';

/** `kept` was finished before, or by another worker; `not-tried` comes after an error that no scan is to blame for. */
export interface ScanOutcome {
  readonly scan: string;
  readonly case: string;
  readonly outcome: 'done' | 'kept' | 'failed' | 'not-tried';
  readonly teeth: number | null;
  readonly seconds: number;
  readonly error: ErrorBody | null;
}

export interface SegmentBatchOptions {
  readonly scans: readonly ListedScan[];
  readonly outDir: string;
  readonly claims: (outDir: string) => Claims;
  /** Segments one scan into a folder that does not exist yet. */
  readonly segment: (scan: ListedScan, caseDir: string) => Promise<SegmentedScan>;
  readonly onOutcome: (outcome: ScanOutcome) => Promise<void>;
  readonly signal: AbortSignal;
  /** Before scans that others hold are looked at again. Default 5 s. */
  readonly pollMs?: number;
}

/**
 * Does every scan that is not finished, and ends when each is finished or has failed, whoever works on it: a worker whose
 * scans are all in others' hands waits, and takes over from those that die. One bad scan does not stop the rest; an error
 * that would meet every scan (no model, no room, no server) does.
 * @throws QuadrantError job.cancelled, disk.*
 */
export async function segmentBatch(options: SegmentBatchOptions): Promise<readonly ScanOutcome[]> {
  const { scans, signal, onOutcome, pollMs = 5000 } = options;
  const outDir = resolve(options.outDir);
  await mkdir(outDir, { recursive: true }).catch((error: unknown) => {
    throw diskError(error, outDir);
  });
  const claims = options.claims(outDir);
  const outcomes = new Map<ListedScan, ScanOutcome>();
  let waiting = [...scans];
  while (waiting.length > 0) {
    const before = outcomes.size;
    for (const scan of waiting) {
      if (signal.aborted) throw cancelled();
      const outcome = await attempt({ ...options, claims, outDir }, scan);
      if (outcome === null) continue;
      outcomes.set(scan, outcome);
      await onOutcome(outcome);
      if (outcome.error !== null && stopsAll(outcome.error)) return withUntried(scans, outcomes);
    }
    waiting = waiting.filter((scan) => !outcomes.has(scan));
    if (waiting.length > 0 && outcomes.size === before) await pause(pollMs, undefined, { signal }).catch(() => {});
  }
  return withUntried(scans, outcomes);
}

interface Attempt extends Pick<SegmentBatchOptions, 'segment'> {
  readonly claims: Claims;
  readonly outDir: string;
}

/** One scan, or null while another worker has it. @throws QuadrantError job.cancelled, disk.* */
async function attempt({ claims, outDir, segment }: Attempt, scan: ListedScan): Promise<ScanOutcome | null> {
  const caseDir = join(outDir, scan.name);
  const startedMs = performance.now();
  const outcome = (result: Pick<ScanOutcome, 'outcome'> & Partial<ScanOutcome>): ScanOutcome => {
    const seconds = Number(((performance.now() - startedMs) / 1000).toFixed(1));
    return { scan: scan.entry, case: scan.name, teeth: null, seconds, error: null, ...result };
  };
  try {
    const before = await finishedTeeth(scan, caseDir);
    if (before !== null) return outcome({ outcome: 'kept', teeth: before });
    const claim = await claims.claim(scan.name);
    if (claim.state === 'held') return null;
    if (claim.state === 'deadly') throw deadly(scan);
    try {
      // Another worker may have finished it between the look and the claim.
      const teeth = await finishedTeeth(scan, caseDir);
      if (teeth !== null) return outcome({ outcome: 'kept', teeth });
      await removePartialCase(caseDir);
      await removeUnfinishedCase(caseDir);
      const { caseFile } = await segment(scan, caseDir);
      return outcome({ outcome: 'done', teeth: caseFile.instances.length });
    } finally {
      await claim.release();
    }
  } catch (thrown) {
    const error = asQuadrantError(thrown);
    if (error.code === 'job.cancelled') throw error;
    return outcome({ outcome: 'failed', error: error.toBody() });
  }
}

/** How many teeth the finished case of a scan has; null while there is none. @throws QuadrantError case.exists, case.corrupt */
async function finishedTeeth(scan: ListedScan, caseDir: string): Promise<number | null> {
  const found = await readCase(caseDir).catch((error: unknown) => {
    if (error instanceof QuadrantError && error.code === 'case.not-found') return null;
    throw error;
  });
  if (found === null) return null;
  const { source, instances } = found.caseFile;
  // The same name below another folder is another patient as likely as another mount: better to ask than to skip one.
  if (source.path === scan.path) return instances.length;
  const message = `The folder ${scan.name} holds the case of a scan at another place, ${source.path}.`;
  throw new QuadrantError('case.exists', message, 'Choose another output folder for this list.', {
    path: caseDir,
    expected: scan.path,
    found: source.path,
  });
}

/** Errors that the next scan would meet as well. */
function stopsAll({ code }: ErrorBody): boolean {
  return /^(model|remote|disk)\./.test(code) || code === 'inference.no-provider';
}

function withUntried(
  scans: readonly ListedScan[],
  outcomes: ReadonlyMap<ListedScan, ScanOutcome>,
): readonly ScanOutcome[] {
  return scans.map(
    (scan) =>
      outcomes.get(scan) ?? {
        scan: scan.entry,
        case: scan.name,
        outcome: 'not-tried',
        teeth: null,
        seconds: 0,
        error: null,
      },
  );
}

function deadly({ name }: ListedScan): QuadrantError {
  return new QuadrantError(
    'engine.crashed',
    'Three workers ended without a word while they worked on this scan.',
    `Give a worker more memory; to have it tried again, remove the files .${name}.claim-* from the output folder.`,
    { case: name },
  );
}

function cancelled(): QuadrantError {
  return new QuadrantError('job.cancelled', 'The job was cancelled.', 'Start it again: what is finished is kept.');
}
