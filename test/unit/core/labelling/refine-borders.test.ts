import { describe, expect, it } from 'vitest';
import { refineBordersInPlace } from '#core/labelling/refine-borders';
import type { Geometry, Vec3, VoxelArray } from '#core/volume';

const DIMS: Vec3 = [60, 48, 64];
const COUNT = DIMS[0] * DIMS[1] * DIMS[2];
const GEOMETRY: Geometry = {
  dims: DIMS,
  spacingMm: [0.25, 0.25, 0.25],
  originMm: [0, 0, 0],
  direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
};

const refine = (data: Uint8Array, greys: VoxelArray): void =>
  refineBordersInPlace({ geometry: GEOMETRY, data }, { geometry: GEOMETRY, data: greys });

function filled(valueAt: (i: number, j: number, k: number) => number): number[] {
  return Array.from({ length: COUNT }, (_, n) =>
    valueAt(n % DIMS[0], Math.floor(n / DIMS[0]) % DIMS[1], Math.floor(n / (DIMS[0] * DIMS[1]))),
  );
}

/** How far outside of a rod with round ends a voxel is. */
const outsideOfRod = (i: number, j: number, k: number, [ci, cj]: readonly [number, number], radius: number): number =>
  Math.hypot(i - ci, j - cj, Math.max(0, Math.abs(k - 32) - 14)) - radius;

/** Grey 2 inside, 0 outside, blurred as devices do. */
const edge = (outside: number): number => 2 / (1 + Math.exp(outside / 0.7));

const volumeOf = (labels: ArrayLike<number>, label: number): number =>
  Array.from(labels).reduce((sum, found) => sum + (found === label ? 1 : 0), 0);

function dice(labels: ArrayLike<number>, truth: readonly number[], label: number): number {
  const shared = truth.reduce((sum, found, n) => sum + (found === label && labels[n] === label ? 1 : 0), 0);
  return (2 * shared) / (volumeOf(labels, label) + volumeOf(truth, label));
}

describe('refineBordersInPlace', () => {
  const truth = filled((i, j, k) => (outsideOfRod(i, j, k, [30, 24], 9) <= 0 ? 36 : 0));
  const greys = Float32Array.from(filled((i, j, k) => edge(outsideOfRod(i, j, k, [30, 24], 9))));

  for (const [what, radius] of [
    ['too thin', 8],
    ['too thick', 10.2],
  ] as const) {
    it(`finds the border of a tooth that was drawn ${what}`, () => {
      const labels = Uint8Array.from(filled((i, j, k) => (outsideOfRod(i, j, k, [30, 24], radius) <= 0 ? 36 : 0)));
      expect(dice(labels, truth, 36)).toBeLessThan(0.9);
      refine(labels, greys);
      expect(dice(labels, truth, 36)).toBeGreaterThan(0.97);
    });
  }

  it('asks where the grey is half way, not how bright this scan is', () => {
    const labels = Uint8Array.from(filled((i, j, k) => (outsideOfRod(i, j, k, [30, 24], 8) <= 0 ? 36 : 0)));
    const other = labels.slice();
    refine(labels, greys);
    refine(
      other,
      Int16Array.from(greys, (grey) => 8000 * grey - 700),
    );
    expect(dice(other, [...labels], 36)).toBeGreaterThan(0.999); // greys were rounded
  });

  it('finds it in thick slices and large voxels', () => {
    const spacingMm = [0.4, 0.4, 0.6] as const;
    // the rod's voxels are cubes of 0.25 mm there, these are larger: the same tooth in fewer of them
    const outside = (i: number, j: number, k: number): number =>
      outsideOfRod(30 + (i - 30) * 1.6, 24 + (j - 24) * 1.6, 32 + (k - 32) * 2.4, [30, 24], 9);
    const labels = Uint8Array.from(filled((i, j, k) => (outside(i, j, k) <= -1.2 ? 36 : 0)));
    const geometry = { ...GEOMETRY, spacingMm };
    const truthThere = filled((i, j, k) => (outside(i, j, k) <= 0 ? 36 : 0));
    expect(dice(labels, truthThere, 36)).toBeLessThan(0.87);
    const data = Float32Array.from(filled((i, j, k) => edge(outside(i, j, k))));
    refineBordersInPlace({ geometry, data: labels }, { geometry, data });
    expect(dice(labels, truthThere, 36)).toBeGreaterThan(0.95);
  });

  it('smooths a border between two teeth, no more', () => {
    const drawn = (i: number, j: number, k: number): number => {
      if (outsideOfRod(i, j, k, [21, 24], 9) <= 0) return 35;
      return outsideOfRod(i, j, k, [38, 24], 9) <= 0 ? 36 : 0;
    };
    const labels = Uint8Array.from(filled(drawn));
    const before = labels.slice();
    const both = (i: number, j: number, k: number): number =>
      Math.min(outsideOfRod(i, j, k, [21, 24], 9), outsideOfRod(i, j, k, [38, 24], 9));
    refine(labels, Float32Array.from(filled((i, j, k) => edge(both(i, j, k)))));
    const swapped = labels.reduce((sum, label, n) => sum + (label * before[n] > 0 && label !== before[n] ? 1 : 0), 0);
    expect(swapped / volumeOf(before, 35)).toBeLessThan(0.005);
    expect(volumeOf(labels, 35) / volumeOf(before, 35)).toBeCloseTo(1, 1);
    expect(volumeOf(labels, 36) / volumeOf(before, 36)).toBeCloseTo(1, 1);
  });

  it('takes the combs out of a border between two teeth', () => {
    const side = (comb: (j: number, k: number) => number) => (i: number, j: number, k: number) =>
      outsideOfRod(i, j, k, [30, 24], 14) <= 0 ? (i < 30 + comb(j, k) ? 35 : 36) : 0;
    const labels = Uint8Array.from(filled(side((j, k) => (k % 2 === 0 && j % 4 < 2 ? 1 : 0))));
    refine(labels, Float32Array.from(filled((i, j, k) => edge(outsideOfRod(i, j, k, [30, 24], 14)))));
    const flat = filled(side(() => 0));
    const stray = labels.reduce((sum, label, n) => sum + (label * flat[n] > 0 && label !== flat[n] ? 1 : 0), 0);
    expect(stray).toBeLessThan(20); // 350 before
  });

  it('leaves a tooth as it was drawn where the greys say nothing', () => {
    const labels = Uint8Array.from(truth);
    refine(labels, new Float32Array(COUNT).fill(1));
    expect(dice(labels, truth, 36)).toBeGreaterThan(0.98); // its edges are rounded a little
    const noise = Float32Array.from({ length: COUNT }, (_, n) => ((n * 2654435761) % 97) / 97);
    const noisy = Uint8Array.from(truth);
    refine(noisy, noise);
    expect(dice(noisy, truth, 36)).toBeGreaterThan(0.9);
  });

  it('reaches the edge of the grid', () => {
    const cut = (radius: number) => (i: number, j: number, k: number) =>
      outsideOfRod(i, j, k - 32, [3, 24], radius) <= 0 ? 11 : 0;
    const labels = Uint8Array.from(filled(cut(7.6)));
    refine(labels, Float32Array.from(filled((i, j, k) => edge(outsideOfRod(i, j, k - 32, [3, 24], 9)))));
    expect(volumeOf(labels, 11)).toBeGreaterThan(0.9 * volumeOf(filled(cut(9)), 11));
  });
});
