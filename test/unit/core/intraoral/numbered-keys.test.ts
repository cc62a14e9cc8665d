import { expect, test } from 'vitest';
import { NumberedKeys } from '#core/intraoral/numbered-keys';
import { randomNumbers } from '../random-numbers.ts';

test('keys get numbers in the order in which they come, the same ones again', () => {
  const random = randomNumbers(5);
  // Some far beyond 32 bits that are alike in their low half.
  const coming = Array.from({ length: 2000 }, () => Math.floor(250 * random()) * (random() < 0.5 ? 1 : 2 ** 32));
  const expected = new Map<number, number>();
  for (const key of coming) if (!expected.has(key)) expected.set(key, expected.size);
  const keys = new NumberedKeys(500);
  expect(coming.map((key) => keys.numberOf(key))).toEqual(coming.map((key) => expected.get(key)));
  expect(keys.size).toBe(expected.size);
});
