/** How long earlier runs took on this machine: the time estimate of the next one. */
import { join } from 'node:path';
import { z } from 'zod';
import { JOB_STAGES, providerChoiceSchema, type ProviderChoice } from '#contract/api';
import { DEFAULT_STAGE_SECONDS, type StageSeconds } from '../pipeline/stage-progress.ts';
import { readJsonOr, writeJson } from './json-store.ts';

const runSchema = z.object({
  provider: providerChoiceSchema, // as it was asked for
  voxels: z.number().positive(),
  seconds: z.record(z.enum(JOB_STAGES), z.number().nonnegative()),
});
const timingsSchema = z.array(runSchema);
export type TimedRun = z.infer<typeof runSchema>;

const MAX_RUNS = 20;

export interface ExpectedTime {
  readonly expected: StageSeconds;
  readonly learned: boolean;
}

/** Earlier runs, oldest first. */
export class Timings {
  private readonly file: string;

  constructor(dataDir: string) {
    this.file = join(dataDir, 'timings.json');
  }

  /**
   * Median seconds per voxel of the runs with the same provider choice, times the voxels of this scan;
   * while its size is not known (null), of a scan as large as the last one.
   */
  async expect(provider: ProviderChoice, voxels: number | null): Promise<ExpectedTime> {
    const runs = (await this.read()).filter((run) => run.provider === provider);
    const last = runs.at(-1);
    if (last === undefined) return { expected: DEFAULT_STAGE_SECONDS, learned: false };
    const size = voxels ?? last.voxels;
    const stage = (name: keyof StageSeconds): number =>
      median(runs.map((run) => run.seconds[name] / run.voxels)) * size;
    return {
      expected: {
        read: stage('read'),
        coarse: stage('coarse'),
        fine: stage('fine'),
        label: stage('label'),
        measure: stage('measure'),
        save: stage('save'),
      },
      learned: true,
    };
  }

  /** Adds a run. Only a convenience: a data folder that cannot be written must not fail a finished job. */
  async remember(run: {
    readonly provider: ProviderChoice;
    readonly voxels: number;
    readonly seconds: unknown;
  }): Promise<void> {
    try {
      await writeJson(this.file, timingsSchema.parse([...(await this.read()), run].slice(-MAX_RUNS)));
    } catch {
      // the next estimate is then made from the elapsed fraction
    }
  }

  private read(): Promise<readonly TimedRun[]> {
    return readJsonOr(this.file, timingsSchema, []);
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
