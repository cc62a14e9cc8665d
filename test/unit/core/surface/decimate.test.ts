import { describe, expect, it } from 'vitest';
import { labelSurface, type TriangleMesh } from '#core/surface/mesh';
import { decimated } from '#core/surface/decimate';
import { dentition, drawTeeth } from '../arch-phantom.ts';
import { DIRECTIONS, grid } from '../grids.ts';
import { enclosedVolume, SOUND, topology } from '../mesh-topology.ts';
import { randomNumbers } from '../random-numbers.ts';

const topologyOf = ({ positionsMm, triangles }: TriangleMesh) => topology(positionsMm, triangles);
const volumeOf = ({ positionsMm, triangles }: TriangleMesh): number => enclosedVolume(positionsMm, triangles);

const toothGrid = grid([136, 112, 116], [0.5, 0.5, 0.5], [1, 0, 0, 0, 1, 0, 0, 0, 1], [-34, -6, -29]);
const molar = labelSurface({ geometry: toothGrid, data: drawTeeth(dentition(), toothGrid) }, 16);

describe('decimated', () => {
  it.each([2000, 500, 100])('leaves %s triangles of a molar, closed, manifold and of its volume', (most) => {
    const few = decimated(molar, most);
    expect(few.triangles.length / 3).toBe(most);
    expect(topologyOf(few)).toEqual({ ...SOUND, parts: 1 });
    expect(volumeOf(few) / volumeOf(molar)).toBeCloseTo(1, 3);
  });

  it('stays near the surface: a quarter of the triangles lie within 0.15 mm of a ball', () => {
    const ball = ballOn(grid([48, 40, 32], [0.25, 0.3, 0.4], [1, 0, 0, 0, 1, 0, 0, 0, 1], [-6, -6, -6.4]));
    const few = decimated(ball, ball.triangles.length / 12);
    for (let n = 0; n < few.positionsMm.length; n += 3) {
      expect(Math.abs(Math.hypot(...few.positionsMm.subarray(n, n + 3)) - 5)).toBeLessThan(0.15);
    }
  });

  it.each(DIRECTIONS)('keeps every piece of noise, on a grid that is %s', (_name, direction) => {
    const random = randomNumbers(3);
    const data = Uint8Array.from({ length: 4096 }, () => (random() < 0.3 ? 31 : 0));
    const mesh = labelSurface({ geometry: grid([16, 16, 16], [0.3, 0.4, 0.5], direction), data }, 31);
    const few = decimated(mesh, 0);
    expect(few.triangles.length).toBeLessThan(0.5 * mesh.triangles.length);
    expect(topologyOf(few)).toEqual({ ...SOUND, parts: topologyOf(mesh).parts });
    expect(volumeOf(few) / volumeOf(mesh)).toBeCloseTo(1, 3);
  });

  it('gives back a mesh that is small enough, and an empty one', () => {
    expect(decimated(molar, 1e6)).toBe(molar);
    const empty = { positionsMm: new Float32Array(), triangles: new Uint32Array() };
    expect(decimated(empty, 100)).toBe(empty);
  });
});

function ballOn(geometry: ReturnType<typeof grid>): TriangleMesh {
  const { dims, spacingMm, originMm } = geometry;
  const data = Uint8Array.from({ length: dims[0] * dims[1] * dims[2] }, (_, n) => {
    const at = [n % dims[0], Math.floor(n / dims[0]) % dims[1], Math.floor(n / dims[0] / dims[1])];
    return Math.hypot(...at.map((index, axis) => originMm[axis] + index * spacingMm[axis])) < 5 ? 11 : 0;
  });
  return labelSurface({ geometry, data }, 11);
}
