/** Teeth of faces: what points at one place is one tooth, whatever numbers its faces bear. */
import type { FaceShapes } from './face-shapes.ts';

export const PLACES = 16;
/** Of a face: gums, and the sixteen places of a jaw from −x to +x. */
export const CLASSES = PLACES + 1;

/** What the net says of each face. */
export interface FaceAnswers {
  readonly probabilities: Float32Array; // [n, CLASSES]
  /** From the face's centre to its tooth's, mm. */
  readonly offsetsMm: Float32Array; // [n, 3]
}

export interface ToothCluster {
  /** How likely each of the sixteen places is, adding up to 1. */
  readonly votes: Float64Array;
  readonly areaMm2: number;
  /** Of its faces, by area. */
  readonly centre: readonly [number, number, number];
  /** Where its faces point. */
  readonly target: readonly [number, number, number];
  /** Mean probability of being of a tooth. */
  readonly confidence: number;
}

export interface ToothClusters {
  readonly clusters: readonly ToothCluster[];
  /** Where each face points, [n, 3]. */
  readonly targets: Float64Array;
}

/** Faces are of a tooth when the gums have less than this. */
const TOOTH_FROM = 0.5;
/** Density is counted within this distance, mm; the centres of lower incisors are 5 mm apart. */
const NEAR_MM = 1.2;
/** The nearest that two teeth's centres may be, mm. */
const APART_MM = 3;
/** Faces that point further away are of no tooth, mm. */
const REACH_MM = 5;
/** The smallest piece of a crown, mm². */
const LEAST_AREA_MM2 = 6;

export function toothClusters(shapes: FaceShapes, { probabilities, offsetsMm }: FaceAnswers): ToothClusters {
  const { count, centres, areas } = shapes;
  const targets = Float64Array.from(centres, (value, n) => value + offsetsMm[n]);
  const teeth: number[] = [];
  for (let face = 0; face < count; face++) if (probabilities[face * CLASSES] < TOOTH_FROM) teeth.push(face);
  const peaks = densest(targets, areas, teeth);
  const sums = peaks.map(() => ({
    area: 0,
    centre: [0, 0, 0],
    target: [0, 0, 0],
    votes: new Float64Array(PLACES),
    sure: 0,
  }));
  for (const face of teeth) {
    const nearest = nearestPeak(targets, face, peaks);
    if (nearest === -1) continue;
    const sum = sums[nearest];
    const area = areas[face];
    sum.area += area;
    sum.sure += area * (1 - probabilities[face * CLASSES]);
    for (let axis = 0; axis < 3; axis++) {
      sum.centre[axis] += area * centres[3 * face + axis];
      sum.target[axis] += area * targets[3 * face + axis];
    }
    for (let place = 0; place < PLACES; place++) sum.votes[place] += area * probabilities[face * CLASSES + place + 1];
  }
  const clusters = sums
    .filter(({ area }) => area >= LEAST_AREA_MM2)
    .map(({ area, centre, target, votes, sure }): ToothCluster => {
      const total = votes.reduce((a, b) => a + b, 0);
      return {
        votes: votes.map((value) => (total > 0 ? value / total : 1 / PLACES)),
        areaMm2: area,
        centre: [centre[0] / area, centre[1] / area, centre[2] / area],
        target: [target[0] / area, target[1] / area, target[2] / area],
        confidence: sure / area,
      };
    });
  return { clusters, targets };
}

/** Faces that point where most others point, none near a better one. */
function densest(targets: Float64Array, areas: Float64Array, teeth: readonly number[]): number[] {
  const cells = new Map<string, number[]>();
  const keyOf = (face: number, di = 0, dj = 0, dk = 0): string => {
    const cell = (axis: number): number => Math.floor(targets[3 * face + axis] / NEAR_MM);
    return `${cell(0) + di},${cell(1) + dj},${cell(2) + dk}`;
  };
  for (const face of teeth) {
    const key = keyOf(face);
    const members = cells.get(key);
    if (members === undefined) cells.set(key, [face]);
    else members.push(face);
  }
  const density = new Map<number, number>();
  for (const face of teeth) {
    let sum = 0;
    for (let di = -1; di <= 1; di++)
      for (let dj = -1; dj <= 1; dj++)
        for (let dk = -1; dk <= 1; dk++)
          for (const other of cells.get(keyOf(face, di, dj, dk)) ?? [])
            if (distance(targets, face, other) < NEAR_MM) sum += areas[other];
    density.set(face, sum);
  }
  const peaks: number[] = [];
  for (const face of teeth.toSorted((a, b) => (density.get(b) ?? 0) - (density.get(a) ?? 0))) {
    if ((density.get(face) ?? 0) < LEAST_AREA_MM2 / 3) break;
    if (peaks.every((peak) => distance(targets, face, peak) >= APART_MM)) peaks.push(face);
  }
  return peaks;
}

/** Which of `peaks` a face points at, −1 when at none. */
function nearestPeak(targets: Float64Array, face: number, peaks: readonly number[]): number {
  let [best, least] = [-1, REACH_MM];
  for (let n = 0; n < peaks.length; n++) {
    const at = 3 * peaks[n];
    const apart = Math.hypot(
      targets[at] - targets[3 * face],
      targets[at + 1] - targets[3 * face + 1],
      targets[at + 2] - targets[3 * face + 2],
    );
    if (apart < least) [best, least] = [n, apart];
  }
  return best;
}

function distance(targets: Float64Array, a: number, b: number): number {
  const [i, j] = [3 * a, 3 * b];
  return Math.hypot(targets[i] - targets[j], targets[i + 1] - targets[j + 1], targets[i + 2] - targets[j + 2]);
}
