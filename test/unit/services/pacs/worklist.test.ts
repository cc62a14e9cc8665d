import { describe, expect, test } from 'vitest';
import type { WorklistPage } from '#contract/pacs';
import type { Archive, FoundSeries, FoundStudy, StudySearch } from '../../../../main/io/pacs/archive.ts';
import { findWorklist } from '../../../../main/services/pacs/worklist.ts';

const CRANIOFACIAL = '1.2.840.10008.5.1.4.1.1.13.1.2';
const PANORAMIC = '1.2.840.10008.5.1.4.1.1.1.1';
const QUERY = { patientName: '', patientId: '', accessionNumber: '', fromDay: '', toDay: '' };

const studyOf = (number: number, modalities: readonly string[], sopClassUids: readonly string[] = []): FoundStudy => ({
  studyUid: `1.${number}`,
  patientName: `Patient^${number}`,
  patientId: String(number),
  birthDate: '',
  studyDate: `2026-01-${String((number % 28) + 1).padStart(2, '0')}`,
  accessionNumber: '',
  description: '',
  modalities,
  sopClassUids,
});

/** With a series for each modality of each study. */
function archiveOf(
  studies: readonly FoundStudy[],
  classOf = (_seriesUid: string): string => '',
): Archive & { searches: number } {
  const unused = (): never => {
    throw new Error('not used by this test');
  };
  return {
    searches: 0,
    test: unused,
    retrieve: unused,
    store: unused,
    async findStudies({ from, limit }: StudySearch) {
      this.searches++;
      return { studies: studies.slice(from, from + limit), more: studies.length > from + limit };
    },
    findSeries: async (uids) =>
      new Map(
        uids.map((uid): [string, FoundSeries[]] => [
          uid,
          (studies.find(({ studyUid }) => studyUid === uid)?.modalities ?? []).map((modality, index) => ({
            seriesUid: `${uid}.${index}`,
            modality,
            description: '',
            images: 1,
          })),
        ]),
      ),
    findImages: async ({ seriesUid }) => [{ sopInstanceUid: '1', sopClassUid: classOf(seriesUid) }],
  };
}

const find = (archive: Archive, from: number, limit: number): Promise<WorklistPage> =>
  findWorklist(archive, { query: QUERY, from, limit }, new AbortController().signal);

async function allPages(archive: Archive, limit: number): Promise<string[]> {
  const uids: string[] = [];
  for (let next: number | null = 0; next !== null;) {
    const page: WorklistPage = await find(archive, next, limit);
    uids.push(...page.studies.map(({ studyUid }) => studyUid));
    next = page.next;
  }
  return uids;
}

describe('a worklist', () => {
  test.each([1, 7, 50, 200])('of hundreds of studies comes in pages of %i, each study once', async (limit) => {
    const studies = Array.from({ length: 431 }, (_, index) => studyOf(index, index % 3 === 0 ? ['US'] : ['CT', 'SEG']));
    const uids = await allPages(archiveOf(studies), limit);
    const dental = studies.filter(({ modalities }) => modalities.includes('CT')).map(({ studyUid }) => studyUid);
    expect(uids.toSorted()).toEqual(dental.toSorted());
  });

  test('says that there is no more when its last page is just full', async () => {
    expect((await find(archiveOf([1, 2, 3].map((number) => studyOf(number, ['PX']))), 0, 3)).next).toBe(null);
  });

  test('comes back from an archive of other things, and says where to go on', async () => {
    const archive = archiveOf(Array.from({ length: 5000 }, (_, index) => studyOf(index, ['MR'])));
    expect(await find(archive, 0, 50)).toEqual({ studies: [], next: 1000 });
  });

  test('does not go on for ever with a server that repeats that there is more', async () => {
    const archive: Archive = { ...archiveOf([]), findStudies: async () => ({ studies: [], more: true }) };
    expect(await find(archive, 0, 50)).toEqual({ studies: [], next: null });
  });

  test('has the newest first, with what each series is', async () => {
    const { studies } = await find(archiveOf([studyOf(1, ['PX', 'SR']), studyOf(2, ['CT', 'SEG', 'PR'])]), 0, 50);
    expect(studies.map(({ studyUid, series }) => [studyUid, series.map(({ kind }) => kind)])).toEqual([
      ['1.2', ['cbct', 'result']],
      ['1.1', ['opg', 'result']],
    ]);
  });

  test('shows no study of results alone, and asks for the series where modalities are not told', async () => {
    const untold: FoundStudy = { ...studyOf(2, ['CR']), modalities: [] };
    const archive: Archive = {
      ...archiveOf([studyOf(1, ['SEG', 'SR']), untold]),
      findSeries: async () => new Map([['1.2', [{ seriesUid: '1.2.0', modality: 'CR', description: '', images: 1 }]]]),
    };
    expect((await find(archive, 0, 50)).studies.map(({ studyUid }) => studyUid)).toEqual(['1.2']);
  });

  test('takes an X-Ray 3D Craniofacial image for a CBCT whatever its modality', async () => {
    const study = studyOf(1, ['DX', 'PX'], [CRANIOFACIAL, PANORAMIC]);
    const archive = archiveOf([study], (seriesUid) => (seriesUid === '1.1.0' ? CRANIOFACIAL : PANORAMIC));
    const { studies } = await find(archive, 0, 50);
    expect(studies[0].series.map(({ kind }) => kind)).toEqual(['cbct', 'opg']);
  });
});
