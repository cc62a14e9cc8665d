import { expect, test } from 'vitest';
import { PointTree } from '#core/registration/point-tree';
import { randomNumbers } from '../random-numbers.ts';

test('the tree finds the point that a look at all of them finds', () => {
  const random = randomNumbers(1);
  const points = Float64Array.from({ length: 900 }, () => Math.round(20 * random()));
  const tree = new PointTree(points);
  for (let n = 0; n < 300; n++) {
    const [x, y, z] = [20 * random(), 20 * random(), 20 * random()];
    let best = Infinity;
    for (let m = 0; m < 900; m += 3)
      best = Math.min(best, Math.hypot(points[m] - x, points[m + 1] - y, points[m + 2] - z));
    expect(tree.nearest(x, y, z, best * (1 - 1e-12))).toBe(-1);
    expect(tree.nearest(x, y, z, 100)).toBeGreaterThanOrEqual(0);
    expect(tree.distance).toBeCloseTo(best, 12);
  }
});
