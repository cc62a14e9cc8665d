/** Merging, cutting and splitting. */
import { describe, expect, it } from 'vitest';
import { cutShape } from '#core/review/shapes/cut';
import { EditError } from '#core/review/shapes/edit-error';
import { mergeShapes } from '#core/review/shapes/merge';
import { numberOfPart } from '#core/review/shapes/part-number';
import { ownersBetween, splitShape } from '#core/review/shapes/split';
import { cross, dot, subtract } from '#core/vector';
import type { Vec3 } from '#core/volume';
import {
  changed,
  countOf,
  eachVoxel,
  FIRST,
  GRIDS,
  phantomLabels,
  SECOND,
  WHOLE,
  worldOf,
  worldOfAll,
} from './phantom.ts';

const PART = 101;

describe.each(GRIDS)('parts of teeth on a grid that is %s', (_, geometry) => {
  const labels = phantomLabels(geometry);
  const merged = changed(labels, mergeShapes(labels, geometry, { from: SECOND, into: FIRST, box: WHOLE }));

  it('merges two teeth without losing a voxel', () => {
    expect(merged).toEqual(labels.map((label) => (label === SECOND ? FIRST : label)));
  });

  it('splits what was merged at its neck, wherever the seeds stand in the two', () => {
    const seeds: readonly (readonly [Vec3, Vec3])[] = [
      [
        [8, 9, 8],
        [18, 9, 9],
      ],
      [
        [5, 7, 5],
        [20, 11, 10],
      ],
    ];
    for (const [keeps, leaves] of seeds) {
      const seedsMm = [worldOf(geometry, keeps), worldOf(geometry, leaves)] as const;
      const patch = splitShape(merged, geometry, { label: FIRST, newLabel: PART, seedsMm, box: WHOLE });
      const after = changed(merged, patch);
      expect(after.map((label) => (label === PART ? FIRST : label))).toEqual(merged);
      // The neck is where the teeth were put together; a voxel beside it may go either way.
      let wrong = 0;
      eachVoxel(geometry.dims, ([i], n) => {
        if (labels[n] === FIRST && after[n] !== FIRST && i < 12) wrong++;
        if (labels[n] === SECOND && after[n] !== PART && i > 14) wrong++;
      });
      expect(wrong).toBe(0);
      expect(Math.abs(countOf(after, PART) - countOf(labels, SECOND))).toBeLessThan(40);
    }
  });

  it('gives each voxel to the seed that is nearer through the tooth where there is no neck', () => {
    const size: Vec3 = [11, 7, 5];
    const mask = new Uint8Array(size[0] * size[1] * size[2]);
    eachVoxel(size, ([i, j, k], n) => {
      const inside = i > 0 && j > 0 && k > 0 && i < 10 && j < 6 && k < 4;
      mask[n] = Number(inside && !(j > 2 && i === 5));
    });
    const index = ([i, j, k]: Vec3): number => i + size[0] * (j + size[1] * k);
    const seeds = [index([2, 2, 2]), index([5, 2, 2])] as const;
    const owners = ownersBetween({ mask, size }, geometry.spacingMm, seeds);
    const ways = seeds.map((seed) => shortestWays(mask, size, geometry.spacingMm, seed));
    eachVoxel(size, (_ijk, n) => {
      const wanted = mask[n] === 0 ? 0 : ways[0][n] <= ways[1][n] + 1e-9 ? 1 : 2;
      expect(owners[n]).toBe(wanted);
    });
    expect(countOf(owners, 2)).toBeGreaterThan(10);
  });

  it('refuses seeds beside the tooth or on one voxel', () => {
    const split = (a: Vec3, b: Vec3) => () =>
      splitShape(merged, geometry, {
        label: FIRST,
        newLabel: PART,
        seedsMm: [worldOf(geometry, a), worldOf(geometry, b)],
        box: WHOLE,
      });
    expect(split([8, 9, 8], [0, 0, 17])).toThrow(new EditError('seeds-outside'));
    expect(split([8, 9, 8], [8.2, 9, 8.1])).toThrow(new EditError('seeds-together'));
  });

  const lineMm = [worldOf(geometry, [12, 3, 7]), worldOf(geometry, [14, 15, 9])] as const;
  const normal = subtract(worldOf(geometry, [0.3, 0.1, 1]), worldOf(geometry, [0, 0, 0]));
  const across = cross(normal, subtract(lineMm[1], lineMm[0]));
  const sides = worldOfAll(geometry).map((place) => dot(subtract(place, lineMm[0]), across) >= 0);

  it('cuts a tooth by the plane through a line; the larger part keeps the label', () => {
    const cut = { label: FIRST, newLabel: PART, lineMm, normal, keepsMm: null, box: WHOLE };
    const after = changed(merged, cutShape(merged, geometry, cut));
    const left = merged.filter((label, n) => label === FIRST && sides[n]).length;
    const keepsLeft = left >= countOf(merged, FIRST) - left;
    expect(after).toEqual(merged.map((label, n) => (label === FIRST && sides[n] !== keepsLeft ? PART : label)));
    expect(countOf(after, FIRST)).toBeGreaterThan(countOf(after, PART));
    expect(countOf(after, PART)).toBeGreaterThan(50);
  });

  it('leaves the label to the part that a person points at', () => {
    const cut = { label: FIRST, newLabel: PART, lineMm, normal, box: WHOLE };
    for (const [keeps, side] of [
      [[8, 9, 8], FIRST],
      [[18, 9, 9], PART],
    ] as const) {
      const after = changed(merged, cutShape(merged, geometry, { ...cut, keepsMm: worldOf(geometry, keeps) }));
      expect(after[8 + 26 * (9 + 20 * 8)]).toBe(side);
    }
  });

  it('refuses a line that misses the tooth', () => {
    const beside = [worldOf(geometry, [0, 0, 0]), worldOf(geometry, [0, 5, 0])] as const;
    const cut = { label: SECOND, newLabel: PART, lineMm: beside, normal, keepsMm: null, box: WHOLE };
    expect(() => cutShape(labels, geometry, cut)).toThrow(new EditError('line-misses'));
    expect(() => cutShape(labels, geometry, { ...cut, label: 99 })).toThrow(new EditError('no-tooth'));
  });
});

