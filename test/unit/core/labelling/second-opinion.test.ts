import { expect, test } from 'vitest';
import type { ToothCandidate } from '#core/labelling/instances';
import { numberTeeth } from '#core/labelling/numbering';
import { withSecondOpinion } from '#core/labelling/second-opinion';
import { candidateOf, dentition } from '../arch-phantom.ts';

const CLASSES = [0, 14, 15, 54, 34];

function candidate(votes: Readonly<Record<number, number>>): ToothCandidate {
  return candidateOf(dentition()[0], 1, votes);
}

function votesAfter(votes: Readonly<Record<number, number>>, said: readonly number[]): Float64Array {
  const [tooth] = withSecondOpinion([candidate(votes)], { probabilities: Float32Array.from(said), classes: CLASSES });
  return tooth.votes;
}

test('votes still add up to one, and nothing else of a tooth changes', () => {
  const before = candidate({ 14: 0.7, 15: 0.3 });
  const [after] = withSecondOpinion([before], { probabilities: Float32Array.of(0, 0.5, 0.5, 0, 0), classes: CLASSES });
  expect(after.votes.reduce((a, b) => a + b, 0)).toBeCloseTo(1);
  expect({ ...after, votes: before.votes }).toEqual(before);
});

test('where one opinion does not care the other decides', () => {
  const asVoted = votesAfter({ 14: 0.8, 15: 0.2 }, [0, 0.5, 0.5, 0, 0]);
  expect(asVoted[14]).toBeGreaterThan(1.5 * asVoted[15]);
  const asSaid = votesAfter({ 14: 0.5, 15: 0.5 }, [0, 0.1, 0.9, 0, 0]);
  expect(asSaid[15]).toBeGreaterThan(5 * asSaid[14]);
});

test('a sure second opinion overrules, but what only the voxels say stays possible', () => {
  const votes = votesAfter({ 14: 1 }, [0, 0.01, 0.97, 0.01, 0.01]);
  expect(votes[15]).toBeGreaterThan(votes[14]);
  expect(votes[14]).toBeGreaterThan(0.001);
});

test('an opinion that a tooth has no number changes nothing', () => {
  const votes = votesAfter({ 14: 0.7, 15: 0.3 }, [1, 0, 0, 0, 0]);
  expect(votes[14]).toBeGreaterThan(votes[15]);
});

test('a row that the voxels put one place off goes back', () => {
  const teeth = dentition({ missing: [16, 26, 36, 46] });
  // All voxels behind the gap of the upper right say one number too low.
  const candidates = teeth.map((tooth, n) =>
    candidateOf(tooth, n + 1, { [tooth.fdi === 17 || tooth.fdi === 18 ? tooth.fdi - 1 : tooth.fdi]: 1 }),
  );
  const classes = [0, ...new Set(teeth.map(({ fdi }) => fdi)), 16];
  const probabilities = Float32Array.from(
    teeth.flatMap(({ fdi }) => classes.map((said) => (said === fdi ? 0.9 : 0.002))),
  );
  const numbers = (list: readonly ToothCandidate[]): number[] => numberTeeth(list).teeth.map(({ fdi }) => fdi);
  expect(numbers(withSecondOpinion(candidates, { probabilities, classes }))).toEqual(
    teeth.map(({ fdi }) => fdi).toSorted((a, b) => a - b),
  );
});
