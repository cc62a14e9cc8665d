import { describe, expect, it } from 'vitest';
import { eraseStroke, leastRadiusMm, paintStroke, type Stroke } from '#core/review/shapes/brush';
import type { Vec3 } from '#core/volume';
import {
  distanceMm,
  changed,
  countOf,
  DIMS,
  FIRST,
  GRIDS,
  phantomGreys,
  phantomLabels,
  SECOND,
  worldOf,
  worldOfAll,
} from './phantom.ts';

/** By the definition: how far a place is from the nearest point of a stroke. */
function distanceToStroke(place: Vec3, points: readonly Vec3[]): number {
  return Math.min(
    ...points.map((end, n) => {
      const start = points[Math.max(0, n - 1)];
      const length = distanceMm(start, end);
      const along = [0, 1, 2].map((axis) => (end[axis] - start[axis]) / (length === 0 ? 1 : length));
      const wanted = [0, 1, 2].reduce((sum, axis) => sum + (place[axis] - start[axis]) * along[axis], 0);
      const t = Math.min(length, Math.max(0, wanted));
      return distanceMm(place, [start[0] + t * along[0], start[1] + t * along[1], start[2] + t * along[2]]);
    }),
  );
}

describe.each(GRIDS)('a brush on a grid that is %s', (_, geometry) => {
  const labels = phantomLabels(geometry);
  const places = worldOfAll(geometry);
  const stroke: Stroke = {
    label: FIRST,
    pointsMm: [worldOf(geometry, [10, 3, 4]), worldOf(geometry, [13.3, 9.2, 9.5]), worldOf(geometry, [27, 12, 9])],
    radiusMm: 1.31,
    limits: null,
  };
  const covered = places.map((place) => distanceToStroke(place, stroke.pointsMm) <= stroke.radiusMm);

  it('paints a ball swept along the stroke, over background only', () => {
    const after = changed(labels, paintStroke(labels, geometry, { ...stroke, over: 'background' }));
    expect(after).toEqual(labels.map((label, n) => (covered[n] && label === 0 ? FIRST : label)));
    expect(countOf(after, FIRST)).toBeGreaterThan(countOf(labels, FIRST) + 100);
  });

  it('paints over other teeth when asked', () => {
    const after = changed(labels, paintStroke(labels, geometry, { ...stroke, over: 'all' }));
    expect(after).toEqual(labels.map((label, n) => (covered[n] ? FIRST : label)));
    expect(countOf(after, SECOND)).toBeLessThan(countOf(labels, SECOND));
  });

  it('paints greys within the limits only', () => {
    const limits = { greys: phantomGreys(geometry), low: 1200, high: 1500 };
    const after = changed(labels, paintStroke(labels, geometry, { ...stroke, limits, over: 'all' }));
    const allowed = (n: number): boolean => n % DIMS[0] >= 12 && n % DIMS[0] <= 15;
    expect(after).toEqual(labels.map((label, n) => (covered[n] && allowed(n) ? FIRST : label)));
  });

  it('erases the chosen tooth and no other', () => {
    const after = changed(labels, eraseStroke(labels, geometry, stroke));
    expect(after).toEqual(labels.map((label, n) => (covered[n] && label === FIRST ? 0 : label)));
    expect(countOf(after, SECOND)).toBe(countOf(labels, SECOND));
  });

  it('is the same stroke whether painted at once or bit by bit', () => {
    const bitByBit = labels.slice();
    stroke.pointsMm.forEach((end, n) => {
      const pointsMm = [stroke.pointsMm[Math.max(0, n - 1)], end];
      const patch = paintStroke(bitByBit, geometry, { ...stroke, pointsMm, over: 'background' });
      bitByBit.set(changed(bitByBit, patch));
    });
    expect(bitByBit).toEqual(changed(labels, paintStroke(labels, geometry, { ...stroke, over: 'background' })));
  });

  it('always holds a voxel at its least radius, and paints nothing beside the scan', () => {
    const radiusMm = leastRadiusMm(geometry);
    const empty = new Uint8Array(labels.length);
    const at = (ijk: Vec3) =>
      paintStroke(empty, geometry, { ...stroke, radiusMm, pointsMm: [worldOf(geometry, ijk)], over: 'all' });
    expect(at([5.5, 6.5, 7.5]).runs).not.toEqual([]);
    expect(at([-9, 5, 5]).runs).toEqual([]);
  });
});
