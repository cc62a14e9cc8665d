/** A thread that examines scans of a clinic's export, one at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ScanFacts } from '#contract/dataset';
import { asQuadrantError, type ErrorBody } from '#contract/errors';
import { Key } from '../deidentify/key-file.ts';
import { examineScan, type ExamineSettings } from './examine-scan.ts';
import type { Source } from './find-sources.ts';

export interface ExamineSetup extends ExamineSettings {
  /** Holds the secret that all threads share. */
  readonly keyPath: string;
}

export interface ExamineTask {
  readonly source: Source;
  readonly stageDir: string;
}

export type ExamineAnswer =
  { readonly ok: true; readonly facts: ScanFacts } | { readonly ok: false; readonly error: ErrorBody };

if (parentPort === null) throw new Error('examine-worker runs as a worker thread only');
const port = parentPort;
const setup: ExamineSetup = workerData;
const job = { ...setup, key: await Key.open(setup.keyPath) };

async function answer({ source, stageDir }: ExamineTask): Promise<ExamineAnswer> {
  try {
    return { ok: true, facts: await examineScan(source, job, stageDir) };
  } catch (thrown) {
    return { ok: false, error: asQuadrantError(thrown).toBody() };
  }
}

port.on('message', (task: ExamineTask) => {
  void answer(task).then((message) => port.postMessage(message));
});
