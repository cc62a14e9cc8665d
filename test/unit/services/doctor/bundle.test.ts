/** What goes to whoever helps: useful, and without a patient, a practice or a folder. Searched for canaries byte by byte. */
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QuadrantError } from '#contract/errors';
import { bundleOf, writeBundle } from '../../../../main/services/doctor/bundle.ts';
import { withoutPlaces } from '../../../../main/services/doctor/without-places.ts';
import { LogFile } from '../../../../main/services/data-folder/log-file.ts';

const CANARIES = ['Zephyrine', 'Quoxley', 'ID-77123', 'Praxis Blau', 'Blaustrasse', '1961-04-05', '19610405'] as const;
const PATIENT = 'Quoxley^Zephyrine';

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), `quadrant-${CANARIES[1]}-`));
  const caseDir = join(dataDir, 'cases', `${PATIENT} ID-77123`);
  await mkdir(caseDir, { recursive: true });
  const run = {
    stages: [{ name: 'read', seconds: 1.5 }],
    totalSeconds: 20.5,
    peakMemoryBytes: 1e9,
    provider: 'https://zephyrine.example',
    warnings: [{ code: 'scan.missing-slices', message: `Slices of ${PATIENT} born 1961-04-05 are missing` }],
  };
  await writeFile(join(caseDir, 'run.json'), JSON.stringify(run));
  await writeFile(join(caseDir, 'case.json'), JSON.stringify({ patientName: PATIENT, birth: '19610405' }));
  await writeFile(join(dataDir, 'recent.json'), JSON.stringify([{ patientName: PATIENT }]));
  const settings = {
    language: 'de',
    reviewerName: 'Dr. Zephyrine',
    practiceName: 'Praxis Blau',
    practiceAddress: 'Blaustrasse 1',
  };
  await writeFile(join(dataDir, 'settings.json'), JSON.stringify({ ...settings, shortcuts: { Quoxley: 'Q' } }));
  const log = new LogFile(dataDir);
  log.opened('0.1.0', 'electron');
  const cause = new Error(`ENOENT: /scans/${PATIENT}/ID-77123.dcm\n    at ${PATIENT} of no file`);
  log.failed(
    'scans.open',
    new QuadrantError('scan.not-found', `No ${PATIENT}`, 'r', { path: `/scans/${PATIENT}` }, cause),
  );
  log.failed(`scans.open ${PATIENT}`, cause);
  await log.settled();
  await appendFile(join(dataDir, 'logs', 'quadrant.log'), `written by ${PATIENT}\n{"event":"failed","at":"Quoxley"}\n`);
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const diagnosis = () => ({
  madeAt: '2026-11-28T20:00:00.000Z',
  findings: [
    { code: 'archive.answers' as const, facts: { archive: 'Praxis Blau', milliseconds: 3 } },
    { code: 'provider.fails' as const, facts: { provider: 'cuda', reason: `cannot open ${dataDir}/lib.so: no file` } },
    { code: 'model.fails' as const, facts: { model: 'm', reason: 'C:\\Users\\Quoxley\\Quadrant\\x.dll' } },
  ],
});

describe('the bundle', () => {
  it('holds no name, id, date of birth, practice or folder', async () => {
    const entries = unzipSync(await bundleOf({ dataDir, diagnosis: diagnosis(), log: new LogFile(dataDir) }));
    for (const [name, bytes] of Object.entries(entries)) {
      const text = strFromU8(bytes);
      for (const canary of [...CANARIES, dataDir, homedir(), 'zephyrine'])
        expect(text.includes(canary), `${canary} in ${name}`).toBe(false);
    }
  });

  it('holds what helps: findings with advice, failures with their place, timings, settings', async () => {
    const entries = unzipSync(await bundleOf({ dataDir, diagnosis: diagnosis(), log: new LogFile(dataDir) }));
    const text = (name: string): string => strFromU8(entries[name]);
    expect(text('diagnosis.txt')).toContain('archive 1 answers in 3 ms.');
    expect(text('diagnosis.txt')).toContain('CUDA should run here and fails (cannot open <path>: no file).');
    expect(
      text('log.jsonl')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      expect.objectContaining({ event: 'opened', version: '0.1.0', host: 'electron' }),
      expect.objectContaining({ event: 'failed', during: 'scans.open', code: 'scan.not-found' }),
    ]);
    expect(text('log.jsonl')).toMatch(/"frames":\["bundle\.test\.ts:\d+"/);
    expect(JSON.parse(text('runs.json'))).toEqual([
      expect.objectContaining({ totalSeconds: 20.5, warnings: ['scan.missing-slices'], provider: 'a server' }),
    ]);
    expect(JSON.parse(text('settings.json'))).toMatchObject({ language: 'de', ownShortcuts: 1 });
  });

  it('is not written over a file', async () => {
    const path = join(dataDir, 'bundle.zip');
    await writeBundle(path, { dataDir, diagnosis: diagnosis(), log: new LogFile(dataDir) });
    const before = await readFile(path);
    await expect(writeBundle(path, { dataDir, diagnosis: diagnosis(), log: new LogFile(dataDir) })).rejects.toThrow(
      'There is such a file already.',
    );
    expect(await readFile(path)).toEqual(before);
  });
});

describe('the log', () => {
  it('keeps two files of half a megabyte at most, and the newest lines', async () => {
    const folder = join(dataDir, 'rotated');
    await mkdir(join(folder, 'logs'), { recursive: true });
    await writeFile(join(folder, 'logs', 'quadrant.log'), `${'x'.repeat(512 * 1024 - 1)}\n`);
    const log = new LogFile(folder);
    log.opened('1', 'browser');
    log.opened('2', 'browser');
    expect((await log.recent(10)).map((line) => (line.event === 'opened' ? line.version : ''))).toEqual(['1', '2']);
    expect((await readFile(join(folder, 'logs', 'quadrant.1.log'))).byteLength).toBe(512 * 1024);
    expect((await readFile(join(folder, 'logs', 'quadrant.log'))).byteLength).toBeLessThan(500);
  });

  it('costs nothing but itself where it cannot be written', async () => {
    const file = join(dataDir, 'no-folder');
    await writeFile(file, '');
    const log = new LogFile(file);
    log.opened('1', 'browser');
    await log.settled();
    expect(await log.recent(10)).toEqual([]);
  });
});

it('takes folders and names out of what a library says', () => {
  const hide = withoutPlaces(['north-surgery'], '/home/anna meier');
  expect(hide('cannot open /home/anna meier/x.so on north-surgery')).toBe('cannot open <…>/x.so on <…>');
  expect(hide('D:\\Anna\\lib\\x.dll, then /opt/ort/a.so: gone')).toBe('<path>, then <path>: gone');
  expect(hide('50 ms/patch, CPU/GPU')).toBe('50 ms/patch, CPU/GPU');
});
