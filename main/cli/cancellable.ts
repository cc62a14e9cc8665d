import { removePartialCase } from '../io/case-folder.ts';

/**
 * Runs a job that Ctrl-C stops: session.run blocks the loop, so the signal is noticed at the next patch. A second Ctrl-C
 * ends the process at once, with the half-written case removed; null where the next run does that.
 */
export async function cancellable<Result>(
  caseDir: string | null,
  job: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) void tidyUp(caseDir).finally(() => process.exit(3));
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  try {
    return await job(controller.signal);
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}

async function tidyUp(caseDir: string | null): Promise<void> {
  if (caseDir !== null) await removePartialCase(caseDir);
}
