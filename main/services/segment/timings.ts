/** How long earlier CBCT scans took on this machine: the time estimate of the next one. */
import { join } from 'node:path';
import { z } from 'zod';
import { voxelVolumeMm3 } from '#core/geometry';
import { medianOf } from '#core/math/median';
import { voxelCount, type Geometry } from '#core/volume';
import { JOB_STAGES, providerChoiceSchema, type ProviderChoice } from '#contract/api';
import { DEFAULT_STAGE_SECONDS, type JobStage, type StageSeconds } from '../../pipeline/stage-progress.ts';
import { readJsonOr, writeJson } from '../data-folder/json-store.ts';

const runSchema = z.object({
  provider: providerChoiceSchema, // as it was asked for
  voxels: z.number().positive(),
  volumeMm3: z.number().positive(),
  seconds: z.partialRecord(z.enum(JOB_STAGES), z.number().nonnegative()),
});
const timingsSchema = z.array(runSchema);
export type TimedRun = z.infer<typeof runSchema>;

const MAX_RUNS = 20;

export interface ExpectedTime {
  readonly expected: StageSeconds;
  readonly learned: boolean;
}

/** How much there is to work on. */
export interface ScanSize {
  readonly voxels: number;
  readonly volumeMm3: number;
}

export function scanSize(geometry: Geometry): ScanSize {
  const voxels = voxelCount(geometry);
  return { voxels, volumeMm3: voxels * voxelVolumeMm3(geometry) };
}

/** Earlier runs, oldest first. */
export class Timings {
  private readonly file: string;

  constructor(dataDir: string) {
    this.file = join(dataDir, 'timings.json');
  }

  /**
   * Medians of the runs with the same provider choice: reading, measuring and saving by the voxels of this scan, the
   * coarse net by its volume (it works on a grid of its own), the fine net and numbering as they were: teeth are teeth.
   * While its size is not known (null), for a scan like the last one.
   */
  async expect(provider: ProviderChoice, size: ScanSize | null): Promise<ExpectedTime> {
    const runs = (await this.read()).filter((run) => run.provider === provider);
    const last = runs.at(-1);
    if (last === undefined) return { expected: DEFAULT_STAGE_SECONDS, learned: false };
    const { voxels, volumeMm3 } = size ?? last;
    const byVoxels = (stage: JobStage): number =>
      medianOf(runs.map((run) => secondsOf(run, stage) / run.voxels)) * voxels;
    const asBefore = (stage: JobStage): number => medianOf(runs.map((run) => secondsOf(run, stage)));
    return {
      expected: {
        read: byVoxels('read'),
        coarse: medianOf(runs.map((run) => secondsOf(run, 'coarse') / run.volumeMm3)) * volumeMm3,
        fine: asBefore('fine'),
        label: asBefore('label'),
        measure: byVoxels('measure'),
        save: byVoxels('save'),
      },
      learned: true,
    };
  }

  /** Adds a run. Only a convenience: a data folder that cannot be written must not fail a finished job. */
  async remember(run: ScanSize & { readonly provider: ProviderChoice; readonly seconds: unknown }): Promise<void> {
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

function secondsOf(run: TimedRun, stage: JobStage): number {
  return run.seconds[stage] ?? 0;
}
