import { describe, expect, it } from 'vitest';
import { toothColour } from '#core/fdi';
import { measureTeeth } from '#core/metrics/metrics';
import { drawContactSheet, type ContactSheet, type SheetTooth } from '#core/sheet/contact-sheet';
import { drawOutline } from '#core/sheet/outlined-image';
import { newRaster, type Raster } from '#core/sheet/raster';
import { drawText, textWidth, wrapText } from '#core/sheet/stroke-font';
import { cutPlane, toothFrame } from '#core/sheet/tooth-cuts';
import type { LabelMap } from '#core/volume';
import { makePhantom, phantomCentre, phantomGrid } from '../../../fixtures/phantom.ts';
import { DIRECTIONS } from '../grids.ts';

const TEETH = [11, 12, 16, 21, 22, 26, 36, 41, 46];

function teethOf({ volume, truth }: ReturnType<typeof makePhantom>): SheetTooth[] {
  return measureTeeth(volume, truth).teeth.map((tooth) => ({
    ...tooth,
    confidence: tooth.fdi === 26 ? 0.4 : 0.9,
    runnerUpFdi: null,
    warnings: [],
  }));
}

/** How many pixels of a box have nearly a colour. */
function count(raster: Raster, [left, top, width, height]: readonly number[], colour: readonly number[]): number {
  let found = 0;
  for (let y = top; y < top + height; y++) {
    for (let x = left; x < left + width; x++) {
      const n = 4 * (x + raster.width * y);
      if (colour.every((value, c) => Math.abs(raster.data[n + c] - value) < 12)) found++;
    }
  }
  return found;
}

describe.each(DIRECTIONS)('a tooth cut on a %s grid', (_name, direction) => {
  const phantom = makePhantom(phantomGrid([110, 100, 90], [0.8, 0.9, 0.7], direction), TEETH);

  it.each([11, 16, 36])('shows %i where it lies, its length upright', (fdi) => {
    const tooth = measureTeeth(phantom.volume, phantom.truth).teeth.find((other) => other.fdi === fdi);
    if (tooth === undefined) throw new Error('The phantom has this tooth');
    const frame = toothFrame(tooth, [1, 0, 0], phantom.truth);
    const centre = phantomCentre(fdi);
    expect(Math.hypot(...frame.centreMm.map((value, axis) => value - centre[axis]))).toBeLessThan(0.5);
    const plane = {
      centreMm: centre,
      right: frame.alongArch,
      up: frame.up,
      width: 113,
      height: 225,
      mmPerPixel: 0.125,
    };
    const image = cutPlane(phantom.volume, phantom.truth, plane);
    const raster = newRaster(113, 225, [0, 0, 0]);
    drawOutline(raster, 0, 0, image, fdi, { widthPx: 3, opacity: 1, smoothingPx: 3 });
    const colour = toothColour(fdi);
    // The ellipsoid is 2.1 mm wide and 8 mm high about the middle: outlines there, none inside or outside.
    for (const [x, y] of [
      [56 + 17, 112],
      [56 - 17, 112],
      [56, 112 + 63],
      [56, 112 - 63],
    ])
      expect(count(raster, [x - 6, y - 6, 13, 13], colour)).toBeGreaterThan(8);
    expect(count(raster, [48, 80, 17, 65], colour)).toBe(0);
    expect(count(raster, [85, 0, 28, 225], colour)).toBe(0);
    expect(image.grey[56 + 113 * 112]).toBeCloseTo(2000, 0);
    expect(image.grey[10 + 113 * 112]).toBeLessThan(100);
  });
});

it('has the buccal side in front of an incisor and outside of a molar', () => {
  const phantom = makePhantom(phantomGrid([106, 100, 86], [0.9, 0.8, 1], [1, 0, 0, 0, 1, 0, 0, 0, 1]), TEETH);
  const { teeth } = measureTeeth(phantom.volume, phantom.truth);
  const buccalOf = (fdi: number, tangent: readonly [number, number, number]) => {
    const tooth = teeth.find((other) => other.fdi === fdi);
    if (tooth === undefined) throw new Error('The phantom has this tooth');
    return toothFrame(tooth, tangent, phantom.truth).buccal;
  };
  expect(buccalOf(11, [1, 0, 0])[1]).toBeLessThan(-0.9);
  expect(buccalOf(41, [1, 0, 0])[1]).toBeLessThan(-0.9);
  expect(buccalOf(26, [0, 1, 0])[0]).toBeGreaterThan(0.9);
  expect(buccalOf(46, [0, -1, 0])[0]).toBeLessThan(-0.9);
});

