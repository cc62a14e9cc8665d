import { describe, expect, it } from 'vitest';
import { EditError } from '#core/review/shapes/edit-error';
import { fillBetweenSlices } from '#core/review/shapes/fill-slices';
import type { Vec3 } from '#core/volume';
import { changed, countOf, DIMS, eachVoxel, FIRST, GRIDS, phantomGreys, SECOND, SPACING, WHOLE } from './phantom.ts';

const AXES = [0, 1, 2] as const;

/** Discs on two slices across an axis: middles in voxels, radii in mm. */
function discs(
  axis: 0 | 1 | 2,
  drawn: readonly (readonly [slice: number, middle: Vec3, radiusMm: number])[],
): Uint8Array {
  const labels = new Uint8Array(DIMS[0] * DIMS[1] * DIMS[2]);
  eachVoxel(DIMS, (ijk, n) => {
    for (const [slice, middle, radiusMm] of drawn) {
      if (ijk[axis] !== slice) continue;
      const away = AXES.map((other) => (other === axis ? 0 : (ijk[other] - middle[other]) * SPACING[other]));
      if (Math.hypot(...away) <= radiusMm) labels[n] = FIRST;
    }
  });
  return labels;
}

/** Voxels of a slice that are the tooth, and those that are not. */
function partsOfSlice(labels: Uint8Array, axis: 0 | 1 | 2, slice: number): { inside: Vec3[]; outside: Vec3[] } {
  const parts: { inside: Vec3[]; outside: Vec3[] } = { inside: [], outside: [] };
  eachVoxel(DIMS, (ijk, n) => {
    if (ijk[axis] === slice) (labels[n] === FIRST ? parts.inside : parts.outside).push(ijk);
  });
  return parts;
}

/** Signed distance within a slice by looking at every voxel of it. */
function signedDistance({ inside, outside }: ReturnType<typeof partsOfSlice>, axis: 0 | 1 | 2, at: Vec3): number {
  const nearest = (voxels: readonly Vec3[]): number => {
    let least = Infinity;
    for (const voxel of voxels) {
      let squared = 0;
      for (const other of AXES) if (other !== axis) squared += ((voxel[other] - at[other]) * SPACING[other]) ** 2;
      if (squared < least) least = squared;
    }
    return Math.sqrt(least);
  };
  const toInside = nearest(inside);
  return toInside > 0 ? toInside : -nearest(outside);
}

describe.each(GRIDS)('filling between slices on a grid that is %s', (_, geometry) => {
  it.each(AXES)('blends outlines that lie over each other by their distances, across axis %i', (axis) => {
    const middle: Vec3 = [12, 9, 8];
    const [from, to] = [4, 9];
    const labels = discs(axis, [
      [from, middle, 1],
      [to, middle, 3],
    ]);
    const after = changed(
      labels,
      fillBetweenSlices(labels, geometry, { label: FIRST, axis, limits: null, box: WHOLE }),
    );
    const wanted = labels.slice();
    const drawn = [from, to].map((slice) => partsOfSlice(labels, axis, slice));
    eachVoxel(DIMS, (ijk, n) => {
      const share = (ijk[axis] - from) / (to - from);
      if (share <= 0 || share >= 1) return;
      const ends = drawn.map((parts) => signedDistance(parts, axis, ijk));
      if (ends[0] + share * (ends[1] - ends[0]) < 0) wanted[n] = FIRST;
    });
    expect(after).toEqual(wanted);
    expect(countOf(after, FIRST)).toBeGreaterThan(countOf(labels, FIRST) + 20);
  });

  it('leans with the root: a disc moves from one place to the other', () => {
    const labels = discs(2, [
      [2, [6, 6, 0], 1.5],
      [10, [18, 10, 0], 1.5],
    ]);
    const after = changed(
      labels,
      fillBetweenSlices(labels, geometry, { label: FIRST, axis: 2, limits: null, box: WHOLE }),
    );
    expect(after[12 + DIMS[0] * (8 + DIMS[1] * 6)]).toBe(FIRST);
    const inSlice = (slice: number): number =>
      countOf(after.slice(slice * DIMS[0] * DIMS[1], (slice + 1) * DIMS[0] * DIMS[1]), FIRST);
    for (let slice = 3; slice < 10; slice++) expect(Math.abs(inSlice(slice) / inSlice(2) - 1)).toBeLessThan(0.35);
  });

  it('leaves other teeth and greys beyond the limits alone', () => {
    const labels = discs(2, [
      [2, [12, 9, 0], 2],
      [8, [12, 9, 0], 2],
    ]);
    labels[12 + DIMS[0] * (9 + DIMS[1] * 5)] = SECOND;
    const limits = { greys: phantomGreys(geometry), low: 1200, high: 9000 };
    const after = changed(labels, fillBetweenSlices(labels, geometry, { label: FIRST, axis: 2, limits, box: WHOLE }));
    expect(after[12 + DIMS[0] * (9 + DIMS[1] * 5)]).toBe(SECOND);
    expect(after[13 + DIMS[0] * (9 + DIMS[1] * 5)]).toBe(FIRST);
    expect(after[11 + DIMS[0] * (9 + DIMS[1] * 5)]).toBe(0);
  });

  it('says when there is nothing between slices to fill', () => {
    const labels = discs(2, [[2, [12, 9, 0], 2]]);
    const fill = (label: number) => () =>
      fillBetweenSlices(labels, geometry, { label, axis: 2, limits: null, box: WHOLE });
    expect(fill(FIRST)).toThrow(new EditError('nothing-to-fill'));
    expect(fill(SECOND)).toThrow(new EditError('no-tooth'));
  });
});
