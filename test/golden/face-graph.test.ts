/** The graph that the surface net is told, against what training built with scipy for the same places (intraoral/golden.py). */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { faceGraph } from '#core/intraoral/face-graph';

const numbers = z.array(z.number());
const golden = z
  .object({
    madeWith: z.string(),
    centresUm: numbers,
    near: numbers,
    far: numbers,
    token: numbers,
    tokenFaces: numbers,
    unpool: numbers,
    unpoolWeight: numbers,
  })
  .parse(JSON.parse(readFileSync(new URL('face-graph.json', import.meta.url), 'utf8')));

const graph = faceGraph(Float64Array.from(golden.centresUm, (place) => place / 1000));

test.each(['near', 'far', 'token', 'tokenFaces', 'unpool'] as const)(`%s is what ${golden.madeWith} gave`, (part) => {
  expect(Array.from(graph[part], Number)).toEqual(golden[part]);
});

test('faces hear their tokens by distance', () => {
  expect(graph.unpoolWeight.length).toBe(golden.unpoolWeight.length);
  const off = golden.unpoolWeight.map((weight, n) => Math.abs(weight - graph.unpoolWeight[n]));
  expect(Math.max(...off)).toBeLessThan(1e-5);
});
