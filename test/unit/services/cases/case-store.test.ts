/** The shelf of cases, through the services as a window uses them. */
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ApiResult } from '#contract/api';
import type { CaseSummary } from '#contract/case-list';
import type { Action } from '#contract/review';
import { createServices, type Services } from '../../../../main/services/index.ts';
import { verifyReview } from '../../../../main/services/review/verify-review.ts';
import { patchBetween } from '#core/review/label-patch';
import { patchToText } from '#contract/review';
import { ANNOTATIONS } from '../../../fixtures/contract/samples.ts';
import { writeSmallCase } from '../../../harness/kill/small-case.ts';
import { useTemporaryFolder } from '../../io/temporary-folder.ts';

const OLD = '0b0e9a5e-5a3c-4f5e-9d53-0a4b8d0c1f2e';
const OLD_CASE = new URL(`../../../fixtures/cases/${OLD}`, import.meta.url);
const A = '11111111-1111-4111-8111-111111111111';
const B = '22222222-2222-4222-8222-222222222222';

const folder = useTemporaryFolder();
let dataDir: string;
let services: Services;

function start(): Services {
  return createServices({
    dataDir,
    resourcesDir: folder.path,
    engineSpawner: () => {
      throw new Error('no engine here');
    },
    host: 'browser',
    version: '0.0.0',
  });
}

beforeEach(async () => {
  dataDir = join(folder.path, 'data');
  await mkdir(dataDir);
  services = start();
});
afterEach(() => services.dispose());

async function act(caseId: string, ...actions: readonly Action[]): Promise<void> {
  let { head } = await services.calls['review.entries']({ caseId, after: 0 });
  for (const action of actions) ({ head } = await services.calls['review.append']({ caseId, head, action }));
}

const list = (): Promise<ApiResult<'cases.list'>> => services.calls['cases.list']({});

async function summary(caseId: string): Promise<CaseSummary> {
  const found = (await list()).cases.find((each) => each.caseId === caseId);
  if (found === undefined) throw new Error(`${caseId} is not in the list`);
  return found;
}

const accept: Action = { kind: 'decide', decision: 'accepted', labels: [16] };
const reject: Action = { kind: 'decide', decision: 'rejected', labels: [26] };

describe('the list of cases', () => {
  it('tells the state of each from its log, who changed it last, and how many teeth stand', async () => {
    const caseDir = await writeSmallCase(dataDir, A);
    expect(await summary(A)).toMatchObject({ state: 'proposed', teeth: 4, changedBy: null, patientName: 'Doe, Jane' });
    await services.calls['settings.save']({ ...(await services.calls['settings.get']({})), reviewerName: 'Dr. Doe' });
    await act(A, accept, reject);
    expect(await summary(A)).toMatchObject({ state: 'in-review', teeth: 3, changedBy: 'Dr. Doe', damaged: false });
    const { labels } = await verifyReview(caseDir);
    const merged = patchBetween(
      labels.data,
      labels.data.map((label) => (label === 46 ? 36 : label)),
    );
    await act(
      A,
      { kind: 'reshape', tool: 'merge', patch: patchToText(merged), touched: [36, 46], made: [] },
      { kind: 'sign' },
    );
    expect(await summary(A)).toMatchObject({ state: 'signed', teeth: 2 });
    await act(A, { kind: 'reopen' }, { kind: 'undo', of: 3 });
    expect(await summary(A)).toMatchObject({ state: 'reopened', teeth: 3 });
  });

  it('says the same after a restart, without reading the logs again, and notices what another program adds', async () => {
    const caseDir = await writeSmallCase(dataDir, A);
    await act(A, accept);
    const before = await list();
    services = start();
    const entry = join(caseDir, 'review', '000001.json');
    const text = await readFile(entry, 'utf8');
    await writeFile(entry, 'nobody reads this');
    expect(await list()).toEqual(before);
    await writeFile(entry, text);
    await act(A, { kind: 'sign' });
    expect(await summary(A)).toMatchObject({ state: 'signed' });
  });

  it('shows a case with a damaged log, and names folders that cannot be read', async () => {
    const caseDir = await writeSmallCase(dataDir, A);
    await act(A, accept, reject);
    await writeFile(join(caseDir, 'review', '000002.json'), '');
    await mkdir(join(dataDir, 'cases', B));
    services = start();
    await rm(join(dataDir, 'case-index.json'), { force: true });
    const { cases, unreadable } = await list();
    expect(cases.map(({ caseId, damaged, teeth }) => [caseId, damaged, teeth])).toEqual([[A, true, 4]]);
    expect(unreadable).toEqual([B]);
  });

  it('has a case of Quadrant 0.1, whose drawings are there and which can be reviewed', async () => {
    await cp(OLD_CASE, join(dataDir, 'cases', OLD), { recursive: true });
    expect(await summary(OLD)).toMatchObject({ state: 'proposed', teeth: 1, tags: [], archived: false });
    const { case: caseFile } = await services.calls['cases.get']({ caseId: OLD });
    expect(caseFile.instances.map(({ fdi }) => fdi)).toEqual([36]);
    const { drawn, warnings } = await services.calls['review.entries']({ caseId: OLD, after: 0 });
    expect([drawn, warnings]).toEqual([ANNOTATIONS, []]);
    await act(OLD, { kind: 'identify', tool: 'number', teeth: [{ label: 36, fdi: 37, type: 'tooth' }] });
    expect((await verifyReview(join(dataDir, 'cases', OLD))).damage).toBeNull();
    expect(await summary(OLD)).toMatchObject({ state: 'in-review' });
  });
});

