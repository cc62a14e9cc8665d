import { describe, expect, test } from 'vitest';
import { affineIjkToWorld, affineWorldToIjk, applyAffine, worldBounds } from '#core/geometry';
import type { Geometry, LabelMap, Vec3 } from '#core/volume';
import { toothRegionGrid } from '../../../main/pipeline/tooth-region.ts';
import { DIRECTIONS, grid } from '../core/grids.ts';

const GEOMETRY: Geometry = {
  dims: [80, 110, 60],
  spacingMm: [1, 1, 1],
  originMm: [-40, -35, 100],
  direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
};

function emptyLabels(): LabelMap {
  return { geometry: GEOMETRY, data: new Uint8Array(80 * 110 * 60) };
}

function fillBox({ data, geometry }: LabelMap, min: Vec3, size: Vec3, label: number): void {
  const [ni, nj] = geometry.dims;
  for (let k = min[2]; k < min[2] + size[2]; k++) {
    for (let j = min[1]; j < min[1] + size[1]; j++) {
      for (let i = min[0]; i < min[0] + size[0]; i++) data[i + ni * (j + nj * k)] = label;
    }
  }
}

describe.each(DIRECTIONS)('toothRegionGrid in a scan that is %s', (_name, direction) => {
  test('covers the teeth and the margin, and stays within the scan', () => {
    const source = grid([90, 80, 70], [0.9, 1.1, 1], direction, [0, 0, 0]);
    const scan = worldBounds(source);
    const geometry: Geometry = { ...GEOMETRY, originMm: scan.min };
    const labels: LabelMap = { geometry, data: new Uint8Array(80 * 110 * 60) };
    fillBox(labels, [1, 30, 20], [20, 10, 10], 7); // 1 mm from the scan's border along x
    const region = toothRegionGrid(labels, source, 0.25, 5);
    if (region === null) throw new Error('no region');
    const covered = worldBounds(region);
    const expectedMin = applyAffine(affineIjkToWorld(geometry), [0.5, 29.5, 19.5]);
    expect(covered.min[0]).toBeCloseTo(scan.min[0], 9);
    expect(covered.min[1]).toBeCloseTo(expectedMin[1] - 5, 9);
    expect(covered.min[2]).toBeCloseTo(expectedMin[2] - 5, 9);
    expect(covered.max[1] - covered.min[1]).toBeCloseTo(20, 9);
    // A labelled voxel's centre lies inside.
    const inside = applyAffine(affineWorldToIjk(region), applyAffine(affineIjkToWorld(geometry), [20, 39, 29]));
    for (const axis of [0, 1, 2]) {
      expect(inside[axis]).toBeGreaterThan(0);
      expect(inside[axis]).toBeLessThan(region.dims[axis] - 1);
    }
  });
});

test('without labels there is no region', () => {
  expect(toothRegionGrid(emptyLabels(), GEOMETRY, 0.25, 5)).toBeNull();
});
