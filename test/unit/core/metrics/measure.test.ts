import { describe, expect, test } from 'vitest';
import { angleDeg, ellipseOf, greyProfile, greyStatistics, lengthMm } from '#core/metrics/measure';

describe('lengthMm', () => {
  test('adds the pieces of a line; one point has none', () => {
    expect(lengthMm([[1, 1], [4, 5], [4, 6.5]])).toBeCloseTo(6.5, 12); // prettier-ignore
    expect(lengthMm([[1, 1]])).toBe(0);
  });
});

describe('angleDeg', () => {
  test.each([
    [[1, 0], [0, 0], [0, 2], 90],
    [[1, 0], [0, 0], [-3, 0], 180],
    [[2, 0], [0, 0], [1, -1], 45],
    [[6, 5], [5, 5], [5.5, 5 + Math.sqrt(3) / 2], 60],
  ] as const)('%j %j %j is %f degrees, whichever arm comes first', (a, vertex, b, degrees) => {
    expect(angleDeg(a, vertex, b)).toBeCloseTo(degrees, 10);
    expect(angleDeg(b, vertex, a)).toBeCloseTo(degrees, 10);
  });

  test('has no answer when an arm has no length', () => {
    expect(angleDeg([1, 1], [1, 1], [2, 2])).toBeNull();
  });
});

describe('a region', () => {
  const region = ellipseOf([10, -2], [4, 2]);

  test('fills the box between two corners', () => {
    expect(region).toEqual({ centre: [7, 0], halfMm: [3, 2], areaMm2: expect.closeTo(6 * Math.PI, 10) });
  });

  test('has the mean and deviation of a ramp, and knows nothing of what lies outside of it', () => {
    const ramp = greyStatistics(region, 0.05, ([u, v]) => ((u - 7) ** 2 / 9 + v ** 2 / 4 > 1 + 1e-9 ? 1e6 : u));
    expect(ramp?.mean).toBeCloseTo(7, 6);
    // A coordinate inside an ellipse has a deviation of half its half axis.
    expect(ramp?.standardDeviation).toBeCloseTo(1.5, 1);
    expect([ramp?.min, ramp?.max]).toEqual([expect.closeTo(4, 6), expect.closeTo(10, 6)]);
  });

  test('leaves out what lies beyond the scan, and is null when that is all of it', () => {
    const half = greyStatistics(region, 0.1, ([u]) => (u < 7 ? null : 5));
    expect(half).toMatchObject({ mean: 5, standardDeviation: 0, min: 5, max: 5 });
    expect(greyStatistics(region, 0.1, () => null)).toBeNull();
  });

  test('samples a large region on a coarser grid instead of for ever', () => {
    expect(greyStatistics(ellipseOf([0, 0], [500, 500]), 0.01, () => 1)?.count).toBeLessThan(200 * 200);
  });
});

describe('greyProfile', () => {
  test('samples both ends and everything between', () => {
    const { alongMm, greys } = greyProfile([0, 0], [3, 4], 0.5, ([u, v]) => (v > 3 ? null : u + v));
    expect([...alongMm]).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5].map((mm) => expect.closeTo(mm, 10)));
    expect([greys[0], greys[5], greys[10]]).toEqual([0, expect.closeTo(3.5, 10), NaN]);
  });
});
