import { describe, expect, it } from 'vitest';
import { affineIjkToWorld, affineWorldToIjk, applyAffine, worldBounds } from '#core/geometry';
import { labelSurface, type TriangleMesh } from '#core/surface/mesh';
import type { Geometry, Vec3 } from '#core/volume';
import { shellsOf, shellVolumes } from '#core/surface/keep-volume';
import { dentition, drawTeeth } from '../arch-phantom.ts';
import { DIRECTIONS, grid, rotation } from '../grids.ts';
import { enclosedVolume, SOUND, topology, type Topology } from '../mesh-topology.ts';
import { randomNumbers } from '../random-numbers.ts';

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

const topologyOf = ({ positionsMm, triangles }: TriangleMesh): Topology => topology(positionsMm, triangles);

const voxels = (labels: Uint8Array): number => labels.reduce((sum, label) => sum + (label === 0 ? 0 : 1), 0);

describe.each(DIRECTIONS)('a ball on a grid that is %s', (_name, direction) => {
  const geometry = grid([44, 36, 30], [0.3, 0.4, 0.5], direction);
  const centreIjk: Vec3 = [21.3, 17.6, 14.2];
  const labels = drawBall(geometry, centreIjk, 4.5);
  const mesh = labelSurface({ geometry, data: labels }, 26);

  it('is closed, outward, and holds the volume of its voxels', () => {
    expect(topologyOf(mesh)).toEqual({ ...SOUND, parts: 1 });
    expect(enclosedVolume(mesh.positionsMm, mesh.triangles) / (voxels(labels) * 0.06)).toBeCloseTo(1, 4);
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
  expect(topologyOf(mesh)).toEqual({ ...SOUND, parts: 1 });
  expect(enclosedVolume(mesh.positionsMm, mesh.triangles)).toBeCloseTo(1000, -1);
  const { min, max } = worldBounds(geometry);
  expect(mesh.positionsMm.every((value, n) => value > min[n % 3] - 0.3 && value < max[n % 3] + 0.3)).toBe(true);
});

describe.each(DIRECTIONS)('voxels that touch by edges and corners on a grid that is %s', (_name, direction) => {
  it('give a closed manifold of their volume, whichever of eight they are', () => {
    const geometry = grid([2, 2, 2], [0.3, 0.4, 0.5], direction);
    for (let inside = 1; inside < 256; inside++) {
      const data = Uint8Array.from({ length: 8 }, (_, n) => ((inside >> n) & 1 ? 31 : 0));
      const mesh = labelSurface({ geometry, data }, 31);
      expect(topologyOf(mesh)).toMatchObject(SOUND);
      expect(enclosedVolume(mesh.positionsMm, mesh.triangles) / (voxels(data) * 0.06)).toBeCloseTo(1, 3);
    }
  });

  it.each([0.05, 0.33, 0.5, 0.8])('give one as noise that fills a share of %s', (share) => {
    const random = randomNumbers(5);
    const data = Uint8Array.from({ length: 4096 }, () => (random() < share ? 31 : 0));
    const geometry = grid([16, 16, 16], [0.3, 0.4, 0.5], direction);
    const mesh = labelSurface({ geometry, data }, 31);
    expect(topologyOf(mesh)).toMatchObject(SOUND);
    expect(enclosedVolume(mesh.positionsMm, mesh.triangles) / (voxels(data) * 0.06)).toBeCloseTo(1, 3);
  });
});

/** Labels of a cube of voxels, told by their place. */
function drawn(size: number, isIn: (i: number, j: number, k: number) => boolean): Uint8Array {
  const at = (n: number): boolean => isIn(n % size, Math.floor(n / size) % size, Math.floor(n / size ** 2));
  return Uint8Array.from({ length: size ** 3 }, (_, n) => (at(n) ? 31 : 0));
}

it('keeps each voxel of a checkerboard a piece of its own', () => {
  const data = drawn(6, (i, j, k) => (i + j + k) % 2 === 0);
  const mesh = labelSurface({ geometry: grid([6, 6, 6], [1, 1, 1], rotation(0, 0)), data }, 31);
  expect(topologyOf(mesh)).toEqual({ ...SOUND, parts: 108 });
});

it('keeps two cavities apart that touch by an edge', () => {
  const data = drawn(4, (i, j, k) => !(k === 1 && ((i === 1 && j === 1) || (i === 2 && j === 2))));
  const mesh = labelSurface({ geometry: grid([4, 4, 4], [1, 1, 1], rotation(0, 0)), data }, 31);
  expect(topologyOf(mesh)).toEqual({ ...SOUND, parts: 3 });
  expect(enclosedVolume(mesh.positionsMm, mesh.triangles)).toBeCloseTo(62, 2);
});

it('gives every piece and every cavity the volume of its own voxels, however thin', () => {
  // A body with a cavity of one voxel, a root of one voxel in width, a plate of one in thickness and a lone voxel.
  const body = (i: number, j: number, k: number): boolean => i >= 2 && i < 9 && j >= 2 && j < 9 && k >= 10 && k < 18;
  const data = drawn(20, (i, j, k) => {
    if (i === 5 && j === 5 && k < 18) return k !== 14 && k > 1;
    return body(i, j, k) || (k === 19 && i > 1 && j > 1 && i < 15 && j < 15) || (i === 17 && j === 17 && k === 3);
  });
  const { positionsMm, triangles } = labelSurface(
    { geometry: grid([20, 20, 20], [1, 1, 1], rotation(0, 0)), data },
    31,
  );
  expect(topology(positionsMm, triangles)).toEqual({ ...SOUND, parts: 4 });
  const shells = shellsOf(triangles, 3, positionsMm.length / 3);
  const volumes = [...shellVolumes(positionsMm, triangles, shells)].toSorted((a, b) => a - b);
  [-1, 1, 169, 400].forEach((volume, n) => expect(volumes[n] / volume).toBeCloseTo(1, 3));
});

it('keeps every tooth of a dentition at its volume', () => {
  const geometry = grid([136, 112, 116], [0.5, 0.5, 0.5], rotation(0, 0), [-34, -6, -29]);
  const data = drawTeeth(dentition(), geometry);
  for (const fdi of [11, 16, 31, 38]) {
    const mesh = labelSurface({ geometry, data }, fdi);
    const count = data.reduce((sum, label) => sum + (label === fdi ? 1 : 0), 0);
    expect(topologyOf(mesh)).toEqual({ ...SOUND, parts: 1 });
    expect(enclosedVolume(mesh.positionsMm, mesh.triangles) / (count / 8)).toBeCloseTo(1, 3);
  }
});

it('is empty for a label that is not there', () => {
  const geometry = grid([4, 4, 4], [1, 1, 1], rotation(0, 0));
  const mesh = labelSurface({ geometry, data: new Uint8Array(64) }, 11);
  expect([mesh.positionsMm.length, mesh.triangles.length]).toEqual([0, 0]);
});
