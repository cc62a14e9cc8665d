/** A small RGB picture: pixels, labels in a bitmap font, PNG. */
import { writeFile } from 'node:fs/promises';
import { PNG } from 'pngjs';

export type Rgb = readonly [number, number, number];

/** 5×7 bitmaps, one number a row, the highest of five bits on the left. */
const GLYPHS: Readonly<Record<string, readonly number[]>> = {
  '0': [14, 17, 19, 21, 25, 17, 14],
  '1': [4, 12, 4, 4, 4, 4, 14],
  '2': [14, 17, 1, 2, 4, 8, 31],
  '3': [31, 2, 4, 2, 1, 17, 14],
  '4': [2, 6, 10, 18, 31, 2, 2],
  '5': [31, 16, 30, 1, 1, 17, 14],
  '6': [6, 8, 16, 30, 17, 17, 14],
  '7': [31, 1, 2, 4, 8, 8, 8],
  '8': [14, 17, 17, 14, 17, 17, 14],
  '9': [14, 17, 17, 15, 1, 2, 12],
  A: [14, 17, 17, 31, 17, 17, 17],
  L: [16, 16, 16, 16, 16, 16, 31],
  P: [30, 17, 17, 30, 16, 16, 16],
  R: [30, 17, 17, 30, 20, 18, 17],
};
const GLYPH_WIDTH = 5;
const GLYPH_HEIGHT = 7;

export class Canvas {
  readonly width: number;
  readonly height: number;
  private readonly png: PNG;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.png = new PNG({ width, height, colorType: 2 });
  }

  set(x: number, y: number, red: number, green: number, blue: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    const at = 4 * (x + this.width * y);
    this.png.data[at] = red;
    this.png.data[at + 1] = green;
    this.png.data[at + 2] = blue;
    this.png.data[at + 3] = 255;
  }

  /** Centres a text on (x, y): bright letters with a dark rim, readable on any ground. */
  text(text: string, x: number, y: number, scale: number, [red, green, blue]: Rgb = [255, 255, 255]): void {
    const left = Math.round(x - (scale * (text.length * (GLYPH_WIDTH + 1) - 1)) / 2);
    const top = Math.round(y - (scale * GLYPH_HEIGHT) / 2);
    this.stamp(text, left, top, scale, scale > 1 ? 2 : 1, 0, 0, 0);
    this.stamp(text, left, top, scale, 0, red, green, blue);
  }

  async save(path: string): Promise<void> {
    await writeFile(path, PNG.sync.write(this.png));
  }

  private stamp(
    text: string,
    left: number,
    top: number,
    scale: number,
    rim: number,
    red: number,
    green: number,
    blue: number,
  ): void {
    for (const [index, letter] of Array.from(text).entries()) {
      const rows = GLYPHS[letter];
      if (rows === undefined) throw new RangeError(`No glyph for "${letter}"`);
      for (let row = 0; row < GLYPH_HEIGHT; row++) {
        for (let column = 0; column < GLYPH_WIDTH; column++) {
          if ((rows[row] & (16 >> column)) === 0) continue;
          const x0 = left + scale * (index * (GLYPH_WIDTH + 1) + column);
          const y0 = top + scale * row;
          for (let y = y0 - rim; y < y0 + scale + rim; y++) {
            for (let x = x0 - rim; x < x0 + scale + rim; x++) this.set(x, y, red, green, blue);
          }
        }
      }
    }
  }
}
