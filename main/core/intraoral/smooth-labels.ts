/**
 * Borders between labels where the surface is creased and short otherwise: alpha-expansion (Boykov, Veksler and Zabih, "Fast
 * approximate energy minimization via graph cuts", 2001) over the faces of a mesh.
 */
import type { FaceMesh } from './face-mesh.ts';
import { MinCut } from './min-cut.ts';

export interface SmoothLabelsInput {
  readonly mesh: FaceMesh;
  /** Faces that look for a label; the others keep theirs. Default: all. */
  readonly faces?: Uint32Array;
  /** Row by row: of each of those faces, how likely each label is; rows add up to 1. */
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

/** Writes the number of its label for each face that looks for one. */
export function smoothLabelsInto(found: Uint8Array, input: SmoothLabelsInput): void {
  const { mesh, probabilities, labels } = input;
  const { areas, count } = mesh.shapes;
  const faces = input.faces ?? Uint32Array.from({ length: count }, (_, face) => face);
  faces.forEach((face, row) => (found[face] = likeliest(probabilities, row, labels)));
  const costs = probabilities.map(
    (share, n) => -areas[faces[Math.floor(n / labels)]] * Math.log(Math.max(FLOOR, share)),
  );
  const problem = { faces, probabilities, costs, labels, borders: bordersOf(mesh, faces) };
  for (let round = 0; round < ROUNDS; round++) {
    let changed = 0;
    for (let label = 0; label < labels; label++) changed += expand(problem, found, label);
    if (changed === 0) break;
  }
}

function likeliest(probabilities: Float32Array, row: number, labels: number): number {
  let best = 0;
  for (let label = 1; label < labels; label++)
    if (probabilities[row * labels + label] > probabilities[row * labels + best]) best = label;
  return best;
}

/** Edges shared with a face that looks for a label. */
interface Borders {
  /** Their faces' rows; −1 for a face that keeps its label. */
  readonly rowA: Int32Array;
  readonly rowB: Int32Array;
  readonly faceA: Uint32Array;
  readonly faceB: Uint32Array;
  /** What a border along each costs, mm². */
  readonly prices: Float64Array;
}

function bordersOf({ shapes, positions, neighbours }: FaceMesh, faces: Uint32Array): Borders {
  const { centres, normals, count } = shapes;
  const rowOf = new Int32Array(count).fill(-1);
  faces.forEach((face, row) => (rowOf[face] = row));
  const { a, b, from, to } = neighbours;
  const edges = Uint32Array.from(a, (_, n) => n).filter((n) => rowOf[a[n]] >= 0 || rowOf[b[n]] >= 0);
  const prices = new Float64Array(edges.length);
  edges.forEach((n, edge) => {
    const f = 3 * a[n];
    const g = 3 * b[n];
    const u = 3 * from[n];
    const v = 3 * to[n];
    const dx = positions[u] - positions[v];
    const dy = positions[u + 1] - positions[v + 1];
    const dz = positions[u + 2] - positions[v + 2];
    const cosine = normals[f] * normals[g] + normals[f + 1] * normals[g + 1] + normals[f + 2] * normals[g + 2];
    const rise =
      (centres[g] - centres[f]) * normals[f] +
      (centres[g + 1] - centres[f + 1]) * normals[f + 1] +
      (centres[g + 2] - centres[f + 2]) * normals[f + 2];
    const creaseRad = rise > 0 ? Math.acos(Math.max(-1, Math.min(1, cosine))) : 0;
    const share = Math.max(LEAST_SHARE, Math.exp(-creaseRad / CREASE_RAD));
    prices[edge] = STRIP_MM * Math.sqrt(dx * dx + dy * dy + dz * dz) * share;
  });
  const [faceA, faceB] = [edges.map((n) => a[n]), edges.map((n) => b[n])];
  return {
    faceA,
    faceB,
    rowA: Int32Array.from(faceA, (face) => rowOf[face]),
    rowB: Int32Array.from(faceB, (face) => rowOf[face]),
    prices,
  };
}

interface Problem {
  readonly faces: Uint32Array;
  /** Row by row, as `costs`, mm². */
  readonly probabilities: Float32Array;
  readonly costs: Float32Array;
  readonly labels: number;
  readonly borders: Borders;
}

/** Gives `label` to all faces where that lowers the whole cost; how many. Changes `found`. */
function expand({ faces, probabilities, costs, labels, borders }: Problem, found: Uint8Array, label: number): number {
  const nodeOf = new Int32Array(faces.length).fill(-1);
  const rows: number[] = [];
  for (let row = 0; row < faces.length; row++) {
    if (found[faces[row]] === label || probabilities[row * labels + label] < LEAST_LIKELY) continue;
    nodeOf[row] = rows.length;
    rows.push(row);
  }
  if (rows.length === 0) return 0;
  const { rowA, rowB, faceA, faceB, prices } = borders;
  let inner = 0;
  for (let n = 0; n < prices.length; n++)
    if (rowA[n] >= 0 && rowB[n] >= 0 && nodeOf[rowA[n]] >= 0 && nodeOf[rowB[n]] >= 0) inner++;
  const cut = new MinCut(rows.length, inner);
  rows.forEach((row, node) => cut.addCost(node, costs[row * labels + label] - costs[row * labels + found[faces[row]]]));
  for (let n = 0; n < prices.length; n++) {
    const i = rowA[n] >= 0 ? nodeOf[rowA[n]] : -1;
    const j = rowB[n] >= 0 ? nodeOf[rowB[n]] : -1;
    if (i < 0 && j < 0) continue;
    const price = prices[n];
    const before = found[faceA[n]] === found[faceB[n]] ? 0 : price;
    if (i >= 0 && j >= 0) {
      // Kolmogorov and Zabih's form: [keep, keep] costs `before`, [keep, take] and [take, keep] the price, both nothing.
      cut.addCost(i, price - before);
      cut.addCost(j, -price);
      cut.addEdge(i, j, 2 * price - before, 0);
    } else {
      const other = i >= 0 ? faceB[n] : faceA[n];
      cut.addCost(Math.max(i, j), (found[other] === label ? 0 : price) - before);
    }
  }
  const takes = cut.solve();
  let changed = 0;
  rows.forEach((row, node) => {
    if (takes[node] === 0) return;
    found[faces[row]] = label;
    changed++;
  });
  return changed;
}
