import { expect, test } from 'vitest';
import { shapesInFrame, turnedLevel, type ArchFrame } from '#core/intraoral/arch-frames';
import { bothOpinions, mirroredShapes, turnedAnswers } from '#core/intraoral/mirrored-look';
import { CLASSES, type FaceAnswers } from '#core/intraoral/tooth-clusters';

function answer(place: number, offsetsMm: readonly number[]): FaceAnswers {
  const probabilities = new Float32Array(CLASSES);
  probabilities[place] = 1;
  return { probabilities, offsetsMm: Float32Array.from(offsetsMm) };
}

test('what is said of the mirror image is told of the surface: sides exchanged, gums still gums', () => {
  const both = bothOpinions(answer(3, [1, 2, 3]), answer(14, [-1, 2, 3]));
  expect(both.probabilities[3]).toBe(1);
  expect([...both.offsetsMm]).toEqual([1, 2, 3]);
  expect(bothOpinions(answer(0, [0, 0, 0]), answer(0, [0, 0, 0])).probabilities[0]).toBe(1);
  const divided = bothOpinions(answer(3, [0, 0, 0]), answer(3, [2, 0, 0]));
  expect([divided.probabilities[3], divided.probabilities[14], divided.offsetsMm[0]]).toEqual([0.5, 0.5, -1]);
});

test('a mirror image has x the other way round', () => {
  const areas = Float64Array.of(1);
  const shapes = { count: 1, centres: Float64Array.of(1, 2, 3), normals: Float64Array.of(0.6, 0, 0.8), areas };
  expect(mirroredShapes(shapes)).toEqual({
    count: 1,
    centres: Float64Array.of(-1, 2, 3),
    normals: Float64Array.of(-0.6, 0, 0.8),
    areas,
  });
});

test('offsets told in a turned frame lead to the same place', () => {
  const frame: ArchFrame = {
    rows: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    origin: [0, 0, 0],
    isInsideOut: false,
  };
  const [place, target] = [Float64Array.of(4, -3, 2), Float64Array.of(6, 1, 3)];
  const turned = turnedLevel(frame, 0.3);
  const inTurned = (centres: Float64Array): Float64Array =>
    shapesInFrame({ count: 1, centres, normals: new Float64Array(3), areas: new Float64Array(1) }, turned).centres;
  const { offsetsMm } = turnedAnswers(answer(1, [2, 4, 1]), 0.3);
  const reached = inTurned(place).map((value, axis) => value + offsetsMm[axis]);
  inTurned(target).forEach((value, axis) => expect(reached[axis]).toBeCloseTo(value, 6));
});
