import { describe, expect, it } from 'vitest';
import { EditError } from '#core/review/shapes/edit-error';
import { outlineShape } from '#core/review/shapes/outline-shape';
import type { Geometry } from '#core/volume';
import { changed } from './phantom.ts';

const PICTURE: Geometry = {
  dims: [8, 5, 1],
  spacingMm: [1, 1, 1],
  originMm: [0, 0, 0],
  direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
};
const BEFORE = Uint8Array.from([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 7, 0, 0, 9, 9, 0, 0, 7, 7, 0, 0, 9, 9, 0, 0, 7, 7, 0, 0, 9, 9, 0, 0, 0, 0, 0, 0, 0, 0,
  0,
]);

describe('a tooth of a radiograph drawn anew', () => {
  it('gets the pixels of its rings, loses the others, and takes none from its neighbour', () => {
    const box = { min: [1, 1, 0], max: [2, 3, 0] } as const;
    const after = changed(
      BEFORE,
      outlineShape(BEFORE, PICTURE, { label: 7, polygons: [[2, 2, 5, 2, 5, 4, 2, 4]], box }),
    );
    expect(after).toEqual(
      Uint8Array.from([
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 9, 0, 0, 0, 7, 7, 7, 9, 9, 0, 0, 0, 7, 7, 7, 9, 9, 0, 0, 0, 7, 7, 7,
        7, 0, 0,
      ]),
    );
  });

  it('may be a new tooth, reaching beyond the picture', () => {
    const after = changed(
      BEFORE,
      outlineShape(BEFORE, PICTURE, { label: 101, polygons: [[-3, 0, 1, 0, 1, 1, -3, 1]], box: null }),
    );
    expect([...after.keys()].filter((n) => after[n] === 101)).toEqual([0, 1, 8]);
  });

  it('keeps one part where another tooth lies across it', () => {
    const after = changed(
      BEFORE,
      outlineShape(BEFORE, PICTURE, { label: 101, polygons: [[3, 0, 7, 0, 7, 0, 7, 4, 7, 4, 3, 4]], box: null }),
    );
    expect(after.filter((label) => label === 101)).toHaveLength(19);
    expect(after.filter((label) => label === 9)).toHaveLength(6);
  });

  it('needs room', () => {
    const draw = (polygon: number[]) => () =>
      outlineShape(BEFORE, PICTURE, { label: 101, polygons: [polygon], box: null });
    expect(draw([20, 20, 22, 20, 22, 22])).toThrow(new EditError('no-tooth'));
    expect(draw([5, 1, 6, 1, 6, 3, 5, 3])).toThrow(new EditError('taken'));
    expect(draw([4, 1, 6, 1, 6, 3, 4, 3])).toThrow(new EditError('taken'));
  });
});
