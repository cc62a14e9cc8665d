/** Text without a font file: letters as pen strokes, drawn smooth at any size. */
import { blendPixel, type Raster, type Rgb } from './raster.ts';

/**
 * A glyph is a list of strokes, a stroke a list of points, a point two base-36 digits: x from the left, y from the top of
 * the capitals. Capitals reach from 0 to c (12), small letters start at 4, descenders end at g (16). A stroke that starts
 * with ~ is a quadratic B-spline of its points, closed when the last point is the first.
 */
const GLYPHS: Readonly<Record<string, string>> = {
  '0': '~00 80 8c 0c 00',
  '1': '13 40 4c',
  '2': '~02 00 80 86 0c|0c 8c',
  '3': '~02 00 80 86 36|~36 86 8c 0c 0a',
  '4': '6c 60 08 88',
  '5': '70 10 05|~05 04 84 8c 0c 0a',
  '6': '~70 00 09|~05 85 8c 0c 05',
  '7': '00 80 3c',
  '8': '~10 70 76 16 10|~06 86 8c 0c 06',
  '9': '~80 87 07 00 80|~83 8c 1c',
  A: '0c 40 8c|18 78',
  B: '40 00 0c 4c|06 46|~40 80 86 46|~46 86 8c 4c',
  C: '~82 80 00 0c 8c 8a',
  D: '30 00 0c 3c|~30 80 8c 3c',
  E: '70 00 0c 7c|06 66',
  F: '70 00 0c|06 66',
  G: '~82 80 00 0c 8c 87|87 57',
  H: '00 0c|80 8c|06 86',
  I: '00 0c',
  J: '60 68|~68 6c 0c 09',
  K: '00 0c|80 07|35 8c',
  L: '00 0c 7c',
  M: '0c 00 58 a0 ac',
  N: '0c 00 8c 80',
  O: '~00 90 9c 0c 00',
  P: '40 00 0c|07 47|~40 80 87 47',
  Q: '~00 90 9c 0c 00|69 9d',
  R: '40 00 0c|07 47|~40 80 87 47|47 8c',
  S: '~82 80 00 06 86 8c 0c 0a',
  T: '00 80|40 4c',
  U: '00 07|~07 0c 8c 87|87 80',
  V: '00 4c 80',
  W: '00 3c 60 9c c0',
  X: '00 8c|80 0c',
  Y: '00 46 80|46 4c',
  Z: '00 80 0c 8c',
  a: '~04 74 7c 0c 04|74 7c',
  b: '00 0c|~04 74 7c 0c 04',
  c: '~75 74 04 0c 7c 7b',
  d: '70 7c|~04 74 7c 0c 04',
  e: '08 78|~78 74 04 0c 7c 7a',
  f: '~50 20 24|24 2c|04 54',
  g: '~04 74 7c 0c 04|74 7c|~7c 7g 0g 0f',
  h: '00 0c|~08 04 74 78|78 7c',
  i: '04 0c|00 01',
  j: '24 2c|~2c 2g 0g|20 21',
  k: '00 0c|64 09|27 6c',
  l: '00 0c',
  m: '04 0c|~07 04 54 57|57 5c|~57 54 a4 a7|a7 ac',
  n: '04 0c|~08 04 74 78|78 7c',
  o: '~04 74 7c 0c 04',
  p: '04 0g|~04 74 7c 0c 04',
  q: '74 7g|~04 74 7c 0c 04',
  r: '04 0c|~08 04 54',
  s: '~65 64 04 08 68 6c 0c 0b',
  t: '20 29|~29 2c 5c|04 54',
  u: '04 08|~08 0c 7c 78|74 7c',
  v: '04 3c 64',
  w: '04 3c 55 7c a4',
  x: '04 6c|64 0c',
  y: '04 3c|64 1g',
  z: '04 64 0c 6c',
  ' ': '',
  '.': '0b 0c',
  ',': '1b 0e',
  ':': '05 06|0b 0c',
  ';': '15 16|1b 0e',
  '!': '00 08|0b 0c',
  '?': '~01 00 70 76 38|3b 3c',
  "'": '00 03',
  '"': '00 03|30 33',
  '-': '17 57',
  '–': '07 77',
  _: '0d 8d',
  '+': '07 67|34 3a',
  '=': '05 65|09 69',
  '<': '63 07 6b',
  '>': '03 67 0b',
  '/': '0d 60',
  '\\': '00 6d',
  '|': '00 0e',
  '(': '~30 06 3d',
  ')': '~00 36 0d',
  '[': '30 00 0d 3d',
  ']': '00 30 3d 0d',
  '#': '1c 30|5c 70|04 84|08 88',
  '%': '~00 30 35 05 00|80 0c|~57 87 8c 5c 57',
  '&': '~8c 23 10 70 62 08 0c 5c 88',
  '*': '13 59|53 19|32 3a',
  '@': '~74 44 4a 7a 74|~74 7a ba b4 b0 00 0d 9d',
  $: '~72 70 00 06 86 8c 0c 0a|40 4d',
  '^': '04 30 64',
  '`': '00 23',
  '{': '30 20 25 07 29 2d 3d',
  '}': '00 10 15 37 19 1d 0d',
  '~': '~08 05 49 46',
  '·': '07 08',
  '°': '~00 40 44 04 00',
  '×': '15 6a|65 1a',
  '³': '~00 40 43 13|~13 43 46 06 05',
  '²': '~00 40 43 06|06 46',
};
/** What stands for a letter that has no glyph. */
const UNKNOWN = '00 60 6c 0c 00';

