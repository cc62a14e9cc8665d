import { describe, expect, it } from 'vitest';
import { affineIjkToWorld, affineWorldToIjk, applyAffine, worldBounds } from '#core/geometry';
import { enclosedVolume, labelSurface, type TriangleMesh } from '#core/mesh';
import type { Geometry, Vec3 } from '#core/volume';
import { dentition, drawTeeth } from './arch-phantom.ts';
import { DIRECTIONS, grid, rotation } from './grids.ts';

function drawBall(geometry: Geometry, centreIjk: Vec3, radiusMm: number, label = 26): Uint8Array {
  const affine = affineIjkToWorld(geometry);
  const centre = applyAffine(affine, centreIjk);
  const [ni, nj, nk] = geometry.dims;
  const labels = new Uint8Array(ni * nj * nk);
  for (let k = 0, n = 0; k < nk; k++)
    for (let j = 0; j < nj; j++)
      for (let i = 0; i < ni; i++, n++) {
        const [x, y, z] = applyAffine(affine, [i, j, k]);
        if (Math.hypot(x - centre[0], y - centre[1], z - centre[2]) < radiusMm) labels[n] = label;
      }
  return labels;
}

/** Directed edges minus their opposites: empty when every side of every triangle meets another the other way round. */
function openEdges({ triangles }: TriangleMesh): number {
  const balance = new Map<string, number>();
  for (let t = 0; t < triangles.length; t += 3) {
    for (let side = 0; side < 3; side++) {
      const [a, b] = [triangles[t + side], triangles[t + ((side + 1) % 3)]];
      const key = a < b ? `${a}-${b}` : `${b}-${a}`;
      balance.set(key, (balance.get(key) ?? 0) + (a < b ? 1 : -1));
    }
  }
  return [...balance.values()].filter((value) => value !== 0).length;
}

const voxels = (labels: Uint8Array): number => labels.reduce((sum, label) => sum + (label === 0 ? 0 : 1), 0);

describe.each(DIRECTIONS)('a ball on a grid that is %s', (_name, direction) => {
  const geometry = grid([44, 36, 30], [0.3, 0.4, 0.5], direction);
  const centreIjk: Vec3 = [21.3, 17.6, 14.2];
  const labels = drawBall(geometry, centreIjk, 4.5);
  const mesh = labelSurface({ geometry, data: labels }, 26);

  it('is closed, outward, and holds the volume of its voxels', () => {
    expect(openEdges(mesh)).toBe(0);
    expect(enclosedVolume(mesh.positionsMm, mesh.triangles) / (voxels(labels) * 0.06)).toBeCloseTo(1, 3);
  });

  it('lies where the ball is, smooth to a fraction of a voxel', () => {
    const centre = applyAffine(affineIjkToWorld(geometry), centreIjk);
    let [worst, squares] = [0, 0];
    const count = mesh.positionsMm.length / 3;
    for (let v = 0; v < count; v++) {
      const [x, y, z] = mesh.positionsMm.subarray(3 * v, 3 * v + 3);
      const off = Math.hypot(x - centre[0], y - centre[1], z - centre[2]) - 4.5;
      worst = Math.max(worst, Math.abs(off));
      squares += off * off;
    }
    expect(worst).toBeLessThan(0.3);
    expect(Math.sqrt(squares / count)).toBeLessThan(0.08);
  });

  it('is the same from a crop', () => {
    const toIjk = affineWorldToIjk(geometry);
    const cropped = labelSurface({ geometry, data: labels }, 26, { boundsIjk: { min: [4, 4, 4], max: [38, 31, 25] } });
    expect(cropped.triangles.length).toBe(mesh.triangles.length);
    const first = applyAffine(toIjk, [cropped.positionsMm[0], cropped.positionsMm[1], cropped.positionsMm[2]]);
    const same = applyAffine(toIjk, [mesh.positionsMm[0], mesh.positionsMm[1], mesh.positionsMm[2]]);
    first.forEach((value, axis) => expect(value).toBeCloseTo(same[axis], 3));
  });
});

it('closes the surface where the scan cuts the tooth', () => {
  const geometry = grid([20, 20, 20], [0.5, 0.5, 0.5], rotation(0.2, 0.1));
  const data = new Uint8Array(8000).fill(11);
  const mesh = labelSurface({ geometry, data }, 11);
  expect(openEdges(mesh)).toBe(0);
  expect(enclosedVolume(mesh.positionsMm, mesh.triangles)).toBeCloseTo(1000, -1);
  const { min, max } = worldBounds(geometry);
  expect(mesh.positionsMm.every((value, n) => value > min[n % 3] - 0.3 && value < max[n % 3] + 0.3)).toBe(true);
});

it('stays closed on noise, where voxels touch by edges and corners', () => {
  let state = 5;
  const data = Uint8Array.from({ length: 4096 }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 16) % 3 === 0 ? 31 : 0;
  });
  expect(openEdges(labelSurface({ geometry: grid([16, 16, 16], [1, 1, 1], rotation(0, 0)), data }, 31))).toBe(0);
});

it('keeps every tooth of a dentition within 2 % of its volume', () => {
  const geometry = grid([136, 112, 116], [0.5, 0.5, 0.5], rotation(0, 0), [-34, -6, -29]);
  const data = drawTeeth(dentition(), geometry);
  for (const fdi of [11, 16, 31, 38]) {
    const mesh = labelSurface({ geometry, data }, fdi);
    const count = data.reduce((sum, label) => sum + (label === fdi ? 1 : 0), 0);
    expect(openEdges(mesh)).toBe(0);
    expect(Math.abs(enclosedVolume(mesh.positionsMm, mesh.triangles) / (count / 8) - 1)).toBeLessThan(0.02);
  }
});

it('is empty for a label that is not there', () => {
  const geometry = grid([4, 4, 4], [1, 1, 1], rotation(0, 0));
  const mesh = labelSurface({ geometry, data: new Uint8Array(64) }, 11);
  expect([mesh.positionsMm.length, mesh.triangles.length]).toEqual([0, 0]);
});
