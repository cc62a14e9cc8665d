/**
 * npm run faults -- [--only WORDS] [--json]: provokes faults with real processes, and prints for each what happened, what the
 * person is told and what was kept. Ends with 1 if one does not end as stated under Faults in ARCHITECTURE.md.
 */
import { parseArgs } from 'node:util';
import { AWKWARD_NAMES } from './faults/awkward-names.ts';
import { CLOCK_JUMPS } from './faults/clock-jumps.ts';
import { CRASHED_TAB } from './faults/crashed-tab.ts';
import { ENGINE_KILLED } from './faults/engine-killed.ts';
import { Skipped, type Fault, type Outcome } from './faults/fault.ts';
import { FULL_DISK } from './faults/full-disk.ts';
import { LOST_DEVICE } from './faults/lost-device.ts';
import { LOST_DRIVE } from './faults/lost-drive.ts';
import { MEMORY_EXHAUSTED } from './faults/memory-exhausted.ts';
import { POWER_CUTS } from './faults/power-cut.ts';
import { READ_ONLY } from './faults/read-only.ts';
import { SLEEP_AND_RESUME } from './faults/sleep-resume.ts';
import { TWO_PROGRAMS } from './faults/two-programs.ts';
import { VANISHED_SCAN } from './faults/vanished-scan.ts';
import { runHarness } from './run-harness.ts';

const FAULTS: readonly Fault[] = [
  ...ENGINE_KILLED,
  ...MEMORY_EXHAUSTED,
  ...LOST_DEVICE,
  ...FULL_DISK,
  ...READ_ONLY,
  ...LOST_DRIVE,
  ...AWKWARD_NAMES,
  ...POWER_CUTS,
  ...CLOCK_JUMPS,
  ...TWO_PROGRAMS,
  ...SLEEP_AND_RESUME,
  ...VANISHED_SCAN,
  ...CRASHED_TAB,
];

type Row = { readonly fault: string; readonly verdict: 'as stated' | 'NOT AS STATED' | 'skipped' } & Outcome;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { only: { type: 'string', default: '' }, json: { type: 'boolean', default: false } },
  });
  const rows: Row[] = [];
  for (const fault of FAULTS.filter(({ name }) => name.includes(values.only))) {
    const row = await rowOf(fault);
    rows.push(row);
    if (!values.json) process.stdout.write(textOf(row));
  }
  const count = (verdict: Row['verdict']): number => rows.filter((row) => row.verdict === verdict).length;
  const failed = count('NOT AS STATED');
  process.stdout.write(
    values.json
      ? `${JSON.stringify(rows, null, 2)}\n`
      : `${count('as stated')} faults ended as stated, ${failed} did not, ${count('skipped')} skipped\n`,
  );
  if (failed > 0 || rows.length === 0) process.exitCode = 1;
}

async function rowOf({ name, provoke }: Fault): Promise<Row> {
  try {
    const outcome = await provoke();
    return { fault: name, verdict: outcome.problem === null ? 'as stated' : 'NOT AS STATED', ...outcome };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    const verdict = thrown instanceof Skipped ? 'skipped' : 'NOT AS STATED';
    return { fault: name, verdict, happened: reason, kept: 'not looked at', problem: reason };
  }
}

function textOf({ fault, verdict, happened, kept, problem }: Row): string {
  const lines = [`${fault}: ${verdict}`, `  happened  ${happened}`, `  kept      ${kept}`];
  if (problem !== null && verdict !== 'skipped') lines.push(`  problem   ${problem}`);
  return `${lines.join('\n')}\n`;
}

await runHarness(main);
