import { describe, expect, it } from 'vitest';
import { affineIjkToWorld, affineWorldToIjk, applyAffine } from '#core/geometry';
import type { Geometry, Vec3 } from '#core/volume';
import { fillVolumeBytes } from '../../../../../renderer/viewer/scene/volume-bytes.ts';
import { volumeGrid } from '../../../../../renderer/viewer/scene/volume-grid.ts';

const cos = Math.cos(0.4);
const sin = Math.sin(0.4);
const GRIDS: Readonly<Record<string, Geometry>> = {
  straight: {
    dims: [60, 50, 40],
    spacingMm: [0.5, 0.5, 0.5],
    originMm: [-15, -12, -10],
    direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  },
  anisotropic: {
    dims: [60, 50, 20],
    spacingMm: [0.4, 0.4, 1.2],
    originMm: [-12, 3, 8],
    direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  },
  flipped: {
    dims: [60, 50, 40],
    spacingMm: [0.5, 0.5, 0.5],
    originMm: [15, 12, 10],
    direction: [-1, 0, 0, 0, -1, 0, 0, 0, -1],
  },
  permuted: {
    dims: [40, 60, 50],
    spacingMm: [0.5, 0.4, 0.6],
    originMm: [0, 0, 0],
    direction: [0, 0, 1, 1, 0, 0, 0, -1, 0],
  },
  oblique: {
    dims: [60, 50, 40],
    spacingMm: [0.5, 0.5, 0.6],
    originMm: [-9, -7, -8],
    direction: [cos, sin, 0, -sin, cos, 0, 0, 0, 1],
  },
  'oblique and left-handed': {
    dims: [60, 50, 40],
    spacingMm: [0.5, 0.45, 0.6],
    originMm: [2, -7, 9],
    direction: [cos, 0, sin, 0, 1, 0, sin, 0, -cos],
  },
};

/** A bright ball of 3 mm radius in a grey scan. */
function ballScan(geometry: Geometry, centreMm: Vec3) {
  const [ni, nj, nk] = geometry.dims;
  const toWorld = affineIjkToWorld(geometry);
  const voxels = new Int16Array(ni * nj * nk).fill(-200);
  for (let k = 0, n = 0; k < nk; k++)
    for (let j = 0; j < nj; j++)
      for (let i = 0; i < ni; i++, n++) {
        const at = applyAffine(toWorld, [i, j, k]);
        if (Math.hypot(at[0] - centreMm[0], at[1] - centreMm[1], at[2] - centreMm[2]) < 3) voxels[n] = 1500;
      }
  return { geometry, voxels };
}

function bytesOf(source: ReturnType<typeof ballScan>, mostVoxels: number) {
  const grid = volumeGrid(source.geometry, mostVoxels);
  const [ni, nj, nk] = grid.geometry.dims;
  const bytes = new Uint8Array(ni * nj * nk);
  const steps = [...fillVolumeBytes(source, grid, [-1000, 1550], bytes)];
  return { grid, bytes, steps };
}

/** Centre of what is brighter than half way, world mm. */
function brightCentre({ grid, bytes }: ReturnType<typeof bytesOf>): Vec3 {
  const [ni, nj] = grid.geometry.dims;
  const toWorld = affineIjkToWorld(grid.geometry);
  const sum = [0, 0, 0];
  let count = 0;
  for (let n = 0; n < bytes.length; n++) {
    if (bytes[n] < 150) continue;
    const at = applyAffine(toWorld, [n % ni, Math.floor(n / ni) % nj, Math.floor(n / (ni * nj))]);
    for (let axis = 0; axis < 3; axis++) sum[axis] += at[axis];
    count++;
  }
  return [sum[0] / count, sum[1] / count, sum[2] / count];
}

describe('the volume picture', () => {
  describe.each(Object.entries(GRIDS))('of a scan that is %s', (_, geometry) => {
    const centre = applyAffine(affineIjkToWorld(geometry), [
      geometry.dims[0] * 0.38,
      geometry.dims[1] * 0.55,
      geometry.dims[2] * 0.6,
    ]);
    const source = ballScan(geometry, centre);

    it.each([400, 30])('has the ball where it lies in the patient, with at most %d voxels a side', (mostVoxels) => {
      const volume = bytesOf(source, mostVoxels);
      expect(Math.max(...volume.grid.geometry.dims)).toBeLessThanOrEqual(mostVoxels);
      expect(volume.grid.geometry.direction).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
      const found = brightCentre(volume);
      const within = 0.25 * Math.max(...volume.grid.geometry.spacingMm);
      for (let axis = 0; axis < 3; axis++) expect(Math.abs(found[axis] - centre[axis])).toBeLessThan(within);
    });

    it('keeps grey values, and is dark outside of the scan', () => {
      const { grid, bytes, steps } = bytesOf(source, 400);
      const [ni, nj] = grid.geometry.dims;
      const [i, j, k] = applyAffine(affineWorldToIjk(grid.geometry), centre).map(Math.round);
      expect(bytes[i + j * ni + k * ni * nj]).toBe(250);
      expect(steps.at(-1)).toBe(1);
      expect(bytes.includes(80)).toBe(true);
      if (!grid.exact) expect(bytes[0]).toBe(0);
    });
  });

  it('bins each axis by whole voxels: 1,000 thin slices become 250', () => {
    const long: Geometry = { ...GRIDS.straight, dims: [400, 400, 1000], spacingMm: [0.3, 0.3, 0.2] };
    const { geometry, samples } = volumeGrid(long);
    expect(geometry.dims).toEqual([200, 200, 250]);
    expect(samples).toEqual([2, 2, 4]);
    geometry.spacingMm.forEach((mm, axis) => expect(mm).toBeCloseTo([0.6, 0.6, 0.8][axis]));
    expect(geometry.originMm[2]).toBeCloseTo(-10 + 1.5 * 0.2);
  });
});
