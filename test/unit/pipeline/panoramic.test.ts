/** The radiograph pipeline on stand-in nets, whose segmenter has the shapes of an official Segment Anything export. */
import { afterAll, describe, expect, test } from 'vitest';
import { FIRST_SUPERNUMERARY } from '#contract/case';
import type { RadiographFacts } from '#contract/scan';
import { mirrored, PERMANENT_FDI } from '#core/fdi';
import { fillPolygonInto } from '#core/evaluate/fill-polygon';
import type { Picture } from '../../../main/core/panoramic/picture-frame.ts';
import { mirroredPicture, turnedUpsideDown } from '../../../main/core/panoramic/turn-picture.ts';
import { segmentRadiograph, type SegmentedRadiograph } from '../../../main/pipeline/panoramic.ts';
import { RADIOGRAPH_STAGE_SECONDS, StageProgress } from '../../../main/pipeline/stage-progress.ts';
import { PromptedRadiograph } from '../../../main/services/segment/outline-prompt.ts';
import { RadiographNets } from '../../../main/services/nets/radiograph-nets.ts';
import { TEST_RADIOGRAPH_MODELS } from '../../fixtures/paths.ts';
import { radiographPhantom } from '../../fixtures/radiograph-phantom.ts';

const nets = new RadiographNets(TEST_RADIOGRAPH_MODELS);
afterAll(() => nets.release());

const NO_SCALE: RadiographFacts = { pixelSpacingMm: null, mirrored: false };
const ALL = [...PERMANENT_FDI].toSorted((a, b) => a - b);

function segment(
  picture: Picture,
  radiograph: RadiographFacts = NO_SCALE,
  signal?: AbortSignal,
): Promise<SegmentedRadiograph> {
  return segmentRadiograph({
    picture,
    radiograph,
    detector: () => nets.detector('cpu'),
    segmenter: () => nets.segmenter('cpu'),
    progress: new StageProgress({ expected: RADIOGRAPH_STAGE_SECONDS, learned: false, signal }),
  });
}

function numbersOf({ instances }: SegmentedRadiograph): number[] {
  return instances.map(({ fdi }) => fdi);
}

