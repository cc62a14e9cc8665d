/** The shipped panoramic nets on three real radiographs that none of them was trained on (UFBA-425, test part). */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import type { RadiographFacts } from '#contract/scan';
import { scoreOpgMasks } from '#core/evaluate/opg-metrics';
import { masksAtSize, masksOfOutlines } from '#core/evaluate/tooth-masks';
import { pictureOf, resizePicture, type Picture } from '#core/panoramic/picture-frame';
import { turnedUpsideDown } from '#core/panoramic/turn-picture';
import { readScan } from '../../main/io/read-scan.ts';
import { segmentRadiograph, type SegmentedRadiograph } from '../../main/pipeline/panoramic.ts';
import { RADIOGRAPH_STAGE_SECONDS, StageProgress } from '../../main/pipeline/stage-progress.ts';
import { PromptedRadiograph } from '../../main/services/segment/outline-prompt.ts';
import { RadiographNets } from '../../main/services/nets/radiograph-nets.ts';
import { readToothMasks } from '../../main/services/evaluate/tooth-masks.ts';
import { UFBA_SIZE } from '../harness/ufba-split.ts';

const KEPT = fileURLToPath(new URL('../fixtures/opg/', import.meta.url));
const MODELS = fileURLToPath(new URL('../../models/', import.meta.url));
const NAMES = readdirSync(`${KEPT}images`).map((file) => file.replace('.jpg', ''));
const PLAIN: RadiographFacts = { pixelSpacingMm: null, mirrored: false };
const [WIDTH, HEIGHT] = UFBA_SIZE;

const nets = new RadiographNets(MODELS);
afterAll(() => nets.release());

async function pictureNamed(name: string): Promise<Picture> {
  const squashed = pictureOf((await readScan(`${KEPT}images/${name}.jpg`)).volume);
  return { width: WIDTH, height: HEIGHT, data: resizePicture(squashed, WIDTH, HEIGHT) };
}

function segment(picture: Picture): Promise<SegmentedRadiograph> {
  return segmentRadiograph({
    picture,
    radiograph: PLAIN,
    detector: () => nets.detector('cpu'),
    segmenter: () => nets.segmenter('cpu'),
    progress: new StageProgress({ expected: RADIOGRAPH_STAGE_SECONDS, learned: false }),
  });
}

/** The part of a picture between two columns. */
function columnsOf({ width, height, data }: Picture, from: number, to: number): Picture {
  const part = new Float32Array((to - from) * height);
  for (let y = 0; y < height; y++) part.set(data.subarray(y * width + from, y * width + to), y * (to - from));
  return { width: to - from, height, data: part };
}

describe.each(NAMES)('radiograph %s', (name) => {
  test('its teeth are found, numbered and outlined', async () => {
    const { instances, warnings } = await segment(await pictureNamed(name));
    const truth = await readToothMasks(`${KEPT}labels/${name}.png`);
    const polygons = new Map(instances.map((tooth) => [tooth.fdi, tooth.polygons.map((ring) => ring.flat())]));
    const predicted = masksOfOutlines({ width: WIDTH, height: HEIGHT, polygons });
    const score = scoreOpgMasks(truth, masksAtSize(predicted, truth.width, truth.height));
    expect(warnings).toEqual([]);
    expect(score.instance?.dsc).toBeGreaterThan(0.8);
    expect(score.identification).toBeGreaterThan(0.9);
  });

  test('upside down it is called so', async () => {
    const { instances, warnings } = await segment(turnedUpsideDown(await pictureNamed(name)));
    expect(instances).toEqual([]);
    expect(warnings.map(({ code }) => code)).toEqual(['case.upside-down']);
  });

  test('with a third cut away it is called cropped', async () => {
    const { warnings } = await segment(columnsOf(await pictureNamed(name), 0, Math.round(0.65 * WIDTH)));
    expect(warnings.map(({ code }) => code)).toContain('case.cropped');
  });
});

test('a slice of a CBCT and plain noise are no panoramic radiographs', async () => {
  const demo = fileURLToPath(new URL('../../resources/demo', import.meta.url));
  const { volume } = await readScan(demo);
  const [width, height] = volume.geometry.dims;
  const slice = { width, height, data: volume.data.slice(0, width * height) };
  let state = 1;
  const noise = Uint8Array.from({ length: 800 * 500 }, () => (state = (state * 48271) % 2147483647) >>> 23);
  for (const picture of [slice, { width: 800, height: 500, data: noise }]) {
    const { instances, warnings } = await segment(picture);
    expect(instances).toEqual([]);
    expect(warnings.map(({ code }) => code)).toEqual(['case.not-panoramic']);
  }
});

test('a click and a box on the same tooth give nearly the same outline', async () => {
  const picture = await pictureNamed(NAMES[0]);
  const { instances } = await segment(picture);
  const tooth = instances.find(({ fdi }) => fdi % 10 === 3);
  expect(tooth).toBeDefined();
  if (tooth === undefined) return;
  const prompted = new PromptedRadiograph(picture, nets);
  const byBox = await prompted.outline({ box: tooth.boundsPx, points: [] }, 'cpu');
  const byClick = await prompted.outline({ box: null, points: [{ at: tooth.centroidPx, inside: true }] }, 'cpu');
  for (const { areaPx } of [byBox, byClick]) {
    expect(areaPx).toBeGreaterThan(0.7 * tooth.areaPx);
    expect(areaPx).toBeLessThan(1.4 * tooth.areaPx);
  }
});
