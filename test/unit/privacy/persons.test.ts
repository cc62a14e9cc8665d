/** What is written down of a patient beside the cases: a session in which all kinds of things fail, and a search after it. */
import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { QuadrantError } from '#contract/errors';
import { logText } from '#contract/log-text';
import { useTemporaryFolder } from '../io/temporary-folder.ts';
import { canariesIn, filesWithCanaries } from './canaries.ts';
import { runSession } from './run-session.ts';

const FAILURES = [
  'segmented: done',
  'stale review: review.conflict',
  'csv: worked',
  'pdf: internal',
  'engine killed: engine.crashed',
  'scan gone: scan.not-found',
  'scan gone, dicom-seg: scan.not-found',
  'scan gone, opened: scan.not-found',
  'unforeseen: 500',
];

describe('a session on the scan of a patient', () => {
  const folder = useTemporaryFolder();

  it('names them in the cases alone, when patients are to be hidden', async () => {
    const { dataDir, tmpDir, stderr, told, caseId } = await runSession(folder.path, {
      hidePatients: true,
      passphrase: null,
    });
    expect(told).toEqual(FAILURES);
    // The search finds what is there: the case is the patient's.
    const found = await filesWithCanaries(dataDir);
    expect(found).toContain(`${join('cases', caseId, 'case.json')}: kanarienvogel, zwetschge, knr-778899`);
    // The index of the cases belongs to them; see ARCHITECTURE.
    await rm(join(dataDir, 'cases'), { recursive: true });
    expect(await filesWithCanaries(dataDir)).toEqual(['case-index.json: kanarienvogel, zwetschge, knr-778899']);
    expect(await filesWithCanaries(tmpDir)).toEqual([]);
    // Logs there are, of the engine and of the host, and they tell where it happened.
    expect(stderr).toMatch(/QuadrantError scan\.not-found/);
    expect(stderr).toMatch(/session-script\.ts:\d+/);
    expect(canariesIn(stderr)).toEqual([]);
  });
});

describe('a log', () => {
  it('holds codes, numbers and source lines, and no word of a message', () => {
    const cause = Object.assign(new Error("ENOENT: open '/Zwetschge/1.dcm'\n    at Kanarienvogel (x.ts:1:1)"), {
      code: 'ENOENT',
      syscall: 'open',
    });
    const facts = { path: '/KNR-778899', frames: 7 };
    const text = logText(new QuadrantError('scan.not-found', 'No Zwetschge here.', 'Look.', facts, cause));
    expect(text.split('\n')[0]).toMatch(/^\d{4}-\S+Z QuadrantError scan\.not-found frames=7$/);
    expect(text).toContain('caused by Error ENOENT open\n    at ');
    expect(text).toContain('persons.test.ts:');
    expect(canariesIn(text)).toEqual([]);
  });

  it('says nothing where it cannot tell the message from the source lines', () => {
    const error = new Error('Zwetschge');
    expect(error.stack).toContain('Zwetschge');
    error.message = 'another';
    expect(logText(error).trim().split(' ').slice(1)).toEqual(['Error']);
    expect(canariesIn(logText('Zwetschge'))).toEqual([]);
    expect(canariesIn(logText(Object.assign(new Error(''), { name: 'KNR-778899', code: 'Zwetschge!' })))).toEqual([]);
  });
});

describe('last words', () => {
  const dies = (how: string): { readonly stderr: string; readonly status: number | null } => {
    const code = `
      import { keepPersonsOutOfLastWords } from ${JSON.stringify(join(import.meta.dirname, '../../../main/io/last-words.ts'))};
      keepPersonsOutOfLastWords();
      process.report.directory = '.';
      ${how}`;
    const flags = ['--report-uncaught-exception', '--report-on-signal', '--input-type=module-typescript'];
    return spawnSync(process.execPath, [...flags, '-e', code], { cwd: folder.path, encoding: 'utf8' });
  };
  const folder = useTemporaryFolder();

  it.each([
    ['an error', `setTimeout(() => { throw new Error('Zwetschge') });`],
    ['a promise', `void Promise.reject(new Error('Zwetschge'));`],
  ])('of %s that nobody caught name nobody, and no report is written', async (_what, how) => {
    const { stderr, status } = dies(how);
    expect(status).toBe(1);
    expect(stderr).toMatch(/Z Error\n/);
    expect(canariesIn(stderr)).toEqual([]);
    expect(await filesWithCanaries(folder.path)).toEqual([]);
  });
});
