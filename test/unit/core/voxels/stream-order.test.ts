import { expect, test } from 'vitest';
import { FIRST_STRIDE, firstPassSlices, streamOrder } from '#core/voxels/stream-order';

test.each([0, 1, 2, 7, 8, 9, 450, 1000])('%i slices come once each, the middle one first', (slices) => {
  const order = [...streamOrder(slices)];
  expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: slices }, (_, k) => k));
  if (slices > 0) expect(order[0]).toBe(Math.floor(slices / 2));
});

test('after an eighth of the slices each one has a neighbour', () => {
  const early = [...streamOrder(450)].slice(0, firstPassSlices(450));
  for (let k = 0; k < 450; k++) expect(Math.min(...early.map((sent) => Math.abs(sent - k)))).toBeLessThan(FIRST_STRIDE);
});

test.each([1, 7, 8, 16, 17, 450])('the first pass over %i slices is the middle one and every eighth', (slices) => {
  const early = [...streamOrder(slices)].slice(0, firstPassSlices(slices));
  const expected = Array.from({ length: slices }, (_, k) => k).filter((k) => k % 8 === 0 || k === early[0]);
  expect(early.toSorted((a, b) => a - b)).toEqual(expected);
});
