/** The disk may only be read: a medium with a switch, a share without the right to write, a disk that the system took back. */
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ErrorBody } from '#contract/errors';
import { exportOptionsSchema } from '#contract/exports';
import { inClinic } from './engine-killed.ts';
import { Findings, type Fault, type Outcome } from './fault.ts';
import { refusalOf, told, type SmallClinic } from './small-clinic.ts';
import { onDisk, type SmallDisk } from './small-disk.ts';

const DISK_MB = 24;

export const READ_ONLY: readonly Fault[] = [
  { name: 'disk becomes read-only while a case is saved', provoke: () => withDataOn(whileSaving) },
  { name: 'disk becomes read-only while a person edits', provoke: () => withDataOn(whileEditing) },
  { name: 'data folder on a read-only disk', provoke: () => onDisk(DISK_MB, fromTheBeginning) },
  { name: 'scan on a read-only disk', provoke: () => onDisk(DISK_MB, scanOf) },
];

function withDataOn(task: (clinic: SmallClinic, disk: SmallDisk) => Promise<Outcome>): Promise<Outcome> {
  return onDisk(DISK_MB, (disk) => inClinic((clinic) => task(clinic, disk), { dataDir: join(disk.path, 'data') }));
}

async function whileSaving(clinic: SmallClinic, disk: SmallDisk): Promise<Outcome> {
  const findings = new Findings();
  const { scanId } = await clinic.openScan();
  let happened = false;
  const end = await clinic.findTeeth(scanId, (event) => {
    if (happened || event.state !== 'running' || event.stage === 'read') return;
    happened = true;
    disk.readOnly = true;
  });
  const error = end.state === 'failed' ? end.error : null;
  findings.expect(error?.code === 'disk.unwritable', `the job is ${end.state}: ${told(error)}`);
  findings.expect((await clinic.wholeCases()) === 0, 'something half lies among the cases');
  disk.readOnly = false;
  const again = await clinic.findTeeth(scanId);
  findings.expect(again.state === 'done', 'it was not saved when that was possible again');
  return { happened: told(error), kept: 'no half case; writable again, saved', problem: findings.problem };
}

async function whileEditing(clinic: SmallClinic, disk: SmallDisk): Promise<Outcome> {
  const findings = new Findings();
  const { calls } = clinic.services;
  const caseId = await clinic.makeCase();
  await clinic.act(caseId, { kind: 'decide', decision: 'accepted', labels: [11] });
  const settings = await calls['settings.get']({});
  disk.readOnly = true;
  const sign = { kind: 'sign' } as const;
  const refused = {
    signing: await refusalOf(clinic.act(caseId, sign)),
    settings: await refusalOf(calls['settings.save']({ ...settings, reviewerName: 'Dr. New' })),
    tags: await refusalOf(calls['cases.tag']({ caseId, tags: ['ortho'] })),
    deleting: await refusalOf(calls['cases.delete']({ caseId })),
  };
  expectUnwritable(findings, refused);
  disk.readOnly = false;
  const again = await refusalOf(clinic.act(caseId, sign));
  const { entries } = await calls['review.entries']({ caseId, after: 0 });
  findings.expect(again === null && entries.length === 2, `${entries.length} entries on record, ${told(again)}`);
  findings.expect((await clinic.wholeCases()) === 1, 'the case is not whole');
  return {
    happened: told(refused.signing),
    kept: 'all entries, settings and tags before; writable again, logged',
    problem: findings.problem,
  };
}

async function fromTheBeginning(disk: SmallDisk): Promise<Outcome> {
  const findings = new Findings();
  const dataDir = join(disk.path, 'data');
  const caseId = await inClinic(
    async (clinic) => {
      const made = await clinic.makeCase();
      await clinic.act(made, { kind: 'decide', decision: 'accepted', labels: [11] });
      return made;
    },
    { dataDir },
  );
  disk.readOnly = true;
  return inClinic(
    async (clinic) => {
      const { calls } = clinic.services;
      const options = exportOptionsSchema.parse({});
      const read = {
        window: await refusalOf(calls['app.info']({})),
        list: await refusalOf(calls['cases.list']({})),
        case: await refusalOf(calls['cases.get']({ caseId })),
        scan: await refusalOf(clinic.openScan()),
        history: await refusalOf(calls['review.entries']({ caseId, after: 0 })),
        measures: await refusalOf(calls['review.case']({ caseId, seq: 1 })),
        csv: await refusalOf(calls['exports.make']({ caseId, format: 'csv', options })),
        stl: await refusalOf(calls['exports.make']({ caseId, format: 'stl', options })),
        doctor: await refusalOf(calls['doctor.bundle']({})),
      };
      for (const [what, error] of Object.entries(read)) findings.expect(error === null, `${what}: ${told(error)}`);
      const { cases } = await calls['cases.list']({});
      findings.expect(cases.length === 1, `${cases.length} cases in the list`);
      const signing = await refusalOf(clinic.act(caseId, { kind: 'sign' }));
      const { scanId } = await clinic.openScan();
      const end = await clinic.findTeeth(scanId);
      const seeking = end.state === 'failed' ? end.error : null;
      expectUnwritable(findings, { signing, seeking });
      return {
        happened: `looking tells nothing; changing is refused, ${told(signing)}`,
        kept: 'all of it: cases are listed, opened, measured and exported',
        problem: findings.problem,
      };
    },
    { dataDir },
  );
}

async function scanOf(disk: SmallDisk): Promise<Outcome> {
  return inClinic(async (clinic) => {
    const findings = new Findings();
    const path = join(disk.path, 'phantom.nii');
    await copyFile(clinic.scanPath, path);
    disk.readOnly = true;
    const { scanId } = await clinic.openScan(path);
    const end = await clinic.findTeeth(scanId);
    findings.expect(end.state === 'done', `the job is ${end.state}`);
    return { happened: 'nothing is told', kept: 'the scan is read, the case saved', problem: findings.problem };
  });
}

function expectUnwritable(findings: Findings, refused: Readonly<Record<string, ErrorBody | null>>): void {
  for (const [what, error] of Object.entries(refused))
    findings.expect(error?.code === 'disk.unwritable', `${what}: ${told(error)}`);
}
