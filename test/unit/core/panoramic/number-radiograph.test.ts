import { describe, expect, test } from 'vitest';
import { DECIDUOUS_FDI, jawOf, PERMANENT_FDI } from '../../../../main/core/fdi.ts';
import { usualPlace } from '../../../../main/core/panoramic/arch-places.ts';
import {
  boxIou,
  proposeTeeth,
  type Detections,
  type ToothProposal,
} from '../../../../main/core/panoramic/candidates.ts';
import { arrangementFindings, judgePicture } from '../../../../main/core/panoramic/judge-picture.ts';
import { mergeViews } from '../../../../main/core/panoramic/merge-views.ts';
import { numberRadiograph } from '../../../../main/core/panoramic/number-radiograph.ts';

const CLASSES = [...PERMANENT_FDI, ...DECIDUOUS_FDI];
const [WIDTH, HEIGHT] = [896, 507];

/** Where a tooth lies in a usual picture. */
function centreOf(fdi: number): readonly [number, number] {
  const [x, y] = usualPlace(fdi);
  return [WIDTH / 2 + 330 * x, 240 + 330 * y];
}

/** A proposal at the place of `at` whose looks speak for the given numbers. */
function proposal(
  at: number,
  looks: Readonly<Record<number, number>>,
  shift: readonly [number, number] = [0, 0],
): ToothProposal {
  const scores = new Float32Array(CLASSES.length).fill(0.005);
  for (const [fdi, score] of Object.entries(looks)) scores[CLASSES.indexOf(Number(fdi))] = score;
  const [x, y] = centreOf(at);
  const centre = [x + shift[0], y + shift[1]] as const;
  const box = [centre[0] - 12, centre[1] - 40, centre[0] + 12, centre[1] + 40] as const;
  const mask = { x0: 0, y0: 0, width: 1, height: 1, logits: new Float32Array(1), stride: 2 };
  const toothScore = Object.values(looks).reduce((sum, score) => sum + score, 0);
  return { box, centre, scores, bestScore: Math.max(...scores), toothScore, replacedScore: 0, mask };
}

/** A full dentition that looks like itself, but for the changes. */
function dentition(changes: Readonly<Record<number, Readonly<Record<number, number>> | null>> = {}): ToothProposal[] {
  return PERMANENT_FDI.flatMap((fdi) => {
    const looks = changes[fdi] === undefined ? { [fdi]: 0.8 } : changes[fdi];
    return looks === null ? [] : [proposal(fdi, looks)];
  });
}

function numberAt(proposals: readonly ToothProposal[], at: number): number | undefined {
  const [x, y] = centreOf(at);
  return numberRadiograph(proposals, CLASSES).teeth.find(
    ({ proposal: { centre } }) => Math.abs(centre[0] - x) < 1 && Math.abs(centre[1] - y) < 1,
  )?.fdi;
}

