import { describe, expect, it } from 'vitest';
import {
  affineIjkToWorld,
  affineWorldToIjk,
  applyAffine,
  composeAffine,
  cropGeometry,
  geometryFault,
  linearDeterminant,
  lpsAlignedGrid,
  orientationCode,
  sameGrid,
  transformedBounds,
  voxelVolumeMm3,
} from '#core/geometry';
import type { Geometry, Vec3 } from '#core/volume';
import { DIRECTIONS, grid, leftHanded, rotation } from './grids.ts';

const near = (actual: Vec3, expected: Vec3): void =>
  actual.forEach((value, axis) => expect(value).toBeCloseTo(expected[axis], 9));

describe.each(DIRECTIONS)('a grid that is %s', (_name, direction) => {
  const geometry = grid([40, 30, 20], [0.3, 0.5, 1.25], direction);

  it('puts voxel 0 at the origin and steps along the direction columns', () => {
    const affine = affineIjkToWorld(geometry);
    near(applyAffine(affine, [0, 0, 0]), geometry.originMm);
    const along = applyAffine(affine, [0, 4, 0]);
    near(along, [
      geometry.originMm[0] + 2 * direction[3],
      geometry.originMm[1] + 2 * direction[4],
      geometry.originMm[2] + 2 * direction[5],
    ]);
  });

  it('comes back to the same index through world', () => {
    const there = affineIjkToWorld(geometry);
    const back = affineWorldToIjk(geometry);
    near(applyAffine(back, applyAffine(there, [3.5, -2, 17])), [3.5, -2, 17]);
    near(applyAffine(composeAffine(back, there), [9, 8, 7]), [9, 8, 7]);
  });

  it('has a voxel volume that is the product of its spacing', () => {
    expect(voxelVolumeMm3(geometry)).toBeCloseTo(0.3 * 0.5 * 1.25, 12);
  });

  it('is covered by its LPS-aligned grid, which shares its centre', () => {
    const covering = lpsAlignedGrid(geometry, 0.47);
    const toCovering = composeAffine(affineWorldToIjk(covering), affineIjkToWorld(geometry));
    const { min, max } = transformedBounds(toCovering, { min: [-0.5, -0.5, -0.5], max: [39.5, 29.5, 19.5] });
    for (let axis = 0; axis < 3; axis++) {
      expect(min[axis]).toBeGreaterThan(-0.5 - 1e-5);
      expect(max[axis]).toBeLessThan(covering.dims[axis] - 0.5 + 1e-5);
      expect(max[axis] - min[axis]).toBeGreaterThan(covering.dims[axis] - 1); // not a voxel larger than needed
    }
    near(
      applyAffine(affineIjkToWorld(covering), [
        (covering.dims[0] - 1) / 2,
        (covering.dims[1] - 1) / 2,
        (covering.dims[2] - 1) / 2,
      ]),
      applyAffine(affineIjkToWorld(geometry), [19.5, 14.5, 9.5]),
    );
    expect(orientationCode(covering)).toBe('LPS');
  });

  it('keeps voxels where they are when it is cropped', () => {
    const crop = cropGeometry(geometry, [5, 6, 7], [10, 10, 10]);
    near(applyAffine(affineIjkToWorld(crop), [1, 2, 3]), applyAffine(affineIjkToWorld(geometry), [6, 8, 10]));
    expect(sameGrid(crop, geometry)).toBe(false);
    expect(sameGrid(crop, cropGeometry(cropGeometry(geometry, [2, 2, 2], [20, 20, 18]), [3, 4, 5], [10, 10, 10]))).toBe(
      true,
    );
  });

  it('is valid', () => expect(geometryFault(geometry)).toBeNull());
});

it('gives the determinant its sign by handedness', () => {
  const right = grid([2, 2, 2], [1, 2, 3], rotation(1, 2));
  expect(linearDeterminant(affineIjkToWorld(right))).toBeCloseTo(6);
  expect(linearDeterminant(affineIjkToWorld({ ...right, direction: leftHanded(right.direction) }))).toBeCloseTo(-6);
});

it('does not add a voxel when the spacing divides the extent', () => {
  const geometry = grid([600, 600, 450], [0.25, 0.25, 0.25], [1, 0, 0, 0, 1, 0, 0, 0, 1]);
  expect(lpsAlignedGrid(geometry, 0.25).dims).toEqual([600, 600, 450]);
});

it.each([
  ['LPS', [1, 0, 0, 0, 1, 0, 0, 0, 1]],
  ['RAS', [-1, 0, 0, 0, -1, 0, 0, 0, 1]],
  ['LIP', [1, 0, 0, 0, 0, -1, 0, 1, 0]],
  ['PSL', [0, 1, 0, 0, 0, 1, 1, 0, 0]],
  ['LPS', rotation(0.5, -0.4)],
  ['RPS', leftHanded(rotation(0.5, -0.4))],
])('names the axes %s', (code, direction) => {
  expect(orientationCode(grid([2, 2, 2], [1, 1, 1], direction))).toBe(code);
});

const good = grid([2, 2, 2], [1, 1, 1], [1, 0, 0, 0, 1, 0, 0, 0, 1]);
it.each<[string, Geometry]>([
  ['dims', { ...good, dims: [2, 0, 2] }],
  ['dims', { ...good, dims: [2, 2.5, 2] }],
  ['spacingMm', { ...good, spacingMm: [1, 1, 0] }],
  ['spacingMm', { ...good, spacingMm: [1, Number.NaN, 1] }],
  ['spacingMm', { ...good, spacingMm: [-1, 1, 1] }],
  ['originMm', { ...good, originMm: [0, Number.NaN, 0] }],
  ['direction', { ...good, direction: [1, 0, 0, 0, 1, 0, 0, 0.2, 0.98] }],
  ['direction', { ...good, direction: [1, 0, 0, 0, 2, 0, 0, 0, 1] }],
  ['direction', { ...good, direction: [1, 0, 0, 0, 1, 0] }],
])('refuses a bad %s', (field, geometry) => {
  expect(geometryFault(geometry)).toMatchObject({ field });
});
