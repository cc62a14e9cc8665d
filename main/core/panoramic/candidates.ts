/** Teeth that a detector proposes on a radiograph: the best points, one for each tooth, with their rough masks. */
import { windowAround, type GridWindow, type Vec2 } from './mask-outline.ts';

/** A detector's answer for P points, frame pixels; flat arrays, point by point. */
export interface Detections {
  /** [P·4]: x0, y0, x1, y1. */
  readonly boxes: Float32Array;
  /** [P·classes], 0…1. */
  readonly scores: Float32Array;
  /** [P], 0…1: how surely an implant or a pontic stands in for the tooth; null of a detector that cannot tell. */
  readonly replaced: Float32Array | null;
  /** [P·C] */
  readonly coefficients: Float32Array;
  /** [C·height·width]: a mask's logits are the sum of coefficients · prototypes. */
  readonly prototypes: Float32Array;
  readonly prototypeWidth: number;
  readonly prototypeHeight: number;
}

export type Box = readonly [x0: number, y0: number, x1: number, y1: number];

export interface ToothProposal {
  /** Frame pixels, counted from the edge of the first one. */
  readonly box: Box;
  readonly centre: Vec2;
  /** One a class, 0…1. */
  readonly scores: Float32Array;
  readonly bestScore: number;
  /** How surely it is a tooth of any number, 0…1: its scores added up. A retained milk tooth looks a little like many. */
  readonly toothScore: number;
  /** How surely it is an implant or a pontic in the place of the tooth, 0…1. */
  readonly replacedScore: number;
  /** Logits of the whole prototype grid within the box; see roughMask. */
  readonly mask: RoughMask;
}

/** Mask logits in a window of the prototype grid. */
export interface RoughMask extends GridWindow {
  readonly logits: Float32Array;
  /** Frame pixels per cell. */
  readonly stride: number;
}

const LEAST_SCORE = 0.1;
const MOST_POINTS = 400;
/** Boxes that overlap more are one tooth; so are masks. Upper and lower roots of neighbours overlap less. */
const SAME_BOX_IOU = 0.65;
const SAME_MASK_IOU = 0.5;
const MOST_TEETH = 60;

/** The proposals, best first, without two for one tooth. `frameWidth` tells the stride of the prototypes. */
export function proposeTeeth(detections: Detections, classes: number, frameWidth: number): ToothProposal[] {
  const points = detections.boxes.length / 4;
  const best = new Float32Array(points);
  for (let point = 0; point < points; point++) {
    for (let c = 0; c < classes; c++) best[point] = Math.max(best[point], detections.scores[point * classes + c]);
  }
  const order = Array.from(best.keys())
    .filter((point) => best[point] >= LEAST_SCORE)
    .toSorted((a, b) => best[b] - best[a])
    .slice(0, MOST_POINTS);
  const proposals: ToothProposal[] = [];
  for (const point of order) {
    if (proposals.length >= MOST_TEETH) break;
    const box = boxAt(detections.boxes, point);
    if (!(box[2] - box[0] > 2 && box[3] - box[1] > 2)) continue;
    if (proposals.some((other) => boxIou(other.box, box) > SAME_BOX_IOU)) continue;
    const mask = roughMask(detections, point, box, frameWidth / detections.prototypeWidth);
    if (proposals.some((other) => boxIou(other.box, box) > 0.2 && maskIou(other.mask, mask) > SAME_MASK_IOU)) continue;
    const scores = detections.scores.slice(point * classes, (point + 1) * classes);
    const centre: Vec2 = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
    const toothScore = Math.min(
      1,
      scores.reduce((sum, score) => sum + score, 0),
    );
    const replacedScore = detections.replaced?.[point] ?? 0;
    proposals.push({ box, centre, scores, bestScore: best[point], toothScore, replacedScore, mask });
  }
  return proposals;
}

function boxAt(boxes: Float32Array, point: number): Box {
  return [boxes[4 * point], boxes[4 * point + 1], boxes[4 * point + 2], boxes[4 * point + 3]];
}

/** Intersection over union of two boxes. */
export function boxIou(a: Box, b: Box): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return 0;
  const both = width * height;
  return both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both);
}

/** The box is widened a little: a mask may be larger than its box says. */
const BOX_MARGIN = 0.06;

function roughMask(
  { coefficients, prototypes, prototypeWidth, prototypeHeight }: Detections,
  point: number,
  [bx0, by0, bx1, by1]: Box,
  stride: number,
): RoughMask {
  const [mx, my] = [BOX_MARGIN * (bx1 - bx0), BOX_MARGIN * (by1 - by0)];
  const { x0, y0, width, height } = windowAround(
    [(bx0 - mx) / stride, (by0 - my) / stride],
    [(bx1 + mx) / stride, (by1 + my) / stride],
    [prototypeWidth, prototypeHeight],
  );
  const plane = prototypeWidth * prototypeHeight;
  const channels = prototypes.length / plane;
  const logits = new Float32Array(width * height);
  for (let c = 0; c < channels; c++) {
    const coefficient = coefficients[point * channels + c];
    for (let y = 0; y < height; y++) {
      const row = c * plane + (y0 + y) * prototypeWidth + x0;
      for (let x = 0; x < width; x++) logits[x + y * width] += coefficient * prototypes[row + x];
    }
  }
  return { x0, y0, width, height, logits, stride };
}

function maskIou(a: RoughMask, b: RoughMask): number {
  const [x0, y0] = [Math.max(a.x0, b.x0), Math.max(a.y0, b.y0)];
  const [x1, y1] = [Math.min(a.x0 + a.width, b.x0 + b.width), Math.min(a.y0 + a.height, b.y0 + b.height)];
  let both = 0;
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      const inA = a.logits[x - a.x0 + (y - a.y0) * a.width] > 0;
      if (inA && b.logits[x - b.x0 + (y - b.y0) * b.width] > 0) both++;
    }
  }
  return both / Math.max(1, cellsIn(a) + cellsIn(b) - both);
}

function cellsIn({ logits }: RoughMask): number {
  let cells = 0;
  for (let n = 0; n < logits.length; n++) if (logits[n] > 0) cells++;
  return cells;
}