function sheetOf(teeth: readonly number[], change: (labels: LabelMap) => void = () => {}): ContactSheet {
  const phantom = makePhantom(phantomGrid([106, 100, 86], [0.9, 0.8, 1], [1, 0, 0, 0, 1, 0, 0, 0, 1]), teeth);
  change(phantom.truth);
  const { volume, truth } = phantom;
  const found = teethOf(phantom);
  return drawContactSheet({ title: 't', notice: 'n', facts: [], warnings: [], volume, labels: truth, teeth: found });
}

describe('the contact sheet', () => {
  const sheet = sheetOf(TEETH);
  const tile = (fdi: number, of = sheet) => of.tiles.get(fdi) ?? [0, 0, 0, 0];
  const WARNING = [240, 180, 76];

  it('has a tile for each of the 32 permanent teeth in the order of the chart', () => {
    const at = (fdi: number) => tile(fdi).slice(0, 2);
    expect(sheet.tiles.size).toBe(32);
    expect(at(18)[0]).toBeLessThan(at(11)[0]);
    expect(at(11)[0]).toBeLessThan(at(21)[0]);
    expect(at(48)).toEqual([at(18)[0], at(38)[1]]);
    expect(at(48)[1]).toBeGreaterThan(at(18)[1]);
    const [left, top, width, height] = tile(38);
    expect(left + width).toBeLessThanOrEqual(sheet.width);
    expect(top + height).toBeLessThanOrEqual(sheet.height);
  });

  it.each(TEETH)('outlines %i in its own colour in its own tile, and in the panorama', (fdi) => {
    expect(count(sheet, tile(fdi), toothColour(fdi))).toBeGreaterThan(500);
    expect(count(sheet, [0, 0, sheet.width, tile(18)[1]], toothColour(fdi))).toBeGreaterThan(200);
  });

  it('leaves the tile of a missing tooth empty', () => {
    expect(count(sheet, tile(17), toothColour(17))).toBe(0);
    expect(count(sheet, tile(17), [255, 255, 255])).toBe(0);
  });

  it('marks a doubtful tooth', () => {
    expect(count(sheet, tile(26), WARNING)).toBeGreaterThan(1000);
    expect(count(sheet, tile(16), WARNING)).toBeLessThan(200);
  });

  it('puts deciduous teeth between the jaws, and needs no teeth at all', () => {
    const mixed = sheetOf([11, 16, 26, 36, 46], ({ data }) => {
      for (let n = 0; n < data.length; n++) if (data[n] === 26) data[n] = 65;
    });
    const [left, top] = tile(65, mixed);
    expect(left).toBe(tile(25, mixed)[0]);
    expect(top).toBeGreaterThan(tile(25, mixed)[1]);
    expect(top).toBeLessThan(tile(35, mixed)[1]);
    expect(sheetOf([]).tiles.size).toBe(32);
  });
});

describe('the font', () => {
  it('has a glyph of its own for every printable ASCII character', () => {
    const ink = (text: string): number => {
      const raster = newRaster(60, 60, [0, 0, 0]);
      drawText(raster, text, 10, 10, { size: 24, colour: [255, 255, 255] });
      return raster.data.reduce((sum, value, n) => (n % 4 === 3 ? sum : sum + value), 0);
    };
    const unknown = ink('漢');
    const codes = Array.from({ length: 94 }, (_, n) => String.fromCharCode(33 + n));
    expect(codes.filter((letter) => ink(letter) === unknown || ink(letter) === 0)).toEqual([]);
    expect(ink('é')).toBe(ink('e'));
  });

  it('breaks lines between words and keeps figures equally wide', () => {
    expect(textWidth('68', 12)).toBe(textWidth('90', 12));
    const lines = wrapText('every line is at most as wide as it may be', 12, 120);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.every((line) => textWidth(line, 12) <= 120)).toBe(true);
  });
});
