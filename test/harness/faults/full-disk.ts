/** The disk is full while something is saved: small tmpfs disks are filled to the last byte, and emptied again. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportOptionsSchema, type ExportFormatId } from '#contract/exports';
import { Findings, type Fault, type Outcome } from './fault.ts';
import { refusalOf, SmallClinic, told } from './small-clinic.ts';
import { SmallDisk } from './small-disk.ts';

export const FULL_DISK: readonly Fault[] = [
  { name: 'disk full while a case is saved', provoke: () => onSmallDisks(whileSaving) },
  { name: 'disk full while an action is logged', provoke: () => onSmallDisks(whileLogging) },
  { name: 'disk full while settings are saved', provoke: () => onSmallDisks(whileSettling) },
  { name: 'disk full while exporting', provoke: () => onSmallDisks(whileExporting) },
  { name: 'disk full while a scan is unpacked for the window', provoke: () => onSmallDisks(whileOpening) },
  { name: 'disk full while a segmentation is imported', provoke: () => onSmallDisks(whileImporting) },
];

interface Disks {
  readonly clinic: SmallClinic;
  /** Holds the data folder. */
  readonly data: SmallDisk;
  /** Holds the session's temporary files. */
  readonly session: SmallDisk;
}

async function onSmallDisks(task: (disks: Disks) => Promise<Outcome>): Promise<Outcome> {
  const folders = await Promise.all(
    ['data', 'session'].map((name) => mkdtemp(join(tmpdir(), `quadrant-${name}-disk-`))),
  );
  const before = process.env['TMPDIR'];
  const disks: SmallDisk[] = [];
  try {
    for (const folder of folders) disks.push(new SmallDisk(folder, 24));
    const [data, session] = disks;
    process.env['TMPDIR'] = session.path; // where the session's folder is made
    const clinic = await SmallClinic.open({ dataDir: join(data.path, 'data') });
    try {
      return await task({ clinic, data, session });
    } finally {
      await clinic.close();
    }
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    for (const disk of disks) disk.unmount();
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  }
}

async function whileSaving({ clinic, data }: Disks): Promise<Outcome> {
  const findings = new Findings();
  const { scanId } = await clinic.openScan();
  let full = false;
  const end = await clinic.findTeeth(scanId, (event) => {
    if (full || event.state !== 'running' || event.stage === 'read') return;
    full = true;
    data.fill();
  });
  const error = end.state === 'failed' ? end.error : null;
  findings.expect(error?.code === 'disk.full', `the job is ${end.state}`);
  findings.expect((await clinic.wholeCases()) === 0, 'something half lies among the cases');
  data.empty();
  const again = await clinic.findTeeth(scanId);
  findings.expect(again.state === 'done', 'it was not saved when there was room');
  return { happened: told(error), kept: 'no half case; with room again, saved', problem: findings.problem };
}

async function whileLogging({ clinic, data }: Disks): Promise<Outcome> {
  const findings = new Findings();
  const caseId = await clinic.makeCase();
  await clinic.act(caseId, { kind: 'decide', decision: 'accepted', labels: [11] });
  data.fill();
  const sign = { kind: 'sign' } as const;
  const error = await refusalOf(clinic.act(caseId, sign));
  findings.expect(error?.code === 'disk.full', 'the full disk was not told');
  findings.expect((await clinic.wholeCases()) === 1, 'the case is not whole');
  data.empty();
  const again = await refusalOf(clinic.act(caseId, sign));
  const { entries } = await clinic.services.calls['review.entries']({ caseId, after: 0 });
  findings.expect(again === null && entries.length === 2, `${entries.length} entries on record`);
  return { happened: told(error), kept: 'all entries before; with room again, logged', problem: findings.problem };
}

async function whileSettling({ clinic, data }: Disks): Promise<Outcome> {
  const findings = new Findings();
  const { calls } = clinic.services;
  const old = { ...(await calls['settings.get']({})), reviewerName: 'Dr. Old' };
  await calls['settings.save'](old);
  data.fill();
  const error = await refusalOf(calls['settings.save']({ ...old, reviewerName: `Dr. ${'New'.repeat(20)}` }));
  const { reviewerName } = await calls['settings.get']({});
  findings.expect(error?.code === 'disk.full', 'the full disk was not told');
  findings.expect(reviewerName === 'Dr. Old', `the settings name ${reviewerName}`);
  return { happened: told(error), kept: 'the settings as they were', problem: findings.problem };
}

async function whileExporting({ clinic, session }: Disks): Promise<Outcome> {
  const findings = new Findings();
  const caseId = await clinic.makeCase();
  const make = (format: ExportFormatId) =>
    clinic.services.calls['exports.make']({ caseId, format, options: exportOptionsSchema.parse({}) });
  session.fill();
  const errors = [await refusalOf(make('gltf')), await refusalOf(make('csv')), await refusalOf(make('dicom-seg'))];
  for (const error of errors) findings.expect(error?.code === 'disk.full', `told as ${error?.code ?? 'done'}`);
  session.empty();
  const again = await refusalOf(make('gltf'));
  findings.expect(again === null, `with room again: ${told(again)}`);
  return { happened: told(errors[0]), kept: 'the case; with room again, exported', problem: findings.problem };
}

async function whileOpening({ clinic, session }: Disks): Promise<Outcome> {
  const findings = new Findings();
  await clinic.openScan();
  session.fill();
  const opening = clinic.openScan().then(({ scanId }) => clinic.services.calls['scans.complete']({ scanId }));
  const error = await refusalOf(opening);
  findings.expect(error?.code === 'disk.full', 'the full disk was not told');
  session.empty();
  const again = await refusalOf(clinic.makeCase());
  findings.expect(again === null && clinic.enginesStarted === 1, 'the engine did not go on');
  return { happened: told(error), kept: 'scan, engine; with room again, opened', problem: findings.problem };
}

async function whileImporting({ clinic, data }: Disks): Promise<Outcome> {
  const findings = new Findings();
  const { calls } = clinic.services;
  const caseId = await clinic.makeCase();
  const made = await calls['exports.make']({ caseId, format: 'dicom-seg', options: exportOptionsSchema.parse({}) });
  const { path } = await clinic.services.openExport(made.exportId);
  const { scanId } = await clinic.openScan();
  const read = () => calls['cases.import']({ scanId, sourceId: clinic.services.registerSource(path) });
  data.fill();
  const error = await refusalOf(read());
  findings.expect(error?.code === 'disk.full', 'the full disk was not told');
  findings.expect((await clinic.wholeCases()) === 1, 'something half lies among the cases');
  data.empty();
  const again = await refusalOf(read());
  findings.expect(again === null, `with room again: ${told(again)}`);
  return { happened: told(error), kept: 'the cases; with room again, imported', problem: findings.problem };
}
