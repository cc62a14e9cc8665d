import { expect, it } from 'vitest';
import { fillPolygonInto } from '#core/evaluate/fill-polygon';
import { scoreOpgMasks } from '#core/evaluate/opg-metrics';
import { masksOfLabels, masksOfOutlines, masksOfPictures, type ToothOutlines } from '#core/evaluate/tooth-masks';

function filled(width: number, height: number, ...polygons: number[][]): string[] {
  const image = new Uint8Array(width * height);
  for (const polygon of polygons) fillPolygonInto(image, width, height, polygon);
  return Array.from({ length: height }, (_, y) => [...image.subarray(y * width, (y + 1) * width)].join(''));
}

it('fills a polygon with its border, a half pixel staying with the left end', () => {
  // The same pixels as OpenCV 5.0 fillPoly sets.
  expect(filled(8, 5, [1, 0, 6, 1, 5, 4, 1, 3])).toEqual(['01110000', '01111110', '01111110', '01111100', '00001100']);
  expect(filled(6, 3, [0, 0, 4, 2])).toEqual(['110000', '001100', '000010']);
  expect(filled(3, 3, [1, 1])).toEqual(['000', '010', '000']);
});

it('leaves a hole where a polygon crosses itself, and out what lies beyond the picture', () => {
  expect(filled(9, 9, [0, 0, 8, 0, 8, 8, 0, 8, 0, 0, 3, 3, 3, 5, 5, 5, 5, 3, 3, 3])[4][4]).toBe('0');
  expect(filled(4, 4, [-3, -3, 1, -3, 1, 1, -3, 1])).toEqual(['1100', '1100', '0000', '0000']);
});

function outlines(...teeth: readonly (readonly [label: number, ...polygon: number[]])[]): ToothOutlines {
  const byLabel = Map.groupBy(teeth, ([label]) => label);
  const polygons = [...byLabel].map(([label, found]) => [label, found.map(([, ...polygon]) => polygon)] as const);
  return { width: 60, height: 40, polygons: new Map(polygons) };
}

const scoreOpg = (truth: ToothOutlines, predicted: ToothOutlines) =>
  scoreOpgMasks(masksOfOutlines(truth), masksOfOutlines(predicted));

const square = (label: number, x: number, y: number, size: number) =>
  [label, x, y, x + size - 1, y, x + size - 1, y + size - 1, x, y + size - 1] as const;

it('unites the shapes of one label and lets different teeth overlap', () => {
  const truth = outlines(square(11, 0, 0, 10), square(11, 5, 0, 10), square(21, 8, 0, 10));
  const score = scoreOpg(truth, outlines([11, 0, 0, 14, 0, 14, 9, 0, 9], square(21, 8, 0, 10)));
  const perfect = { dsc: 1, iou: 1, nsd2vox: 1, nsd1mm: null };
  expect(score).toMatchObject({ image: perfect, instance: perfect, identification: 1, extra: [] });
});

it('counts a missed tooth as zero, and an extra number, deciduous or none at all, in the identification only', () => {
  const truth = outlines(square(55, 0, 0, 10), square(75, 20, 20, 10));
  const score = scoreOpg(truth, outlines(square(55, 0, 0, 10), square(54, 20, 20, 10), square(99, 40, 0, 5)));
  expect(score.instance).toEqual({ dsc: 0.5, iou: 0.5, nsd2vox: 0.5, nsd1mm: null });
  expect(score.extra).toEqual([54, 99]);
  expect(score.identification).toBeCloseTo(1 / 4);
});

it('has nothing to score without teeth, scores one-sided ones as zero, and gives a tooth of one pixel its due', () => {
  const none = outlines();
  const tooth = outlines(square(11, 5, 5, 4));
  expect(scoreOpg(none, none)).toMatchObject({ image: null, instance: null, identification: null });
  expect(scoreOpg(none, tooth)).toMatchObject({ image: { dsc: 0, nsd2vox: 0 }, instance: null, identification: 0 });
  expect(scoreOpg(tooth, none)).toMatchObject({ image: { dsc: 0 }, instance: { dsc: 0 }, identification: 0 });
  expect(scoreOpg(outlines([11, 3, 3]), outlines([11, 3, 3]))).toMatchObject({ instance: { dsc: 1, nsd2vox: 1 } });
  expect(scoreOpg(outlines([11, 3, 3]), outlines([11, 5, 3]))).toMatchObject({ instance: { dsc: 0, nsd2vox: 1 } });
  expect(scoreOpg(outlines([11, 3, 3]), outlines([11, 9, 3]))).toMatchObject({ instance: { dsc: 0, nsd2vox: 0 } });
});

it('refuses a truth whose label is no FDI code and pictures of different sizes', () => {
  expect(() => scoreOpg(outlines(square(19, 0, 0, 5)), outlines())).toThrow(RangeError);
  expect(() => scoreOpg(outlines(), { ...outlines(), width: 61 })).toThrow(RangeError);
});

it('scores a label map, pictures of single teeth and outlines alike', () => {
  const truth = outlines(square(11, 2, 3, 10), square(21, 20, 3, 12), square(55, 40, 20, 9));
  const shifted = outlines(square(11, 3, 3, 10), square(21, 20, 3, 12), square(54, 40, 20, 9));
  const pictures = new Map(
    [...shifted.polygons].map(([label, polygons]) => {
      const image = new Uint8Array(60 * 40);
      for (const polygon of polygons) fillPolygonInto(image, 60, 40, polygon);
      return [label, image] as const;
    }),
  );
  const labels = new Uint8Array(60 * 40);
  for (const [label, image] of pictures) image.forEach((inside, n) => inside === 1 && (labels[n] = label));
  const expected = scoreOpg(truth, shifted);
  expect(scoreOpgMasks(masksOfOutlines(truth), masksOfPictures(60, 40, pictures))).toEqual(expected);
  expect(scoreOpgMasks(masksOfOutlines(truth), masksOfLabels(60, 40, labels))).toEqual(expected);
  expect(scoreOpg(shifted, shifted)).toEqual(
    scoreOpgMasks(masksOfLabels(60, 40, labels), masksOfPictures(60, 40, pictures)),
  );
  expect(() => masksOfLabels(61, 40, labels)).toThrow(RangeError);
});

it('a tooth whose mask is empty counts as one that was not found', () => {
  const empty = masksOfPictures(60, 40, new Map([[11, new Uint8Array(60 * 40)]]));
  const truth = masksOfOutlines(outlines(square(11, 5, 5, 4)));
  expect(scoreOpgMasks(truth, empty)).toMatchObject({ image: { dsc: 0 }, instance: { dsc: 0 }, identification: 0 });
});