const CAP_UNITS = 12;
const GAP_UNITS = 3;
const SPACE_UNITS = 5;
/** Pen width as a share of the height of the capitals. */
const PEN = 0.13;
const CURVE_STEPS = 8;

/** Flat x0 y0 x1 y1 … lines of a glyph in its units, and how far the next letter is. */
interface Glyph {
  readonly segments: Float32Array;
  readonly advance: number;
}

const parsed = new Map<string, Glyph>();

function glyphOf(letter: string): Glyph {
  const known = parsed.get(letter);
  if (known !== undefined) return known;
  const segments = (GLYPHS[letter] ?? UNKNOWN).split('|').flatMap(segmentsOf);
  let right = letter === ' ' ? SPACE_UNITS - GAP_UNITS : 0;
  for (let n = 0; n < segments.length; n += 2) right = Math.max(right, segments[n]);
  const glyph = { segments: Float32Array.from(segments), advance: right + GAP_UNITS };
  parsed.set(letter, glyph);
  return glyph;
}

function segmentsOf(path: string): number[] {
  if (path === '') return [];
  const corners = path.replace('~', '').split(' ');
  const points = corners.map((pair): Point => [parseInt(pair[0], 36), parseInt(pair[1], 36)]);
  const line = path.startsWith('~') ? curveThrough(points) : points;
  return line.slice(1).flatMap((point, n) => [...line[n], ...point]);
}

type Point = readonly [number, number];

/** Points on the quadratic B-spline whose corners are given. */
function curveThrough(corners: readonly Point[]): Point[] {
  const [first, last] = [corners[0], corners[corners.length - 1]];
  const closed = first[0] === last[0] && first[1] === last[1];
  const ring = closed ? [...corners, corners[1]] : corners;
  const middle = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const curve: Point[] = [];
  for (let n = 1; n + 1 < ring.length; n++) {
    const from = n === 1 && !closed ? ring[0] : middle(ring[n - 1], ring[n]);
    const to = n + 2 === ring.length && !closed ? ring[n + 1] : middle(ring[n], ring[n + 1]);
    for (let step = n === 1 ? 0 : 1; step <= CURVE_STEPS; step++) {
      const t = step / CURVE_STEPS;
      const along = (axis: 0 | 1): number =>
        (1 - t) ** 2 * from[axis] + 2 * t * (1 - t) * ring[n][axis] + t ** 2 * to[axis];
      curve.push([along(0), along(1)]);
    }
  }
  return curve;
}

