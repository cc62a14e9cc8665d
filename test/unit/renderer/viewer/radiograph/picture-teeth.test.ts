import { toothSign } from '#core/notation';
import { describe, expect, it } from 'vitest';
import { pictureTeeth, toothAt } from '../../../../../renderer/viewer/radiograph/picture-teeth.ts';
import {
  numbersInPane,
  overlaps,
  placeNumbers,
  type NumberPlace,
} from '../../../../../renderer/viewer/radiograph/place-numbers.ts';
import { DOUBTFUL_FDI, EXTRA, EXTRA_LABEL, radiographCase, TEETH } from '../../../../fixtures/radiograph.ts';

const CASE = radiographCase();
const DRAWN = pictureTeeth(CASE);
const find = (label: number) => {
  const tooth = DRAWN.find((candidate) => candidate.label === label);
  if (tooth === undefined) throw new Error(`${label} is not drawn`);
  return tooth;
};

describe('pictureTeeth', () => {
  it('draws numbered and supernumerary teeth, the smallest on top', () => {
    expect(DRAWN).toHaveLength(TEETH.size + 1);
    expect(DRAWN.map(({ areaPx }) => areaPx)).toEqual(DRAWN.map(({ areaPx }) => areaPx).toSorted((a, b) => b - a));
    expect(find(EXTRA_LABEL)).toMatchObject({ sign: 'S1', supernumerary: true });
    expect(find(36)).toMatchObject({ sign: '36', supernumerary: false, marked: false });
    expect(find(DOUBTFUL_FDI).marked).toBe(true);
  });

  it('knows where root and crown end: crowns face each other', () => {
    for (const fdi of [16, 11, 26]) expect(find(fdi).rootEnd[1]).toBeLessThan(find(fdi).crownEnd[1]);
    for (const fdi of [46, 41, 36]) expect(find(fdi).rootEnd[1]).toBeGreaterThan(find(fdi).crownEnd[1]);
    const { at, half } = EXTRA;
    expect(find(EXTRA_LABEL).rootEnd[0]).toBeCloseTo(at[0], 0);
    expect(Math.abs(find(EXTRA_LABEL).rootEnd[1] - at[1] - half[1])).toBeLessThan(2.5);
  });
});

describe('toothAt', () => {
  it('finds the tooth under a pixel, nothing between the teeth, and the smaller of two on each other', () => {
    for (const [fdi, { at }] of TEETH) expect(toothAt(DRAWN, at)?.label).toBe(fdi);
    expect(toothAt(DRAWN, [230, 150])).toBeNull();
    const [first] = CASE.instances;
    const moved = { ...find(41), rings: find(16).rings, bounds: find(16).bounds };
    const stacked = [find(16), moved];
    expect(toothAt(stacked, first.centroidPx)?.label).toBe(41);
  });
});

describe('placeNumbers', () => {
  const widthOf = () => 20;
  const placed = (zoom: number) => placeNumbers(DRAWN, { zoom, widthOf, heightPx: 15 });
  const corners = ({ x, y, width, height }: NumberPlace) =>
    [-0.5, 0.5].flatMap((dx) => [-0.5, 0.5].map((dy) => [x + dx * width, y + dy * height] as const));

  it.each([0.6, 1, 3])('hides no tooth and no other number at zoom %d', (zoom) => {
    const places = placed(zoom);
    expect(places).toHaveLength(DRAWN.length);
    for (const [n, place] of places.entries()) {
      for (const [x, y] of corners(place)) expect(toothAt(DRAWN, [x / zoom, y / zoom])).toBeNull();
      for (const other of places.slice(n + 1)) expect(overlaps(place, other)).toBe(false);
    }
  });

  it('writes beyond the roots where there is room: above the upper, below the lower teeth', () => {
    for (const { tooth, y } of placed(1)) {
      if (tooth.axis[1] > 0) expect(y).toBeLessThan(tooth.bounds.min[1]);
      else expect(y).toBeGreaterThan(tooth.bounds.max[1]);
    }
  });

  it('moves numbers further away, with a line, rather than on each other', () => {
    const crowded = [find(11), { ...find(11), label: 12, sign: '12' }, { ...find(11), label: 13, sign: '13' }];
    const places = placeNumbers(crowded, { zoom: 0.4, widthOf: () => 40, heightPx: 15 });
    expect(places).toHaveLength(3);
    expect(places.some(({ lineTo }) => lineTo !== null)).toBe(true);
  });

  it('keeps the number of a tooth that fills the pane inside the pane', () => {
    const zoom = 6;
    const [x, y] = find(26).centre;
    const pane = { widthPx: 500, heightPx: 400 };
    const originPx = [pane.widthPx / 2 - x * zoom, pane.heightPx / 2 - y * zoom] as const;
    const shown = numbersInPane(placed(zoom), { ...pane, zoom, originPx });
    expect(shown.map(({ tooth }) => tooth.label)).toEqual([26]);
    expect(shown[0].y).toBeGreaterThan(0);
    expect(shown[0].y).toBeLessThan(pane.heightPx);
  });
});

it('writes numbers in the notation that was chosen, and supernumerary ones as they are', () => {
  const signs = (notation: 'fdi' | 'universal' | 'palmer'): ReadonlyMap<number, string> =>
    new Map(pictureTeeth(CASE, notation).map(({ label, sign }) => [label, sign]));
  const fdi = CASE.instances[0].fdi;
  expect(signs('universal').get(fdi)).toBe(toothSign(fdi, 'universal'));
  expect(signs('palmer').get(fdi)).toBe(toothSign(fdi, 'palmer'));
  for (const { label } of CASE.supernumerary) expect(signs('palmer').get(label)).toBe(signs('fdi').get(label));
});
