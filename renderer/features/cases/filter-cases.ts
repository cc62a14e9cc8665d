/** Which cases of the list are shown. */
import type { CaseSummary } from '#contract/case-list';
import type { CasesState, Shelf } from '../../state/cases/cases-store.ts';
import { readableName } from '#core/words/person-name';

export const SHELVES: readonly Shelf[] = ['all', 'proposed', 'in-review', 'signed', 'reopened', 'archived', 'trash'];

/** Each case lies on its own shelf; `all` has what is neither put away nor thrown away. */
export function isOnShelf({ state, archived, deletedAt }: CaseSummary, shelf: Shelf): boolean {
  if (shelf === 'trash' || deletedAt !== null) return shelf === 'trash' && deletedAt !== null;
  if (shelf === 'archived' || archived) return shelf === 'archived' && archived;
  return shelf === 'all' || state === shelf;
}

/**
 * Every word that is looked for must be somewhere in name, number, tags or dates. Dates are found as they are shown
 * (`dayOf`) and as "2026-11-21".
 */
export function matches(entry: CaseSummary, query: string, dayOf: (day: string) => string): boolean {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const { patientName, patientId, studyDate, createdAt, changedBy, tags } = entry;
  const created = createdAt.slice(0, 10);
  const days = [studyDate, created].filter((day) => day !== '').flatMap((day) => [day, dayOf(day)]);
  const text = plain([readableName(patientName), patientId, changedBy ?? '', ...tags, ...days].join('\n'));
  return words.every((word) => text.includes(word));
}

export function casesShown(
  cases: readonly CaseSummary[],
  { query, shelf, modality }: Pick<CasesState, 'query' | 'shelf' | 'modality'>,
  dayOf: (day: string) => string,
): readonly CaseSummary[] {
  return cases.filter(
    (entry) =>
      isOnShelf(entry, shelf) && (modality === null || entry.modality === modality) && matches(entry, query, dayOf),
  );
}

/** Tags of all cases in use, the frequent ones first. */
export function allTags(cases: readonly CaseSummary[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { tags } of cases) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].toSorted(([a, n], [b, m]) => m - n || a.localeCompare(b)).map(([tag]) => tag);
}

/** "a, b,,c" as a person types tags. */
export function tagsOf(typed: string): readonly string[] {
  const tags = typed
    .split(/[,，、;；]/)
    .map((tag) => tag.trim().slice(0, 40))
    .filter(Boolean);
  return [...new Set(tags)];
}

/** Without case and accents: "Müller" is found as "muller". */
function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
