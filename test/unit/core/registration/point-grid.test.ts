import { expect, test } from 'vitest';
import { PointGrid } from '#core/registration/point-grid';
import { randomNumbers } from '../random-numbers.ts';

const random = randomNumbers(3);
/** A thin slab, and one point far away from it. */
const POINTS = Float64Array.from({ length: 1200 }, (_, n) => (n % 3 === 2 ? 1 : 20) * random());
POINTS.set([500, -300, 40], 900);

function byDistance(x: number, y: number, z: number): { readonly point: number; readonly square: number }[] {
  return Array.from({ length: POINTS.length / 3 }, (_, point) => ({
    point,
    square: (POINTS[3 * point] - x) ** 2 + (POINTS[3 * point + 1] - y) ** 2 + (POINTS[3 * point + 2] - z) ** 2,
  })).toSorted((a, b) => a.square - b.square);
}

test('finds the nearest points in their order, and all within a distance, as a look at all of them does', () => {
  const grid = new PointGrid(POINTS);
  for (let n = 0; n < 120; n++) {
    const [x, y, z] = n % 10 === 0 ? [500 * random(), 0, 90] : [20 * random(), 20 * random(), random()];
    const expected = byDistance(x, y, z);
    const wanted = 1 + Math.floor(60 * random());
    grid.nearest(wanted, x, y, z);
    expect(Array.from(grid.numbers.subarray(0, wanted))).toEqual(expected.slice(0, wanted).map(({ point }) => point));
    const within = expected.filter(({ square }) => square <= 9).map(({ point }) => point);
    const found = grid.within(x, y, z, 3);
    expect(Array.from(grid.numbers.subarray(0, found)).toSorted((a, b) => a - b)).toEqual(
      within.toSorted((a, b) => a - b),
    );
  }
});

test('of points all at one place finds as many as are wanted', () => {
  const grid = new PointGrid(new Float64Array(60).fill(7));
  grid.nearest(20, 7, 7, 7);
  expect(Array.from(grid.numbers).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n));
  expect(() => grid.nearest(21, 7, 7, 7)).toThrow(RangeError);
});
