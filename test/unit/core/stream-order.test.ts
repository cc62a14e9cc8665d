import { expect, test } from 'vitest';
import { FIRST_STRIDE, streamOrder } from '#core/stream-order';

test.each([0, 1, 2, 7, 8, 9, 450, 1000])('%i slices come once each, the middle one first', (slices) => {
  const order = [...streamOrder(slices)];
  expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: slices }, (_, k) => k));
  if (slices > 0) expect(order[0]).toBe(Math.floor(slices / 2));
});

test('after an eighth of the slices each one has a neighbour', () => {
  const early = [...streamOrder(450)].slice(0, 1 + Math.ceil(450 / FIRST_STRIDE));
  for (let k = 0; k < 450; k++) expect(Math.min(...early.map((sent) => Math.abs(sent - k)))).toBeLessThan(FIRST_STRIDE);
});