describe('segmentRadiograph', () => {
  test('finds, numbers and outlines every tooth, in source pixels', async () => {
    const picture = radiographPhantom();
    const found = await segment(picture);
    expect(numbersOf(found)).toEqual(ALL);
    expect(found.missing).toEqual([]);
    expect(found.supernumerary).toEqual([]);
    expect(found.warnings).toEqual([]);
    expect(found.models.map(({ id, provider }) => [id, provider])).toEqual([
      ['detector', 'cpu'],
      ['segmenter', 'cpu'],
    ]);
    for (const tooth of found.instances) {
      expect(tooth.lengthPx).toBeGreaterThan(45);
      expect(tooth.lengthPx).toBeLessThan(52);
      expect(tooth.widthPx).toBeGreaterThan(26);
      expect(tooth.widthPx).toBeLessThan(31);
      expect(tooth.meanGrey).toBeGreaterThan(185);
      expect(tooth.axis[1]).toBeCloseTo(tooth.fdi < 30 ? 1 : -1, 3);
      expect(tooth).toMatchObject({ lengthMm: null, widthMm: null, touchesBorder: false, warnings: [] });
    }
  });

  test('the outlines and the label map tell the same', async () => {
    const picture = radiographPhantom({ missing: [18, 28, 38, 48] });
    const { instances, labels } = await segment(picture);
    for (const { fdi, polygons, areaPx } of instances) {
      const drawn = new Uint8Array(labels.length);
      for (const polygon of polygons) fillPolygonInto(drawn, picture.width, picture.height, polygon.flat());
      expect(drawn.reduce((sum, value) => sum + value, 0)).toBe(areaPx);
      // neighbours overlap by a pixel: the surer one has it
      const shared = drawn.reduce((sum, value, n) => sum + (value === 1 && labels[n] === fdi ? 1 : 0), 0);
      expect(shared).toBeGreaterThan(0.9 * areaPx);
    }
    expect(new Set(labels)).toEqual(new Set([0, ...ALL.filter((fdi) => fdi % 10 !== 8)]));
  });

  test('missing teeth are missing, and no number moves up', async () => {
    const found = await segment(radiographPhantom({ missing: [16, 26, 35, 36] }));
    expect(found.missing).toEqual([16, 26, 35, 36]);
    expect(numbersOf(found)).toEqual(ALL.filter((fdi) => ![16, 26, 35, 36].includes(fdi)));
  });

  test('with a scale, lengths are also in millimetres, pixels need not be square', async () => {
    const { instances } = await segment(radiographPhantom(), { pixelSpacingMm: [0.1, 0.2], mirrored: false });
    for (const tooth of instances) {
      expect(tooth.lengthMm).toBeCloseTo(0.2 * tooth.lengthPx, 1);
      expect(tooth.widthMm).toBeCloseTo(0.1 * tooth.widthPx, 1);
    }
  });

  test('a picture that its file calls mirrored keeps the patient’s sides, and outlines stay on the picture', async () => {
    const plain = radiographPhantom({ missing: [16, 17, 18] });
    const found = await segment(mirroredPicture(plain), { pixelSpacingMm: null, mirrored: true });
    expect(found.missing).toEqual([16, 17, 18]);
    // the patient's right lies on the right of this picture
    const right = found.instances.find(({ fdi }) => fdi === 46);
    expect(right?.centroidPx[0]).toBeGreaterThan(plain.width / 2);
    // not told, the sides come out exchanged: nothing in the picture says so
    const untold = await segment(mirroredPicture(plain));
    expect(untold.missing).toEqual([16, 17, 18].map(mirrored));
  });

  test('upside down, nothing is numbered and the reason is given', async () => {
    const found = await segment(turnedUpsideDown(radiographPhantom()));
    expect(found.instances).toEqual([]);
    expect(found.warnings.map(({ code }) => code)).toEqual(['case.upside-down']);
    expect(found.labels.every((label) => label === 0)).toBe(true);
  });

  test('something else is not called a panoramic radiograph', async () => {
    const data = Uint8Array.from({ length: 640 * 480 }, (_, n) => (n % 640 < 3 ? 255 : 20));
    const found = await segment({ width: 640, height: 480, data });
    expect(found.instances).toEqual([]);
    expect(found.missing.length).toBe(32);
    expect(found.warnings.map(({ code }) => code)).toEqual(['case.not-panoramic']);
  });

  test('a job that was cancelled stops', async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(segment(radiographPhantom(), NO_SCALE, controller.signal)).rejects.toMatchObject({
      code: 'job.cancelled',
    });
  });

  test('labels of supernumerary teeth cannot be mistaken for FDI codes', () => {
    expect(FIRST_SUPERNUMERARY).toBeGreaterThan(Math.max(...ALL, 85));
  });
});

describe('PromptedRadiograph', () => {
  const picture = radiographPhantom();

  test('a box is answered with the mask that the net trusts most', async () => {
    const prompted = new PromptedRadiograph(picture, nets);
    const answer = await prompted.outline({ box: { min: [99.5, 199.5], max: [139.5, 299.5] }, points: [] }, 'cpu');
    expect(answer.score).toBeCloseTo(0.9, 5);
    const [ring] = answer.polygons;
    expect(Math.min(...ring.map(([x]) => x))).toBe(100);
    expect(Math.max(...ring.map(([x]) => x))).toBe(139);
    expect(Math.min(...ring.map(([, y]) => y))).toBe(200);
    expect(Math.max(...ring.map(([, y]) => y))).toBe(299);
    expect(answer.areaPx).toBe(40 * 100);
  });

  test('a click is answered around it', async () => {
    const prompted = new PromptedRadiograph(picture, nets);
    const answer = await prompted.outline({ box: null, points: [{ at: [400, 300], inside: true }] }, 'cpu');
    const xs = answer.polygons[0].map(([x]) => x);
    expect((Math.min(...xs) + Math.max(...xs)) / 2).toBeCloseTo(400, -0.5);
  });

  test('a prompt without anything inside is refused', async () => {
    const prompted = new PromptedRadiograph(picture, nets);
    const outside = { box: null, points: [{ at: [4, 3] as const, inside: false }] };
    await expect(prompted.outline(outside, 'cpu')).rejects.toMatchObject({ code: 'usage' });
  });
});
