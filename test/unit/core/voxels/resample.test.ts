import { describe, expect, it } from 'vitest';
import { affineIjkToWorld, affineWorldToIjk, applyAffine, cropGeometry, lpsAlignedGrid } from '#core/geometry';
import { resampleVolume } from '#core/voxels/resample';
import { resampleLabels, resampleLabelsSmooth } from '#core/voxels/resample-labels';
import type { Geometry, Vec3 } from '#core/volume';
import { DIRECTIONS, grid, rotation } from '../grids.ts';

const ALIGNED = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/** Calls visit with the flat index and world point of every voxel. */
function forEachVoxel(geometry: Geometry, visit: (n: number, world: Vec3, ijk: Vec3) => void): void {
  const affine = affineIjkToWorld(geometry);
  const [ni, nj, nk] = geometry.dims;
  for (let k = 0, n = 0; k < nk; k++)
    for (let j = 0; j < nj; j++) for (let i = 0; i < ni; i++, n++) visit(n, applyAffine(affine, [i, j, k]), [i, j, k]);
}

const ramp = ([x, y, z]: Vec3): number => 100 + 3 * x - 2 * y + 1.5 * z;

function rampVolume(geometry: Geometry): Float32Array {
  const data = new Float32Array(geometry.dims[0] * geometry.dims[1] * geometry.dims[2]);
  forEachVoxel(geometry, (n, world) => (data[n] = ramp(world)));
  return data;
}

describe.each(DIRECTIONS)('from a grid that is %s', (_name, direction) => {
  const geometry = grid([34, 28, 20], [0.3, 0.4, 0.6], direction);
  const source = { geometry, data: rampVolume(geometry) };

  it.each([0.25, 0.47, 1.3])('keeps a linear ramp at %s mm and is the minimum outside', (spacingMm) => {
    const target = lpsAlignedGrid(geometry, spacingMm);
    const result = resampleVolume(source, target);
    const toSource = affineWorldToIjk(geometry);
    const reach = spacingMm / 0.3; // a target voxel this far inside is not touched by the edge, source voxels
    const minimum = source.data.reduce((a, b) => Math.min(a, b));
    let inside = 0;
    let outside = 0;
    let worstInside = 0;
    let worstOutside = 0;
    forEachVoxel(target, (n, world) => {
      const ijk = applyAffine(toSource, world);
      if (ijk.every((value, axis) => value > reach && value < geometry.dims[axis] - 1 - reach)) {
        inside++;
        worstInside = Math.max(worstInside, Math.abs(result[n] - ramp(world)));
      } else if (ijk.some((value, axis) => value < -0.5 - reach || value > geometry.dims[axis] - 0.5 + reach)) {
        outside++;
        worstOutside = Math.max(worstOutside, Math.abs(result[n] - minimum));
      }
    });
    expect(worstInside).toBeLessThan(2e-3);
    expect(worstOutside).toBeLessThan(1e-3);
    expect(inside).toBeGreaterThan(100);
    if (_name.startsWith('oblique')) expect(outside).toBeGreaterThan(10);
  });

  it('carries labels to an aligned crop and back where they were', () => {
    const labels = new Uint8Array(34 * 28 * 20);
    forEachVoxel(geometry, (n, _world, [i, j, k]) => {
      if (i > 8 && i < 22 && j > 6 && j < 20 && k > 5 && k < 14) labels[n] = k > 9 ? 11 : 48;
    });
    const fine = lpsAlignedGrid(geometry, 0.1);
    const there = resampleLabels({ geometry, data: labels }, fine);
    expect(new Set(there)).toEqual(new Set([0, 11, 48]));
    const crop = cropGeometry(fine, [3, 3, 3], [fine.dims[0] - 3, fine.dims[1] - 3, fine.dims[2] - 3]);
    const cropped = resampleLabels({ geometry: fine, data: there }, crop);
    for (const back of [
      resampleLabels({ geometry: crop, data: cropped }, geometry),
      resampleLabelsSmooth({ geometry: crop, data: cropped }, geometry),
    ]) {
      let different = 0;
      for (let n = 0; n < labels.length; n++) if (back[n] !== labels[n]) different++;
      expect(different).toBe(0);
    }
  });
});

