import { describe, expect, it } from 'vitest';
import type { CaseSummary } from '#contract/case-list';
import {
  allTags,
  casesShown,
  isOnShelf,
  matches,
  SHELVES,
  tagsOf,
} from '../../../../../renderer/features/cases/filter-cases.ts';
import { dayText } from '#core/words/format';

const CASE: CaseSummary = {
  caseId: 'a',
  modality: 'cbct',
  createdAt: '2026-11-21T05:00:00.000Z',
  patientName: 'Müller^Anna',
  patientId: '100234',
  studyDate: '2026-03-31',
  teeth: 28,
  state: 'in-review',
  changedBy: 'Dr. Weber',
  changedAt: '2026-11-21T06:00:00.000Z',
  damaged: false,
  tags: ['Implantat', 'Recall'],
  archived: false,
  deletedAt: null,
  thumbnail: false,
};
const german = (day: string): string => dayText(day, 'de');

describe('looking for a case', () => {
  it.each(['', 'müller', 'MULLER anna', '1002', 'recall', '2026-03', '31.03.2026', '2026-11-21', 'weber', 'impl müll'])(
    'finds it by %j',
    (query) => expect(matches(CASE, query, german)).toBe(true),
  );

  it.each(['müller bernd', '2026-04-01', 'recal l x', 'in-review'])('does not find it by %j', (query) =>
    expect(matches(CASE, query, german)).toBe(false),
  );
});

describe('the shelves', () => {
  const shelvesOf = (change: Partial<CaseSummary>) =>
    SHELVES.filter((shelf) => isOnShelf({ ...CASE, ...change }, shelf));

  it('show a case in use with all and by its state, and one that was put or thrown away nowhere else', () => {
    expect(shelvesOf({})).toEqual(['all', 'in-review']);
    expect(shelvesOf({ state: 'signed' })).toEqual(['all', 'signed']);
    expect(shelvesOf({ archived: true })).toEqual(['archived']);
    expect(shelvesOf({ archived: true, deletedAt: '2026-11-21T06:00:00.000Z' })).toEqual(['trash']);
  });

  it('go together with words and the kind of picture', () => {
    const other: CaseSummary = { ...CASE, caseId: 'b', modality: 'opg', state: 'signed', tags: [] };
    const shown = (filter: Parameters<typeof casesShown>[1]) =>
      casesShown([CASE, other], filter, german).map(({ caseId }) => caseId);
    expect(shown({ query: 'müller', shelf: 'all', modality: null })).toEqual(['a', 'b']);
    expect(shown({ query: '', shelf: 'all', modality: 'opg' })).toEqual(['b']);
    expect(shown({ query: 'recall', shelf: 'all', modality: 'opg' })).toEqual([]);
    expect(shown({ query: '', shelf: 'signed', modality: null })).toEqual(['b']);
  });
});

it('takes tags as they are typed in any language, each once', () => {
  expect(tagsOf(' recall, sinus lift,, recall ')).toEqual(['recall', 'sinus lift']);
  expect(tagsOf('复查，种植、牙周')).toEqual(['复查', '种植', '牙周']);
  expect(tagsOf('x'.repeat(50))).toEqual(['x'.repeat(40)]);
  expect(allTags([CASE, { ...CASE, tags: ['Recall'] }])).toEqual(['Recall', 'Implantat']);
});
