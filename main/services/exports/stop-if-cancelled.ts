import { setImmediate } from 'node:timers/promises';
import { QuadrantError } from '#contract/errors';
import type { ExportJob } from './export-case.ts';

/** Other work of this process goes first for a moment: a cancel is heard then. @throws QuadrantError job.cancelled */
export async function stopIfCancelled({ signal }: ExportJob): Promise<void> {
  await setImmediate();
  if (signal?.aborted === true)
    throw new QuadrantError('job.cancelled', 'The job was cancelled.', 'Start it again when you need it.');
}
