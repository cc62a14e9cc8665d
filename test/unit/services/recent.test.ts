import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { RecentScans, type OpenedEntry } from '../../../main/services/recent.ts';
import { useTemporaryFolder } from '../io/temporary-folder.ts';

const BYTES = Buffer.from('a small picture');
const PICTURE = `data:image/webp;base64,${BYTES.toString('base64')}`;

const scan = (path: string): OpenedEntry => ({
  path,
  seriesUid: null,
  title: `Scan ${path}`,
  modality: 'cbct',
  patientName: 'Doe^Jane',
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
