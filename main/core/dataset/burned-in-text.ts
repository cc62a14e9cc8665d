/** Writing in a picture: rows of glyphs, thin strokes of one flat grey that differs from what is around them. */
import type { Picture } from '../panoramic/picture-frame.ts';
import { lessMean } from './picture-quality.ts';

export interface TextLine {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly glyphs: number;
}

interface Glyph {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

const MIN_HEIGHT = 6;
/** Of the picture. */
const MAX_HEIGHT_SHARE = 0.08;
/** A side marker is one letter, a name or a date is more. */
const MIN_GLYPHS = 5;
/** Where the teeth are, brackets stand in rows too. */
const MIN_GLYPHS_AMONG_TEETH = 8;
const TEETH = { left: 0.15, right: 0.85, top: 0.3, bottom: 0.8 } as const;
/** Ink differs from the mean around it by this share of full scale, and lies this close to the darkest or brightest value. */
const MIN_DIFFERENCE = 0.18;
const INK_RANGE = 0.2;
/** Glyphs are drawn, fillings and brackets are blobs: stroke width over height. */
const MAX_STROKE = 0.3;
const STANDING_SHARE = 0.8;

/**
 * Lines of at least five glyphs of about one height beside one another, in white or in black. `fullScale` as for the quality;
 * flat index x + y·width. Writing across the picture is found, upright writing and handwriting are not.
 */
export function burnedInText(picture: Picture, fullScale: number): readonly TextLine[] {
  const { width, height } = picture;
  const data = new Float32Array(picture.data);
  let [darkest, brightest] = [Infinity, -Infinity];
  for (let n = 0; n < data.length; n++) {
    if (data[n] < darkest) darkest = data[n];
    if (data[n] > brightest) brightest = data[n];
  }
  const reach = Math.max(8, Math.round(height * 0.03));
  const off = lessMean(data, width, height, reach);
  return [1, -1].flatMap((sign) => {
    const limit = sign > 0 ? brightest - INK_RANGE * fullScale : darkest + INK_RANGE * fullScale;
    const ink = new Uint8Array(data.length);
    const difference = MIN_DIFFERENCE * fullScale;
    for (let n = 0; n < ink.length; n++) if (sign * (data[n] - limit) >= 0 && sign * off[n] > difference) ink[n] = 1;
    return linesOf(glyphsOf(ink, width, height)).filter(
      (line) => line.glyphs >= MIN_GLYPHS_AMONG_TEETH || !isAmongTeeth(line, width, height),
    );
  });
}

/** Components of 8 neighbours that look like a glyph. Empties `ink`. */
function glyphsOf(ink: Uint8Array, width: number, height: number): Glyph[] {
  const glyphs: Glyph[] = [];
  const stack: number[] = [];
  const maxHeight = Math.max(24, MAX_HEIGHT_SHARE * height);
  for (let start = 0; start < ink.length; start++) {
    if (ink[start] === 0) continue;
    let [x0, x1, y0, y1, area, edges] = [width, 0, height, 0, 0, 0];
    ink[start] = 2;
    stack.push(start);
    for (let n = stack.pop(); n !== undefined; n = stack.pop()) {
      const x = n % width;
      const y = Math.floor(n / width);
      area++;
      x0 = Math.min(x0, x);
      x1 = Math.max(x1, x);
      y0 = Math.min(y0, y);
      y1 = Math.max(y1, y);
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          const isInside = x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height;
          const at = n + dx + dy * width;
          if ((dx === 0) !== (dy === 0) && (!isInside || ink[at] === 0)) edges++;
          if (isInside && ink[at] === 1) {
            ink[at] = 2;
            stack.push(at);
          }
        }
      }
    }
    const [wide, high] = [x1 - x0 + 1, y1 - y0 + 1];
    const stroke = (2 * area) / edges;
    const isGlyph =
      high >= MIN_HEIGHT && high <= maxHeight && wide <= 1.6 * high && stroke <= Math.max(1.6, MAX_STROKE * high);
    if (isGlyph) glyphs.push({ x0, y0, x1, y1 });
  }
  return glyphs;
}

function linesOf(glyphs: readonly Glyph[]): TextLine[] {
  const lines: TextLine[] = [];
  const rest = new Set(glyphs.toSorted((a, b) => a.x0 - b.x0));
  for (const first of rest) {
    rest.delete(first);
    const line = [first];
    for (const next of rest) {
      const last = line[line.length - 1];
      if (!follows(last, next)) continue;
      rest.delete(next);
      line.push(next);
    }
    if (line.length < MIN_GLYPHS || !isStraight(line)) continue;
    const [y0, y1] = [Math.min(...line.map((glyph) => glyph.y0)), Math.max(...line.map((glyph) => glyph.y1))];
    const { x1 } = line[line.length - 1];
    lines.push({ x: first.x0, y: y0, width: x1 - first.x0 + 1, height: y1 - y0 + 1, glyphs: line.length });
  }
  return lines;
}

function isAmongTeeth(line: TextLine, width: number, height: number): boolean {
  const [x, y] = [(line.x + line.width / 2) / width, (line.y + line.height / 2) / height];
  return x > TEETH.left && x < TEETH.right && y > TEETH.top && y < TEETH.bottom;
}

/** Most letters end on one line and begin on one of two, to the pixel; brackets and fillings follow an arch. */
function isStraight(line: readonly Glyph[]): boolean {
  const slack = Math.max(1, 0.06 * Math.max(...line.map(({ y0, y1 }) => y1 - y0 + 1)));
  const bottoms = line.map(({ y1 }) => y1);
  const tops = line.map(({ y0 }) => y0);
  const standing = mostWithin(bottoms, slack);
  const capitals = mostWithin(tops, slack);
  const small = mostWithin(
    tops.filter((top) => !capitals.includes(top)),
    slack,
  );
  const enough = STANDING_SHARE * line.length;
  return standing.length >= enough && capitals.length + small.length >= enough;
}

/** The most values that lie within `slack` of the first of them. */
function mostWithin(values: readonly number[], slack: number): readonly number[] {
  return values
    .map((first) => values.filter((value) => value >= first && value <= first + slack))
    .reduce((most, some) => (some.length > most.length ? some : most), []);
}

function follows(last: Glyph, next: Glyph): boolean {
  const [highLast, highNext] = [last.y1 - last.y0 + 1, next.y1 - next.y0 + 1];
  const [low, high] = [Math.min(highLast, highNext), Math.max(highLast, highNext)];
  const gap = next.x0 - last.x1;
  const isBeside = gap > -2 && gap <= 1.5 * high;
  // Letters stand on one line; small ones are lower, descenders hang.
  const onOneLine =
    Math.abs(last.y1 - next.y1) <= Math.max(1, 0.15 * high) || Math.abs(last.y0 - next.y0) <= Math.max(1, 0.15 * high);
  return isBeside && onOneLine && high <= 1.7 * low;
}
