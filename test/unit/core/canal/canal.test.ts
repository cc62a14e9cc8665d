import { describe, expect, it } from 'vitest';
import { splineThrough } from '#core/arch/spline';
import { nearestToCanal } from '#core/canal/canal-distance';
import { insertionIndex } from '#core/canal/canal-points';
import { tubeMesh } from '#core/canal/tube-mesh';
import { affineIjkToWorld, affineWorldToIjk, applyAffine } from '#core/geometry';
import { voxelCount, type Geometry, type Vec3 } from '#core/volume';
import { DIRECTIONS, grid } from '../grids.ts';

describe('insertionIndex', () => {
  const points: readonly Vec3[] = [
    [0, 0, 0],
    [5, 0, 0],
    [10, 0, 0],
  ];
  it('draws a canal on at its nearer end and fills it between', () => {
    expect(insertionIndex([], [1, 2, 3])).toBe(0);
    expect(insertionIndex([[0, 0, 0]], [1, 0, 0])).toBe(1);
    expect(insertionIndex(points, [15, 1, 0])).toBe(3);
    expect(insertionIndex(points, [-4, 1, 0])).toBe(0);
    expect(insertionIndex(points, [7, 0.5, 0])).toBe(2);
    expect(insertionIndex(points, [2, -0.5, 0])).toBe(1);
  });
});

describe('tubeMesh', () => {
  it('is a closed surface of the tube, seen from outside', () => {
    const mesh = tubeMesh(
      [
        [0, 0, 0],
        [10, 0, 0],
        [20, 0, 0],
      ],
      3,
    );
    if (mesh === null) throw new Error('no mesh');
    const { positions, indices } = mesh;
    const at = (n: number): Vec3 => [positions[3 * n], positions[3 * n + 1], positions[3 * n + 2]];
    // Divergence theorem: the volume inside is positive when the triangles look outwards.
    let sixfold = 0;
    const edges = new Map<string, number>();
    for (let n = 0; n < indices.length; n += 3) {
      const [a, b, c] = [at(indices[n]), at(indices[n + 1]), at(indices[n + 2])];
      sixfold +=
        a[0] * (b[1] * c[2] - b[2] * c[1]) + a[1] * (b[2] * c[0] - b[0] * c[2]) + a[2] * (b[0] * c[1] - b[1] * c[0]);
      for (const [from, to] of [
        [indices[n], indices[n + 1]],
        [indices[n + 1], indices[n + 2]],
        [indices[n + 2], indices[n]],
      ]) {
        edges.set(`${from} ${to}`, (edges.get(`${from} ${to}`) ?? 0) + 1);
      }
    }
    // A regular 16-gon of radius 1.5 along 20 mm.
    expect(sixfold / 6).toBeCloseTo(8 * 1.5 ** 2 * Math.sin(Math.PI / 8) * 20, 1);
    for (const [edge, count] of edges) {
      expect(count).toBe(1);
      expect(edges.get(edge.split(' ').reverse().join(' '))).toBe(1);
    }
  });

  it('shows a single point as a short piece', () => {
    expect(tubeMesh([[1, 2, 3]], 2)?.indices.length).toBeGreaterThan(0);
    expect(tubeMesh([], 2)).toBeNull();
  });
});

describe.each(DIRECTIONS)('nearestToCanal in a scan that is %s', (_, direction) => {
  // A ball of 4 mm around the world's origin, and a straight canal below it.
  const at: Geometry = grid([50, 40, 44], [0.4, 0.5, 0.45], direction, [0, 0, 0]);
  const middle = applyAffine(affineIjkToWorld(at), [25, 20, 22]);
  const geometry = { ...at, originMm: [-middle[0], -middle[1], -middle[2]] as const };
  const data = new Uint8Array(voxelCount(geometry));
  const m = affineIjkToWorld(geometry);
  for (let n = 0; n < data.length; n++) {
    const world = applyAffine(m, [n % 50, Math.floor(n / 50) % 40, Math.floor(n / 2000)]);
    if (Math.hypot(...world) <= 4) data[n] = 36;
  }
  const box = { label: 36, boundsIjk: { min: [0, 0, 0], max: [49, 39, 43] } } as const;

  it('measures from the surface to the wall', () => {
    const canal = splineThrough([
      [-20, 0, -7],
      [0, 0, -7],
      [20, 0, -7],
    ]);
    if (canal === null) throw new Error('no canal');
    const found = nearestToCanal({ geometry, data }, box, canal, 2);
    // 7 − 4 − 1, and up to a voxel more because the ball is made of voxels.
    expect(found?.distanceMm).toBeGreaterThan(1.99);
    expect(found?.distanceMm).toBeLessThan(2.46);
    const index = applyAffine(affineWorldToIjk(geometry), found?.toothMm ?? [0, 0, 0]).map(Math.round);
    expect(data[index[0] + 50 * (index[1] + 40 * index[2])]).toBe(36);
    expect(found?.toothMm[2]).toBeLessThan(-3.2);
    expect(nearestToCanal({ geometry, data }, { ...box, label: 37 }, canal, 2)).toBeNull();
  });

  it('is the exact distance to the nearest voxel, beyond the ends too', () => {
    const canal = splineThrough([
      [6, 1, 2],
      [9, 4, 5],
      [14, 4, 6],
    ]);
    if (canal === null) throw new Error('no canal');
    let best = Infinity;
    for (let n = 0; n < data.length; n++) {
      if (data[n] !== 36) continue;
      const [x, y, z] = applyAffine(m, [n % 50, Math.floor(n / 50) % 40, Math.floor(n / 2000)]);
      best = Math.min(best, Math.hypot(x - 6, y - 1, z - 2));
    }
    const found = nearestToCanal({ geometry, data }, box, canal, 1);
    expect(found?.distanceMm).toBeCloseTo(best - 0.5, 2);
  });
});
