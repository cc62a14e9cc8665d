import { describe, expect, it } from 'vitest';
import { smoothSurfacesInPlace } from '#core/labelling/smooth-surfaces';
import type { Vec3 } from '#core/volume';

const DIMS: Vec3 = [24, 20, 22];
const at = (i: number, j: number, k: number): number => i + DIMS[0] * (j + DIMS[1] * k);

function drawn(labelAt: (i: number, j: number, k: number) => number): Uint8Array {
  const labels = new Uint8Array(DIMS[0] * DIMS[1] * DIMS[2]);
  for (let k = 0; k < DIMS[2]; k++)
    for (let j = 0; j < DIMS[1]; j++) for (let i = 0; i < DIMS[0]; i++) labels[at(i, j, k)] = labelAt(i, j, k);
  return labels;
}

const inBall = (i: number, j: number, k: number): boolean => (i - 11) ** 2 + (j - 10) ** 2 + (k - 11) ** 2 < 49;

describe('smoothSurfacesInPlace', () => {
  it('leaves a round body as it is', () => {
    const labels = drawn((i, j, k) => (inBall(i, j, k) ? 3 : 0));
    const before = labels.slice();
    smoothSurfacesInPlace(labels, DIMS);
    const changed = labels.reduce((sum, label, n) => sum + (label === before[n] ? 0 : 1), 0);
    expect(changed / before.filter((label) => label !== 0).length).toBeLessThan(0.02);
  });

  it('takes away combs and crumbs, fills notches, and knows whose they are', () => {
    const flat = (k: number): number => (k < 11 ? 0 : 7);
    const labels = drawn((i, j, k) => {
      if (k >= 8 && k < 11 && i % 3 === 0 && j % 3 === 0) return 7; // teeth of a comb, of which stumps stay
      return k === 4 && i === 5 && j === 5 ? 9 : flat(k);
    });
    labels[at(12, 9, 15)] = 0;
    smoothSurfacesInPlace(labels, DIMS);
    for (let k = 1; k < DIMS[2] - 1; k++)
      for (let j = 1; j < DIMS[1] - 1; j++)
        for (let i = 1; i < DIMS[0] - 1; i++) if (k !== 10) expect(labels[at(i, j, k)], `${i} ${j} ${k}`).toBe(flat(k));
  });

  it('moves no border between two teeth', () => {
    const labels = drawn((i, j, k) => (inBall(i, j, k) ? (i + (j % 2) < 11 ? 1 : 2) : 0));
    const before = labels.slice();
    smoothSurfacesInPlace(labels, DIMS);
    expect([...labels.keys()].filter((n) => before[n] !== 0 && labels[n] !== 0 && labels[n] !== before[n])).toEqual([]);
  });
});
