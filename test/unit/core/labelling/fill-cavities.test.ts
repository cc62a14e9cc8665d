import { expect, it } from 'vitest';
import { fillCavitiesInPlace } from '#core/labelling/fill-cavities';
import type { Vec3 } from '#core/volume';

const DIMS: Vec3 = [12, 7, 7];
const at = (i: number, j: number, k: number): number => i + 12 * (j + 7 * k);

/** Two hollow boxes of 5³ side by side, 1 at the border of the volume and 2 beside it. */
function hollowBoxes(): Int32Array {
  const ids = new Int32Array(12 * 7 * 7);
  for (let k = 0; k < 5; k++)
    for (let j = 0; j < 5; j++)
      for (let i = 0; i < 10; i++) {
        const isWall = [i % 5, j, k].some((index) => index === 0 || index === 4);
        if (isWall) ids[at(i, j, k)] = i < 5 ? 1 : 2;
      }
  return ids;
}

it('fills what a tooth encloses, also at the border of the volume, and nothing else', () => {
  const ids = hollowBoxes();
  fillCavitiesInPlace(ids, DIMS);
  expect([ids[at(2, 2, 2)], ids[at(7, 2, 2)]]).toEqual([1, 2]);
  expect(ids.filter((id) => id !== 0).length).toBe(10 * 5 * 5);
});

it('leaves a chamber that is open to the outside', () => {
  const ids = hollowBoxes();
  ids[at(2, 2, 4)] = 0;
  fillCavitiesInPlace(ids, DIMS);
  expect([ids[at(2, 2, 2)], ids[at(7, 2, 2)]]).toEqual([0, 2]);
});

it('keeps another tooth inside a cavity', () => {
  const ids = hollowBoxes();
  ids[at(2, 2, 2)] = 3;
  fillCavitiesInPlace(ids, DIMS);
  expect([ids[at(2, 2, 2)], ids[at(1, 2, 2)]]).toEqual([3, 1]);
});
