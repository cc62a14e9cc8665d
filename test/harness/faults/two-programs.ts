/** Two programs have the same data open: two editors on one case, two engines, the command line beside the window. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_SETTINGS } from '#contract/settings';
import { writeSmallCase } from '../kill/small-case.ts';
import { EditingSession, lookAtLog } from './editing.ts';
import { Findings, type Fault, type Outcome } from './fault.ts';
import { CASE_ID, servicesOn } from './power-cut-acts.ts';
import { run, SmallClinic } from './small-clinic.ts';

const CLI = fileURLToPath(new URL('../../../main/cli.ts', import.meta.url));

export const TWO_PROGRAMS: readonly Fault[] = [
  { name: 'two windows and the command line on one case', provoke: twoEditors },
  { name: 'two programs save settings at once', provoke: twoWriters },
  { name: 'two engines find teeth into one data folder', provoke: twoEngines },
];

async function twoEditors(): Promise<Outcome> {
  const findings = new Findings();
  const dataDir = await mkdtemp(join(tmpdir(), 'quadrant-two-'));
  const caseDir = await writeSmallCase(dataDir, CASE_ID);
  const sessions = [1, 2].map((seed) => new EditingSession(dataDir, CASE_ID, seed));
  try {
    await Promise.all(sessions.map((session) => session.reach(20)));
    const { stdout } = await run(process.execPath, [CLI, 'review', caseDir]);
    findings.expect(stdout.length > 0, 'the command line said nothing');
    await Promise.all(sessions.map((session) => session.kill()));
    const { entries, lost, damaged } = await lookAtLog(caseDir, sessions);
    findings.expect(!damaged && lost === 0, `${lost} entries lost`);
    return {
      happened: 'review.conflict to who was second; looked again and went on; quadrant review read beside them',
      kept: `${entries} entries of both in one chain, 0 lost`,
      problem: findings.problem,
    };
  } finally {
    await Promise.all(sessions.map((session) => session.kill()));
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function twoWriters(): Promise<Outcome> {
  const findings = new Findings();
  const dataDir = await mkdtemp(join(tmpdir(), 'quadrant-two-'));
  const programs = [servicesOn(dataDir), servicesOn(dataDir)];
  try {
    for (let n = 0; n < 20; n++) {
      const writing = programs.map(({ calls }, who) =>
        calls['settings.save']({ ...DEFAULT_SETTINGS, reviewerName: `Dr. ${who} ${n}` }),
      );
      const { reviewerName } = await programs[n % 2].calls['settings.get']({});
      findings.expect(n === 0 || /^Dr\. [01] \d+$/.test(reviewerName), `the settings named “${reviewerName}”`);
      await Promise.all(writing);
    }
    const left = (await readdir(dataDir)).filter((name) => !['settings.json', 'audit'].includes(name));
    findings.expect(left.length === 0, `${left.length} files are left over`);
    return { happened: 'nothing is told; the last to save wins', kept: 'one whole file', problem: findings.problem };
  } finally {
    await Promise.all(programs.map((services) => services.dispose()));
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function twoEngines(): Promise<Outcome> {
  const findings = new Findings();
  const first = await SmallClinic.open();
  const second = await SmallClinic.open({ dataDir: first.dataDir });
  try {
    const ids = await Promise.all([first.makeCase(), second.makeCase()]);
    findings.expect((await first.wholeCases()) === 2 && ids[0] !== ids[1], 'not both cases are there');
    await first.act(ids[1], { kind: 'sign' });
    const { entries } = await second.services.calls['review.entries']({ caseId: ids[1], after: 0 });
    findings.expect(entries.length === 1, 'one does not see what the other did');
    return { happened: 'nothing is told', kept: 'both cases; each sees the other’s', problem: findings.problem };
  } finally {
    await second.close();
    await first.close();
  }
}
