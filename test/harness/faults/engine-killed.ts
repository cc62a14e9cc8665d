/** The engine is killed from outside (SIGKILL, as the kernel does when memory is short), at each kind of work. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobEvent } from '#contract/api';
import { exportOptionsSchema } from '#contract/exports';
import { Findings, type Fault, type Outcome } from './fault.ts';
import { refusalOf, SmallClinic, told } from './small-clinic.ts';

export const ENGINE_KILLED: readonly Fault[] = [
  { name: 'engine killed while a scan is read', provoke: () => inClinic(whileReading) },
  { name: 'engine killed while a net runs', provoke: () => inClinic(whileNetRuns) },
  { name: 'engine killed while exporting', provoke: () => inClinic(whileExporting) },
  { name: 'engine killed between jobs', provoke: () => inClinic(betweenJobs) },
];

export async function inClinic<Result>(
  task: (clinic: SmallClinic) => Promise<Result>,
  options: Parameters<typeof SmallClinic.open>[0] = {},
): Promise<Result> {
  const clinic = await SmallClinic.open(options);
  try {
    return await task(clinic);
  } finally {
    await clinic.close();
  }
}

/** How a job ended, and what the person reads. */
export function failureOf(event: JobEvent): { readonly code: string; readonly words: string } {
  return event.state === 'failed'
    ? { code: event.error.code, words: told(event.error) }
    : { code: event.state, words: `the job is ${event.state}` };
}

async function whileReading(clinic: SmallClinic): Promise<Outcome> {
  const findings = new Findings();
  clinic.services.calls['app.info']({}).catch(() => {});
  const opening = refusalOf(clinic.openScan());
  process.kill(clinic.enginePid, 'SIGKILL');
  const error = await opening;
  findings.expect(error?.code === 'engine.crashed', 'the crash was not told');
  const again = await refusalOf(clinic.makeCase());
  findings.expect(again === null, `the next reading failed: ${told(again)}`);
  return { happened: told(error), kept: 'scan untouched; opened again, teeth found', problem: findings.problem };
}

async function whileNetRuns(clinic: SmallClinic): Promise<Outcome> {
  const findings = new Findings();
  const first = await clinic.makeCase();
  await clinic.act(first, { kind: 'sign' });
  const { scanId } = await clinic.openScan();
  let killed = false;
  const end = await clinic.findTeeth(scanId, (event) => {
    if (killed || event.state !== 'running' || event.stage !== 'fine') return;
    killed = true;
    process.kill(clinic.enginePid, 'SIGKILL');
  });
  const { code, words } = failureOf(end);
  findings.expect(code === 'engine.crashed', `the job ended as ${code}`);
  findings.expect((await clinic.wholeCases()) === 1, 'something half lies among the cases');
  const next = await clinic.findTeeth(scanId);
  findings.expect(next.state === 'done', 'the next job did not find the teeth');
  return { happened: words, kept: 'the signed case; no half one; next job done', problem: findings.problem };
}

async function whileExporting(clinic: SmallClinic): Promise<Outcome> {
  const findings = new Findings();
  const caseId = await clinic.makeCase();
  const wanted = { caseId, format: 'gltf' as const, options: exportOptionsSchema.parse({}) };
  const exporting = refusalOf(clinic.services.calls['exports.make'](wanted));
  process.kill(clinic.enginePid, 'SIGKILL');
  const error = await exporting;
  findings.expect(error?.code === 'engine.crashed', 'the crash was not told');
  const again = await clinic.services.calls['exports.make'](wanted);
  findings.expect(again.sizeBytes > 1000 && (await clinic.wholeCases()) === 1, 'the export was not made again');
  return { happened: told(error), kept: 'the case; the export made again', problem: findings.problem };
}

async function betweenJobs(clinic: SmallClinic): Promise<Outcome> {
  const findings = new Findings();
  const caseId = await clinic.makeCase();
  const before = await readFile(join(clinic.caseDir(caseId), 'case.json'), 'utf8');
  process.kill(clinic.enginePid, 'SIGKILL');
  const error = await refusalOf(clinic.act(caseId, { kind: 'decide', decision: 'accepted', labels: [11] }));
  const measured = await refusalOf(clinic.services.calls['review.case']({ caseId, seq: 1 }));
  // The first question may meet the engine as it dies; the second starts another one.
  const later = measured === null ? null : await refusalOf(clinic.services.calls['review.case']({ caseId, seq: 1 }));
  findings.expect(error === null && later === null, `it did not go on: ${told(error ?? later)}`);
  findings.expect(before === (await readFile(join(clinic.caseDir(caseId), 'case.json'), 'utf8')), 'case.json changed');
  findings.expect(clinic.enginesStarted === 2, `${clinic.enginesStarted} engines were started`);
  const happened = measured === null ? 'nothing is told: another engine is started' : told(measured);
  return { happened, kept: 'case, log; the next question is answered', problem: findings.problem };
}
