/** A decoding thread: gets frame tasks one at a time, writes into the shared volume, answers with a summary. */
import { parentPort, workerData } from 'node:worker_threads';
import { FrameDecoder } from './decode-into.ts';
import type { DecodeOutput, FrameSummary, FrameTask } from './decode-into.ts';

export interface WorkerSetup {
  readonly output: DecodeOutput;
}

export type WorkerAnswer =
  { readonly ok: true; readonly summary: FrameSummary } | { readonly ok: false; readonly reason: string };

if (parentPort === null) throw new Error('decode-worker runs as a worker thread only');
const port = parentPort;
const setup: WorkerSetup = workerData;
const decoder = new FrameDecoder(setup.output);

async function answer(task: FrameTask): Promise<WorkerAnswer> {
  try {
    return { ok: true, summary: await decoder.decode(task) };
  } catch (thrown) {
    return { ok: false, reason: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

port.on('message', (task: FrameTask) => {
  void answer(task).then((message) => port.postMessage(message));
});
