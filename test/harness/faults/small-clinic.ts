/** A viewer's services with a real engine, the stand-in nets and a phantom on disk, for one fault. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ApiResult, JobEvent } from '#contract/api';
import { asQuadrantError, type ErrorBody } from '#contract/errors';
import type { Action } from '#contract/review';
import { forkedEngine } from '../../../main/services/engine/engine-spawner.ts';
import { createServices, type Services } from '../../../main/services/index.ts';
import { verifyReview } from '../../../main/services/review/verify-review.ts';
import { TEST_MODELS } from '../../fixtures/paths.ts';
import { makePhantom, phantomGrid } from '../../fixtures/phantom.ts';
import { writeScan } from '../../fixtures/write-scan.ts';

const TEETH = [11, 12, 14, 16, 21, 22, 24, 26, 31, 32, 34, 36, 41, 42, 44, 46];
/** Left-handed and anisotropic. */
const GRID = phantomGrid([106, 100, 86], [0.9, 0.8, 1.0], [-1, 0, 0, 0, 1, 0, 0, 0, 1]);

export interface ClinicOptions {
  /** Default: a fresh folder; one that is given stays. */
  readonly dataDir?: string;
  /** Script of the engine. Default: the product's own. */
  readonly engineEntry?: string;
}

export class SmallClinic {
  readonly dataDir: string;
  readonly scanPath: string;
  readonly services: Services;
  private readonly root: string;
  private started = 0;

  private constructor(root: string, { dataDir = join(root, 'data'), engineEntry }: ClinicOptions) {
    this.root = root;
    this.dataDir = dataDir;
    this.scanPath = join(root, 'scan', 'phantom.nii');
    const settings = { modelsDir: TEST_MODELS, dataDir, version: '0.0.0-faults' };
    const spawn = forkedEngine(settings, {
      stderr: 'ignore',
      ...(engineEntry === undefined ? {} : { entry: engineEntry }),
    });
    this.services = createServices({
      dataDir,
      resourcesDir: root,
      engineSpawner: () => {
        this.started++;
        return spawn();
      },
      host: 'browser',
      version: '0.0.0-faults',
    });
  }

  static async open(options: ClinicOptions = {}): Promise<SmallClinic> {
    const root = await mkdtemp(join(tmpdir(), 'quadrant-faults-'));
    const clinic = new SmallClinic(root, options);
    await mkdir(join(root, 'scan'));
    await mkdir(clinic.dataDir, { recursive: true });
    await writeScan(clinic.scanPath, makePhantom(GRID, TEETH).volume);
    return clinic;
  }

  async close(): Promise<void> {
    await this.services.dispose();
    await rm(this.root, { recursive: true, force: true });
  }

  /** Of the engine that was started last, as the system knows it. */
  get enginePid(): number {
    const { pid } = process;
    return Number(execFileSync('pgrep', ['-n', '-P', String(pid), '-f', this.dataDir], { encoding: 'utf8' }));
  }

  get enginesStarted(): number {
    return this.started;
  }

  openScan(path: string = this.scanPath): Promise<ApiResult<'scans.open'>> {
    const source = { kind: 'source' as const, sourceId: this.services.registerSource(path) };
    return this.services.calls['scans.open']({ source, beside: false });
  }

  /** Finds the teeth; `onEvent` may interfere. The last event. */
  async findTeeth(scanId: string, onEvent: (event: JobEvent) => void = () => {}): Promise<JobEvent> {
    const { jobId } = await this.services.calls['jobs.segment']({ scanId, provider: 'auto', precision: 'fp32' });
    return new Promise((resolve) => {
      this.services.subscribeJob(jobId, (event) => {
        onEvent(event);
        if (event.state !== 'running') resolve(event);
      });
    });
  }

  /** Opens the phantom and finds its teeth; the id of the case. */
  async makeCase(): Promise<string> {
    const event = await this.findTeeth((await this.openScan()).scanId);
    if (event.state !== 'done') throw new Error(`the teeth were not found: ${JSON.stringify(event)}`);
    return event.caseId;
  }

  async act(caseId: string, action: Action): Promise<void> {
    const { head } = await this.services.calls['review.entries']({ caseId, after: 0 });
    await this.services.calls['review.append']({ caseId, head, action });
  }

  caseDir(caseId: string): string {
    return join(this.dataDir, 'cases', caseId);
  }

  /** Every case and its log are whole; how many cases there are, and nothing half beside them. */
  async wholeCases(): Promise<number> {
    const names = await readdir(join(this.dataDir, 'cases')).catch((): string[] => []);
    for (const name of names) {
      const { damage, setAside } = await verifyReview(join(this.dataDir, 'cases', name));
      if (damage !== null || setAside.length > 0) throw new Error(`the log of ${name} is damaged`);
    }
    return names.length;
  }
}

/** What a person is told when something is refused; null when it is not. */
export async function refusalOf(task: Promise<unknown>): Promise<ErrorBody | null> {
  return task.then(
    () => null,
    (thrown: unknown) => asQuadrantError(thrown).toBody(),
  );
}

/** A refusal as it stands in the table. */
export function told(error: ErrorBody | null): string {
  return error === null ? 'nothing was refused' : `${error.code}: “${error.message}”`;
}

export const run = promisify(execFile);