describe('a case on the shelf', () => {
  beforeEach(() => writeSmallCase(dataDir, A));

  it('keeps tags and is archived, without a change of case.json', async () => {
    const caseJson = join(dataDir, 'cases', A, 'case.json');
    const before = await readFile(caseJson);
    await services.calls['cases.tag']({ caseId: A, tags: ['Implantat', 'recall', 'Recall'] });
    await services.calls['cases.archive']({ caseId: A, archived: true });
    expect(await summary(A)).toMatchObject({ tags: ['Implantat', 'Recall'], archived: true });
    expect(await readFile(caseJson)).toEqual(before);
    expect((await readdir(join(dataDir, 'cases', A))).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('goes to the trash and comes back with its log', async () => {
    await act(A, accept);
    await services.calls['cases.delete']({ caseId: A });
    expect((await summary(A)).deletedAt).not.toBeNull();
    expect(await readdir(join(dataDir, 'cases'))).toEqual([]);
    await expect(services.calls['cases.get']({ caseId: A })).rejects.toMatchObject({ code: 'case.not-found' });
    await expect(act(A, accept)).rejects.toMatchObject({ code: 'case.not-found' });
    await services.calls['cases.restore']({ caseId: A });
    expect(await summary(A)).toMatchObject({ deletedAt: null, state: 'in-review' });
    expect((await services.calls['review.entries']({ caseId: A, after: 0 })).entries).toHaveLength(1);
  });

  it('is deleted for good after thirty days in the trash, at the next start', async () => {
    await writeSmallCase(dataDir, B);
    await list();
    for (const caseId of [A, B]) await services.calls['cases.delete']({ caseId });
    const shelf = join(dataDir, 'trash', A, 'shelf.json');
    const old = -31 * 86_400_000;
    await writeFile(shelf, (await readFile(shelf, 'utf8')).replace(/"deletedAfterMs": .*/, `"deletedAfterMs": ${old}`));
    expect((await list()).cases.map(({ caseId }) => caseId).toSorted()).toEqual([A, B]);
    services = start();
    expect((await list()).cases.map(({ caseId }) => caseId)).toEqual([B]);
    await services.calls['cases.erase']({ caseId: B });
    expect((await list()).cases).toEqual([]);
    expect(await readdir(join(dataDir, 'trash'))).toEqual([]);
    expect(await readFile(join(dataDir, 'case-index.json'), 'utf8')).not.toContain('Doe');
  });

  it('stays in the trash when the clock is set a year ahead, and when it is set right again', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const today = Date.now();
    await services.calls['cases.delete']({ caseId: A });
    for (const days of [366, 367, 1, 2]) {
      vi.setSystemTime(today + days * 86_400_000);
      services = start();
      expect((await list()).cases.map(({ caseId }) => caseId)).toEqual([A]);
    }
    for (let days = 3; days < 40; days += 6) {
      vi.setSystemTime(today + days * 86_400_000);
      services = start();
      expect((await list()).cases.map(({ caseId }) => caseId)).toEqual(days <= 30 ? [A] : []);
    }
    vi.useRealTimers();
  });

  it('has a picture', async () => {
    await expect(services.openCaseThumbnail(A)).rejects.toMatchObject({ code: 'case.not-found' });
    await services.calls['cases.describe']({ caseId: A, thumbnail: 'data:image/webp;base64,AAAA' });
    expect(await summary(A)).toMatchObject({ thumbnail: true });
    expect(await services.openCaseThumbnail(A)).toMatchObject({ sizeBytes: 3, mediaType: 'image/webp' });
  });

  it.each(['../cases', '..', 'case.json', ''])('is never found as %j', async (caseId) => {
    for (const call of ['cases.delete', 'cases.restore', 'cases.erase'] as const) {
      await expect(services.calls[call]({ caseId })).rejects.toMatchObject({ code: 'case.not-found' });
    }
    await expect(services.openCaseThumbnail(caseId)).rejects.toMatchObject({ code: 'case.not-found' });
  });
});

describe('the folder of the cases', () => {
  beforeEach(async () => {
    await writeSmallCase(dataDir, A);
    await writeSmallCase(dataDir, B);
    await act(A, accept);
    await services.calls['cases.delete']({ caseId: B });
  });
  const move = (path: string) => services.calls['cases.move']({ to: { kind: 'path', path } });

  it('moves with everything in it, log and trash too, and back', async () => {
    const target = join(folder.path, 'other disk');
    await mkdir(target);
    expect(await move(target)).toEqual({ moved: 1 });
    expect((await list()).place).toEqual({ path: target, chosen: true, there: true });
    expect([await readdir(join(dataDir, 'cases')), await readdir(join(dataDir, 'trash'))]).toEqual([[], []]);
    await act(A, { kind: 'sign' });
    services = start();
    expect(await summary(A)).toMatchObject({ state: 'signed' });
    await services.calls['cases.restore']({ caseId: B });
    expect((await readdir(target)).toSorted()).toEqual([A, B, 'quadrant-cases.json', 'trash']);
    expect(await services.calls['cases.move']({ to: { kind: 'usual' } })).toEqual({ moved: 2 });
    expect((await list()).place).toEqual({ path: join(dataDir, 'cases'), chosen: false, there: true });
    expect((await verifyReview(join(dataDir, 'cases', A))).damage).toBeNull();
    expect(await readdir(target)).toEqual(['trash']);
  });

  it('is found and written to at its new place by another program that has the same data open', async () => {
    const beside = start();
    const target = join(folder.path, 'other disk');
    await beside.calls['review.entries']({ caseId: A, after: 0 });
    await move(target);
    const { head } = await beside.calls['review.entries']({ caseId: A, after: 0 });
    await beside.calls['review.append']({ caseId: A, head, action: { kind: 'sign' } });
    expect((await beside.calls['cases.list']({})).place).toMatchObject({ path: target, chosen: true });
    expect(await summary(A)).toMatchObject({ state: 'signed' });
    await beside.dispose();
  });

  it('gets a folder of its own among other things', async () => {
    const target = join(folder.path, 'documents');
    await mkdir(target);
    await writeFile(join(target, 'letter.txt'), 'Dear colleague');
    await move(target);
    expect((await list()).place.path).toBe(join(target, 'Quadrant cases'));
    expect((await readdir(target)).toSorted()).toEqual(['Quadrant cases', 'letter.txt']);
  });

  it('refuses places that make no sense, and stays where it was', async () => {
    await writeFile(join(folder.path, 'file'), '');
    const other = join(folder.path, 'other');
    await cp(join(dataDir, 'cases'), other, { recursive: true });
    await writeFile(join(other, 'quadrant-cases.json'), '{}');
    const refusals: readonly (readonly [string, string])[] = [
      ['cases', 'relative'],
      [join(folder.path, 'a', 'b'), 'missing'],
      [join(folder.path, 'file'), 'file'],
      [join(dataDir, 'cases', 'inside'), 'inside'],
      [other, 'taken'],
    ];
    for (const [path, reason] of refusals)
      await expect(move(path)).rejects.toMatchObject({ code: 'case.place-refused', facts: { reason } });
    expect(await summary(A)).toMatchObject({ state: 'in-review' });
  });

  it('is told when it is gone, nothing is written in its stead, and it is found again elsewhere', async () => {
    const target = join(folder.path, 'usb');
    await move(target);
    await rename(target, join(folder.path, 'usb2'));
    await mkdir(target); // a mount point without its disk
    services = start();
    expect(await list()).toMatchObject({ cases: [], place: { path: target, there: false } });
    await expect(services.calls['cases.get']({ caseId: A })).rejects.toMatchObject({ code: 'case.place-gone' });
    await expect(act(A, accept)).rejects.toMatchObject({ code: 'case.place-gone' });
    expect(await readdir(target)).toEqual([]);
    expect(await move(join(folder.path, 'usb2'))).toEqual({ moved: 0 });
    expect(await summary(A)).toMatchObject({ state: 'in-review' });
  });

  it('is not taken for the usual one when what tells it is damaged, and is chosen anew', async () => {
    const target = join(folder.path, 'other disk');
    await mkdir(target);
    await move(target);
    await writeFile(join(dataDir, 'cases-place.json'), '{"casesDir": "/oth');
    services = start();
    expect(await list()).toMatchObject({ cases: [], place: { there: false } });
    await expect(act(A, accept)).rejects.toMatchObject({ code: 'case.place-gone' });
    expect(await move(target)).toEqual({ moved: 0 });
    expect(await summary(A)).toMatchObject({ state: 'in-review' });
  });
});
