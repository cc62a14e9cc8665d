import { expect, test } from 'vitest';
import type { ToothCandidate } from '#core/labelling/instances';
import { toothMasks } from '#core/labelling/tooth-masks';
import { affineIjkToWorld, applyAffine } from '#core/geometry';
import type { Vec3 } from '#core/volume';
import { DIRECTIONS, grid } from '../grids.ts';

const FRAME = { cells: [6, 4, 4], cellMm: 2 } as const;
const [NK, NJ, NI] = FRAME.cells;

/** A block of 2 mm at each of these corners, LPS mm about the tooth's middle: no two directions look alike. */
const BLOCKS: readonly Vec3[] = [
  [-1, -1, -5],
  [1, -1, -5],
  [1, -1, -3],
  [1, 1, -1],
  [1, 1, 1],
];

test.each(DIRECTIONS)('a tooth looks the same on a grid that is %s', (name, direction) => {
  const geometry = grid([60, 56, 64], [0.5, 0.5, 0.5], direction);
  const affine = affineIjkToWorld(geometry);
  const middle = applyAffine(affine, [30, 28, 32]);
  const ids = new Int32Array(60 * 56 * 64);
  for (let k = 0, voxel = 0; k < 64; k++)
    for (let j = 0; j < 56; j++)
      for (let i = 0; i < 60; i++, voxel++) {
        const at = applyAffine(affine, [i, j, k]).map((mm, axis) => mm - middle[axis]);
        if (BLOCKS.some((block) => block.every((mm, axis) => Math.abs(at[axis] - mm) < 1))) ids[voxel] = 2;
      }
  const candidate = (id: number, centroidMm: Vec3): ToothCandidate => ({
    id,
    centroidMm,
    voxelCount: 1,
    volumeMm3: 1,
    votes: new Float64Array(100),
    meanConfidence: 1,
    touchesGridEdge: false,
  });
  const candidates = [candidate(1, [0, 0, 0]), candidate(2, middle)];
  const masks = toothMasks({ ids, candidates }, geometry, FRAME);
  expect(masks.length).toBe(2 * NK * NJ * NI);
  const [empty, tooth] = [masks.slice(0, NK * NJ * NI), masks.slice(NK * NJ * NI)];
  expect(empty.every((share) => share === 0)).toBe(true);
  const filled = new Set(
    BLOCKS.map(([x, y, z]) => ((z - 1) / 2 + NK / 2) * NJ * NI + ((y - 1) / 2 + NJ / 2) * NI + (x - 1) / 2 + NI / 2),
  );
  // An oblique grid's voxels straddle the cells.
  const [least, most] = name.startsWith('oblique') ? [0.6, 0.25] : [0.4, 0.6];
  tooth.forEach((share, cell) => {
    expect(share).toBeLessThanOrEqual(1);
    if (filled.has(cell)) expect(share).toBeGreaterThan(least);
    else expect(share).toBeLessThan(most);
  });
});
