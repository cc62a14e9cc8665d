/** A tooth's mask on a radiograph: cleaned, outlined as a ring of border pixels, and measured in pixels. */

export type Vec2 = readonly [number, number];

/** A part of a picture or grid; flat index (x − x0) + (y − y0)·width. */
export interface GridWindow {
  readonly x0: number;
  readonly y0: number;
  readonly width: number;
  readonly height: number;
}

/** The cells that hold low … high of a grid of the given size, cut at its edges; one cell at least. */
export function windowAround(low: Vec2, high: Vec2, [width, height]: Vec2): GridWindow {
  const first = (at: number, size: number): number => Math.min(size - 1, Math.max(0, Math.floor(at)));
  const [x0, y0] = [first(low[0], width), first(low[1], height)];
  const count = (at: number, from: number, size: number): number =>
    Math.min(size, Math.max(from + 1, Math.ceil(at))) - from;
  return { x0, y0, width: count(high[0], x0, width), height: count(high[1], y0, height) };
}

/** A mask in a window of the source picture: `inside` is 1 for the tooth. */
export interface WindowMask extends GridWindow {
  readonly inside: Uint8Array;
}

/** Neighbours clockwise from the left, x to the right and y down. */
const AROUND = [
  [-1, 0],
  [-1, -1],
  [0, -1],
  [1, -1],
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
] as const;

/** Keeps the largest 8-connected part of a mask and fills its holes, in place; returns its number of pixels. */
export function keepLargestPartInPlace({ width, height, inside }: WindowMask): number {
  const part = new Int32Array(inside.length);
  const queue = new Int32Array(inside.length);
  const flood = (start: number, mark: number, value: 0 | 1, neighbours: number): number => {
    let [head, tail] = [0, 0];
    queue[tail++] = start;
    part[start] = mark;
    while (head < tail) {
      const at = queue[head++];
      const [x, y] = [at % width, Math.floor(at / width)];
      for (let k = 0; k < 8; k += 8 / neighbours) {
        const [nx, ny] = [x + AROUND[k][0], y + AROUND[k][1]];
        if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
        const next = nx + ny * width;
        if (part[next] !== 0 || inside[next] !== value) continue;
        part[next] = mark;
        queue[tail++] = next;
      }
    }
    return tail;
  };
  let [largest, best, marks] = [0, 0, 0];
  for (let n = 0; n < inside.length; n++) {
    if (inside[n] === 0 || part[n] !== 0) continue;
    const size = flood(n, ++marks, 1, 8);
    if (size > best) [largest, best] = [marks, size];
  }
  if (best === 0) return 0;
  for (let n = 0; n < inside.length; n++) inside[n] = part[n] === largest ? 1 : 0;
  // What cannot be reached from the window's edge is a hole.
  part.fill(0);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x += y === 0 || y === height - 1 ? 1 : Math.max(1, width - 1)) {
      const n = x + y * width;
      if (inside[n] === 0 && part[n] === 0) flood(n, 1, 0, 4);
    }
  }
  let pixels = 0;
  for (let n = 0; n < inside.length; n++) {
    if (part[n] === 0) inside[n] = 1;
    pixels += inside[n];
  }
  return pixels;
}

/**
 * The outer ring of a mask of one part without holes, clockwise, as source pixel centres with straight runs left out
 * (Moore-neighbour tracing). Filled with its border it gives the mask back. @throws RangeError for an empty mask.
 */
export function outlineOf({ x0, y0, width, height, inside }: WindowMask): Vec2[] {
  const start = inside.indexOf(1);
  if (start < 0) throw new RangeError('An empty mask has no outline');
  const isInside = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < width && y < height && inside[x + y * width] === 1;
  const first: Vec2 = [start % width, Math.floor(start / width)];
  const ring: Vec2[] = [first];
  let [x, y] = first;
  let from = 0; // the direction in which the last pixel outside lay
  let firstStep = -1;
  for (;;) {
    let step = -1;
    for (let turn = 1; turn <= 8; turn++) {
      const k = (from + turn) % 8;
      if (isInside(x + AROUND[k][0], y + AROUND[k][1])) {
        step = k;
        break;
      }
    }
    if (step < 0) break; // a single pixel
    if (x === first[0] && y === first[1]) {
      if (firstStep === step) break;
      if (firstStep < 0) firstStep = step;
    }
    x += AROUND[step][0];
    y += AROUND[step][1];
    // Seen from the new pixel, the last neighbour that was outside.
    from = (step + (step % 2 === 0 ? 6 : 5)) % 8;
    ring.push([x, y]);
  }
  if (ring.length > 1) ring.pop(); // back at the start
  return withoutStraightRuns(ring).map(([px, py]) => [px + x0, py + y0]);
}

