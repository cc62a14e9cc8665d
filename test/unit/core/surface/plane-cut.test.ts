import { expect, it } from 'vitest';
import { planeCut } from '#core/surface/plane-cut';
import type { Vec3 } from '#core/volume';
import { dot, subtract, unit } from '#core/vector';
import { twoBlocks } from './two-blocks.ts';

const surface = twoBlocks();

it('cuts both blocks at the height asked for', () => {
  const ends = planeCut(surface, [0, 0, 1], [0, 0, 2.5]);
  for (let n = 2; n < ends.length; n += 3) expect(ends[n]).toBeCloseTo(2.5, 5);
  // Two outlines of squares that are a little wider than the tops, because the walls lean.
  expect(lengthOf(ends)).toBeGreaterThan(32);
  expect(lengthOf(ends)).toBeLessThan(36);
});

it('lies in an oblique plane', () => {
  const normal = unit([1, 2, 3]) ?? [0, 0, 1];
  const through: Vec3 = [6, 6, 1];
  const ends = planeCut(surface, normal, through);
  expect(ends.length).toBeGreaterThan(300);
  for (let n = 0; n < ends.length; n += 3) {
    expect(Math.abs(dot(normal, subtract([ends[n], ends[n + 1], ends[n + 2]], through)))).toBeLessThan(1e-5);
  }
});

it('is empty where the plane misses', () => {
  expect(planeCut(surface, [0, 0, 1], [0, 0, 9])).toHaveLength(0);
});

function lengthOf(ends: Float32Array): number {
  let sum = 0;
  for (let n = 0; n < ends.length; n += 6) {
    sum += Math.hypot(ends[n] - ends[n + 3], ends[n + 1] - ends[n + 4], ends[n + 2] - ends[n + 5]);
  }
  return sum;
}
