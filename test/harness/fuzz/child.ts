/** A process that reads one hostile input after the other and says how each ended; the watcher ends it when it does not. */
import { readFileSync, writeFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { asQuadrantError } from '#contract/errors';
import type { Answer } from './outcome.ts';
import { READERS } from './readers.ts';

const questionSchema = z.object({ reader: z.string(), path: z.string(), bytes: z.number() });

/** What nobody awaits, or a timer or socket throws: it would end the program. */
let stray: unknown = null;
process.on('uncaughtException', (thrown) => (stray = thrown ?? new Error('something was thrown that is nothing')));

process.on('message', (message) => {
  const question = questionSchema.parse(message);
  void answer(question).then((said) => process.send?.(said));
});

async function answer({ reader, path, bytes }: z.infer<typeof questionSchema>): Promise<Answer> {
  const found = READERS.find(({ name }) => name === reader);
  if (found === undefined) throw new Error(`there is no reader ${reader}`);
  stray = null;
  let declaredBytes = bytes;
  const before = startOfPeak();
  let thrown: unknown = null;
  let failed = false;
  try {
    await found.read(path, (told) => {
      if (!Number.isFinite(told)) throw new Error(`the reader tells a size of ${told} bytes`);
      declaredBytes = Math.max(declaredBytes, told);
    });
  } catch (error) {
    [thrown, failed] = [error, true];
  }
  await nextTurn(); // a rejection that nobody awaits comes to light
  const peak = peakBytes();
  const outcome = stray === null ? (failed ? ended(thrown) : { kind: 'result' as const }) : ended(stray);
  return { outcome, declaredBytes, peakBytes: before === null || peak === null ? null : Math.max(0, peak - before) };
}

function ended(thrown: unknown): Answer['outcome'] {
  const error = asQuadrantError(thrown);
  if (error.code !== 'internal') return { kind: 'refused', code: error.code, message: error.message };
  const stack = thrown instanceof Error ? (thrown.stack ?? '') : '';
  return { kind: 'untyped', message: error.message, stack };
}

/** Lets the kernel measure the peak anew (proc(5), clear_refs); bytes held now, or null where there is no such kernel. */
function startOfPeak(): number | null {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
    return statusBytes('VmRSS');
  } catch {
    return null;
  }
}

function peakBytes(): number | null {
  try {
    return statusBytes('VmHWM');
  } catch {
    return null;
  }
}

function statusBytes(field: 'VmRSS' | 'VmHWM'): number {
  const found = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync('/proc/self/status', 'utf8'));
  return Number(found?.[1] ?? NaN) * 1024;
}

process.send?.('ready');