function withoutStraightRuns(ring: readonly Vec2[]): Vec2[] {
  if (ring.length < 3) return [...ring];
  const kept = ring.filter(([x, y], n) => {
    const [bx, by] = ring[(n + ring.length - 1) % ring.length];
    const [ax, ay] = ring[(n + 1) % ring.length];
    return x - bx !== ax - x || y - by !== ay - y;
  });
  return kept.length > 0 ? kept : [ring[0]];
}

export interface MaskMeasurement {
  readonly boundsPx: { readonly min: Vec2; readonly max: Vec2 }; // inclusive
  readonly centroidPx: Vec2;
  readonly areaPx: number;
  /** Unit long axis, root to crown; x to the right, y down. */
  readonly axis: Vec2;
  readonly lengthPx: number;
  readonly widthPx: number;
  /** With the scale of the picture; null without one. */
  readonly lengthMm: number | null;
  readonly widthMm: number | null;
}

/**
 * Measures a mask. The long axis is the main axis of its pixels, in millimetres where a scale [x, y] is known.
 * @throws RangeError for an empty mask.
 */
export function measureMask(
  { x0, y0, width, height, inside }: WindowMask,
  { crownDown, pixelSpacingMm }: { readonly crownDown: boolean; readonly pixelSpacingMm: Vec2 | null },
): MaskMeasurement {
  const [sx, sy] = pixelSpacingMm ?? [1, 1];
  let [count, sumX, sumY, sumXX, sumXY, sumYY] = [0, 0, 0, 0, 0, 0];
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (inside[x + y * width] === 0) continue;
      const [u, v] = [sx * x, sy * y];
      count++;
      sumX += u;
      sumY += v;
      sumXX += u * u;
      sumXY += u * v;
      sumYY += v * v;
      minX = Math.min(minX, x);
      minY = Math.min(minY, y);
      maxX = Math.max(maxX, x);
      maxY = Math.max(maxY, y);
    }
  }
  if (count === 0) throw new RangeError('An empty mask cannot be measured');
  const [cx, cy] = [sumX / count, sumY / count];
  const angle = 0.5 * Math.atan2(2 * (sumXY / count - cx * cy), sumXX / count - cx * cx - (sumYY / count - cy * cy));
  const sign = Math.sin(angle) > 0 === crownDown ? 1 : -1;
  const [ax, ay] = [sign * Math.cos(angle), sign * Math.sin(angle)];
  let [lowAlong, highAlong, lowAcross, highAcross] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let y = minY; y <= maxY; y++) {
    for (let x = minX; x <= maxX; x++) {
      if (inside[x + y * width] === 0) continue;
      const along = ax * sx * x + ay * sy * y;
      const across = -ay * sx * x + ax * sy * y;
      lowAlong = Math.min(lowAlong, along);
      highAlong = Math.max(highAlong, along);
      lowAcross = Math.min(lowAcross, across);
      highAcross = Math.max(highAcross, across);
    }
  }
  // From pixel centres to their edges, one pixel in the direction of the axis; back to pixels, direction by direction.
  const pixelAlong = Math.hypot(sx * ax, sy * ay);
  const pixelAcross = Math.hypot(sx * ay, sy * ax);
  const [length, breadth] = [highAlong - lowAlong + pixelAlong, highAcross - lowAcross + pixelAcross];
  const [px, py] = [ax / sx, ay / sy];
  const norm = Math.hypot(px, py);
  return {
    boundsPx: { min: [x0 + minX, y0 + minY], max: [x0 + maxX, y0 + maxY] },
    centroidPx: [x0 + cx / sx, y0 + cy / sy],
    areaPx: count,
    axis: [px / norm, py / norm],
    lengthPx: length * norm,
    widthPx: breadth * Math.hypot(ay / sx, ax / sy),
    lengthMm: pixelSpacingMm === null ? null : length,
    widthMm: pixelSpacingMm === null ? null : breadth,
  };
}