/** Bellman and Ford: every way is made shorter until none gets shorter. */
function shortestWays(mask: Uint8Array, size: Vec3, [si, sj, sk]: Vec3, seed: number): Float64Array {
  const ways = new Float64Array(mask.length).fill(Infinity);
  ways[seed] = 0;
  for (let shorter = true; shorter;) {
    shorter = false;
    eachVoxel(size, ([i, j, k], n) => {
      if (mask[n] === 0) return;
      eachVoxel([3, 3, 3], ([a, b, c]) => {
        const from = i + a - 1 + size[0] * (j + b - 1 + size[1] * (k + c - 1));
        const way = ways[from] + Math.hypot((a - 1) * si, (b - 1) * sj, (c - 1) * sk);
        if (mask[from] !== 0 && way < ways[n] - 1e-12) {
          ways[n] = way;
          shorter = true;
        }
      });
    });
  }
  return ways;
}

describe('the number of a part', () => {
  it.each([
    [16, [16], true, 17],
    [16, [16], false, 15],
    [16, [16, 17], true, 15],
    [16, [15, 16, 17], true, 16],
    [18, [18], true, 17],
    [11, [11], false, 21],
    [31, [31, 32], true, 41],
    [55, [55], true, 54],
    [55, [55, 54], true, 55],
  ])('of %i where %j are taken, farther out: %s, is %i', (parent, taken, isDistal, wanted) => {
    expect(numberOfPart(parent, { taken: new Set(taken), isDistal })).toBe(wanted);
  });
});
