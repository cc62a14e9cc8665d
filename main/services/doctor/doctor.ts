/** The doctor of a window: one examination at a time, and the last one for the bundle. */
import type { Diagnosis, Display } from '#contract/diagnosis';
import type { LogFile } from '../data-folder/log-file.ts';
import { bundleOf } from './bundle.ts';
import { examine, type DoctorOptions } from './examine.ts';

export const BUNDLE_NAME = 'quadrant-diagnosis.zip';

export class Doctor {
  private readonly options: DoctorOptions;
  private readonly log: LogFile;
  private running: Promise<Diagnosis> | null = null;
  private last: Diagnosis | null = null;

  constructor(options: DoctorOptions, log: LogFile) {
    this.options = options;
    this.log = log;
  }

  /** A second call meanwhile hears of the first examination: two would only share the same cores. */
  async examine(display: Display | null): Promise<Diagnosis> {
    this.running ??= examine(this.options, display).finally(() => (this.running = null));
    this.last = await this.running;
    return this.last;
  }

  async bundle(): Promise<Uint8Array> {
    const diagnosis = this.last ?? (await this.examine(null));
    return bundleOf({ dataDir: this.options.dataDir, diagnosis, log: this.log });
  }
}
