import { expect, it } from 'vitest';
import { DECIDUOUS_FDI, PERMANENT_FDI } from '#core/fdi';
import { outsideOf, SIZED_METRICS, USUAL_SHARE, usualRange } from '#core/teeth/tooth-sizes';

it('gives every tooth the textbook’s mean and a share around it', () => {
  expect(usualRange(16, 'mesiodistalMm')).toEqual({ mean: 10, low: 8, high: 12 });
  expect(usualRange(43, 'lengthMm').mean).toBe(27);
  expect(usualRange(11, 'crownShare').mean).toBeCloseTo(10.5 / 23.5, 9);
  for (const fdi of [...PERMANENT_FDI, ...DECIDUOUS_FDI]) {
    for (const metric of SIZED_METRICS) {
      const { mean, low, high } = usualRange(fdi, metric);
      expect(mean).toBeGreaterThan(0);
      expect([low, high]).toEqual([mean * (1 - USUAL_SHARE[metric]), mean * (1 + USUAL_SHARE[metric])]);
    }
  }
});

it('is the same on both sides', () => {
  for (const metric of SIZED_METRICS) expect(usualRange(47, metric)).toEqual(usualRange(37, metric));
});

it('says on which side a value lies outside', () => {
  const range = usualRange(16, 'mesiodistalMm');
  expect([7.9, 8, 12, 12.1].map((value) => outsideOf(value, range))).toEqual(['low', null, null, 'high']);
});
