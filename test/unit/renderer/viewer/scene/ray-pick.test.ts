import { describe, expect, it } from 'vitest';
import { hitDistance, meetsBox, meshBounds, pointOn } from '../../../../../renderer/viewer/scene/ray-pick.ts';
import type { Kept } from '../../../../../renderer/viewer/scene/clip-box.ts';

/** A box from two corners, counter-clockwise from outside. */
function boxMesh([x0, y0, z0]: readonly number[], [x1, y1, z1]: readonly number[]) {
  const positions = new Float32Array(24);
  for (let n = 0; n < 8; n++) positions.set([n & 1 ? x1 : x0, n & 2 ? y1 : y0, n & 4 ? z1 : z0], 3 * n);
  const quads = [
    [0, 2, 3, 1],
    [4, 5, 7, 6],
    [0, 1, 5, 4],
    [2, 6, 7, 3],
    [0, 4, 6, 2],
    [1, 3, 7, 5],
  ];
  return { positions, indices: Uint32Array.from(quads.flatMap(([a, b, c, d]) => [a, b, c, a, c, d])) };
}

const everything: Kept = {
  box: { min: [-Infinity, -Infinity, -Infinity], max: [Infinity, Infinity, Infinity] },
  half: null,
};
const mesh = boxMesh([-2, 10, -3], [4, 16, 5]);
const forward = { originMm: [1, 0, 1], direction: [0, 1, 0] } as const;

describe('hitDistance', () => {
  it('finds the front of a surface', () => {
    expect(hitDistance(forward, mesh, everything)).toBeCloseTo(10);
  });

  it('meets the inside where the front is cut away', () => {
    expect(
      hitDistance(forward, mesh, { ...everything, half: { originMm: [0, 13, 0], normal: [0, 1, 0] } }),
    ).toBeCloseTo(16);
  });

  it('finds nothing beside the surface, behind the origin, or when all is cut away', () => {
    expect(hitDistance({ ...forward, originMm: [9, 0, 1] }, mesh, everything)).toBe(Infinity);
    expect(hitDistance({ ...forward, originMm: [1, 30, 1] }, mesh, everything)).toBe(Infinity);
    expect(hitDistance(forward, mesh, { ...everything, box: { min: [-99, -99, 50], max: [99, 99, 60] } })).toBe(
      Infinity,
    );
  });

  it('agrees with the geometry on an oblique ray', () => {
    const direction = [0.6, 0.8, 0] as const;
    const ray = { originMm: [-8, 0, 1], direction } as const;
    expect(pointOn(ray, hitDistance(ray, mesh, everything))[1]).toBeCloseTo(10);
  });
});

describe('meetsBox', () => {
  it('tells a box that a ray misses', () => {
    const bounds = meshBounds(mesh);
    expect(meetsBox(forward, bounds)).toBe(true);
    expect(meetsBox({ ...forward, originMm: [5, 0, 1] }, bounds)).toBe(false);
    expect(meetsBox({ ...forward, originMm: [1, 30, 1] }, bounds)).toBe(false);
    expect(meetsBox({ originMm: [-8, 0, 1], direction: [0.6, 0.8, 0] }, bounds)).toBe(true);
  });
});
