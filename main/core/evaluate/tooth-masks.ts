/** The teeth of one radiograph as something that can be drawn tooth by tooth, whatever they were stored as. */
import { boxOfPolygons, fillPolygonInto, type PixelPolygon } from './fill-polygon.ts';

/** Inclusive corners x0, y0, x1, y1. */
export type PixelBox = readonly [number, number, number, number];

export interface DrawnTooth {
  /** Holds all of the tooth's pixels within the picture; null when it has none. */
  readonly box: PixelBox | null;
  /** Sets the tooth's pixels to 1 in a flat x-fastest image of the picture's size. */
  readonly drawInto: (image: Uint8Array) => void;
}

/** Teeth by label: FDI codes, or other numbers that count as extra. Masks of different teeth may overlap. */
export interface ToothMasks {
  readonly width: number;
  readonly height: number;
  readonly teeth: ReadonlyMap<number, DrawnTooth>;
}

/** The teeth of one picture; polygons of one tooth are united, polygons of different teeth may overlap. */
export interface ToothOutlines {
  readonly width: number;
  readonly height: number;
  readonly polygons: ReadonlyMap<number, readonly PixelPolygon[]>; // by label
}

export function masksOfOutlines({ width, height, polygons }: ToothOutlines): ToothMasks {
  const teeth = new Map<number, DrawnTooth>();
  for (const [label, parts] of polygons) {
    teeth.set(label, {
      box: boxOfPolygons(parts, width, height),
      drawInto: (image) => {
        for (const polygon of parts) fillPolygonInto(image, width, height, polygon);
      },
    });
  }
  return { width, height, teeth };
}

/** `labels`: one label a pixel, flat x fastest, 0 background. */
export function masksOfLabels(width: number, height: number, labels: Uint8Array): ToothMasks {
  checkLength(labels, width, height);
  const teeth = new Map<number, DrawnTooth>();
  for (const [label, box] of boxesOf(labels, width, height)) {
    if (label === 0) continue;
    teeth.set(label, { box, drawInto: (image) => copyInto(image, width, box, (n) => labels[n] === label) });
  }
  return { width, height, teeth };
}

/** `masks`: a picture for each label, flat x fastest, other than 0 inside; a tooth without pixels still counts. */
export function masksOfPictures(width: number, height: number, masks: ReadonlyMap<number, Uint8Array>): ToothMasks {
  const teeth = new Map<number, DrawnTooth>();
  for (const [label, mask] of masks) {
    checkLength(mask, width, height);
    const box = joinedBox([...boxesOf(mask, width, height)].flatMap(([value, found]) => (value === 0 ? [] : [found])));
    teeth.set(label, {
      box,
      drawInto: (image) => {
        if (box !== null) copyInto(image, width, box, (n) => mask[n] !== 0);
      },
    });
  }
  return { width, height, teeth };
}

/** The same masks on a grid of another size, nearest neighbour. */
export function masksAtSize(
  { width: fromWidth, height: fromHeight, teeth }: ToothMasks,
  width: number,
  height: number,
): ToothMasks {
  const masks = new Map<number, Uint8Array>();
  for (const [label, tooth] of teeth) {
    const drawn = new Uint8Array(fromWidth * fromHeight);
    tooth.drawInto(drawn);
    const mask = new Uint8Array(width * height);
    for (let y = 0; y < height; y++) {
      const row = Math.floor(((y + 0.5) * fromHeight) / height) * fromWidth;
      for (let x = 0; x < width; x++) mask[x + y * width] = drawn[row + Math.floor(((x + 0.5) * fromWidth) / width)];
    }
    masks.set(label, mask);
  }
  return masksOfPictures(width, height, masks);
}

/** The smallest box that holds all of them; null of none. */
export function joinedBox(boxes: readonly (PixelBox | null)[]): PixelBox | null {
  return boxes.reduce((joined, box) => {
    if (joined === null || box === null) return joined ?? box;
    return [
      Math.min(joined[0], box[0]),
      Math.min(joined[1], box[1]),
      Math.max(joined[2], box[2]),
      Math.max(joined[3], box[3]),
    ];
  }, null);
}

function checkLength(pixels: Uint8Array, width: number, height: number): void {
  if (pixels.length !== width * height)
    throw new RangeError(`${pixels.length} pixels do not fill a picture of ${width} × ${height}`);
}

/** The box of every value that occurs. */
function boxesOf(pixels: Uint8Array, width: number, height: number): Map<number, PixelBox> {
  const [x0, y0] = [new Int32Array(256).fill(width), new Int32Array(256).fill(height)];
  const [x1, y1] = [new Int32Array(256).fill(-1), new Int32Array(256).fill(-1)];
  for (let y = 0, n = 0; y < height; y++) {
    for (let x = 0; x < width; x++, n++) {
      const value = pixels[n];
      if (x < x0[value]) x0[value] = x;
      if (x > x1[value]) x1[value] = x;
      if (y < y0[value]) y0[value] = y;
      y1[value] = y;
    }
  }
  const boxes = new Map<number, PixelBox>();
  for (let value = 0; value < 256; value++)
    if (x1[value] >= 0) boxes.set(value, [x0[value], y0[value], x1[value], y1[value]]);
  return boxes;
}

function copyInto(
  image: Uint8Array,
  width: number,
  [x0, y0, x1, y1]: PixelBox,
  isInside: (n: number) => boolean,
): void {
  for (let y = y0; y <= y1; y++) for (let n = x0 + width * y; n <= x1 + width * y; n++) if (isInside(n)) image[n] = 1;
}
