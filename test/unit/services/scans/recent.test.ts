import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { canariesIn } from '../../privacy/canaries.ts';
import { RecentScans, type OpenedEntry } from '../../../../main/services/scans/recent.ts';
import { useTemporaryFolder } from '../../io/temporary-folder.ts';

const BYTES = Buffer.from('a small picture');
const PICTURE = `data:image/webp;base64,${BYTES.toString('base64')}`;

const scan = (path: string): OpenedEntry => ({
  path,
  seriesUid: null,
  title: `Scan ${path}`,
  modality: 'cbct',
  patientName: 'Doe^Jane',
  patientId: 'J-4711',
  studyDate: '2026-11-21',
});

describe('the list of recent scans', () => {
  const folder = useTemporaryFolder();
  let recent: RecentScans;
  const paths = async (): Promise<readonly string[]> => (await recent.list()).map(({ path }) => path);
  const pictures = (): Promise<string[]> => readdir(join(folder.path, 'thumbnails')).catch((): string[] => []);

  beforeEach(() => {
    recent = new RecentScans(folder.path);
  });

  it('has the newest first, each once, with what was seen of it before', async () => {
    const first = await recent.add(scan('a'));
    await recent.describe(first, { teeth: 24, thumbnail: PICTURE });
    await recent.add(scan('b'));
    expect(await recent.add(scan('a'))).toBe(first);
    expect(await paths()).toEqual(['a', 'b']);
    expect(await recent.find(first)).toMatchObject({ teeth: 24, thumbnail: true, patientName: 'Doe^Jane' });
  });

  it('a disk that does not take the list keeps no scan closed', async () => {
    const file = join(folder.path, 'file');
    await writeFile(file, '');
    const unwritable = new RecentScans(join(file, 'data'));
    expect(await unwritable.add(scan('a'))).toBe(await recent.add(scan('a')));
    expect(await unwritable.list()).toEqual([]);
  });

  it('keeps twelve, and no picture of what fell off', async () => {
    const first = await recent.add(scan('0'));
    await recent.describe(first, { thumbnail: PICTURE });
    for (let n = 1; n <= 12; n++) await recent.add(scan(String(n)));
    expect(await paths()).toHaveLength(12);
    expect(await paths()).not.toContain('0');
    expect(await pictures()).toEqual([]);
  });

  it('hands out the picture it was given, and none for another id', async () => {
    const id = await recent.add(scan('a'));
    await expect(recent.thumbnail(id)).rejects.toMatchObject({ code: 'scan.not-found' });
    await recent.describe(id, { thumbnail: PICTURE });
    const { path, sizeBytes, mediaType } = await recent.thumbnail(id);
    expect(await readFile(path)).toEqual(BYTES);
    expect([sizeBytes, mediaType]).toEqual([BYTES.length, 'image/webp']);
    await expect(recent.thumbnail('../recent.json')).rejects.toMatchObject({ code: 'scan.not-found' });
  });

  it('forgets a scan with its picture, and has both again in the same place when that is taken back', async () => {
    const ids = [await recent.add(scan('a')), await recent.add(scan('b')), await recent.add(scan('c'))];
    await recent.describe(ids[1], { thumbnail: PICTURE, teeth: 3 });
    await recent.remove(ids[1]);
    expect(await paths()).toEqual(['c', 'a']);
    expect(await pictures()).toEqual([]);
    await recent.restore(ids[1]);
    expect(await paths()).toEqual(['c', 'b', 'a']);
    expect(await readFile((await recent.thumbnail(ids[1])).path)).toEqual(BYTES);
    await recent.restore(ids[1]);
    expect(await paths()).toEqual(['c', 'b', 'a']);
  });

  it('loses nothing when several changes come at once', async () => {
    const ids = await Promise.all(['a', 'b', 'c'].map((path) => recent.add(scan(path))));
    await Promise.all(ids.map((id, teeth) => recent.describe(id, { teeth })));
    expect(new Set((await recent.list()).map(({ teeth }) => teeth))).toEqual(new Set([0, 1, 2]));
  });

  it('reads lists of earlier versions', async () => {
    const id = await recent.add(scan('a'));
    const file = join(folder.path, 'recent.json');
    const [{ path, seriesUid, title, recentId, openedAt }] = await recent.list();
    await writeFile(file, JSON.stringify([{ path, seriesUid, title, recentId, openedAt }]));
    expect(await recent.find(id)).toMatchObject({ title, modality: null, teeth: null, thumbnail: false });
  });
});

describe('a list that is to name nobody', () => {
  const folder = useTemporaryFolder();
  let hides = true;
  const opened = (): RecentScans => new RecentScans(folder.path, async () => hides);
  const written = (): Promise<string> => readFile(join(folder.path, 'recent.json'), 'utf8');
  const zwetschge = (path: string): OpenedEntry => ({
    ...scan(path),
    title: 'Zwetschge',
    patientName: 'Zwetschge^Öl',
    patientId: 'KNR-778899',
  });

  it.each([
    ['the name', '/scans/ZWETSCHGE/1'],
    ['the id', '/scans/knr 778899'],
  ])('opens a scan whose path tells %s as long as the program runs', async (_what, path) => {
    const recent = opened();
    const id = await recent.add(zwetschge(path));
    await recent.describe(id, { teeth: 24, thumbnail: PICTURE });
    expect(canariesIn(await written())).toEqual([]);
    expect(await recent.find(id)).toMatchObject({ path, patientName: '', thumbnail: false, teeth: 24 });
    expect(await opened().list()).toEqual([]);
  });

  it('opens one whose path tells nothing later too', async () => {
    const id = await opened().add(zwetschge('/scans/2026/0007'));
    expect(canariesIn(await written())).toEqual([]);
    expect(await opened().find(id)).toMatchObject({ path: '/scans/2026/0007', studyDate: '2026-11-21', title: '' });
  });

  it('does not trust the path of a scan without a name', async () => {
    await opened().add({ ...zwetschge('/scans/plum.nii'), patientName: '', patientId: '' });
    expect(await written()).not.toContain('plum');
  });

  it('loses what it named before when that is no longer wanted', async () => {
    hides = false;
    const recent = opened();
    const id = await recent.add(zwetschge('/scans/zwetschge'));
    await recent.describe(id, { thumbnail: PICTURE });
    expect(canariesIn(await written())).toEqual(['zwetschge']);
    hides = true;
    await recent.forgetPatients();
    expect(canariesIn(await written())).toEqual([]);
    expect(await readdir(folder.path)).toEqual(['recent.json']);
    expect(await recent.find(id)).toMatchObject({ path: '/scans/zwetschge', thumbnail: false });
  });
});
