import { describe, expect, test } from 'vitest';
import { fillPolygonInto } from '../../../../main/core/evaluate/fill-polygon.ts';
import {
  keepLargestPartInPlace,
  measureMask,
  outlineOf,
  type WindowMask,
} from '../../../../main/core/panoramic/mask-outline.ts';
import { randomNumbers } from '../random-numbers.ts';

/** A mask from rows of text, # inside, its window at (x0, y0). */
function maskOf(rows: readonly string[], x0 = 0, y0 = 0): WindowMask {
  const inside = Uint8Array.from(rows.join(''), (letter) => (letter === '#' ? 1 : 0));
  return { x0, y0, width: rows[0].length, height: rows.length, inside };
}

/** A filled ellipse, turned by an angle. */
function ellipse(width: number, height: number, [a, b]: readonly [number, number], angleRad: number): WindowMask {
  const inside = new Uint8Array(width * height);
  const [c, s] = [Math.cos(angleRad), Math.sin(angleRad)];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [dx, dy] = [x - (width - 1) / 2, y - (height - 1) / 2];
      if (((c * dx + s * dy) / a) ** 2 + ((c * dy - s * dx) / b) ** 2 <= 1) inside[x + y * width] = 1;
    }
  }
  return { x0: 0, y0: 0, width, height, inside };
}

describe('keepLargestPartInPlace', () => {
  test('keeps the larger of two parts, corners touching counts, and fills its hole', () => {
    const mask = maskOf(['##....', '##....', '..#.##', '..####', '..#.#.', '..###.', '......', '#.....']);
    expect(keepLargestPartInPlace(mask)).toBe(17);
    expect([...mask.inside].join('')).toBe('110000110000001011001111001110001110000000000000');
  });
  test('an opening that reaches the window edge is no hole', () => {
    const mask = maskOf(['###', '#..', '###']);
    expect(keepLargestPartInPlace(mask)).toBe(7);
  });
  test('nothing stays nothing', () => {
    expect(keepLargestPartInPlace(maskOf(['...', '...']))).toBe(0);
  });
});

describe('outlineOf', () => {
  const SHAPES: Readonly<Record<string, readonly string[]>> = {
    'a single pixel': ['#'],
    'a line': ['####'],
    'a diagonal line': ['#...', '.#..', '..#.', '...#'],
    'a block': ['####', '####', '####'],
    'two roots': ['######', '######', '##..##', '##..##', '#....#'],
    'blocks that touch at corners': ['##..', '##..', '..##', '..##'],
    'a hook one pixel wide': ['#####', '....#', '..#.#', '..###'],
  };
  test.each(Object.entries(SHAPES))('filled with its border gives %s back', (_name, rows) => {
    expectRoundTrip(maskOf(rows, 3, 2));
  });

  test('gives 60 random shapes back', () => {
    const random = randomNumbers(7);
    for (let trial = 0; trial < 60; trial++) {
      const [width, height] = [4 + Math.floor(12 * random()), 4 + Math.floor(12 * random())];
      const inside = Uint8Array.from({ length: width * height }, () => (random() < 0.62 ? 1 : 0));
      const mask: WindowMask = { x0: 2, y0: 1, width, height, inside };
      keepLargestPartInPlace(mask);
      expectRoundTrip(mask);
    }
  });

  test('straight runs have corners only', () => {
    expect(outlineOf(maskOf(['####', '####', '####'], 10, 20))).toEqual([
      [10, 20],
      [13, 20],
      [13, 22],
      [10, 22],
    ]);
  });

  test('an empty mask has none', () => {
    expect(() => outlineOf(maskOf(['...']))).toThrow(RangeError);
  });

  function expectRoundTrip(mask: WindowMask): void {
    const [width, height] = [mask.x0 + mask.width + 2, mask.y0 + mask.height + 2];
    const canvas = new Uint8Array(width * height);
    fillPolygonInto(canvas, width, height, outlineOf(mask).flat());
    const expected = new Uint8Array(width * height);
    for (let n = 0; n < mask.inside.length; n++) {
      expected[mask.x0 + (n % mask.width) + (mask.y0 + Math.floor(n / mask.width)) * width] = mask.inside[n];
    }
    expect(canvas).toEqual(expected);
  }
});

describe('measureMask', () => {
  test('an upright block: pixels counted to their edges, axis towards the crown', () => {
    const mask = maskOf(
      Array.from({ length: 12 }, () => '####'),
      5,
      7,
    );
    const upper = measureMask(mask, { crownDown: true, pixelSpacingMm: null });
    expect(upper).toMatchObject({ areaPx: 48, centroidPx: [6.5, 12.5], lengthMm: null, widthMm: null });
    expect(upper.boundsPx).toEqual({ min: [5, 7], max: [8, 18] });
    expect(upper.axis[0]).toBeCloseTo(0, 9);
    expect(upper.axis[1]).toBeCloseTo(1, 9);
    expect(upper.lengthPx).toBeCloseTo(12, 9);
    expect(upper.widthPx).toBeCloseTo(4, 9);
    expect(measureMask(mask, { crownDown: false, pixelSpacingMm: null }).axis[1]).toBeCloseTo(-1, 9);
  });

  test.each([0.3, -0.7, 1.2])('an ellipse turned by %d rad has its two diameters', (angle) => {
    const measured = measureMask(ellipse(121, 121, [18, 50], angle), { crownDown: true, pixelSpacingMm: null });
    expect(measured.lengthPx).toBeGreaterThan(98.5);
    expect(measured.lengthPx).toBeLessThan(102.5);
    expect(measured.widthPx).toBeGreaterThan(34.5);
    expect(measured.widthPx).toBeLessThan(38.5);
    const along = Math.abs(-Math.sin(angle) * measured.axis[0] + Math.cos(angle) * measured.axis[1]);
    expect(along).toBeCloseTo(1, 3);
  });

  test('with pixels that are not square millimetres count, not pixels', () => {
    // 40×40 pixels of 0.1 × 0.3 mm: higher than wide
    const mask = maskOf(Array.from({ length: 40 }, () => '#'.repeat(40)));
    const measured = measureMask(mask, { crownDown: true, pixelSpacingMm: [0.1, 0.3] });
    expect(measured.lengthMm).toBeCloseTo(12, 6);
    expect(measured.widthMm).toBeCloseTo(4, 6);
    expect(measured.lengthPx).toBeCloseTo(40, 6);
    expect(measured.axis[1]).toBeCloseTo(1, 6);
  });
});
