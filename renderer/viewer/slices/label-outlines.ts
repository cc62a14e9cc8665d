/** Outlines of the teeth in one slice: marching squares per label, smoothed so that voxels do not show as stairs. */
import type { SliceFrame } from './slice.ts';

/** One tooth in one slice; points are u, v in mm, flat [u0, v0, u1, v1, …], closed without repeating the first. */
export interface LabelOutline {
  readonly label: number;
  readonly loops: readonly Float32Array[];
  /** Centre of the largest loop, where the number is written. */
  readonly centre: readonly [u: number, v: number];
  /** Size of the largest loop, mm². */
  readonly areaMm2: number;
}

interface PixelBox {
  minColumn: number;
  minRow: number;
  maxColumn: number;
  maxRow: number;
}

/** Outlines of every label in `labels` (column + row·width, rows upwards); label 0 is background. */
export function labelOutlines(labels: Uint8Array, frame: SliceFrame): readonly LabelOutline[] {
  return [...boxesOf(labels, frame)].map(([label, box]) => outlineOf(labels, frame, label, box));
}

function boxesOf(labels: Uint8Array, { width, height }: SliceFrame): Map<number, PixelBox> {
  const boxes = new Map<number, PixelBox>();
  for (let row = 0, pixel = 0; row < height; row++) {
    for (let column = 0; column < width; column++, pixel++) {
      const label = labels[pixel];
      if (label === 0) continue;
      const box = boxes.get(label);
      if (box === undefined) {
        boxes.set(label, { minColumn: column, minRow: row, maxColumn: column, maxRow: row });
        continue;
      }
      if (column < box.minColumn) box.minColumn = column;
      if (column > box.maxColumn) box.maxColumn = column;
      box.maxRow = row;
    }
  }
  return boxes;
}

function outlineOf(labels: Uint8Array, frame: SliceFrame, label: number, box: PixelBox): LabelOutline {
  const loops = linkLoops(boundarySegments(labels, frame, label, box)).map((keys) => smoothLoop(toMm(keys, frame)));
  let areaMm2 = 0;
  let centre: readonly [number, number] = [0, 0];
  for (const loop of loops) {
    const measured = loopCentroid(loop);
    if (measured.areaMm2 <= areaMm2) continue;
    ({ areaMm2, centre } = measured);
  }
  return { label, loops, centre, areaMm2 };
}

/**
 * Marching squares on the cells between pixel centres, each case as pairs of cell edges (0 bottom, 1 right, 2 top,
 * 3 left), directed with the label on the left. Saddles (5, 10) keep diagonal pixels apart.
 */
const CASES: readonly (readonly (readonly [number, number])[])[] = [
  [],
  [[0, 3]],
  [[1, 0]],
  [[1, 3]],
  [[2, 1]],
  [
    [0, 3],
    [2, 1],
  ],
  [[2, 0]],
  [[2, 3]],
  [[3, 2]],
  [[0, 2]],
  [
    [1, 0],
    [3, 2],
  ],
  [[1, 2]],
  [[3, 1]],
  [[0, 1]],
  [[3, 0]],
  [],
];
/** Middle of each cell edge from the cell's lower left pixel centre, in half pixels. */
const EDGE_OFFSETS = [
  [1, 0],
  [2, 1],
  [1, 2],
  [0, 1],
] as const;

/** Start → end of every boundary segment; a point is (half columns + 2) + (half rows + 2)·stride. */
interface Segments {
  readonly next: Map<number, number>;
  readonly stride: number;
}

function boundarySegments(labels: Uint8Array, { width, height }: SliceFrame, label: number, box: PixelBox): Segments {
  const stride = 2 * width + 6;
  const next = new Map<number, number>();
  const isLabel = (column: number, row: number): number =>
    column >= 0 && row >= 0 && column < width && row < height && labels[column + row * width] === label ? 1 : 0;
  for (let row = box.minRow - 1; row <= box.maxRow; row++) {
    let lowerLeft = 0;
    let upperLeft = 0;
    for (let column = box.minColumn - 1; column <= box.maxColumn; column++) {
      const lowerRight = isLabel(column + 1, row);
      const upperRight = isLabel(column + 1, row + 1);
      const pattern = CASES[lowerLeft | (lowerRight << 1) | (upperRight << 2) | (upperLeft << 3)];
      for (const [from, to] of pattern)
        next.set(pointKey(column, row, from, stride), pointKey(column, row, to, stride));
      lowerLeft = lowerRight;
      upperLeft = upperRight;
    }
  }
  return { next, stride };
}

function pointKey(column: number, row: number, edge: number, stride: number): number {
  const [dx, dy] = EDGE_OFFSETS[edge];
  return 2 * column + dx + 2 + (2 * row + dy + 2) * stride;
}

/** Follows the segments into closed loops of alternating half column, half row. */
function linkLoops({ next, stride }: Segments): number[][] {
  const loops: number[][] = [];
  for (const first of next.keys()) {
    const loop: number[] = [];
    let key: number | undefined = first;
    while (key !== undefined && next.has(key)) {
      loop.push((key % stride) - 2, Math.floor(key / stride) - 2);
      const following: number | undefined = next.get(key);
      next.delete(key);
      key = following;
    }
    if (loop.length > 0) loops.push(loop);
  }
  return loops;
}

function toMm(halfPixels: readonly number[], { originMm, spacingMm }: SliceFrame): Float32Array {
  const points = new Float32Array(halfPixels.length);
  for (let n = 0; n < points.length; n += 2) {
    points[n] = originMm[0] + (halfPixels[n] / 2) * spacingMm[0];
    points[n + 1] = originMm[1] + (halfPixels[n + 1] / 2) * spacingMm[1];
  }
  return points;
}

/** Weight of the two neighbours per pass; the second, negative pass gives back the size that the first took (Taubin 1995). */
const SMOOTHING_PASSES = [0.5, -0.53, 0.5, -0.53] as const;

function smoothLoop(points: Float32Array): Float32Array {
  let from = points;
  for (const weight of SMOOTHING_PASSES) {
    const to = new Float32Array(from.length);
    const length = from.length;
    for (let n = 0; n < length; n += 2) {
      const before = (n + length - 2) % length;
      const after = (n + 2) % length;
      to[n] = from[n] + weight * ((from[before] + from[after]) / 2 - from[n]);
      to[n + 1] = from[n + 1] + weight * ((from[before + 1] + from[after + 1]) / 2 - from[n + 1]);
    }
    from = to;
  }
  return from;
}

/** Area and centroid of a closed loop (shoelace formula); a hole, which runs the other way, has no positive area. */
function loopCentroid(loop: Float32Array): { areaMm2: number; centre: readonly [number, number] } {
  // Relative to the first point: products of coordinates far from the origin would cancel badly.
  const [baseU, baseV] = [loop[0], loop[1]];
  let twiceArea = 0;
  let sumU = 0;
  let sumV = 0;
  for (let n = 0; n < loop.length; n += 2) {
    const after = (n + 2) % loop.length;
    const [u0, v0] = [loop[n] - baseU, loop[n + 1] - baseV];
    const [u1, v1] = [loop[after] - baseU, loop[after + 1] - baseV];
    const cross = u0 * v1 - u1 * v0;
    twiceArea += cross;
    sumU += (u0 + u1) * cross;
    sumV += (v0 + v1) * cross;
  }
  if (twiceArea <= 0) return { areaMm2: 0, centre: [baseU, baseV] };
  return { areaMm2: twiceArea / 2, centre: [baseU + sumU / (3 * twiceArea), baseV + sumV / (3 * twiceArea)] };
}
