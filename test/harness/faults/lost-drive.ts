/** A drive goes away under the program and comes back: the share with the cases, and one from which a scan is being read. */
import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inClinic } from './engine-killed.ts';
import { Findings, type Fault, type Outcome } from './fault.ts';
import { refusalOf, told, type SmallClinic } from './small-clinic.ts';
import { onDisk, type SmallDisk } from './small-disk.ts';

const DISK_MB = 24;
const ENGINE = fileURLToPath(new URL('engine-on-stale-drive.ts', import.meta.url));
const SLICES = fileURLToPath(new URL('../../fixtures/dicom-seg/scan', import.meta.url));

export const LOST_DRIVE: readonly Fault[] = [
  {
    name: 'drive of the cases vanishes and comes back',
    provoke: () => inFolder((root) => onDisk(DISK_MB, (disk) => inClinic((clinic) => withCasesOn(clinic, root, disk)))),
  },
  ...['ESTALE', 'EIO', 'ETIMEDOUT'].map((code) => ({
    name: `network drive answers ${code} while a scan is read from it`,
    provoke: () => inFolder((root) => whileReading(root, code)),
  })),
];

async function inFolder(task: (root: string) => Promise<Outcome>): Promise<Outcome> {
  const root = await mkdtemp(join(tmpdir(), 'quadrant-drive-'));
  try {
    return await task(root);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** The folder where a disk is connected, which keeps what lies on it while it is not. */
class Drive {
  readonly path: string;
  private readonly disk: SmallDisk;

  private constructor(path: string, disk: SmallDisk) {
    this.path = path;
    this.disk = disk;
  }

  static async connectedIn(root: string, disk: SmallDisk): Promise<Drive> {
    const drive = new Drive(join(root, 'drive'), disk);
    await mkdir(drive.path);
    drive.connect();
    return drive;
  }

  connect(): void {
    execFileSync('mount', ['--bind', this.disk.path, this.path]);
  }

  /** At once, whoever has files of it open. */
  disconnect(): void {
    execFileSync('umount', ['--lazy', this.path]);
  }
}

async function withCasesOn(clinic: SmallClinic, root: string, disk: SmallDisk): Promise<Outcome> {
  const findings = new Findings();
  const { calls } = clinic.services;
  const drive = await Drive.connectedIn(root, disk);
  try {
    await calls['cases.move']({ to: { kind: 'path', path: drive.path } });
    const caseId = await clinic.makeCase();
    await clinic.act(caseId, { kind: 'decide', decision: 'accepted', labels: [11] });
    const { scanId } = await clinic.openScan();
    let isGone = false;
    const end = await clinic.findTeeth(scanId, (event) => {
      if (isGone || event.state !== 'running' || event.stage === 'read') return;
      isGone = true;
      drive.disconnect();
    });
    const lost = end.state === 'failed' ? end.error : null;
    const sign = { kind: 'sign' } as const;
    const signing = await refusalOf(clinic.act(caseId, sign));
    findings.expect(lost?.code === 'case.place-gone', `the job is ${end.state}: ${told(lost)}`);
    findings.expect(signing?.code === 'case.place-gone', `signing: ${told(signing)}`);
    findings.expect(!(await calls['app.info']({})).casesThere, 'the window is not told');
    findings.expect((await readdir(drive.path)).length === 0, 'something was written in its stead');
    drive.connect();
    const again = await refusalOf(clinic.act(caseId, sign));
    const { entries } = await calls['review.entries']({ caseId, after: 0 });
    findings.expect(again === null && entries.length === 2, `back again: ${entries.length} entries, ${told(again)}`);
    const { cases } = await calls['cases.list']({});
    findings.expect(cases.length === 1, `${cases.length} cases when it is back`);
    return {
      happened: told(signing),
      kept: 'all cases on it; nothing in its stead; goes on when it is back',
      problem: findings.problem,
    };
  } finally {
    drive.disconnect();
  }
}

async function whileReading(root: string, code: string): Promise<Outcome> {
  const drive = join(root, 'drive');
  const flag = join(root, 'gone');
  await cp(SLICES, drive, { recursive: true });
  process.env['QUADRANT_FAULTS_DRIVE'] = drive;
  process.env['QUADRANT_FAULTS_GONE'] = flag;
  try {
    return await inClinic((clinic) => readingFrom(clinic, { drive, flag, code }), { engineEntry: ENGINE });
  } finally {
    delete process.env['QUADRANT_FAULTS_DRIVE'];
    delete process.env['QUADRANT_FAULTS_GONE'];
  }
}

async function readingFrom(
  clinic: SmallClinic,
  { drive, flag, code }: { readonly drive: string; readonly flag: string; readonly code: string },
): Promise<Outcome> {
  const findings = new Findings();
  const { calls } = clinic.services;
  const first = await refusalOf(clinic.openScan(drive));
  findings.expect(first === null, `before: ${told(first)}`);
  const { scanId } = await clinic.openScan(drive);
  await calls['scans.complete']({ scanId });
  await writeFile(flag, code);
  const opening = await refusalOf(clinic.openScan(drive));
  findings.expect(opening?.code === 'scan.not-found', `opening: ${told(opening)}`);
  const end = await clinic.findTeeth(scanId);
  const seeking = end.state === 'failed' ? end.error : null;
  findings.expect(end.state !== 'failed' || seeking?.code === 'scan.not-found', `seeking teeth: ${told(seeking)}`);
  await rm(flag);
  const back = await refusalOf(clinic.openScan(drive));
  findings.expect(back === null && clinic.enginesStarted === 1, `when it answers again: ${told(back)}`);
  return {
    happened: told(opening),
    kept: 'engine and session; opened when it answers again',
    problem: findings.problem,
  };
}