it('averages instead of aliasing when the target is coarser', () => {
  const geometry = grid([64, 64, 64], [0.25, 0.25, 0.25], ALIGNED);
  const data = new Int16Array(64 ** 3);
  forEachVoxel(geometry, (n, _world, [i, j, k]) => (data[n] = (i + j + k) % 2 === 0 ? 1000 : -1000));
  for (const direction of [ALIGNED, rotation(0.3, 0.2)]) {
    const target = {
      ...cropGeometry(geometry, [20, 20, 20], [10, 10, 10]),
      spacingMm: [0.5, 0.5, 0.5] as const,
      direction,
    };
    const result = resampleVolume({ geometry, data }, target);
    expect(result.reduce((a, b) => Math.max(a, Math.abs(b)), 0)).toBeLessThan(130); // one sample each would reach 1000
  }
});

it('keeps an edge within one target voxel when it goes from 0.25 to 0.47 mm', () => {
  const geometry = grid([80, 8, 8], [0.25, 0.25, 0.25], ALIGNED);
  const data = new Int16Array(80 * 64);
  forEachVoxel(geometry, (n, _world, [i]) => (data[n] = i < 37 ? 0 : 1000));
  const target = lpsAlignedGrid(geometry, 0.47);
  const result = resampleVolume({ geometry, data }, target);
  const row = Array.from(result.subarray(0, target.dims[0]));
  expect(row.filter((value) => value > 1 && value < 999).length).toBeLessThanOrEqual(2);
});

it('gives the same values on the separable and on the general path', () => {
  const geometry = grid([30, 26, 22], [0.3, 0.4, 0.6], ALIGNED);
  const data = new Float32Array(30 * 26 * 22).map((_, n) => Math.sin(n * 0.7) * 100);
  const target = grid([20, 20, 20], [0.35, 0.35, 0.35], ALIGNED, [-5.1, 12.2, 5.3]);
  const tilted = { ...target, direction: rotation(1.2e-3, 0) }; // just enough to be oblique
  const straight = resampleVolume({ geometry, data }, target);
  const general = resampleVolume({ geometry, data }, tilted);
  straight.forEach((value, n) => expect(Math.abs(value - general[n])).toBeLessThan(6));
  expect(straight.reduce((sum, value, n) => sum + Math.abs(value - general[n]), 0) / 8000).toBeLessThan(1);
});

it('resamples a volume of a single slice', () => {
  const geometry = grid([5, 4, 1], [1, 1, 3], ALIGNED, [0, 0, 0]);
  const data = new Uint8Array(20).map((_, n) => n);
  const result = resampleVolume({ geometry, data }, lpsAlignedGrid(geometry, 1));
  expect(Array.from(result.subarray(20, 40))).toEqual(Array.from(data));
});

it('rounds a coarse staircase: the smooth vote is closer to a ball than the nearest voxel', () => {
  const coarse = grid([24, 24, 24], [0.5, 0.5, 0.5], ALIGNED, [0, 0, 0]);
  const inBall = ([x, y, z]: Vec3): boolean => Math.hypot(x - 5.75, y - 5.75, z - 5.75) < 3.6;
  const data = new Uint8Array(24 ** 3);
  forEachVoxel(coarse, (n, world) => (data[n] = inBall(world) ? 21 : 0));
  const fine = lpsAlignedGrid(coarse, 0.125);
  const errors = [resampleLabels, resampleLabelsSmooth].map((resample) => {
    const result = resample({ geometry: coarse, data }, fine);
    let wrong = 0;
    forEachVoxel(fine, (n, world) => (wrong += (result[n] === 21) === inBall(world) ? 0 : 1));
    return wrong;
  });
  expect(errors[1]).toBeLessThan(errors[0] * 0.75);
});

it('reports progress and can be stopped by the reporter', () => {
  const geometry = grid([8, 8, 8], [1, 1, 1], ALIGNED);
  const seen: number[] = [];
  resampleVolume({ geometry, data: new Int16Array(512) }, lpsAlignedGrid(geometry, 0.9), (f) => seen.push(f));
  expect(seen.at(-1)).toBe(1);
  expect(() =>
    resampleVolume({ geometry, data: new Int16Array(512) }, geometry, () => {
      throw new Error('cancelled');
    }),
  ).toThrow('cancelled');
});
