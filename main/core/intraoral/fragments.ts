/** Pieces of a label that lie apart from it. */
import type { FaceNeighbours } from './face-neighbours.ts';

/** Of a tooth, pieces with less than this share of its largest one are none of it. */
const LEAST_SHARE = 0.3;

/**
 * Gives small pieces of every label the label that most of their border is with. Changes `labels`.
 */
export function removeFragmentsInto(
  labels: Uint8Array,
  areas: Float64Array,
  { a, b }: FaceNeighbours,
  leastGumMm2: number,
): void {
  const piece = piecesOf(labels, { a, b });
  const area = new Float64Array(labels.length);
  for (let face = 0; face < labels.length; face++) area[piece[face]] += areas[face];
  const largest = new Float64Array(256);
  for (let face = 0; face < labels.length; face++)
    largest[labels[face]] = Math.max(largest[labels[face]], area[piece[face]]);
  const isSmall = (face: number): boolean =>
    area[piece[face]] < (labels[face] === 0 ? leastGumMm2 : LEAST_SHARE * largest[labels[face]]);
  const borders = new Map<number, Map<number, number>>(); // piece → label beside it → shared edges
  const count = (face: number, other: number): void => {
    if (piece[face] === piece[other] || !isSmall(face)) return;
    const beside = borders.get(piece[face]) ?? new Map<number, number>();
    borders.set(piece[face], beside);
    // A small piece beside another one is no help.
    if (!isSmall(other)) beside.set(labels[other], (beside.get(labels[other]) ?? 0) + 1);
  };
  for (let n = 0; n < a.length; n++) {
    count(a[n], b[n]);
    count(b[n], a[n]);
  }
  const given = new Map([...borders].map(([of, beside]) => [of, mostFrequent(beside)]));
  const small = labels.map((_, face) => Number(isSmall(face)));
  for (let face = 0; face < labels.length; face++) if (small[face] === 1) labels[face] = given.get(piece[face]) ?? 0;
}

function mostFrequent(counts: ReadonlyMap<number, number>): number {
  let [best, most] = [0, 0];
  for (const [label, times] of counts) if (times > most) [best, most] = [label, times];
  return best;
}

/** Of each face one face that stands for its connected piece of one label. */
function piecesOf(labels: Uint8Array, { a, b }: Pick<FaceNeighbours, 'a' | 'b'>): Uint32Array {
  const parent = new Uint32Array(labels.length);
  for (let face = 0; face < parent.length; face++) parent[face] = face;
  const root = (face: number): number => {
    let at = face;
    while (parent[at] !== at) at = parent[at] = parent[parent[at]];
    return at;
  };
  for (let n = 0; n < a.length; n++) if (labels[a[n]] === labels[b[n]]) parent[root(a[n])] = root(b[n]);
  return parent.map((_, face) => root(face));
}
