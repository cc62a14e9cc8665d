import { describe, expect, it } from 'vitest';
import { labelComponents } from '#core/components';
import { squaredDistances } from '#core/distance-transform';
import { identifyTeeth } from '#core/identify-teeth';
import { splitFusedInPlace } from '#core/split-fused';
import type { Geometry, Vec3 } from '#core/volume';
import { dentition, drawTeeth, type PhantomTooth } from './arch-phantom.ts';
import { grid, leftHanded, rotation } from './grids.ts';

/** Teeth a little too wide, so that neighbours with the same label grow together. */
const touching = (tooth: PhantomTooth): PhantomTooth => {
  const [along, across, up] = tooth.radiiMm;
  return { ...tooth, radiiMm: [along * 1.3, across, up] };
};

describe.each<[string, Geometry]>([
  ['LPS-aligned', grid([136, 112, 116], [0.5, 0.5, 0.5], rotation(0, 0), [-34, -6, -29])],
  [
    'oblique, anisotropic and left-handed',
    grid([150, 130, 100], [0.5, 0.55, 0.7], leftHanded(rotation(0.15, 0.1)), [36, -14, -37]),
  ],
])('teeth fused under one label on a grid that is %s', (_name, geometry) => {
  const teeth = dentition({ missing: [18, 28, 38, 48] }).map(touching);
  const slipped: Readonly<Record<number, number>> = { 17: 16, 31: 41, 24: 25 };
  const labels = drawTeeth(teeth, geometry, ({ fdi }) => slipped[fdi] ?? fdi);
  const truth = drawTeeth(teeth, geometry);

  it('come apart as two candidates each', () => {
    const before = labelComponents(labels, geometry.dims);
    expect(before.count).toBe(teeth.length - 3);
    const after = splitFusedInPlace(before, geometry, 1);
    expect(after.count).toBe(teeth.length);
    expect(after.sizes.slice(1).reduce((a, b) => a + b, 0)).toBe(truth.filter((label) => label !== 0).length);
  });

  it('get their own numbers by their places, with nearly all of their voxels', () => {
    const confidence = labels.map((label) => (label === 0 ? 0 : 220));
    const result = identifyTeeth({ geometry, labels, confidence });
    expect(result.teeth.map(({ fdi }) => fdi)).toEqual(teeth.map(({ fdi }) => fdi).toSorted((a, b) => a - b));
    for (const fdi of [16, 17, 31, 41, 24, 25]) {
      let [both, either] = [0, 0];
      for (let n = 0; n < truth.length; n++) {
        const [a, b] = [truth[n] === fdi, result.labels[n] === fdi];
        if (a && b) both++;
        if (a || b) either++;
      }
      expect(both / either).toBeGreaterThan(0.9);
    }
  });
});

it('leaves one large tooth whole, waist and all', () => {
  const geometry = grid([60, 60, 80], [0.5, 0.5, 0.5], rotation(0, 0), [0, 0, 0]);
  // Crown and root of a huge molar with a thin neck between them.
  const labels = new Uint8Array(60 * 60 * 80);
  for (let k = 5; k < 75; k++)
    for (let j = 0; j < 60; j++)
      for (let i = 0; i < 60; i++) {
        const radius = Math.abs(k - 40) < 6 ? 7 : 12;
        if (Math.hypot(i - 30, j - 30) < radius) labels[i + 60 * (j + 60 * k)] = 36;
      }
  const components = splitFusedInPlace(labelComponents(labels, geometry.dims), geometry, 1);
  expect(components.count).toBe(1);
});

it('measures exact distances to the nearest mark', () => {
  const dims: Vec3 = [9, 8, 7];
  const spacing: Vec3 = [0.3, 0.5, 1.1];
  const marks = new Uint8Array(504);
  const points: Vec3[] = [
    [1, 2, 3],
    [7, 0, 6],
    [4, 7, 0],
  ];
  for (const [i, j, k] of points) marks[i + 9 * (j + 8 * k)] = 1;
  const squared = squaredDistances(marks, dims, spacing);
  for (let k = 0, n = 0; k < 7; k++)
    for (let j = 0; j < 8; j++)
      for (let i = 0; i < 9; i++, n++) {
        const nearest = Math.min(
          ...points.map(([a, b, c]) => ((i - a) * 0.3) ** 2 + ((j - b) * 0.5) ** 2 + ((k - c) * 1.1) ** 2),
        );
        expect(squared[n]).toBeCloseTo(nearest, 4);
      }
  expect(squaredDistances(new Uint8Array(504), dims, spacing).every((value) => value === Infinity)).toBe(true);
});
