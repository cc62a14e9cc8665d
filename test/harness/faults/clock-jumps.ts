/** The system clock is set forward and back between sessions. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeSmallCase } from '../kill/small-case.ts';
import { EditingSession, lookAtLog } from './editing.ts';
import { Findings, type Fault, type Outcome } from './fault.ts';
import { CASE_ID } from './power-cut-acts.ts';

const CLOCK = new URL('shifted-clock.ts', import.meta.url).href;
const SHELF = fileURLToPath(new URL('shelf-actor.ts', import.meta.url));

export const CLOCK_JUMPS: readonly Fault[] = [
  { name: 'clock set a year ahead and back while editing', provoke: () => inFolder(whileEditing) },
  { name: 'clock set a year ahead and back with a case in the trash', provoke: () => inFolder(withTrash) },
];

async function inFolder(task: (dataDir: string) => Promise<Outcome>): Promise<Outcome> {
  const dataDir = await mkdtemp(join(tmpdir(), 'quadrant-clock-'));
  try {
    await writeSmallCase(dataDir, CASE_ID);
    return await task(dataDir);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function whileEditing(dataDir: string): Promise<Outcome> {
  const findings = new Findings();
  const sessions: EditingSession[] = [];
  for (const days of [0, 366, -366, 0]) {
    const session = new EditingSession(dataDir, CASE_ID, days + 1000, days);
    sessions.push(session);
    await session.reach(5);
    await session.kill();
  }
  const { entries, lost, damaged, times } = await lookAtLog(join(dataDir, 'cases', CASE_ID), sessions);
  const backwards = times.filter((at, n) => n > 0 && at < times[n - 1]).length;
  findings.expect(!damaged && lost === 0, `${lost} entries lost`);
  findings.expect(backwards > 0, 'the clock did not jump');
  return {
    happened: `nothing is told; ${backwards} entry dated before the one it follows`,
    kept: `${entries} entries in the order of their numbers and hashes, 0 lost`,
    problem: findings.problem,
  };
}

async function withTrash(dataDir: string): Promise<Outcome> {
  const findings = new Findings();
  shelfAt(dataDir, 0, 'delete');
  const seen = [366, 367, 400, 0, 1].map((days) => shelfAt(dataDir, days, 'list'));
  findings.expect(
    seen.every((count) => count === 1),
    `the trash held ${seen.join(', ')} cases`,
  );
  const later = [7, 14, 21, 28, 35].map((days) => shelfAt(dataDir, days, 'list'));
  findings.expect(later.join() === '1,1,1,1,0', `over the weeks it held ${later.join(', ')}`);
  return {
    happened: 'nothing is told',
    kept: 'the case, for its thirty days as they really went by',
    problem: findings.problem,
  };
}

/** Another start of the program on a day; how many cases lie in the trash. */
function shelfAt(dataDir: string, days: number, act: 'delete' | 'list'): number {
  const env = { ...process.env, QUADRANT_FAULTS_DAYS: String(days) };
  const said = execFileSync(process.execPath, ['--import', CLOCK, SHELF, dataDir, act], { env, encoding: 'utf8' });
  return Number(said);
}
