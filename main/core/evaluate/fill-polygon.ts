/** Filling a polygon as the STS challenge's masks are made. */

/** Corners x0, y0, x1, y1, … in whole pixels, closed without repeating the first. */
export type PixelPolygon = readonly number[];

/**
 * Sets the pixels of a polygon to 1 in a flat x-fastest image: every pixel whose centre lies inside by the even-odd rule
 * and every pixel of the border, drawn as 8-connected lines (what OpenCV's fillPoly does). Parts beyond the image are
 * left out.
 */
export function fillPolygonInto(image: Uint8Array, width: number, height: number, polygon: PixelPolygon): void {
  fillInteriorInto(image, width, height, polygon);
  for (let n = 0; n < polygon.length; n += 2) {
    const next = (n + 2) % polygon.length;
    drawLineInto(image, width, height, polygon[n], polygon[n + 1], polygon[next], polygon[next + 1]);
  }
}

/** The smallest box x0, y0, x1, y1, inclusive, that holds the polygons within the image; null when none is in it. */
export function boxOfPolygons(
  polygons: readonly PixelPolygon[],
  width: number,
  height: number,
): readonly [number, number, number, number] | null {
  const [box0, box1] = [0, 1].map((axis) => {
    let [low, high] = [Infinity, -Infinity];
    for (const polygon of polygons) {
      for (let n = axis; n < polygon.length; n += 2) {
        if (polygon[n] < low) low = polygon[n];
        if (polygon[n] > high) high = polygon[n];
      }
    }
    return [Math.max(0, low), Math.min((axis === 0 ? width : height) - 1, high)];
  });
  return box0[0] > box0[1] || box1[0] > box1[1] ? null : [box0[0], box1[0], box0[1], box1[1]];
}

function fillInteriorInto(image: Uint8Array, width: number, height: number, polygon: PixelPolygon): void {
  const box = boxOfPolygons([polygon], width, height);
  if (box === null) return;
  const crossings: number[] = [];
  for (let y = box[1]; y <= box[3]; y++) {
    crossings.length = 0;
    for (let n = 0; n < polygon.length; n += 2) {
      const next = (n + 2) % polygon.length;
      const [x0, y0, x1, y1] = [polygon[n], polygon[n + 1], polygon[next], polygon[next + 1]];
      // An edge owns its upper end only, so that a corner counts once.
      if (Math.min(y0, y1) <= y && y < Math.max(y0, y1)) crossings.push(x0 + ((y - y0) * (x1 - x0)) / (y1 - y0));
    }
    crossings.sort((a, b) => a - b);
    for (let n = 0; n + 1 < crossings.length; n += 2) {
      const from = Math.max(0, Math.ceil(crossings[n]));
      const to = Math.min(width - 1, Math.floor(crossings[n + 1]));
      if (from <= to) image.fill(1, from + width * y, to + width * y + 1);
    }
  }
}

/** Bresenham's line from the left end; half a pixel off the line stays where the line came from. */
function drawLineInto(
  image: Uint8Array,
  width: number,
  height: number,
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
): void {
  const [x0, y0, x1, y1] = fromX <= toX ? [fromX, fromY, toX, toY] : [toX, toY, fromX, fromY];
  const [dx, dy] = [x1 - x0, y1 - y0];
  const steps = Math.max(dx, Math.abs(dy));
  // Along its longer side a line goes a pixel a step: those outside of the picture are not counted through.
  const [start, size, sign] = steps === dx ? [x0, width, 1] : [y0, height, Math.sign(dy)];
  const enters = sign > 0 ? -start : start - (size - 1);
  const last = Math.min(steps, enters + size - 1);
  for (let step = Math.max(0, enters); step <= last; step++) {
    const x = x0 + halfDown(steps === 0 ? 0 : (step * dx) / steps);
    const y = y0 + Math.sign(dy) * halfDown(steps === 0 ? 0 : (step * Math.abs(dy)) / steps);
    if (x >= 0 && y >= 0 && x < width && y < height) image[x + width * y] = 1;
  }
}

/** Nearest whole number, a half rounded down. */
function halfDown(value: number): number {
  return Math.ceil(value - 0.5);
}