/** Letters as they are drawn: accents that have no glyph fall off. */
function lettersOf(text: string): string[] {
  return Array.from(text.normalize('NFC')).map((letter) =>
    letter in GLYPHS ? letter : (Array.from(letter.normalize('NFD'))[0] ?? letter),
  );
}

/** Width in pixels of a text whose capitals are `size` pixels high. */
export function textWidth(text: string, size: number): number {
  const units = lettersOf(text).reduce((sum, letter) => sum + glyphOf(letter).advance, -GAP_UNITS);
  return (Math.max(0, units) * size) / CAP_UNITS;
}

export interface TextStyle {
  readonly size: number; // height of the capitals, pixels
  readonly colour: Rgb;
  readonly align?: 'left' | 'middle' | 'right'; // what x means; left
  readonly halo?: Rgb; // a rim that keeps the text readable on a picture; none
  readonly bold?: boolean;
}

/** Writes one line; y is the top of the capitals. */
export function drawText(raster: Raster, text: string, x: number, y: number, style: TextStyle): void {
  const { size, colour, align = 'left', halo, bold = false } = style;
  const scale = size / CAP_UNITS;
  const width = textWidth(text, size);
  const left = align === 'left' ? x : align === 'middle' ? x - width / 2 : x - width;
  const radius = Math.max(0.6, (size * PEN * (bold ? 1.45 : 1)) / 2);
  if (halo !== undefined) stroke(raster, text, left, y, scale, radius + Math.max(1.5, size / 9), halo);
  stroke(raster, text, left, y, scale, radius, colour);
}

function stroke(
  raster: Raster,
  text: string,
  left: number,
  top: number,
  scale: number,
  radius: number,
  colour: Rgb,
): void {
  let from = left;
  for (const letter of lettersOf(text)) {
    const { segments, advance } = glyphOf(letter);
    inkGlyph(raster, segments, from, top, scale, radius, colour);
    from += advance * scale;
  }
}

/** Each pixel's ink is its distance from the nearest stroke of the letter, so that joints are not drawn twice. */
function inkGlyph(
  raster: Raster,
  segments: Float32Array,
  left: number,
  top: number,
  scale: number,
  radius: number,
  colour: Rgb,
): void {
  let [right, bottom] = [0, 0];
  for (let n = 0; n < segments.length; n += 2) {
    right = Math.max(right, segments[n]);
    bottom = Math.max(bottom, segments[n + 1]);
  }
  if (segments.length === 0) return;
  for (let y = Math.floor(top - radius - 1); y <= top + bottom * scale + radius + 1; y++) {
    for (let x = Math.floor(left - radius - 1); x <= left + right * scale + radius + 1; x++) {
      let nearest = Infinity;
      for (let n = 0; n < segments.length; n += 4) {
        const [ax, ay] = [left + segments[n] * scale, top + segments[n + 1] * scale];
        const [dx, dy] = [(segments[n + 2] - segments[n]) * scale, (segments[n + 3] - segments[n + 1]) * scale];
        const squared = dx * dx + dy * dy;
        const t = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / squared));
        nearest = Math.min(nearest, (x - ax - t * dx) ** 2 + (y - ay - t * dy) ** 2);
      }
      const ink = radius + 0.5 - Math.sqrt(nearest);
      if (ink > 0) blendPixel(raster, x, y, colour, Math.min(1, ink));
    }
  }
}

/** Breaks a text into lines that are at most `width` pixels wide, between words where it can. */
export function wrapText(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || textWidth(longer, size) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return line === '' ? lines : [...lines, line];
}
