import { expect, test } from 'vitest';
import { affineIjkToWorld, applyAffine } from '#core/geometry';
import type { Geometry, Vec3 } from '#core/volume';
import { greySampler } from '../../../../../renderer/viewer/grey/grey-sampler.ts';

/** Oblique, anisotropic and left-handed. */
const GEOMETRY: Geometry = {
  dims: [6, 5, 4],
  spacingMm: [0.3, 0.5, 1.1],
  originMm: [-12, 7, 30],
  direction: [0.6, 0.8, 0, 0.8, -0.6, 0, 0, 0, 1],
};
const ramp = ([i, j, k]: Vec3): number => 3 * i - 5 * j + 11 * k + 2;
const voxels = Float32Array.from({ length: 120 }, (_, n) => ramp([n % 6, Math.floor(n / 6) % 5, Math.floor(n / 30)]));
const worldOf = (ijk: Vec3): Vec3 => applyAffine(affineIjkToWorld(GEOMETRY), ijk);

test.each([[[0, 0, 0]], [[5, 4, 3]], [[2.25, 3.5, 1.75]], [[4.9, 0.1, 2.999]]] as const)(
  'the ramp at voxel %j is met exactly',
  (ijk) => {
    expect(greySampler({ geometry: GEOMETRY, voxels })(worldOf(ijk))).toBeCloseTo(ramp(ijk), 4);
  },
);

test('half a voxel beyond the outermost centres belongs to them, more is beyond the scan', () => {
  expect(greySampler({ geometry: GEOMETRY, voxels })(worldOf([-0.4, 0, 0]))).toBeCloseTo(ramp([0, 0, 0]), 4);
  expect(greySampler({ geometry: GEOMETRY, voxels })(worldOf([-0.6, 0, 0]))).toBeNull();
  expect(greySampler({ geometry: GEOMETRY, voxels })(worldOf([0, 4.6, 0]))).toBeNull();
  expect(greySampler({ geometry: GEOMETRY, voxels })(worldOf([NaN, 0, 0]))).toBeNull();
});
