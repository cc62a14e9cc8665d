import type { Geometry } from '#core/volume';

const LETTERS = [
  ['L', 'R'],
  ['P', 'A'],
  ['S', 'I'],
] as const;

/** The patient direction that i, j and k mostly grow towards, e.g. "LPS" for an axial scan. */
export function orientationLetters({ direction }: Pick<Geometry, 'direction'>): string {
  return [0, 3, 6]
    .map((start) => {
      const column = direction.slice(start, start + 3);
      const main = column.reduce((best, value, axis) => (Math.abs(value) > Math.abs(column[best]) ? axis : best), 0);
      return LETTERS[main][column[main] >= 0 ? 0 : 1];
    })
    .join('');
}
