/** The record of changes as the services keep it: two programs on one case, damage, verification, its copy as JSON lines. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Action, Head } from '#contract/review';
import { Reviews } from '../../../../main/services/review/reviews.ts';
import { writeReviewLines } from '../../../../main/services/review/review-lines.ts';
import { verifyReview } from '../../../../main/services/review/verify-review.ts';
import { writeSmallCase } from '../../../harness/kill/small-case.ts';
import { useTemporaryFolder } from '../../io/temporary-folder.ts';
import { quadrant } from '../../cli/run-quadrant.ts';

const CASE = '0b0e9a5e-5a3c-4f5e-9d53-0a4b8d0c1f2e';
const folder = useTemporaryFolder();
let caseDir: string;
let reviews: Reviews;

const program = (name = 'Dr. Doe'): Reviews =>
  new Reviews(
    (caseId) => join(folder.path, 'cases', caseId),
    async () => name,
  );
const accept = (label: number): Action => ({ kind: 'decide', decision: 'accepted', labels: [label] });

beforeEach(async () => {
  caseDir = await writeSmallCase(folder.path, CASE);
  reviews = program();
});

async function act(...actions: readonly Action[]): Promise<Head> {
  let { head } = await reviews.entries(CASE, 0);
  for (const action of actions) ({ head } = await reviews.append(CASE, head, action));
  return head;
}

const entryFile = (seq: number): string => join(caseDir, 'review', `${String(seq).padStart(6, '0')}.json`);

describe('two programs on one case', () => {
  it('see each other’s entries, and the later one is told', async () => {
    const other = program('Dr. Who');
    const { head } = await other.entries(CASE, 0);
    const first = await act(accept(16));
    await expect(other.append(CASE, head, accept(26))).rejects.toMatchObject({ code: 'review.conflict' });
    await other.append(CASE, first, accept(26));
    const { entries } = await reviews.entries(CASE, 1);
    expect(entries.map(({ by, seq }) => [by, seq])).toEqual([['Dr. Who', 2]]);
  });

  it('go on after one of them moved damaged entries aside', async () => {
    const other = program('Dr. Who');
    const stale = await act(accept(16), accept(26), accept(36));
    await other.entries(CASE, 0);
    await truncate(entryFile(2), 20);
    const fresh = program();
    const { head } = await fresh.entries(CASE, 0);
    expect(head.seq).toBe(1);
    await fresh.append(CASE, head, accept(46));
    await expect(other.append(CASE, stale, accept(16))).rejects.toMatchObject({ code: 'review.conflict' });
    expect((await other.entries(CASE, 0)).entries.map(({ action }) => action)).toEqual([accept(16), accept(46)]);
    expect((await verifyReview(caseDir)).damage).toBeNull();
  });

  it('write one whole log between them from two processes', async ({ signal }) => {
    const editor = fileURLToPath(new URL('../../../harness/kill/editor.ts', import.meta.url));
    const sessions = [1, 2].map((seed) => {
      const child = spawn(process.execPath, [editor, folder.path, CASE, String(seed), '40'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const said: string[] = [];
      child.stdout.setEncoding('utf8').on('data', (text: string) => said.push(text));
      return { child, lines: () => said.join('').split('\n').filter(Boolean), closed: once(child, 'close') };
    });
    try {
      while (sessions.some(({ lines }) => lines().length < 8)) await wait(20, undefined, { signal });
    } finally {
      for (const { child } of sessions) child.kill('SIGKILL');
    }
    await Promise.all(sessions.map(({ closed }) => closed));
    const acknowledged = sessions.map(({ lines }) => lines().slice(1));
    const { logged, damage } = await verifyReview(caseDir);
    expect(damage).toBeNull();
    const onRecord = new Set(logged.map(({ entry, hash }) => `${entry.seq} ${hash}`));
    expect(acknowledged.flat().filter((line) => !onRecord.has(line))).toEqual([]);
  });
});

describe('a damaged record', () => {
  it('keeps its good part, tells so each time the case is opened, and can be continued', async () => {
    await act(accept(16), accept(26), accept(36));
    await writeFile(entryFile(2), 'not an entry');
    const opened = await program().entries(CASE, 0);
    expect(opened.entries.map(({ action }) => action)).toEqual([accept(16)]);
    expect(opened.warnings).toEqual([
      { code: 'review.damaged', message: expect.stringContaining('entry 2 on: 2 entries') },
    ]);
    reviews = program();
    await act(accept(46));
    expect((await program().entries(CASE, 0)).warnings).toHaveLength(1);
    expect((await verifyReview(caseDir)).logged).toHaveLength(2);
  });

  it('is also one that makes no sense, or stands on another result of the nets', async () => {
    await act(accept(16), { kind: 'sign' });
    const text = await readFile(entryFile(2), 'utf8');
    await writeFile(entryFile(2), text.replace('{"kind":"sign"}', '{"kind":"reopen"}'));
    expect((await verifyReview(caseDir)).damage).toEqual({ seq: 2, reason: 'senseless', files: ['000002.json'] });
    await writeFile(entryFile(2), text);
    const caseJson = join(caseDir, 'case.json');
    await writeFile(caseJson, (await readFile(caseJson, 'utf8')).replace('0.93', '0.94'));
    expect((await verifyReview(caseDir)).damage).toMatchObject({ seq: 1, reason: 'broken' });
  });
});

describe('quadrant review', () => {
  it('prints who did what, and that the record is whole', async () => {
    await act(accept(16), { kind: 'undo', of: 1 }, { kind: 'sign' });
    const { code, stdout } = await quadrant('review', caseDir);
    expect(code).toBe(0);
    expect(stdout).toMatch(/1 {2}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}Dr\. Doe {11}accepted: 16\n/);
    expect(stdout).toContain('undo of 1\n');
    expect(stdout).toContain('The record is whole: 3 entries');
    const { stdout: json } = await quadrant('review', caseDir, '--json');
    expect(JSON.parse(json)).toMatchObject({
      whole: true,
      damage: null,
      signed: { by: 'Dr. Doe' },
      teeth: { proposed: 4 },
    });
  });

  it('ends with 1 where the record is damaged, and changes nothing', async () => {
    await act(accept(16), accept(26));
    await truncate(entryFile(2), 30);
    const { code, stdout } = await quadrant('review', caseDir, '--json');
    expect([code, JSON.parse(stdout)]).toMatchObject([1, { whole: false, damage: { seq: 2, reason: 'unreadable' } }]);
    expect(await readdir(join(caseDir, 'review'))).toEqual(['000001.json', '000002.json']);
    expect((await quadrant('review', caseDir)).stdout).toContain('damaged at entry 2 (it cannot be read)');
  });

  it('ends with 2 for a folder that is no case', async () => {
    expect((await quadrant('review', folder.path)).code).toBe(2);
  });
});

it('writes a line for each entry, from which anybody can compute the chain again', async () => {
  const head = await act(accept(16), accept(26));
  const { path, sizeBytes } = await writeReviewLines(caseDir, join(folder.path, 'log.jsonl'));
  const lines = await readFile(path, 'utf8');
  expect(sizeBytes).toBe(Buffer.byteLength(lines));
  const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  const result = await Promise.all(['case.json', 'labelmap.nii.gz'].map((name) => readFile(join(caseDir, name))));
  let previous = sha256(Buffer.concat(result));
  for (const line of lines.trimEnd().split('\n')) {
    expect(JSON.parse(line)).toMatchObject({ previous });
    previous = sha256(line.replace(/,"hash":"[0-9a-f]{64}"\}$/, '}\n'));
  }
  expect(previous).toBe(head.hash);
});
