import { describe, expect, it } from 'vitest';
import { labelSurface } from '#core/surface/mesh';
import { calmed, coarse, finished, grooveLight, plain, simplified, vertexNormals } from '#core/surface/surface-finish';
import { enclosedVolume } from '../mesh-topology.ts';

/** Voxels of a ball, or of two that touch. */
function balls(centres: readonly (readonly [number, number, number])[], radius: number) {
  const dims = [40, 30, 30] as const;
  const data = new Uint8Array(dims[0] * dims[1] * dims[2]);
  for (let n = 0; n < data.length; n++) {
    const at = [n % 40, Math.floor(n / 40) % 30, Math.floor(n / 1200)];
    if (centres.some((centre) => Math.hypot(...at.map((v, axis) => v - centre[axis])) < radius)) data[n] = 11;
  }
  const geometry = {
    dims,
    spacingMm: [0.4, 0.4, 0.4],
    originMm: [0, 0, 0],
    direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  } as const;
  const { positionsMm, triangles } = labelSurface({ geometry, data }, 11, { smoothingRounds: 2 });
  return { positions: positionsMm, indices: triangles };
}

const ball = balls([[15, 15, 15]], 9.5);
const spread = (mesh: typeof ball) => {
  let [low, high] = [Infinity, 0];
  for (let n = 0; n < mesh.positions.length; n += 3) {
    const radius = Math.hypot(mesh.positions[n] - 6, mesh.positions[n + 1] - 6, mesh.positions[n + 2] - 6);
    [low, high] = [Math.min(low, radius), Math.max(high, radius)];
  }
  return high - low;
};

describe('calmed', () => {
  it('takes the terraces off a ball of voxels and keeps its size', () => {
    const smooth = calmed(ball, 20);
    expect(spread(smooth)).toBeLessThan(0.6 * spread(ball));
    const share = enclosedVolume(smooth.positions, smooth.indices) / enclosedVolume(ball.positions, ball.indices);
    expect(share).toBeGreaterThan(0.97);
    expect(share).toBeLessThan(1.03);
  });
});

describe('grooveLight', () => {
  it('is dark between two touching balls and bright on them', () => {
    const pair = calmed(
      balls(
        [
          [12, 15, 15],
          [26, 15, 15],
        ],
        8.2,
      ),
      6,
    );
    const light = grooveLight(pair, vertexNormals(pair));
    const at = (near: (x: number) => boolean) => {
      const values = [...light].filter((_, v) => near(pair.positions[3 * v]));
      return values.reduce((a, b) => a + b, 0) / values.length;
    };
    expect(at((x) => Math.abs(x - 7.6) < 0.3)).toBeLessThan(0.93);
    expect(at((x) => x < 4)).toBeGreaterThan(0.97);
  });
});

describe('simplified', () => {
  it('keeps shape and normals with far fewer triangles', () => {
    const smooth = calmed(ball, 10);
    const light = new Float32Array(smooth.positions.length / 3).fill(1);
    const few = simplified({ ...smooth, normals: vertexNormals(smooth), light }, 1);
    expect(few.indices.length).toBeLessThan(0.4 * smooth.indices.length);
    expect(
      enclosedVolume(few.positions, few.indices) / enclosedVolume(smooth.positions, smooth.indices),
    ).toBeGreaterThan(0.9);
    for (let n = 0; n < few.positions.length; n += 3) {
      const out = [0, 1, 2].map((axis) => few.positions[n + axis] - 6);
      const along = out.reduce((sum, v, axis) => sum + v * few.normals[n + axis], 0) / Math.hypot(...out);
      expect(along).toBeGreaterThan(0.9);
    }
    expect(Math.max(...few.indices)).toBe(few.light.length - 1);
  });
});

describe('finished', () => {
  it('gives every vertex a normal outwards and light, and its coarse form a part of the triangles', () => {
    const surface = finished(ball);
    const few = coarse(surface);
    expect(few.indices.length).toBeLessThan(0.7 * surface.indices.length);
    for (const { positions, normals, light } of [surface, few]) {
      expect(normals.length).toBe(positions.length);
      expect(light.length).toBe(positions.length / 3);
      expect(Math.min(...light)).toBeGreaterThan(0.9);
      for (let n = 0; n < positions.length; n += 3) {
        expect(Math.hypot(normals[n], normals[n + 1], normals[n + 2])).toBeCloseTo(1);
      }
    }
  });

  it('takes a label that has no voxels', () => {
    expect(finished({ positions: new Float32Array(), indices: new Uint32Array() }).light.length).toBe(0);
  });
});

describe('vertexNormals', () => {
  it('points outwards with unit length', () => {
    const positions = new Float32Array([0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]);
    const { normals } = plain({ positions, indices: new Uint32Array([0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3]) });
    for (let n = 0; n < normals.length; n += 3) {
      const [x, y, z] = normals.slice(n, n + 3);
      expect(Math.hypot(x, y, z)).toBeCloseTo(1);
      const [px, py, pz] = positions.slice(n, n + 3);
      expect(x * (px - 0.25) + y * (py - 0.25) + z * (pz - 0.25)).toBeGreaterThan(0);
    }
  });
});
