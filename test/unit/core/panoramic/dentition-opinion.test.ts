import { expect, test } from 'vitest';
import type { ToothProposal } from '#core/panoramic/candidates';
import { proposedMasks, withOpinion } from '#core/panoramic/dentition-opinion';

const CLASSES = [14, 15, 16];

/** Tooth where a text has an x; one cell a letter. */
function proposal(picture: readonly string[], x0: number, y0: number, stride: number): ToothProposal {
  const width = picture[0].length;
  return {
    box: [0, 0, 1, 1],
    centre: [7, 9],
    scores: Float32Array.of(0.6, 0.3, 0),
    bestScore: 0.6,
    toothScore: 0.9,
    replacedScore: 0,
    mask: {
      x0,
      y0,
      width,
      height: picture.length,
      stride,
      logits: Float32Array.from(picture.join(''), (letter) => (letter === 'x' ? 2 : -2)),
    },
  };
}

test('a mask lies about its centroid, in pixels of the frame', () => {
  const tooth = proposal(['.xx.', '.xx.', '.xx.', '.xx.'], 10, 20, 2);
  const { masks, centroids } = proposedMasks([tooth], { cells: [4, 4], cellPx: 2 }, 1);
  expect(centroids).toEqual([[24, 44]]);
  expect([...masks]).toEqual([0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0]);
});

test('in a frame of twice the size it is twice as large; what is too large for the cells is left out', () => {
  const tooth = proposal(['.xx.', '.xx.', '.xx.', '.xx.'], 10, 20, 2);
  const { masks, centroids } = proposedMasks([tooth], { cells: [4, 4], cellPx: 4 }, 2);
  expect(centroids).toEqual([[48, 88]]);
  expect([...masks]).toEqual([0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0]);
  const small = proposedMasks([tooth], { cells: [2, 2], cellPx: 2 }, 1);
  expect([...small.masks]).toEqual([1, 1, 1, 1]);
});

test('a proposal without a mask stands at the middle of its box', () => {
  const { masks, centroids } = proposedMasks([proposal(['..'], 0, 0, 2)], { cells: [2, 2], cellPx: 2 }, 1);
  expect(centroids).toEqual([[7, 9]]);
  expect([...masks]).toEqual([0, 0, 0, 0]);
});

test('an opinion moves the best score to another number and leaves it as high', () => {
  const tooth = proposal(['x'], 0, 0, 2);
  const { scores, bestScore } = withOpinion(
    tooth,
    new Map([
      [15, 0.98],
      [14, 0.01],
    ]),
    CLASSES,
  );
  expect(scores[1]).toBeCloseTo(0.6);
  expect(scores[0]).toBeLessThan(0.1);
  expect(bestScore).toBe(tooth.bestScore);
});

test('where the opinion does not care the detector decides', () => {
  const { scores } = withOpinion(proposal(['x'], 0, 0, 2), new Map(CLASSES.map((fdi) => [fdi, 1 / 3])), CLASSES);
  expect(scores[0]).toBeCloseTo(0.6);
  expect(scores[1]).toBeLessThan(0.6);
  expect(scores[2]).toBeGreaterThan(0);
});
