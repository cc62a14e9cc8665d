import { expect, it } from 'vitest';
import { intensityStatistics, normalizeInto, percentiles } from '#core/voxels/normalize';

const wave = (): Float32Array =>
  Float32Array.from({ length: 5000 }, (_, n) => Math.sin(n * 0.37) * 900 + Math.cos(n * n * 0.011) * 350 - 120);

it('agrees with numpy on percentiles, mean, SD and z-scores', () => {
  // np.percentile(x, [0.5, 99.5]); np.clip(x, lo, hi).mean(), .std(); z[[0, 17, 4999]] on the same float32 values
  const data = wave();
  const stats = intensityStatistics(data, [0.5, 99.5]);
  expect(stats.lo).toBeCloseTo(-1353.959234008789, 4);
  expect(stats.hi).toBeCloseTo(1114.4813928222657, 4);
  expect(stats.mean).toBeCloseTo(-114.1035135449633, 4);
  expect(stats.sd).toBeCloseTo(688.6560031834628, 4);
  normalizeInto(data, stats);
  [0.49967402, -0.50753709, 1.30282622].forEach((z, n) => expect(data[[0, 17, 4999][n]]).toBeCloseTo(z, 5));
});

it('finds exact order statistics among ties, negatives and a view into a larger buffer', () => {
  const backing = Float32Array.from([99, 5, -0.5, 0, -3e-30, 5, 1e9, -1e9, 0, 99]);
  const data = backing.subarray(1, 9);
  const sorted = Array.from(data).sort((a, b) => a - b);
  expect(
    percentiles(
      data,
      sorted.map((_, rank) => (100 * rank) / 7),
    ).map((v) => v + 0),
  ).toEqual(sorted.map((v) => expect.closeTo(v, 3)));
  expect(percentiles(data, [50])[0]).toBeCloseTo(0, 9);
});

it('turns a constant image into zeros instead of dividing by nothing', () => {
  const data = new Float32Array(100).fill(-1000);
  const stats = intensityStatistics(data, [0.5, 99.5]);
  expect(stats).toEqual({ lo: -1000, hi: -1000, mean: -1000, sd: 0 });
  normalizeInto(data, stats);
  expect(data.every((value) => value === 0)).toBe(true);
});

it.each([Number.NaN, Infinity, -Infinity])('refuses %s among the intensities', (bad) => {
  expect(() => intensityStatistics(Float32Array.from([1, 2, bad]), [0, 100])).toThrow(RangeError);
});

it('refuses empty data and percentiles that do not ascend', () => {
  expect(() => intensityStatistics(new Float32Array(0), [0, 100])).toThrow(RangeError);
  expect(() => intensityStatistics(new Float32Array(3), [99, 1])).toThrow(RangeError);
});
