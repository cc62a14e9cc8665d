/** The audit log: its chain, several writers, and what it never holds. */
import { appendFile, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../../../main/cli.ts';
import { appendAudit, surveyAudit, type NewAuditEntry } from '../../../main/io/audit-log.ts';
import { Audit } from '../../../main/services/privacy/audit.ts';
import { useTemporaryFolder } from '../io/temporary-folder.ts';

const entry = (at: string, what = 'case.opened'): NewAuditEntry => ({
  at,
  account: 'doe',
  reviewer: 'Dr. Doe',
  what,
  outcome: 'done',
  facts: { caseId: 'c' },
});

describe('the audit log', () => {
  const folder = useTemporaryFolder();
  const file = (month: string): string => join(folder.path, 'audit', `${month}.jsonl`);
  const change = async (month: string, edit: (lines: string[]) => string[]): Promise<void> => {
    const lines = (await readFile(file(month), 'utf8')).split('\n');
    await writeFile(file(month), edit(lines).join('\n'));
  };
  const fill = async (): Promise<void> => {
    for (const at of ['2026-10-30T09:00:00Z', '2026-10-31T09:00:00Z', '2026-11-01T09:00:00Z', '2026-11-02T09:00:00Z'])
      await appendAudit(folder.path, entry(at));
  };

  it('has a file for each month and a chain across them', async () => {
    await fill();
    expect(await readdir(join(folder.path, 'audit'))).toEqual(['2026-10.jsonl', '2026-11.jsonl']);
    const { entries, damage, earlier } = await surveyAudit(folder.path);
    expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect([damage, earlier]).toEqual([[], 0]);
    // A clock that goes wrong does not open a month that is over.
    await appendAudit(folder.path, entry('2026-09-01T09:00:00Z'));
    expect(await readdir(join(folder.path, 'audit'))).toHaveLength(2);
    expect((await surveyAudit(folder.path)).damage).toEqual([]);
  });

  it.each<[string, (lines: string[]) => string[], string, number]>([
    ['a word changed', ([first, ...rest]) => [first.replace('doe', 'roe'), ...rest], '2026-10', 2],
    ['a line taken out', ([, ...rest]) => rest, '2026-11', 1],
    ['a line put in', ([first, ...rest]) => [first, first, ...rest], '2026-10', 2],
    ['lines exchanged', ([first, second, ...rest]) => [second, first, ...rest], '2026-11', 1],
  ])('tells %s', async (_what, edit, month, line) => {
    await fill();
    await change(month, edit);
    const { damage } = await surveyAudit(folder.path);
    expect(damage[0]).toMatchObject({ file: `${month}.jsonl`, line, reason: 'broken' });
  });

  it('tells a month that was taken out of the middle, and says when the first ones are elsewhere', async () => {
    await fill();
    await appendAudit(folder.path, entry('2026-12-01T09:00:00Z'));
    await rm(file('2026-10'));
    expect(await surveyAudit(folder.path)).toMatchObject({ earlier: 2, damage: [] });
    await appendAudit(folder.path, entry('2027-01-01T09:00:00Z'));
    await rm(file('2026-12'));
    expect((await surveyAudit(folder.path)).damage).toEqual([{ file: '2027-01.jsonl', line: 1, reason: 'broken' }]);
  });

  it('goes on after a line that a power cut left half, and says so', async () => {
    await fill();
    await appendFile(file('2026-11'), '{"seq":5,"at":"2026-1');
    await appendAudit(folder.path, entry('2026-11-03T09:00:00Z'));
    const { entries, damage } = await surveyAudit(folder.path);
    expect(damage).toEqual([{ file: '2026-11.jsonl', line: 3, reason: 'unreadable' }]);
    expect(entries).toHaveLength(5);
  });

  it('takes entries of several programs one after the other, also after one that was killed', async () => {
    await fill();
    const left = join(folder.path, 'audit', '.writing');
    for (let round = 1; round <= 10; round++) {
      await writeFile(left, '');
      await utimes(left, 0, 0);
      await Promise.all(
        Array.from({ length: 12 }, (_, n) => appendAudit(folder.path, entry('2026-11-03T09:00:00Z', `w${n}`))),
      );
      const { entries, damage } = await surveyAudit(folder.path);
      expect([entries.length, damage]).toEqual([4 + 12 * round, []]);
    }
  });

  it('records how a call ended, and lets work go on where it cannot be written', async () => {
    const audit = new Audit(folder.path, async () => 'Dr. Doe');
    const fails = audit.recorded('case.opened', () => Promise.reject(new Error('/scans/Zwetschge')));
    await expect(fails({})).rejects.toThrow('Zwetschge');
    await writeFile(join(folder.path, 'audit.aside'), '');
    await rm(join(folder.path, 'audit'), { recursive: true });
    await writeFile(join(folder.path, 'audit'), 'a file in its place');
    await audit.record('case.exported');
    await rm(join(folder.path, 'audit'));
    await audit.record('case.signed');
    const { entries } = await surveyAudit(folder.path);
    expect(entries).toMatchObject([{ what: 'case.signed', reviewer: 'Dr. Doe', facts: { lostBefore: 1 } }]);
  });

  it('waits at the end for a call that runs, and then for its entry', async () => {
    const audit = new Audit(folder.path, async () => 'Dr. Doe');
    let finish = (): void => {};
    const call = audit.recorded('case.changed', () => new Promise<void>((resolve) => (finish = resolve)));
    void call({});
    let settled = false;
    const ends = audit.settled().then(() => (settled = true));
    await new Promise(setImmediate);
    expect(settled).toBe(false);
    finish();
    await ends;
    expect((await surveyAudit(folder.path)).entries).toMatchObject([{ what: 'case.changed', outcome: 'done' }]);
  });

  it('is printed by quadrant audit, which fails where it is damaged', async () => {
    await fill();
    process.env['QUADRANT_DATA_DIR'] = folder.path;
    try {
      const printed: string[] = [];
      const terminal = { stdout: { write: (text: string) => printed.push(text) }, stderr: { write: () => {} } };
      expect(await main(['audit', '--month', '2026-11'], terminal)).toBe(0);
      expect(printed.join('')).toBe(
        '     3  2026-11-01 09:00:00  doe (Dr. Doe)     case.opened  caseId=c\n' +
          '     4  2026-11-02 09:00:00  doe (Dr. Doe)     case.opened  caseId=c\n' +
          'The record is whole: each entry follows the one before.\n',
      );
      await change('2026-10', ([first, ...rest]) => [first.replace('doe', 'roe'), ...rest]);
      expect(await main(['audit'], terminal)).toBe(1);
      expect(printed.join('')).toContain('Damaged at line 2 of audit/2026-10.jsonl: ');
    } finally {
      delete process.env['QUADRANT_DATA_DIR'];
    }
  });
});
