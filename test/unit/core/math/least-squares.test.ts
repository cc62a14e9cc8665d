import { expect, it } from 'vitest';
import { leastSquares } from '#core/math/least-squares';

it('finds the plane through noisy-free points, whatever the scale of its columns', () => {
  const rows = [
    [1, 0, 1000],
    [1, 2, 3000],
    [1, -1, 4000],
    [1, 5, -2000],
  ];
  const solution = leastSquares(
    rows,
    rows.map(([one, x, y]) => 3 * one - 2 * x + 0.01 * y),
  );
  [3, -2, 0.01].forEach((value, n) => expect(solution?.[n]).toBeCloseTo(value, 9));
});

it('averages what contradicts itself', () => {
  expect(leastSquares([[1], [1], [1]], [1, 2, 6])?.[0]).toBeCloseTo(3);
});

it('says so when the unknowns are not determined', () => {
  expect(leastSquares([], [])).toBeNull();
  expect(leastSquares([[1, 2]], [3])).toBeNull();
  expect(
    leastSquares(
      [
        [1, 2],
        [2, 4],
        [3, 6],
      ],
      [1, 2, 3],
    ),
  ).toBeNull();
});
