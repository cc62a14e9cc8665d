/** Which of UFBA-425's pictures train, validate and test: the same rule as in models/training (panoramic/data.py). */

/** The size that the 512×512 files were squashed from. */
export const UFBA_SIZE = [1991, 1127] as const;

/** name → train, val or test, each category by itself: every fifth is test, of the rest every tenth validation. */
export function partOf(names: readonly string[]): ReadonlyMap<string, 'train' | 'val' | 'test'> {
  const parts = new Map<string, 'train' | 'val' | 'test'>();
  for (const members of Map.groupBy(names.toSorted(), (name) => name.split('-')[0]).values()) {
    const rest = members.filter((_, n) => n % 5 !== 2);
    for (const name of members) parts.set(name, 'test');
    for (const [n, name] of rest.entries()) parts.set(name, n % 10 === 4 ? 'val' : 'train');
  }
  return parts;
}