describe('numberRadiograph', () => {
  test('a plain dentition keeps its numbers, each once, in ascending order', () => {
    const { teeth, supernumerary } = numberRadiograph(dentition(), CLASSES);
    expect(teeth.map(({ fdi }) => fdi)).toEqual([...PERMANENT_FDI].toSorted((a, b) => a - b));
    expect(supernumerary).toEqual([]);
    for (const tooth of teeth) expect(tooth).toMatchObject({ runnerUpFdi: null, warnings: [] });
  });

  test('two teeth that look like 45: place and free numbers decide', () => {
    const proposals = dentition({ 44: { 45: 0.55, 44: 0.5 }, 45: { 45: 0.6, 44: 0.3 } });
    expect(numberAt(proposals, 44)).toBe(44);
    expect(numberAt(proposals, 45)).toBe(45);
  });

  test('a tooth that looks the same in both halves takes the number of its side', () => {
    const proposals = dentition({ 16: { 26: 0.5, 16: 0.45 }, 26: null });
    expect(numberAt(proposals, 16)).toBe(16);
  });

  test('neighbours that look exchanged are put in order', () => {
    const proposals = dentition({ 13: { 12: 0.5, 13: 0.4 }, 12: { 13: 0.5, 12: 0.4 } });
    expect(numberAt(proposals, 12)).toBe(12);
    expect(numberAt(proposals, 13)).toBe(13);
  });

  test('a doubtful number says so and names the runner-up', () => {
    const { teeth } = numberRadiograph(dentition({ 35: { 35: 0.5, 34: 0.42 }, 34: null }), CLASSES);
    const doubtful = teeth.find(({ fdi }) => fdi === 35);
    expect(doubtful?.runnerUpFdi).toBe(34);
    expect(doubtful?.warnings.map(({ code }) => code)).toEqual(['tooth.uncertain']);
    expect(doubtful?.warnings[0].message).toContain('34');
  });

  test('a clear extra tooth stays as supernumerary, a faint one goes', () => {
    const clear = proposal(11, { 11: 0.7 }, [10, -30]);
    const faint = proposal(31, { 31: 0.2 }, [4, 30]);
    const { teeth, supernumerary } = numberRadiograph([...dentition(), clear, faint], CLASSES);
    expect(teeth.length).toBe(32);
    expect(supernumerary.map(({ proposal: p, nearFdi }) => [p, nearFdi])).toEqual([[clear, 11]]);
  });

  test('a tooth that looks a little like several is kept, if only as supernumerary', () => {
    const retained = proposal(13, { 13: 0.24, 53: 0.1, 12: 0.09, 14: 0.09 }, [-12, 60]);
    const { teeth, supernumerary } = numberRadiograph([...dentition(), retained], CLASSES);
    expect(teeth.length).toBe(32);
    expect(supernumerary).toEqual([{ proposal: retained, nearFdi: 13, confidence: expect.closeTo(0.52, 5) }]);
  });

  test('what hardly looks like any tooth is none, however many numbers it resembles a little', () => {
    const bone = proposal(13, { 13: 0.2, 53: 0.15, 12: 0.15, 14: 0.1 }, [-12, 60]);
    expect(numberRadiograph([bone], CLASSES)).toMatchObject({ teeth: [], supernumerary: [] });
  });

  test('milk teeth are numbered beside permanent ones', () => {
    const proposals = [...dentition({ 15: null, 75: null }), proposal(55, { 55: 0.6, 15: 0.3 })];
    expect(numberAt(proposals, 55)).toBe(55);
  });

  test('nothing proposed, nothing numbered', () => {
    expect(numberRadiograph([], CLASSES)).toEqual({ teeth: [], supernumerary: [], fit: null });
  });
});

describe('judging the picture', () => {
  const full = numberRadiograph(dentition(), CLASSES);
  const few = numberRadiograph([proposal(36, { 36: 0.35 }), proposal(46, { 46: 0.3 })], CLASSES);
  const none = numberRadiograph([], CLASSES);

  test('shows teeth, is upside down, or is something else', () => {
    expect(judgePicture(full, few)).toBe('panoramic');
    expect(judgePicture(few, full)).toBe('upside-down');
    expect(judgePicture(few, none)).toBe('not-panoramic');
    expect(judgePicture(none, none)).toBe('not-panoramic');
    const single = numberRadiograph([proposal(33, { 33: 0.8 })], CLASSES);
    expect(judgePicture(single, none)).toBe('panoramic');
  });

  test('a whole upright picture has no finding', () => {
    expect(arrangementFindings(full.fit, [WIDTH, HEIGHT])).toEqual([]);
  });

  test('a picture cut behind the premolars is called cropped and names what is missing', () => {
    const [finding] = arrangementFindings(full.fit, [600, HEIGHT]);
    expect(finding.code).toBe('case.cropped');
    expect(finding.message).toContain('27, 37');
  });

  test('a squeezed picture is called so', () => {
    const squeezed = dentition().map((tooth) => ({
      ...tooth,
      centre: [tooth.centre[0] * 0.55, tooth.centre[1]] as const,
    }));
    const { fit } = numberRadiograph(squeezed, CLASSES);
    expect(arrangementFindings(fit, [WIDTH, HEIGHT]).map(({ code }) => code)).toEqual(['case.distorted']);
  });

  test('teeth that lie the other way round than their numbers are an orientation finding, too few teeth one of their own', () => {
    const turned = { x: [440, 330, 0], y: [240, 0, -330] } as const;
    expect(arrangementFindings(turned, [WIDTH, HEIGHT]).map(({ code }) => code)).toEqual(['case.orientation']);
    expect(arrangementFindings(few.fit, [WIDTH, HEIGHT]).map(({ code }) => code)).toEqual(['case.few-teeth']);
  });
});

