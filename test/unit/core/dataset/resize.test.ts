import { describe, expect, it } from 'vitest';
import { longAxis } from '#core/dataset/likeness';
import { cutLabels, cutVolume, onGrid, stsGrid, stsPictureLabels, toothBox } from '#core/dataset/resize';
import { worldBounds } from '#core/geometry';
import { DIRECTIONS, grid } from '../grids.ts';

const GRIDS = DIRECTIONS.map(([name, direction]) => ({
  name,
  geometry: grid([20, 16, 12], [0.3, 0.45, 0.6], direction),
}));

describe('The sizes of STS-Tooth', () => {
  it.each(GRIDS)('keep the field of view and the slices of a grid: $name', ({ geometry }) => {
    const resized = stsGrid(geometry);
    const along = longAxis(geometry.direction);
    resized.dims.forEach((size, axis) => expect(size).toBe(axis === along ? geometry.dims[axis] : 512));
    const [before, after] = [worldBounds(geometry), worldBounds(resized)];
    for (const corner of ['min', 'max'] as const)
      after[corner].forEach((mm, axis) => expect(mm).toBeCloseTo(before[corner][axis], 6));
  });

  it('take each label of a picture from the pixel nearest to its place', () => {
    const labels = stsPictureLabels({ width: 2, height: 2, data: Uint8Array.of(11, 21, 41, 31) });
    expect([labels[0], labels[639], labels[319 * 640], labels[320 * 640 - 1]]).toEqual([11, 21, 41, 31]);
    expect(new Set(labels)).toEqual(new Set([11, 21, 31, 41]));
  });

  it.each(GRIDS)('cut teeth out with their places in the world: $name', ({ geometry }) => {
    const [ni, nj, nk] = geometry.dims;
    const data = new Uint8Array(ni * nj * nk);
    const at = (ni >> 1) + ni * ((nj >> 1) + nj * (nk >> 1));
    data[at] = 36;
    const box = toothBox({ geometry, data });
    if (box === null) throw new Error('there is a label');
    const cut = cutLabels({ geometry, data }, box);
    expect(cut.data.filter((label) => label === 36)).toHaveLength(1);
    // The volume that is cut by the box is the one that is carried onto the box's grid.
    const volume = { geometry, data: Float32Array.from(data, (_, n) => n % 97) };
    const carried = onGrid(volume, cut.geometry).data;
    cutVolume(volume, box).data.forEach((grey, n) => expect(carried[n]).toBeCloseTo(grey, 2));
  });

  it('have no box where there is no tooth', () => {
    const [{ geometry }] = GRIDS;
    expect(
      toothBox({ geometry, data: new Uint8Array(geometry.dims[0] * geometry.dims[1] * geometry.dims[2]) }),
    ).toBeNull();
  });
});
