import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Action, Entry, Head } from '#contract/review';
import { appendEntry, readEntries, surveyEntries } from '../../../main/io/review-log.ts';
import { removeLeftoversOfCase, setAside, setAsideBefore } from '../../../main/io/review-repair.ts';

const ROOT: Head = { seq: 0, hash: 'ab'.repeat(32) };
const ACCEPT: Action = { kind: 'decide', decision: 'accepted', labels: [36] };
let caseDir: string;

beforeEach(async () => {
  caseDir = await mkdtemp(join(tmpdir(), 'quadrant-log-'));
});
afterEach(() => rm(caseDir, { recursive: true, force: true }));

function following({ seq, hash }: Head): Entry {
  return { seq: seq + 1, at: '2026-11-21T05:00:00.000Z', by: 'Dr. Doe', action: ACCEPT, previous: hash };
}

async function written(count: number): Promise<Head> {
  let head = ROOT;
  for (let n = 0; n < count; n++) head = await appendEntry(caseDir, following(head));
  return head;
}

it('reads back what was written, from the beginning or from the middle', async () => {
  const second = await written(2);
  const third = await appendEntry(caseDir, following(second));
  const { entries, head } = await readEntries(caseDir, ROOT);
  expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(head).toEqual(third);
  expect((await readEntries(caseDir, second)).entries).toEqual([entries[2]]);
  expect(await readdir(join(caseDir, 'review'))).toEqual(['000001.json', '000002.json', '000003.json']);
});

it('lets one of two windows write the next entry', async () => {
  const head = await written(1);
  const results = await Promise.allSettled(
    [following(head), following(head)].map((entry) => appendEntry(caseDir, entry)),
  );
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'review.conflict' } });
  expect((await readEntries(caseDir, ROOT)).entries).toHaveLength(2);
});

it.each<[string, (folder: string) => Promise<void>]>([
  [
    'an entry that was changed',
    async (folder) => {
      const text = await readFile(join(folder, '000001.json'), 'utf8');
      await writeFile(join(folder, '000001.json'), text.replace('Dr. Doe', 'Dr. Who'));
    },
  ],
  ['an entry that was taken out', (folder) => rm(join(folder, '000002.json'))],
  ['half an entry', (folder) => writeFile(join(folder, '000003.json'), '{"seq": 3,')],
  ['zeros where an entry was', (folder) => writeFile(join(folder, '000002.json'), new Uint8Array(300))],
])('tells of %s', async (_what, damage) => {
  await written(3);
  await damage(join(caseDir, 'review'));
  await expect(readEntries(caseDir, ROOT)).rejects.toMatchObject({ code: 'review.damaged' });
});

it('keeps what stands before the damage and moves the rest aside, nothing is deleted', async () => {
  await written(4);
  const review = join(caseDir, 'review');
  const third = await readFile(join(review, '000003.json'), 'utf8');
  await writeFile(join(review, '000003.json'), third.slice(0, 40));
  const { logged, head, damage } = await surveyEntries(caseDir, ROOT);
  expect([logged.length, head.seq, damage?.seq, damage?.reason]).toEqual([2, 2, 3, 'unreadable']);
  if (damage !== null) await setAside(caseDir, damage);
  expect((await readEntries(caseDir, ROOT)).head).toEqual(head);
  const [aside] = await setAsideBefore(caseDir);
  expect(aside).toMatchObject({ firstSeq: 3, count: 2 });
  expect(await readFile(join(review, aside.folder, '000003.json'), 'utf8')).toBe(third.slice(0, 40));
  await appendEntry(caseDir, following(head));
  expect((await readEntries(caseDir, ROOT)).entries).toHaveLength(3);
});

it('notices that what it read before is not there any more, or another', async () => {
  const second = await written(2);
  const folder = join(caseDir, 'review');
  await rm(join(folder, '000002.json'));
  expect((await surveyEntries(caseDir, second)).damage).toMatchObject({ seq: 2, reason: 'broken' });
  const { head } = await readEntries(caseDir, ROOT);
  await appendEntry(caseDir, { ...following(head), by: 'Dr. Who' });
  expect((await surveyEntries(caseDir, second)).damage).toMatchObject({ seq: 2, reason: 'broken' });
});

it('tells an entry of a newer version from a damaged one, and leaves it alone', async () => {
  const head = await written(1);
  const folder = join(caseDir, 'review');
  const action = { kind: 'prescribe', labels: [36] };
  const text = `${JSON.stringify({ ...following(head), action })}\n`;
  await writeFile(join(folder, '000002.json'), text);
  await expect(readEntries(caseDir, ROOT)).rejects.toMatchObject({ code: 'review.newer' });
  await writeFile(join(folder, '000003.json'), JSON.stringify({ ...following({ ...head, seq: 2 }) }));
  await expect(readEntries(caseDir, ROOT)).rejects.toMatchObject({ code: 'review.damaged' });
});

it.each(['EPERM', 'ENOTSUP', 'ENOSYS', 'EXDEV'])('writes entries where links are refused with %s', async (code) => {
  const link = async (): Promise<void> => {
    throw Object.assign(new Error('no links here'), { code });
  };
  const first = await appendEntry(caseDir, following(ROOT), { link });
  await expect(appendEntry(caseDir, following(ROOT), { link })).rejects.toMatchObject({ code: 'review.conflict' });
  await appendEntry(caseDir, following(first), { link });
  expect((await readEntries(caseDir, ROOT)).entries).toHaveLength(2);
  expect(await readdir(join(caseDir, 'review'))).toEqual(['000001.json', '000002.json']);
});

it('removes what a killed program left, but nothing that another one may be writing', async () => {
  await written(1);
  const review = join(caseDir, 'review');
  for (const name of ['.partial-old', '.partial-new']) await writeFile(join(review, name), 'half');
  const shelf = join(caseDir, '.shelf.json.partial-old');
  await writeFile(shelf, '{');
  for (const path of [join(review, '.partial-old'), shelf]) await utimes(path, 1000, 1000);
  await removeLeftoversOfCase(caseDir);
  expect(await readdir(review)).toEqual(['.partial-new', '000001.json']);
  expect(await readdir(caseDir)).toEqual(['review']);
});

it('does not bring a deleted case back as an empty folder', async () => {
  const head = await written(1);
  await rm(caseDir, { recursive: true });
  await expect(appendEntry(caseDir, following(head))).rejects.toMatchObject({ code: 'case.not-found' });
  await expect(readdir(caseDir)).rejects.toMatchObject({ code: 'ENOENT' });
  await mkdir(caseDir); // for afterEach
});
