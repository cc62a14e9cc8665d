/**
 * Borders between labels where the surface is creased and short otherwise: alpha-expansion (Boykov, Veksler and Zabih, "Fast
 * approximate energy minimization via graph cuts", 2001) over the faces of a mesh.
 */
import type { FaceNeighbours } from './face-neighbours.ts';
import type { FaceShapes } from './face-shapes.ts';
import { MinCut } from './min-cut.ts';

export interface SmoothLabelsInput {
  readonly shapes: FaceShapes;
  readonly positions: Float64Array;
  readonly neighbours: FaceNeighbours;
  /** Row by row: of each face, how likely each label is; rows add up to 1. */
  readonly probabilities: Float32Array;
  readonly labels: number;
}

/** A border is worth as much as being wrong by one natural unit over a strip of this width, mm. */
const STRIP_MM = 0.4;
/** Less likely labels are not tried on a face. */
const LEAST_LIKELY = 0.02;
const FLOOR = 1e-4;
/** A crease of this angle, in radians, makes a border this much cheaper: by e. */
const CREASE_RAD = 0.35;
/** On ridges and flat parts borders cost fully; in the deepest crease still this share. */
const LEAST_SHARE = 0.05;
const ROUNDS = 2;

/** Of each face the number of its label. */
export function smoothLabels(input: SmoothLabelsInput): Uint8Array {
  const { shapes, probabilities, labels } = input;
  const found = likeliest(probabilities, labels, shapes.count);
  const prices = borderPrices(input);
  for (let round = 0; round < ROUNDS; round++) {
    let changed = 0;
    for (let label = 0; label < labels; label++) changed += expand(input, prices, found, label);
    if (changed === 0) break;
  }
  return found;
}

function likeliest(probabilities: Float32Array, labels: number, count: number): Uint8Array {
  const found = new Uint8Array(count);
  for (let face = 0; face < count; face++) {
    let best = 0;
    for (let label = 1; label < labels; label++)
      if (probabilities[face * labels + label] > probabilities[face * labels + best]) best = label;
    found[face] = best;
  }
  return found;
}

/** What a border along each shared edge costs, mm². */
function borderPrices({ shapes, positions, neighbours }: SmoothLabelsInput): Float64Array {
  const { centres, normals } = shapes;
  const { a, b, from, to } = neighbours;
  const prices = new Float64Array(a.length);
  for (let n = 0; n < a.length; n++) {
    const [f, g, u, v] = [3 * a[n], 3 * b[n], 3 * from[n], 3 * to[n]];
    const [dx, dy, dz] = [
      positions[u] - positions[v],
      positions[u + 1] - positions[v + 1],
      positions[u + 2] - positions[v + 2],
    ];
    const cosine = normals[f] * normals[g] + normals[f + 1] * normals[g + 1] + normals[f + 2] * normals[g + 2];
    const rise =
      (centres[g] - centres[f]) * normals[f] +
      (centres[g + 1] - centres[f + 1]) * normals[f + 1] +
      (centres[g + 2] - centres[f + 2]) * normals[f + 2];
    const creaseRad = rise > 0 ? Math.acos(Math.max(-1, Math.min(1, cosine))) : 0;
    const share = Math.max(LEAST_SHARE, Math.exp(-creaseRad / CREASE_RAD));
    prices[n] = STRIP_MM * Math.sqrt(dx * dx + dy * dy + dz * dz) * share;
  }
  return prices;
}

/** Gives `label` to all faces where that lowers the whole cost; how many. Changes `found`. */
function expand(
  { shapes, neighbours, probabilities, labels }: SmoothLabelsInput,
  prices: Float64Array,
  found: Uint8Array,
  label: number,
): number {
  const { count, areas } = shapes;
  const nodeOf = new Int32Array(count).fill(-1);
  const faces: number[] = [];
  for (let face = 0; face < count; face++) {
    if (found[face] === label || probabilities[face * labels + label] < LEAST_LIKELY) continue;
    nodeOf[face] = faces.length;
    faces.push(face);
  }
  if (faces.length === 0) return 0;
  const { a, b } = neighbours;
  let inner = 0;
  for (let n = 0; n < a.length; n++) if (nodeOf[a[n]] >= 0 && nodeOf[b[n]] >= 0) inner++;
  const cut = new MinCut(faces.length, inner);
  const costOf = (face: number, of: number): number =>
    -areas[face] * Math.log(Math.max(FLOOR, probabilities[face * labels + of]));
  faces.forEach((face, node) => cut.addCost(node, costOf(face, label) - costOf(face, found[face])));
  for (let n = 0; n < a.length; n++) {
    const [i, j] = [nodeOf[a[n]], nodeOf[b[n]]];
    if (i < 0 && j < 0) continue;
    const price = prices[n];
    const before = found[a[n]] === found[b[n]] ? 0 : price;
    if (i >= 0 && j >= 0) {
      // Kolmogorov and Zabih's form: [keep, keep] costs `before`, [keep, take] and [take, keep] the price, both nothing.
      cut.addCost(i, price - before);
      cut.addCost(j, -price);
      cut.addEdge(i, j, 2 * price - before, 0);
    } else {
      const [node, other] = i >= 0 ? [i, b[n]] : [j, a[n]];
      cut.addCost(node, (found[other] === label ? 0 : price) - before);
    }
  }
  const takes = cut.solve();
  let changed = 0;
  faces.forEach((face, node) => {
    if (takes[node] === 0) return;
    found[face] = label;
    changed++;
  });
  return changed;
}
