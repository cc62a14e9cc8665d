import { expect, test } from 'vitest';
import { linearFit } from '../../harness/linear-fit.ts';

test('a line is found exactly, a cloud with its share', () => {
  const line = linearFit([1, 2, 5, 9].map((x) => [x, 3 + 0.5 * x] as const));
  expect(line?.slope).toBeCloseTo(0.5, 12);
  expect(line?.offset).toBeCloseTo(3, 12);
  expect(line?.rSquared).toBeCloseTo(1, 12);
  // By hand: slope 0.6, offset 2.2; residual squares 2.4 of 6 in all.
  const cloud = linearFit([1, 2, 3, 4, 5].map((x, n) => [x, [2, 4, 5, 4, 5][n] ?? 0] as const));
  expect(cloud?.slope).toBeCloseTo(0.6, 12);
  expect(cloud?.rSquared).toBeCloseTo(0.6, 12);
  expect(linearFit([[1, 2]])).toBeNull();
});
