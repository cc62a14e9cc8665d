import { expect, test } from 'vitest';
import { assignColumns } from '../../../../main/core/panoramic/linear-assignment.ts';
import { randomNumbers } from '../random-numbers.ts';

/** The least cost by trying everything. */
function leastCost(costs: Float64Array, columns: number, row = 0, used = new Set<number>()): number {
  if (row * columns >= costs.length) return 0;
  let least = Infinity;
  for (let column = 0; column < columns; column++) {
    if (used.has(column)) continue;
    const rest = leastCost(costs, columns, row + 1, new Set([...used, column]));
    least = Math.min(least, costs[row * columns + column] + rest);
  }
  return least;
}

test.each([
  [1, 1],
  [3, 3],
  [4, 6],
  [6, 6],
  [2, 7],
])('%i rows among %i columns cost as little as trying everything finds', (rows, columns) => {
  const random = randomNumbers(rows * 10 + columns);
  for (let trial = 0; trial < 20; trial++) {
    const costs = Float64Array.from({ length: rows * columns }, () => Math.round(20 * random() - 5));
    const assigned = assignColumns(costs, rows, columns);
    expect(new Set(assigned).size).toBe(rows);
    const cost = assigned.reduce((sum, column, row) => sum + costs[row * columns + column], 0);
    expect(cost).toBe(leastCost(costs, columns));
  }
});

test('more rows than columns are refused, no rows are nothing', () => {
  expect(() => assignColumns(new Float64Array(6), 3, 2)).toThrow(RangeError);
  expect(assignColumns(new Float64Array(0), 0, 4)).toEqual(new Int32Array(0));
});
