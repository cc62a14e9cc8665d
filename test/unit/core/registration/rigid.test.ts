import { expect, test } from 'vitest';
import { composed, inverse, moved, rotationAbout } from '#core/registration/rigid';

test('a motion and its inverse leave points where they were', () => {
  const motion = { rotation: rotationAbout([0.6, 0, -0.8], 2.5), translation: [4, -30, 17] } as const;
  const [x, y, z] = moved(composed(inverse(motion), motion), [1, 2, 3]);
  expect([x, y, z].map((value) => Math.round(1e9 * value) / 1e9)).toEqual([1, 2, 3]);
});
