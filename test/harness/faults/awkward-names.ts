/** Everything lies below a path of more than 260 letters in several scripts, behind a symbolic link. */
import { mkdir, mkdtemp, readdir, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportOptionsSchema } from '#contract/exports';
import { inClinic } from './engine-killed.ts';
import { Findings, type Fault, type Outcome } from './fault.ts';
import { run, type SmallClinic } from './small-clinic.ts';

const CLI = fileURLToPath(new URL('../../../main/cli.ts', import.meta.url));
const LONG = [
  'Клиника Зубов',
  '全景 牙科',
  'عيادة الأسنان',
  'e\u0301te\u0301 – Å',
  `%2e "quoted" & 'more'`,
  ...Array.from({ length: 8 }, (_, n) => `${n}-${'long'.repeat(8)}`),
];

export const AWKWARD_NAMES: readonly Fault[] = [
  { name: 'folders of more than 260 letters in five scripts, behind a link', provoke },
];

async function provoke(): Promise<Outcome> {
  const root = await mkdtemp(join(tmpdir(), 'quadrant-names-'));
  try {
    const place = join(root, ...LONG);
    await mkdir(place, { recursive: true });
    const link = join(root, 'ссылка');
    await symlink(place, link);
    return await inClinic((clinic) => working(clinic, place, link), { dataDir: join(link, 'Данные') });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function working(clinic: SmallClinic, place: string, link: string): Promise<Outcome> {
  const findings = new Findings();
  const { calls } = clinic.services;
  const scan = join(link, 'Иванов 牙.nii');
  await rename(clinic.scanPath, scan);
  const { scanId } = await clinic.openScan(scan);
  const end = await clinic.findTeeth(scanId);
  if (end.state !== 'done') throw new Error(`the teeth were not found: ${JSON.stringify(end)}`);
  const { caseId } = end;
  await clinic.act(caseId, { kind: 'decide', decision: 'accepted', labels: [11] });
  await calls['settings.save']({ ...(await calls['settings.get']({})), reviewerName: 'Д-р Иванова' });
  const made = await calls['exports.make']({ caseId, format: 'dicom-seg', options: exportOptionsSchema.parse({}) });
  const { path } = await clinic.services.openExport(made.exportId);
  await calls['cases.import']({ scanId, sourceId: clinic.services.registerSource(path) });
  await calls['cases.delete']({ caseId });
  await calls['cases.restore']({ caseId });
  await calls['cases.move']({ to: { kind: 'path', path: join(place, 'Случаи') } });
  const moved = join(place, 'Случаи', caseId);
  const { stdout } = await run(process.execPath, [CLI, 'review', moved]);
  findings.expect(stdout.includes('11') || stdout.length > 0, 'the command line said nothing');
  const { cases } = await calls['cases.list']({});
  findings.expect(cases.length === 2, `${cases.length} of 2 cases in the list`);
  const { scanId: reopened } = await calls['scans.open']({ source: { kind: 'case', caseId }, beside: false });
  findings.expect(reopened !== '', 'the case finds its scan no more');
  findings.expect(!(await readdir(place)).includes('cases'), 'something was left behind');
  return {
    happened: `nothing is told; the path of a case has ${moved.length} letters`,
    kept: 'cases, log, settings, import, trash and a move; the command line reads them',
    problem: findings.problem,
  };
}
