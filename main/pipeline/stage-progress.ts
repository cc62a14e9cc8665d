/** Where a job is: weighted stages, a time estimate, and the place where it can be stopped. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { JOB_STAGES } from '#contract/api';
import { QuadrantError } from '#contract/errors';

export type JobStage = (typeof JOB_STAGES)[number];
/** Stages that a job does not have are left out. */
export type StageSeconds = Readonly<Partial<Record<JobStage, number>>>;

export interface Progress {
  readonly stage: JobStage;
  /** 0…1 of the whole job; never falls. */
  readonly fraction: number;
  readonly secondsLeft: number | null;
  readonly provider: string | null;
}

export interface StageProgressOptions {
  /** Seconds that each stage is expected to take: their shares of the bar. */
  readonly expected: StageSeconds;
  /** The expectation comes from runs on this machine, so a time can be promised from the start. */
  readonly learned: boolean;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Clock in milliseconds. Default performance.now. */
  readonly now?: () => number;
}

/** A radiograph takes about a second whatever its size: shares seen on two cores. */
export const RADIOGRAPH_STAGE_SECONDS: StageSeconds = { read: 0.1, detect: 0.3, outline: 0.5, measure: 0.1, save: 0.1 };

/** An intraoral scan of 200,000 faces takes some seconds: shares of CPU time seen with one. */
export const SURFACE_STAGE_SECONDS: StageSeconds = { read: 0.4, classify: 2.2, label: 1.8, measure: 0.2, save: 0.1 };

/** Without earlier runs: shares seen on two cores with a 600×600×450 scan. */
export const DEFAULT_STAGE_SECONDS: StageSeconds = { read: 8, coarse: 6, fine: 16, label: 3, measure: 4, save: 2 };

/** An estimate from the elapsed fraction alone is worth nothing before this much is done. */
const MIN_FRACTION_FOR_ESTIMATE = 0.08;
const MIN_SECONDS_FOR_ESTIMATE = 2;

export class StageProgress {
  private readonly options: StageProgressOptions;
  private expected: StageSeconds;
  private readonly now: () => number;
  private readonly startedMs: number;
  private readonly finished: { readonly name: JobStage; readonly seconds: number }[] = [];
  private stage: JobStage = 'read';
  private stageStartedMs: number;
  private fractionOfJob = 0;
  private provider: string | null = null;

  constructor(options: StageProgressOptions) {
    this.options = options;
    this.expected = options.expected;
    this.now = options.now ?? (() => performance.now());
    this.startedMs = this.now();
    this.stageStartedMs = this.startedMs;
  }

  /** Ends the stage before and starts the next. @throws QuadrantError job.cancelled */
  enter(stage: JobStage): void {
    if (stage !== this.stage) {
      this.closeStage();
      this.stage = stage;
    }
    this.report(0);
  }

  /** Changes the shares of the bar, once it is known what kind of scan this is. */
  expect(seconds: StageSeconds): void {
    this.expected = seconds;
  }

  ranOn(provider: string): void {
    this.provider = provider;
  }

  /** A core Report: tells how far the current stage is, 0…1. @throws QuadrantError job.cancelled */
  readonly report = (fractionOfStage: number): void => {
    this.throwIfCancelled();
    this.fractionOfJob = Math.max(this.fractionOfJob, this.jobFraction(fractionOfStage));
    const { stage, provider } = this;
    this.options.onProgress?.({ stage, provider, fraction: this.fractionOfJob, secondsLeft: this.secondsLeft() });
  };

  /** Reports, then lets waiting messages and signals in, for loops that block the thread in between. */
  readonly checkpoint = async (fractionOfStage: number): Promise<void> => {
    this.report(fractionOfStage);
    await nextTurn();
    this.throwIfCancelled();
  };

  /** Tells that all is done. Never throws: a result that is on disk is not cancelled any more. */
  finish(): void {
    this.fractionOfJob = 1;
    const { stage, provider } = this;
    this.options.onProgress?.({ stage, provider, fraction: 1, secondsLeft: 0 });
  }

  /** Seconds of every stage so far, the running one included. */
  stages(): readonly { readonly name: JobStage; readonly seconds: number }[] {
    return [...this.finished, { name: this.stage, seconds: this.secondsSince(this.stageStartedMs) }];
  }

  totalSeconds(): number {
    return this.secondsSince(this.startedMs);
  }

  private closeStage(): void {
    this.finished.push({ name: this.stage, seconds: this.secondsSince(this.stageStartedMs) });
    this.stageStartedMs = this.now();
  }

  private throwIfCancelled(): void {
    if (this.options.signal?.aborted !== true) return;
    throw new QuadrantError('job.cancelled', 'The job was cancelled.', 'Start it again when you need it.');
  }

  private jobFraction(fractionOfStage: number): number {
    const { expected } = this;
    const done = this.finished.reduce((sum, { name }) => sum + (expected[name] ?? 0), 0);
    const total = Object.values(expected).reduce((sum, seconds) => sum + seconds, 0);
    return Math.min(1, (done + (expected[this.stage] ?? 0) * fractionOfStage) / total);
  }

  private secondsLeft(): number | null {
    const elapsed = this.totalSeconds();
    const fraction = this.fractionOfJob;
    if (fraction >= 1) return 0;
    const reliable = fraction >= MIN_FRACTION_FOR_ESTIMATE && elapsed >= MIN_SECONDS_FOR_ESTIMATE;
    const fromElapsed = (elapsed * (1 - fraction)) / fraction;
    if (!this.options.learned) return reliable ? fromElapsed : null;
    const total = Object.values(this.expected).reduce((sum, seconds) => sum + seconds, 0);
    const fromHistory = total * (1 - fraction);
    // The further the job, the more its own pace counts.
    return reliable ? fromHistory * (1 - fraction) + fromElapsed * fraction : fromHistory;
  }

  private secondsSince(ms: number): number {
    return (this.now() - ms) / 1000;
  }
}
