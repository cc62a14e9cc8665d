/** The machine sleeps: processes stand still (SIGSTOP) for longer than any of their timers, and go on (SIGCONT). */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { writeSmallCase } from '../kill/small-case.ts';
import { EditingSession, lookAtLog } from './editing.ts';
import { failureOf, inClinic } from './engine-killed.ts';
import { Findings, type Fault, type Outcome } from './fault.ts';
import { CASE_ID } from './power-cut-acts.ts';
import type { SmallClinic } from './small-clinic.ts';

/** Longer than the grace of a cancelled job (8 s). */
const ASLEEP_MS = 10_000;

export const SLEEP_AND_RESUME: readonly Fault[] = [
  { name: 'engine asleep for 10 s while it finds teeth', provoke: () => inClinic(engineAsleep) },
  { name: 'engine asleep for 10 s, the job cancelled meanwhile', provoke: () => inClinic(cancelledAsleep) },
  { name: 'host asleep for 10 s while a person edits', provoke: hostAsleep },
];

async function engineAsleep(clinic: SmallClinic): Promise<Outcome> {
  const findings = new Findings();
  const { scanId } = await clinic.openScan();
  const naps: Promise<void>[] = [];
  const end = await clinic.findTeeth(scanId, (event) => {
    if (event.state === 'running' && event.stage !== 'read' && naps.length === 0) naps.push(sleepOf(clinic.enginePid));
  });
  await Promise.all(naps);
  findings.expect(end.state === 'done', `the job ended as ${failureOf(end).code}`);
  findings.expect(clinic.enginesStarted === 1, 'the engine was taken for dead');
  return { happened: 'nothing is told: the job waits', kept: 'the job, the engine', problem: findings.problem };
}

async function cancelledAsleep(clinic: SmallClinic): Promise<Outcome> {
  const findings = new Findings();
  const { scanId } = await clinic.openScan();
  const { jobId } = await clinic.services.calls['jobs.segment']({ scanId, provider: 'cpu', precision: 'fp32' });
  const state = await new Promise<string>((resolve) => {
    let stopped = false;
    clinic.services.subscribeJob(jobId, (event) => {
      if (event.state !== 'running') resolve(event.state);
      else if (!stopped && event.stage !== 'read') {
        stopped = true;
        process.kill(clinic.enginePid, 'SIGSTOP'); // and it never wakes
        void clinic.services.calls['jobs.cancel']({ jobId });
      }
    });
  });
  findings.expect(state === 'cancelled', `the job ended as ${state}`);
  findings.expect((await clinic.wholeCases()) === 0, 'something half lies among the cases');
  const next = await clinic.findTeeth((await clinic.openScan()).scanId);
  findings.expect(next.state === 'done', 'the next job did not find the teeth');
  return {
    happened: 'the job is cancelled after 8 s',
    kept: 'no half case; another engine',
    problem: findings.problem,
  };
}

async function hostAsleep(): Promise<Outcome> {
  const findings = new Findings();
  const dataDir = await mkdtemp(join(tmpdir(), 'quadrant-sleep-'));
  const caseDir = await writeSmallCase(dataDir, CASE_ID);
  const session = new EditingSession(dataDir, CASE_ID, 5);
  try {
    await session.reach(5);
    session.signal('SIGSTOP');
    await wait(ASLEEP_MS);
    session.signal('SIGCONT');
    await session.reach(session.acknowledged.length + 5);
    await session.kill();
    const { entries, lost, damaged } = await lookAtLog(caseDir, [session]);
    findings.expect(!damaged && lost === 0, `${lost} entries lost`);
    return { happened: 'nothing is told', kept: `all ${entries} entries; it goes on`, problem: findings.problem };
  } finally {
    await session.kill();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function sleepOf(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  await wait(ASLEEP_MS);
  process.kill(pid, 'SIGCONT');
}
