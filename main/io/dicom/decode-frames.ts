import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { QuadrantError } from '#contract/errors';
import type { Report } from '#core/volume';
import { askWorker } from '../ask-worker.ts';
import { cancelled, failedReading } from '../scan-errors.ts';
import { FrameDecoder } from './decode-into.ts';
import type { DecodeOutput, FrameSummary, FrameTask } from './decode-into.ts';
import type { WorkerAnswer, WorkerSetup } from './decode-worker.ts';
import { transferSyntax } from './transfer-syntax.ts';

const MAX_THREADS = 16;
/** Beside this file in the sources; in a bundle, an entry of its own named decode-worker beside the chunk this is in. */
const WORKER_URL = new URL(
  import.meta.url.endsWith('.ts') ? './decode-worker.ts' : './decode-worker.js',
  import.meta.url,
);
/** Starting a thread and its codec costs about as much as decoding this many slices. */
const FRAMES_WORTH_A_THREAD = 8;

export interface DecodeOptions {
  readonly report?: Report | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Task `index` has been decoded into its place. */
  readonly onFrame?: ((index: number) => void) | undefined;
}

/**
 * Decodes all frames into `output`, on all cores when they are compressed; the summaries are in task order.
 * `output.voxels` must lie in shared memory.
 * @throws QuadrantError scan.corrupt-file or scan.not-found naming the file, job.cancelled; and whatever `report` throws.
 */
export async function decodeFrames(
  tasks: readonly FrameTask[],
  output: DecodeOutput,
  options: DecodeOptions = {},
): Promise<readonly FrameSummary[]> {
  const compressed = tasks.some((task) => {
    const { codec, deflated } = transferSyntax(task.transferSyntaxUid);
    return codec !== 'native' || deflated;
  });
  const threads = Math.min(availableParallelism(), MAX_THREADS, Math.floor(tasks.length / FRAMES_WORTH_A_THREAD));
  return compressed && threads > 1
    ? decodeOnThreads(tasks, output, threads, options)
    : decodeHere(tasks, output, options);
}

async function decodeHere(
  tasks: readonly FrameTask[],
  output: DecodeOutput,
  { report, signal, onFrame }: DecodeOptions,
): Promise<readonly FrameSummary[]> {
  const decoder = new FrameDecoder(output);
  const summaries: FrameSummary[] = [];
  try {
    for (const task of tasks) {
      if (signal?.aborted) throw cancelled();
      summaries.push(await decoder.decode(task).catch((thrown: unknown) => refuse(task, thrown)));
      onFrame?.(summaries.length - 1);
      report?.(summaries.length / tasks.length);
      await nextTurn(); // lets a cancel message in
    }
  } finally {
    decoder.close();
  }
  return summaries;
}

function refuse({ path }: FrameTask, thrown: unknown): never {
  throw failedReading(path, thrown);
}

/** The error of a thread; its cause, of which only the words come over, may be that memory ran out. */
function refusalOf({ error, reason }: Extract<WorkerAnswer, { readonly ok: false }>): QuadrantError {
  return new QuadrantError(error.code, error.message, error.remedy, error.facts, new Error(reason));
}

async function decodeOnThreads(
  tasks: readonly FrameTask[],
  output: DecodeOutput,
  threads: number,
  { report, signal, onFrame }: DecodeOptions,
): Promise<readonly FrameSummary[]> {
  const setup: WorkerSetup = { output };
  const workers = Array.from({ length: threads }, () => new Worker(WORKER_URL, { workerData: setup }));
  const summaries = new Array<FrameSummary>(tasks.length);
  let next = 0;
  let done = 0;
  const onAbort = Promise.withResolvers<never>();
  const abort = (): void => onAbort.reject(cancelled());
  signal?.addEventListener('abort', abort);

  const finish = (index: number, summary: FrameSummary): void => {
    summaries[index] = summary;
    onFrame?.(index);
    report?.(++done / tasks.length);
  };
  const feed = async (worker: Worker): Promise<void> => {
    while (next < tasks.length) {
      const index = next++;
      const answer = await askWorker<WorkerAnswer>(worker, tasks[index]);
      if (!answer.ok) throw refusalOf(answer);
      finish(index, answer.summary);
    }
  };
  /** The first frame is waited for: it is decoded here while the threads start. */
  const decodeFirst = async (): Promise<void> => {
    const index = next++;
    const decoder = new FrameDecoder(output);
    try {
      finish(index, await decoder.decode(tasks[index]).catch((thrown: unknown) => refuse(tasks[index], thrown)));
    } finally {
      decoder.close();
    }
  };
  try {
    if (signal?.aborted) throw cancelled();
    await Promise.race([Promise.all([decodeFirst(), ...workers.map(feed)]), onAbort.promise]);
  } finally {
    signal?.removeEventListener('abort', abort);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return summaries;
}
