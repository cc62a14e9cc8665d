import { describe, expect, it } from 'vitest';
import { splineThrough } from '#core/arch/spline';
import type { Vec3 } from '#core/volume';

describe('splineThrough', () => {
  it('walks a straight line in equal steps from end to end', () => {
    const curve = splineThrough([
      [1, 2, 3],
      [1, 2, 5],
      [1, 2, 13],
    ]);
    expect(curve?.lengthMm).toBeCloseTo(10, 9);
    expect(curve?.count).toBe(41);
    for (let n = 0; n < 41; n++) expect(curve?.xyz[3 * n + 2]).toBeCloseTo(3 + n / 4, 9);
  });

  it('follows a circle, unevenly pinned, to a tenth of a millimetre', () => {
    const angles = [0, 10, 35, 60, 72, 100, 130, 155, 180].map((deg) => (deg * Math.PI) / 180);
    const curve = splineThrough(angles.map((a): Vec3 => [20 * Math.cos(a), 20 * Math.sin(a), 7]));
    if (curve === null) throw new Error('no curve');
    expect(curve.lengthMm).toBeCloseTo(20 * Math.PI, 0);
    for (let n = 0; n < curve.count; n++) {
      expect(Math.abs(Math.hypot(curve.xyz[3 * n], curve.xyz[3 * n + 1]) - 20)).toBeLessThan(0.35);
      expect(curve.xyz[3 * n + 2]).toBeCloseTo(7, 9);
    }
  });

  it('steps evenly around bends and runs through every point', () => {
    const points: readonly Vec3[] = [
      [0, 0, 0],
      [4, 9, 1],
      [5, 10, 2],
      [20, 3, -4],
    ];
    const curve = splineThrough(points);
    if (curve === null) throw new Error('no curve');
    for (let n = 1; n < curve.count; n++) {
      const step = Math.hypot(...[0, 1, 2].map((axis) => curve.xyz[3 * n + axis] - curve.xyz[3 * n - 3 + axis]));
      expect(step).toBeGreaterThan(curve.stepMm * 0.97);
      expect(step).toBeLessThanOrEqual(curve.stepMm + 1e-9);
    }
    for (const point of points) {
      let nearest = Infinity;
      for (let n = 0; n < curve.count; n++)
        nearest = Math.min(nearest, Math.hypot(...point.map((value, axis) => value - curve.xyz[3 * n + axis])));
      expect(nearest).toBeLessThanOrEqual(curve.stepMm / 2 + 0.01);
    }
  });

  it('takes points that lie on each other for one, and makes nothing of one point', () => {
    expect(
      splineThrough([
        [1, 2, 3],
        [1, 2, 3],
      ]),
    ).toBeNull();
    expect(splineThrough([])).toBeNull();
    expect(
      splineThrough([
        [0, 0, 0],
        [0, 0, 0],
        [5, 0, 0],
      ])?.lengthMm,
    ).toBeCloseTo(5, 9);
  });
});
