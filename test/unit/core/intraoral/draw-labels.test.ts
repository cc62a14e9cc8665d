import { expect, test } from 'vitest';
import { drawLabels } from '#core/intraoral/draw-labels';
import { faceShapes } from '#core/intraoral/face-shapes';
import { thinSurface } from '#core/intraoral/thin-surface';
import { sheet } from './flat-mesh.ts';

const FINE = sheet(60, 60);
/** A disc of one label in the middle, and a stripe of another one along an edge. */
const truthAt = (x: number, y: number): number => (Math.hypot(x - 30, y - 30) < 18 ? 1 : x < 6 ? 2 : 0);

test('what is known of a coarse surface is told of every face of the one it was thinned from', () => {
  const coarse = thinSurface(FINE.positions, FINE.triangles, 800);
  expect(Math.abs(coarse.triangles.length / 3 - 800)).toBeLessThan(0.1 * 800);
  const shapes = faceShapes(coarse.positions, coarse.triangles);
  const probabilities = new Float32Array(3 * shapes.count).fill(0.05);
  for (let face = 0; face < shapes.count; face++)
    probabilities[3 * face + truthAt(shapes.centres[3 * face], shapes.centres[3 * face + 1])] = 0.9;
  const { positions, triangles } = FINE;
  const { found, mesh } = drawLabels({ positions, triangles, coarse: { ...coarse, shapes }, probabilities, labels: 3 });
  expect(found.length).toBe(triangles.length / 3);
  let wrong = 0;
  const { centres } = mesh.shapes;
  found.forEach((label, face) => (wrong += label === truthAt(centres[3 * face], centres[3 * face + 1]) ? 0 : 1));
  // Along 173 mm of borders a third of a coarse face, which is 3 mm wide: of 3600 mm² a twentieth.
  expect(wrong / found.length).toBeLessThan(0.05);
  expect(new Set(found)).toEqual(new Set([0, 1, 2]));
});

test('a surface that needs no thinning is drawn as it is', () => {
  const small = sheet(6, 6);
  const coarse = { ...thinSurface(small.positions, small.triangles, 800), shapes: small.shapes };
  const probabilities = Float32Array.from({ length: 2 * 72 }, (_, n) => (n % 2 === 0 ? 0.1 : 0.9));
  const { found } = drawLabels({ ...small, coarse, probabilities, labels: 2 });
  expect(new Set(found)).toEqual(new Set([1]));
});
