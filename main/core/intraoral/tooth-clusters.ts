/** Teeth of faces: what points at one place is one tooth, whatever numbers its faces bear. */
import { PointGrid } from '../registration/point-grid.ts';
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
  /** How far its faces spread about that seen from above: xx, xy, yy, mm². */
  readonly spreadMm2: readonly [number, number, number];
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
/** Teeth stand beside each other, hardly over each other: heights count this much. */
const HEIGHT_SHARE = 0.4;
/** The nearest that two teeth's centres may be, as a share of the narrower jaw's usual distance, by position 1 … 8. */
const LEAST_APART = 0.6;
const USUAL_APART_MM = [5, 5.5, 6.9, 7, 7, 10, 9.3, 8.7];
const APART_MM = [...USUAL_APART_MM.toReversed(), ...USUAL_APART_MM].map((usual) => LEAST_APART * usual);
/** Faces that point further away are of no tooth, mm. */
const REACH_MM = 5;
/** The smallest piece of a crown, mm². */
const LEAST_AREA_MM2 = 6;

export function toothClusters(shapes: FaceShapes, { probabilities, offsetsMm }: FaceAnswers): ToothClusters {
  const { count, centres, areas } = shapes;
  const targets = centres.map((value, n) => value + offsetsMm[n]);
  const teeth = Uint32Array.from({ length: count }, (_, face) => face).filter(
    (face) => probabilities[face * CLASSES] < TOOTH_FROM,
  );
  const aims = new Float64Array(3 * teeth.length);
  teeth.forEach((face, n) => {
    aims[3 * n] = targets[3 * face];
    aims[3 * n + 1] = targets[3 * face + 1];
    aims[3 * n + 2] = HEIGHT_SHARE * targets[3 * face + 2];
  });
  const apartMm = Float64Array.from(teeth, (face) => APART_MM[likeliestPlace(probabilities, face)]);
  const peaks = densest(
    aims,
    Float64Array.from(teeth, (face) => areas[face]),
    apartMm,
  );
  const sums = Array.from(peaks, () => new ClusterSum());
  teeth.forEach((face, n) => {
    const nearest = nearestPeak(aims, n, peaks, REACH_MM);
    if (nearest >= 0) sums[nearest].add(face, { areas, centres, targets, probabilities });
  });
  return { clusters: sums.filter(({ area }) => area >= LEAST_AREA_MM2).map((sum) => sum.cluster()), targets };
}

function likeliestPlace(probabilities: Float32Array, face: number): number {
  let best = 0;
  for (let place = 1; place < PLACES; place++)
    if (probabilities[face * CLASSES + place + 1] > probabilities[face * CLASSES + best + 1]) best = place;
  return best;
}

/** What is added up over the faces of a tooth, by area. */
class ClusterSum {
  area = 0;
  private readonly centre = new Float64Array(3);
  private readonly target = new Float64Array(3);
  private readonly squares = new Float64Array(3); // xx, xy, yy
  private readonly votes = new Float64Array(PLACES);
  private sure = 0;

  add(face: number, { areas, centres, targets, probabilities }: FaceFacts): void {
    const area = areas[face];
    const x = centres[3 * face];
    const y = centres[3 * face + 1];
    this.area += area;
    this.sure += area * (1 - probabilities[face * CLASSES]);
    for (let axis = 0; axis < 3; axis++) {
      this.centre[axis] += area * centres[3 * face + axis];
      this.target[axis] += area * targets[3 * face + axis];
    }
    this.squares[0] += area * x * x;
    this.squares[1] += area * x * y;
    this.squares[2] += area * y * y;
    for (let place = 0; place < PLACES; place++) this.votes[place] += area * probabilities[face * CLASSES + place + 1];
  }

  cluster(): ToothCluster {
    const { area, votes, target, squares } = this;
    const total = votes.reduce((a, b) => a + b, 0);
    const [x, y, z] = this.centre.map((sum) => sum / area);
    return {
      votes: votes.map((value) => (total > 0 ? value / total : 1 / PLACES)),
      areaMm2: area,
      centre: [x, y, z],
      spreadMm2: [squares[0] / area - x * x, squares[1] / area - x * y, squares[2] / area - y * y],
      target: [target[0] / area, target[1] / area, target[2] / area],
      confidence: this.sure / area,
    };
  }
}

interface FaceFacts {
  readonly areas: Float64Array;
  readonly centres: Float64Array;
  readonly targets: Float64Array;
  readonly probabilities: Float32Array;
}

/** Which of `aims` are where most others are, none near a better one. */
function densest(aims: Float64Array, areas: Float64Array, apartMm: Float64Array): Uint32Array {
  const grid = new PointGrid(aims);
  const density = areas.map((_, n) => {
    const found = grid.within(aims[3 * n], aims[3 * n + 1], aims[3 * n + 2], NEAR_MM);
    let sum = 0;
    for (let m = 0; m < found; m++) sum += areas[grid.numbers[m]];
    return sum;
  });
  const peaks: number[] = [];
  const order = Uint32Array.from(areas, (_, n) => n).sort((a, b) => density[b] - density[a]);
  for (const n of order) {
    if (density[n] < LEAST_AREA_MM2 / 3) break;
    if (nearestPeak(aims, n, peaks, apartMm[n]) === -1) peaks.push(n);
  }
  return Uint32Array.from(peaks);
}

/** Which of `peaks` is nearest to one of `aims`, −1 when none is within `reachMm`. */
function nearestPeak(aims: Float64Array, n: number, peaks: ArrayLike<number>, reachMm: number): number {
  const x = aims[3 * n];
  const y = aims[3 * n + 1];
  const z = aims[3 * n + 2];
  let best = -1;
  let least = reachMm * reachMm;
  for (let m = 0; m < peaks.length; m++) {
    const at = 3 * peaks[m];
    const square = (aims[at] - x) ** 2 + (aims[at + 1] - y) ** 2 + (aims[at + 2] - z) ** 2;
    if (square >= least) continue;
    best = m;
    least = square;
  }
  return best;
}
