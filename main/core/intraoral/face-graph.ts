/**
 * What the surface net is told about a surface beside its faces: neighbours near and further off, and a few hundred tokens
 * over all of it. The same as `build_graph` of models/training, but for ties.
 */
import { PointGrid } from '../registration/point-grid.ts';
import { PointTree } from '../registration/point-tree.ts';

export const NEAR = 16;
/** Every sixth of the next ones, the nearest included. */
export const FAR = 16;
const FAR_STRIDE = 6;
export const TOKENS = 384;
export const TOKEN_FACES = 32;
export const UNPOOL = 3;
/** Keeps a face that stands at its token from hearing that token only, mm. */
const UNPOOL_SOFT_MM = 0.1;

/** A surface with fewer faces has no graph. */
export const LEAST_FACES = TOKENS;

/** Row by row; indices into the faces, `unpool` into the tokens. */
export interface FaceGraph {
  readonly near: BigInt64Array; // [n, NEAR]
  readonly far: BigInt64Array; // [n, FAR]
  readonly token: BigInt64Array; // [TOKENS]
  readonly tokenFaces: BigInt64Array; // [TOKENS, TOKEN_FACES]
  readonly unpool: BigInt64Array; // [n, UNPOOL]
  readonly unpoolWeight: Float32Array; // [n, UNPOOL], a row adds up to 1
}

/** @param centres x, y, z of at least LEAST_FACES faces, mm */
export function faceGraph(centres: Float64Array): FaceGraph {
  const count = centres.length / 3;
  const grid = new PointGrid(centres);
  const { numbers } = grid;
  const near = new BigInt64Array(NEAR * count);
  const far = new BigInt64Array(FAR * count);
  for (let n = 0; n < count; n++) {
    grid.nearest(FAR_STRIDE * FAR + 1, centres[3 * n], centres[3 * n + 1], centres[3 * n + 2]);
    for (let m = 0; m < NEAR; m++) near[NEAR * n + m] = BigInt(numbers[m + 1]);
    for (let m = 0; m < FAR; m++) far[FAR * n + m] = BigInt(numbers[FAR_STRIDE * m + 1]);
  }
  const chosen = farthestPoints(centres, TOKENS);
  const places = new Float64Array(3 * TOKENS);
  const tokenFaces = new BigInt64Array(TOKENS * TOKEN_FACES);
  chosen.forEach((face, t) => {
    places.set(centres.subarray(3 * face, 3 * face + 3), 3 * t);
    grid.nearest(TOKEN_FACES, centres[3 * face], centres[3 * face + 1], centres[3 * face + 2]);
    for (let m = 0; m < TOKEN_FACES; m++) tokenFaces[TOKEN_FACES * t + m] = BigInt(numbers[m]);
  });
  const { unpool, unpoolWeight } = unpooling(centres, places);
  return { near, far, token: BigInt64Array.from(chosen, BigInt), tokenFaces, unpool, unpoolWeight };
}

function unpooling(centres: Float64Array, places: Float64Array): Pick<FaceGraph, 'unpool' | 'unpoolWeight'> {
  const count = centres.length / 3;
  const tree = new PointTree(places);
  const unpool = new BigInt64Array(UNPOOL * count);
  const unpoolWeight = new Float32Array(UNPOOL * count);
  const found = new Uint32Array(UNPOOL);
  const weights = new Float64Array(UNPOOL);
  for (let n = 0; n < count; n++) {
    const x = centres[3 * n];
    const y = centres[3 * n + 1];
    const z = centres[3 * n + 2];
    tree.nearestInto(found, x, y, z);
    let sum = 0;
    for (let m = 0; m < UNPOOL; m++) {
      const at = 3 * found[m];
      weights[m] = 1 / (Math.hypot(places[at] - x, places[at + 1] - y, places[at + 2] - z) + UNPOOL_SOFT_MM);
      sum += weights[m];
    }
    for (let m = 0; m < UNPOOL; m++) {
      unpool[UNPOOL * n + m] = BigInt(found[m]);
      unpoolWeight[UNPOOL * n + m] = weights[m] / sum;
    }
  }
  return { unpool, unpoolWeight };
}

/** Points far from each other, from the first one on. */
function farthestPoints(points: Float64Array, wanted: number): Uint32Array {
  const count = points.length / 3;
  const chosen = new Uint32Array(wanted);
  const away = new Float64Array(count).fill(Infinity);
  for (let n = 1; n < wanted; n++) {
    const from = 3 * chosen[n - 1];
    const x = points[from];
    const y = points[from + 1];
    const z = points[from + 2];
    let best = 0;
    for (let m = 0, at = 0; m < count; m++, at += 3) {
      const squared = (points[at] - x) ** 2 + (points[at + 1] - y) ** 2 + (points[at + 2] - z) ** 2;
      if (squared < away[m]) away[m] = squared;
      if (away[m] > away[best]) best = m;
    }
    chosen[n] = best;
  }
  return chosen;
}
