import { expect, test } from 'vitest';
import { MinCut } from '#core/intraoral/min-cut';
import { randomNumbers } from '../random-numbers.ts';

interface Edge {
  readonly a: number;
  readonly b: number;
  readonly forth: number;
  readonly back: number;
}

/** What a division costs; bit n of `sides` is 1 when node n is on the sink's side. */
function costOf(costs: readonly number[], edges: readonly Edge[], sides: number): number {
  const isSink = (node: number): boolean => ((sides >> node) & 1) === 1;
  let sum = 0;
  costs.forEach((cost, node) => (sum += isSink(node) ? cost : 0));
  for (const { a, b, forth, back } of edges) {
    if (!isSink(a) && isSink(b)) sum += forth;
    if (isSink(a) && !isSink(b)) sum += back;
  }
  return sum;
}

test('parts small graphs as cheaply as the best of all divisions', () => {
  const random = randomNumbers(11);
  const whole = (most: number): number => Math.floor(most * random());
  let divided = 0;
  for (let round = 0; round < 300; round++) {
    const nodes = 2 + whole(8);
    const costs = Array.from({ length: nodes }, () => whole(21) - 10);
    const edges = Array.from({ length: whole(3 * nodes) }, (): Edge => {
      const a = whole(nodes);
      const b = (a + 1 + whole(nodes - 1)) % nodes;
      return { a, b, forth: whole(8), back: random() < 0.3 ? 0 : whole(8) };
    });
    const cut = new MinCut(nodes, edges.length);
    costs.forEach((cost, node) => cut.addCost(node, cost));
    for (const { a, b, forth, back } of edges) cut.addEdge(a, b, forth, back);
    const sides = cut.solve().reduce((bits, side, node) => bits | (side << node), 0);
    let least = Infinity;
    for (let all = 0; all < 2 ** nodes; all++) least = Math.min(least, costOf(costs, edges, all));
    expect(costOf(costs, edges, sides)).toBe(least);
    if (sides > 0 && sides < 2 ** nodes - 1) divided++;
  }
  expect(divided).toBeGreaterThan(100);
});

test('a long chain is cut at its weakest edge', () => {
  const length = 5000;
  const cut = new MinCut(length, length - 1);
  cut.addCost(0, 100);
  cut.addCost(length - 1, -100);
  for (let n = 0; n + 1 < length; n++) cut.addEdge(n, n + 1, n === 3210 ? 1 : 2, 2);
  expect(cut.solve().indexOf(1)).toBe(3211);
});
