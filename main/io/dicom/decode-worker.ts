/** A decoding thread: gets frame tasks one at a time, writes into the shared volume, answers with a summary. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ErrorBody } from '#contract/errors';
import { failedReading } from '../scan-errors.ts';
import { FrameDecoder } from './decode-into.ts';
import type { DecodeOutput, FrameSummary, FrameTask } from './decode-into.ts';

export interface WorkerSetup {
  readonly output: DecodeOutput;
}

export type WorkerAnswer =
  | { readonly ok: true; readonly summary: FrameSummary }
  | { readonly ok: false; readonly error: ErrorBody; readonly reason: string };

if (parentPort === null) throw new Error('decode-worker runs as a worker thread only');
const port = parentPort;
const setup: WorkerSetup = workerData;
const decoder = new FrameDecoder(setup.output);

async function answer(task: FrameTask): Promise<WorkerAnswer> {
  try {
    return { ok: true, summary: await decoder.decode(task) };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return { ok: false, error: failedReading(task.path, thrown).toBody(), reason };
  }
}

port.on('message', (task: FrameTask) => {
  void answer(task).then((message) => port.postMessage(message));
});
