import { expect, it } from 'vitest';
import { toothPieces } from '#core/checks/tooth-pieces';
import type { Vec3 } from '#core/volume';

const DIMS: Vec3 = [12, 10, 9];
const at = (i: number, j: number, k: number): number => i + j * DIMS[0] + k * DIMS[0] * DIMS[1];

/** Fills boxes, each from one corner to another. */
function labelsWith(boxes: readonly (readonly [label: number, from: Vec3, to: Vec3])[]): Uint8Array {
  const labels = new Uint8Array(DIMS[0] * DIMS[1] * DIMS[2]);
  for (const [label, from, to] of boxes) {
    for (let k = from[2]; k <= to[2]; k++)
      for (let j = from[1]; j <= to[1]; j++) for (let i = from[0]; i <= to[0]; i++) labels[at(i, j, k)] = label;
  }
  return labels;
}

const ALL = { min: [0, 0, 0], max: [11, 9, 8] } as const;

it('counts pieces of one label, also where another one lies between them', () => {
  const labels = labelsWith([
    [16, [1, 1, 1], [3, 4, 6]],
    [17, [4, 1, 1], [5, 4, 6]],
    [16, [6, 1, 1], [8, 4, 6]],
  ]);
  expect(toothPieces(labels, DIMS, 16, ALL)).toBe(2);
  expect(toothPieces(labels, DIMS, 17, ALL)).toBe(1);
  expect(toothPieces(labels, DIMS, 11, ALL)).toBe(0);
});

it('holds pieces that touch only at an edge for two, and leaves crumbs out', () => {
  const edge = labelsWith([
    [16, [1, 1, 1], [3, 4, 6]],
    [16, [4, 5, 1], [6, 8, 6]],
  ]);
  expect(toothPieces(edge, DIMS, 16, ALL)).toBe(2);
  const crumb = labelsWith([
    [16, [1, 1, 1], [4, 6, 6]],
    [16, [9, 8, 8], [10, 8, 8]],
  ]);
  expect(toothPieces(crumb, DIMS, 16, ALL)).toBe(1);
});

it('reads no further than the bounds, and these may reach beyond the grid', () => {
  const labels = labelsWith([
    [16, [1, 1, 1], [3, 4, 6]],
    [16, [6, 1, 1], [8, 4, 6]],
  ]);
  expect(toothPieces(labels, DIMS, 16, { min: [0, 0, 0], max: [4, 9, 8] })).toBe(1);
  expect(toothPieces(labels, DIMS, 16, { min: [-2, 0, 0], max: [40, 30, 20] })).toBe(2);
});
