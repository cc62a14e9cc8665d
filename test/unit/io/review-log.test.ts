import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Action, Entry, Head } from '#contract/review';
import { appendEntry, readEntries } from '../../../main/io/review-log.ts';

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
])('tells of %s', async (_what, damage) => {
  await written(3);
  await damage(join(caseDir, 'review'));
  await expect(readEntries(caseDir, ROOT)).rejects.toMatchObject({ code: 'review.damaged' });
});