describe('proposeTeeth', () => {
  test('keeps one of two boxes on a tooth, both of two neighbours, and drops what is faint', () => {
    const boxes = [10, 10, 30, 60, 11, 10, 31, 61, 32, 12, 50, 60, 60, 10, 80, 60];
    const scores = [0.8, 0, 0.7, 0.6, 0, 0.5, 0.05, 0];
    const prototypes = new Float32Array(64 * 40).fill(1);
    const detections: Detections = {
      boxes: Float32Array.from(boxes),
      scores: Float32Array.from(scores),
      replaced: Float32Array.of(0.1, 0.2, 0.9, 0),
      coefficients: Float32Array.of(2, 2, 2, 2),
      prototypes,
      prototypeWidth: 64,
      prototypeHeight: 40,
    };
    const proposals = proposeTeeth(detections, 2, 128);
    expect(proposals.map(({ box }) => box[0])).toEqual([10, 32]);
    expect(proposals.map(({ replacedScore }) => replacedScore)).toEqual([expect.closeTo(0.1), expect.closeTo(0.9)]);
    expect(proposals[0].scores).toEqual(Float32Array.of(0.8, 0));
    expect(proposals[0].mask).toMatchObject({ x0: 4, y0: 3, stride: 2 });
    expect(proposals[0].mask.logits[0]).toBe(2);
  });

  test('boxes overlap by their areas', () => {
    expect(boxIou([0, 0, 2, 2], [1, 0, 3, 2])).toBeCloseTo(1 / 3);
    expect(boxIou([0, 0, 2, 2], [2, 0, 4, 2])).toBe(0);
  });

  test('the jaws of the usual places are apart', () => {
    for (const fdi of CLASSES) expect(Math.sign(usualPlace(fdi)[1]), String(fdi)).toBe(jawOf(fdi) === 'upper' ? -1 : 1);
  });
});

describe('mergeViews', () => {
  const WIDE = 896;

  test('what both looks show gets the mean of boxes and scores, sides exchanged back', () => {
    const seen = proposal(16, { 16: 0.6, 17: 0.2 });
    const mirrorImage = proposal(26, { 26: 0.8, 27: 0.1 });
    const [merged] = mergeViews([seen], [mirrorImage], WIDE, CLASSES);
    expect(merged.scores[CLASSES.indexOf(16)]).toBeCloseTo(0.7, 5);
    expect(merged.scores[CLASSES.indexOf(17)]).toBeCloseTo(0.15, 5);
    expect([merged.bestScore, merged.toothScore]).toEqual([expect.closeTo(0.7, 5), expect.closeTo(0.85, 5)]);
    expect(merged.centre[0]).toBeCloseTo(seen.centre[0], 5);
  });

  test('what only one look shows counts half, and one proposal is used once', () => {
    const twice = mergeViews(
      [proposal(11, { 11: 0.9 }), proposal(11, { 12: 0.5 }, [1, 0])],
      [proposal(21, { 21: 0.7 })],
      WIDE,
      CLASSES,
    );
    expect(twice.map(({ bestScore }) => bestScore)).toEqual([expect.closeTo(0.8, 5), expect.closeTo(0.25, 5)]);
  });
});
