import { describe, expect, test } from 'vitest';
import { affineIjkToWorld, applyAffine } from '#core/geometry';
import { stridedGrid } from '../../../main/pipeline/strided-grid.ts';
import { DIRECTIONS, grid } from '../core/grids.ts';

describe.each(DIRECTIONS)('strided grid, %s', (_name, direction) => {
  const geometry = grid([9, 6, 4], [0.5, 0.7, 1.3], direction);

  test.each([1, 2, 4])('cell a is centred on voxel s·a + (s − 1)/2 for stride %i', (stride) => {
    const strided = stridedGrid(geometry, stride);
    expect(strided.dims).toEqual([Math.ceil(9 / stride), Math.ceil(6 / stride), Math.ceil(4 / stride)]);
    const cell = applyAffine(affineIjkToWorld(strided), [2, 1, 3]);
    const centre = (a: number): number => stride * a + (stride - 1) / 2;
    const voxel = applyAffine(affineIjkToWorld(geometry), [centre(2), centre(1), centre(3)]);
    for (const axis of [0, 1, 2]) expect(cell[axis]).toBeCloseTo(voxel[axis], 9);
  });
});
