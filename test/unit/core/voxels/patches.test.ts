import { describe, expect, it } from 'vitest';
import { extractPatch, planPatches, stitchLabels, stridedDims } from '#core/voxels/patches';
import type { Vec3 } from '#core/volume';

const index = ([ni, nj]: Vec3, i: number, j: number, k: number): number => i + ni * (j + nj * k);

it('is one padded patch when the volume fits', () => {
  expect(planPatches([50, 64, 17], [96, 64, 64], 16, 0.25)).toEqual([
    { startIjk: [0, 0, 0], dims: [64, 64, 32], ownedMin: [0, 0, 0], ownedMax: [50, 64, 17] },
  ]);
});

const CASES: readonly (readonly [Vec3, Vec3, number, number])[] = [
  [[100, 33, 70], [48, 32, 40], 16, 0.25],
  [[200, 64, 65], [64, 64, 64], 8, 0.5],
  [[31, 31, 31], [16, 16, 16], 16, 0.5],
  [[97, 41, 41], [32, 48, 48], 4, 0],
];

describe.each(CASES)(
  'tiles of %j within %j on multiples of %i with overlap %f',
  (dims, maxPatch, multiple, overlap) => {
    const patches = planPatches(dims, maxPatch, multiple, overlap);

    it('fit the network and stand on its multiple', () => {
      expect(patches.length).toBeGreaterThan(1);
      for (const patch of patches) {
        patch.dims.forEach((size, axis) => {
          expect(size % multiple).toBe(0);
          expect(size).toBeLessThanOrEqual(maxPatch[axis]);
          expect(patch.startIjk[axis] % multiple).toBe(0);
          expect(patch.ownedMin[axis]).toBeGreaterThanOrEqual(patch.startIjk[axis]);
          expect(patch.ownedMax[axis]).toBeLessThanOrEqual(patch.startIjk[axis] + size);
        });
      }
    });

    it('own every voxel exactly once, within half the multiple of the nearest centre', () => {
      const owners = new Uint8Array(dims[0] * dims[1] * dims[2]);
      for (const { ownedMin, ownedMax } of patches) {
        for (let k = ownedMin[2]; k < ownedMax[2]; k++)
          for (let j = ownedMin[1]; j < ownedMax[1]; j++)
            for (let i = ownedMin[0]; i < ownedMax[0]; i++) owners[index(dims, i, j, k)]++;
      }
      expect(owners.every((count) => count === 1)).toBe(true);
      for (const patch of patches) {
        for (const other of patches) {
          for (let axis = 0; axis < 3; axis++) {
            if (other.startIjk[axis] <= patch.startIjk[axis]) continue;
            const middle = (other.startIjk[axis] + patch.startIjk[axis] + patch.dims[axis]) / 2;
            expect(patch.ownedMax[axis]).toBeLessThanOrEqual(middle + multiple / 2);
          }
        }
      }
    });

    it.each([1, 4])('put a volume back together at output stride %i', (stride) => {
      const data = Float32Array.from({ length: dims[0] * dims[1] * dims[2] }, (_, n) => (n * 31) % 251);
      const outDims = stridedDims(dims, stride);
      const output = new Uint8Array(outDims[0] * outDims[1] * outDims[2]).fill(255);
      for (const patch of patches) {
        const tensor = extractPatch(data, dims, patch, 7);
        const cells: Vec3 = [patch.dims[0] / stride, patch.dims[1] / stride, patch.dims[2] / stride];
        const labels = new Uint8Array(cells[0] * cells[1] * cells[2]);
        for (let c = 0, n = 0; c < cells[2]; c++)
          for (let b = 0; b < cells[1]; b++)
            for (let a = 0; a < cells[0]; a++, n++)
              labels[n] = tensor[index(patch.dims, a * stride, b * stride, c * stride)];
        stitchLabels(output, dims, patch, labels, stride);
      }
      for (let c = 0, n = 0; c < outDims[2]; c++)
        for (let b = 0; b < outDims[1]; b++)
          for (let a = 0; a < outDims[0]; a++, n++) {
            if (output[n] !== data[index(dims, a * stride, b * stride, c * stride)]) expect([a, b, c]).toBe('restored');
          }
    });
  },
);

it('fills what lies beyond the volume', () => {
  const [patch] = planPatches([3, 2, 1], [4, 4, 4], 4, 0);
  const tensor = extractPatch(Float32Array.from([1, 2, 3, 4, 5, 6]), [3, 2, 1], patch, -9);
  expect(Array.from(tensor.subarray(0, 12))).toEqual([1, 2, 3, -9, 4, 5, 6, -9, -9, -9, -9, -9]);
  expect(tensor.subarray(16).every((value) => value === -9)).toBe(true);
});

it('refuses patches that cannot be cut', () => {
  expect(() => planPatches([8, 8, 8], [4, 4, 4], 8, 0)).toThrow(RangeError);
  expect(() => planPatches([8, 8, 8], [8, 8, 8], 8, 1)).toThrow(RangeError);
  const [patch] = planPatches([8, 8, 8], [8, 8, 8], 8, 0);
  expect(() => stitchLabels(new Uint8Array(512), [8, 8, 8], patch, new Uint8Array(511))).toThrow(RangeError);
});
