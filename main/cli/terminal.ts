/** What a command writes: its result on stdout, everything else on stderr. */
import type { Progress } from '../pipeline/stage-progress.ts';

export interface Terminal {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
}

const STAGE_TITLES: Readonly<Record<Progress['stage'], string>> = {
  read: 'Reading the scan',
  coarse: 'Looking for the teeth',
  fine: 'Tracing every tooth',
  classify: 'Looking for the teeth',
  label: 'Numbering',
  detect: 'Looking for the teeth',
  outline: 'Tracing every tooth',
  measure: 'Measuring',
  save: 'Saving',
};

/** Shows progress on stderr: one line that is rewritten on a terminal, else a line per stage. */
export function progressPrinter({ stderr }: Terminal): { show: (progress: Progress) => void; end: () => void } {
  let stage: Progress['stage'] | null = null;
  let lineLength = 0;
  const end = (): void => {
    if (lineLength > 0) stderr.write('\n');
    lineLength = 0;
  };
  const show = (progress: Progress): void => {
    const line = describe(progress);
    if (stderr.isTTY === true) {
      stderr.write(`\r${line.padEnd(lineLength)}`);
      lineLength = line.length;
    } else if (progress.stage !== stage) {
      stderr.write(`${line}\n`);
    }
    stage = progress.stage;
  };
  return { show, end };
}

function describe({ stage, fraction, secondsLeft, provider }: Progress): string {
  const left = secondsLeft === null ? '' : `, about ${Math.max(1, Math.round(secondsLeft))} s left`;
  const device = provider === null ? '' : ` on ${provider}`;
  return `${String(Math.round(100 * fraction)).padStart(3)} %  ${STAGE_TITLES[stage]}${device}${left}`;
}
