/** Growing, shrinking, smoothing, and dropping crumbs. */
import { describe, expect, it } from 'vitest';
import { growShape, shrinkShape } from '#core/review/shapes/grow';
import { dropIslands } from '#core/review/shapes/islands';
import { EditError } from '#core/review/shapes/edit-error';
import { blurred, smoothShape } from '#core/review/shapes/smooth';
import type { Vec3 } from '#core/volume';
import {
  changed,
  countOf,
  DIMS,
  distanceMm,
  eachVoxel,
  FIRST,
  GRIDS,
  indexOf,
  phantomGreys,
  phantomLabels,
  SECOND,
  SPACING,
  WHOLE,
  worldOfAll,
} from './phantom.ts';

describe.each(GRIDS)('the surface of a tooth on a grid that is %s', (_, geometry) => {
  const labels = phantomLabels(geometry);
  const places = worldOfAll(geometry);
  const byMm = 1.05;

  function nearTo(wanted: (label: number) => boolean): (place: Vec3) => boolean {
    const near = places.filter((_place, n) => wanted(labels[n]));
    return (place) => near.some((other) => distanceMm(place, other) <= byMm + 1e-5);
  }

  it('grows by a ball, into background only', () => {
    const after = changed(labels, growShape(labels, geometry, { label: FIRST, byMm, box: WHOLE, limits: null }));
    const isNear = nearTo((label) => label === FIRST);
    const grown = labels.map((label, n) => (label === 0 && isNear(places[n]) ? FIRST : label));
    expect(after).toEqual(grown);
    expect(countOf(after, FIRST)).toBeGreaterThan(countOf(labels, FIRST) + 100);
  });

  it('grows into allowed greys only', () => {
    const limits = { greys: phantomGreys(geometry), low: 0, high: 500 };
    const after = changed(labels, growShape(labels, geometry, { label: FIRST, byMm, box: WHOLE, limits }));
    eachVoxel(DIMS, ([i], n) => {
      if (after[n] !== labels[n]) expect(i).toBeLessThanOrEqual(5);
    });
    expect(countOf(after, FIRST)).toBeGreaterThan(countOf(labels, FIRST));
  });

  it('shrinks by the same ball', () => {
    const after = changed(labels, shrinkShape(labels, geometry, { label: FIRST, byMm, box: WHOLE }));
    const isNear = nearTo((label) => label !== FIRST);
    const shrunk = labels.map((label, n) => (label === FIRST && isNear(places[n]) ? 0 : label));
    expect(after).toEqual(shrunk);
    expect(countOf(after, FIRST)).toBeGreaterThan(0);
  });

  it('stays where the scan ends when it shrinks', () => {
    const full = new Uint8Array(labels.length).fill(FIRST);
    expect(shrinkShape(full, geometry, { label: FIRST, byMm, box: WHOLE }).runs).toEqual([]);
  });

  it('smooths without eating other teeth and with as many voxels as before', () => {
    const rough = labels.slice();
    // A burr, and a hole in the surface.
    for (const [ijk, label] of [
      [[8, 9, 14], FIRST],
      [[8, 9, 15], FIRST],
      [[8, 9, 13], FIRST],
      [[3, 9, 8], 0],
      [[4, 9, 8], 0],
    ] as const) {
      rough[indexOf(DIMS, ijk)] = label;
    }
    const after = changed(rough, smoothShape(rough, geometry, { label: FIRST, radiusMm: 1.5, box: WHOLE }));
    expect(after[indexOf(DIMS, [8, 9, 15])]).toBe(0);
    expect(after[indexOf(DIMS, [4, 9, 8])]).toBe(FIRST);
    expect(after[indexOf(DIMS, [23, 17, 2])]).toBe(0);
    expect(Math.abs(countOf(after, FIRST) / countOf(rough, FIRST) - 1)).toBeLessThan(0.02);
    for (let n = 0; n < rough.length; n++) if (rough[n] === SECOND) expect(after[n]).toBe(SECOND);
  });

  it('leaves the largest part only', () => {
    const after = changed(labels, dropIslands(labels, geometry, { label: FIRST, box: WHOLE }));
    const wanted = labels.slice();
    wanted[indexOf(DIMS, [23, 17, 2])] = 0;
    expect(after).toEqual(wanted);
  });

  it('says when there is no such tooth', () => {
    for (const edit of [
      () => growShape(labels, geometry, { label: 99, byMm, box: WHOLE, limits: null }),
      () => shrinkShape(labels, geometry, { label: 99, byMm, box: WHOLE }),
      () => smoothShape(labels, geometry, { label: 99, radiusMm: 1, box: WHOLE }),
      () => dropIslands(labels, geometry, { label: 99, box: WHOLE }),
    ]) {
      expect(edit).toThrow(new EditError('no-tooth'));
    }
  });
});

describe('the blur of a mask', () => {
  it('is a Gaussian of half the radius, cut off there, with the border repeated', () => {
    const size: Vec3 = [7, 6, 5];
    const mask = Uint8Array.from({ length: 210 }, (_, n) => Number((n * 7919) % 11 < 5));
    const radiusMm = 1.4;
    const share = blurred(mask, size, SPACING, radiusMm);
    const reach = SPACING.map((side) => Math.floor(radiusMm / side + 1e-9));
    eachVoxel(size, (ijk, n) => {
      let [sum, total] = [0, 0];
      eachVoxel([2 * reach[0] + 1, 2 * reach[1] + 1, 2 * reach[2] + 1], (step) => {
        const by: Vec3 = [step[0] - reach[0], step[1] - reach[1], step[2] - reach[2]];
        const at = (axis: 0 | 1 | 2): number => Math.min(size[axis] - 1, Math.max(0, ijk[axis] + by[axis]));
        const squared = (by[0] * SPACING[0]) ** 2 + (by[1] * SPACING[1]) ** 2 + (by[2] * SPACING[2]) ** 2;
        const weight = Math.exp(-squared / (2 * (radiusMm / 2) ** 2));
        total += weight;
        sum += weight * mask[indexOf(size, [at(0), at(1), at(2)])];
      });
      expect(share[n]).toBeCloseTo(sum / total, 5);
    });
  });
});
