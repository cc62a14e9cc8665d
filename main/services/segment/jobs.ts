/** Running jobs: one segmentation at a time in the engine, its events replayed to whoever listens. */
import { randomUUID } from 'node:crypto';
import type { JobEvent } from '#contract/api';
import { asQuadrantError, QuadrantError } from '#contract/errors';
import { removePartialCase } from '../../io/case-folder.ts';
import type { Cases } from '../cases/cases.ts';
import { cancelledError, type EngineClient } from '../engine/engine-client.ts';
import type { EngineParams } from '../engine/engine-protocol.ts';
import type { LogFile } from '../data-folder/log-file.ts';
import type { OpenedScan } from '../scans/scans.ts';

export type JobListener = (event: JobEvent) => void;

/** What a person may choose about a segmentation. */
export type SegmentChoices = Pick<EngineParams<'segment'>, 'provider' | 'precision' | 'jaw'>;

interface Job {
  readonly controller: AbortController;
  readonly listeners: Set<JobListener>;
  latest: JobEvent;
}

export interface JobsOptions {
  readonly log: LogFile;
  /** Told of each segmentation that ended: `done`, or the code of the error. */
  readonly onSegmented: (caseId: string, outcome: string) => Promise<void>;
}

export class Jobs {
  private readonly engine: EngineClient;
  private readonly cases: Cases;
  private readonly log: LogFile;
  private readonly jobs = new Map<string, Job>();
  /** Ends when the job before has ended: two nets at once would only share the same cores and memory. */
  private queue: Promise<void> = Promise.resolve();
  private running = 0;

  private readonly onSegmented: JobsOptions['onSegmented'];

  constructor(engine: EngineClient, cases: Cases, { log, onSegmented }: JobsOptions) {
    this.engine = engine;
    this.cases = cases;
    this.log = log;
    this.onSegmented = onSegmented;
  }

  /** Starts a segmentation and returns its id at once. */
  segment(opened: OpenedScan, how: SegmentChoices): string {
    const jobId = randomUUID();
    const job: Job = {
      controller: new AbortController(),
      listeners: new Set(),
      latest: { state: 'running', stage: 'read', fraction: 0, secondsLeft: null, provider: null },
    };
    this.jobs.set(jobId, job);
    this.queue = this.queue.then(() => this.run(job, opened, how));
    return jobId;
  }

  /**
   * Makes a case of a segmentation that another program drew, after the jobs before; its id.
   * @throws QuadrantError as importSegmentation does
   */
  importCase(opened: OpenedScan, segmentationPath: string): Promise<string> {
    const imported = this.queue.then(() => this.runImport(opened, segmentationPath));
    this.queue = settled(imported);
    return imported;
  }

  /** Asks a job to stop; a job that has ended stays as it ended. @throws QuadrantError usage for an unknown id. */
  cancel(jobId: string): void {
    this.find(jobId).controller.abort();
  }

  /**
   * Calls the listener with the latest event now and with every later one; returns the way to stop.
   * @throws QuadrantError usage for an unknown id.
   */
  subscribe(jobId: string, listener: JobListener): () => void {
    const { latest, listeners } = this.find(jobId);
    listeners.add(listener);
    listener(latest);
    return () => listeners.delete(listener);
  }

  /** A case is about to be written. */
  get isRunning(): boolean {
    return this.running > 0;
  }

  cancelAll(): void {
    for (const job of this.jobs.values()) job.controller.abort();
  }

  /** When the jobs so far have ended and were tidied up. */
  ended(): Promise<void> {
    return this.queue;
  }

  private async run(job: Job, opened: OpenedScan, how: SegmentChoices): Promise<void> {
    const { signal } = job.controller;
    let caseDir: string | null = null;
    let caseId = '';
    this.running++;
    try {
      const next = this.cases.next();
      ({ caseDir, caseId } = next);
      if (signal.aborted) throw cancelledError();
      const { path, seriesUid, scan } = opened;
      await this.engine.call(
        'segment',
        { scanId: scan.scanId, path, seriesUid, ...how, ...next },
        {
          signal,
          onProgress: (progress) => publish(job, { state: 'running', ...progress }),
        },
      );
      await this.onSegmented(caseId, 'done');
      publish(job, { state: 'done', caseId });
    } catch (thrown) {
      // A killed engine cannot tidy up after itself.
      if (caseDir !== null) await removePartialCase(caseDir);
      const error = asQuadrantError(thrown);
      this.log.failed('jobs.segment', error);
      await this.onSegmented(caseId, error.code);
      publish(
        job,
        error.code === 'job.cancelled' ? { state: 'cancelled' } : { state: 'failed', error: error.toBody() },
      );
    } finally {
      this.running--;
    }
  }

  private async runImport({ scan, path, seriesUid }: OpenedScan, segmentationPath: string): Promise<string> {
    const next = this.cases.next();
    const { scanId } = scan;
    this.running++;
    try {
      await this.engine.call('importSegmentation', { scanId, path, seriesUid, segmentationPath, ...next });
      return next.caseId;
    } catch (error) {
      await removePartialCase(next.caseDir); // a killed engine cannot tidy up after itself
      throw error;
    } finally {
      this.running--;
    }
  }

  private find(jobId: string): Job {
    const job = this.jobs.get(jobId);
    if (job === undefined) throw new QuadrantError('usage', 'There is no such job.', 'Start it again.', { jobId });
    return job;
  }
}

/** Ends when the task does, however that is: whoever asked for it is told. */
async function settled(task: Promise<unknown>): Promise<void> {
  await task.catch(() => {});
}

function publish(job: Job, event: JobEvent): void {
  job.latest = event;
  for (const listener of job.listeners) listener(event);
}
