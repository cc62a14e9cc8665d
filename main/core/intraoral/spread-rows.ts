/** What is known of some faces, told of all faces of a finer surface. */
import { PointTree } from '../registration/point-tree.ts';

const NEIGHBOURS = 3;
const SOFT_MM = 0.05;

/** For each of `places`, rows of `values` at the nearest of `known`, weighted by inverse distance. */
export function spreadRows(
  known: Float64Array,
  values: Float32Array,
  width: number,
  places: Float64Array,
): Float32Array {
  const tree = new PointTree(known);
  const count = places.length / 3;
  const spread = new Float32Array(count * width);
  const found = new Uint32Array(Math.min(NEIGHBOURS, known.length / 3));
  for (let n = 0; n < count; n++) {
    const x = places[3 * n];
    const y = places[3 * n + 1];
    const z = places[3 * n + 2];
    tree.nearestInto(found, x, y, z);
    let sum = 0;
    for (const other of found) {
      const at = 3 * other;
      const squared = (known[at] - x) ** 2 + (known[at + 1] - y) ** 2 + (known[at + 2] - z) ** 2;
      const weight = 1 / (Math.sqrt(squared) + SOFT_MM);
      sum += weight;
      for (let c = 0; c < width; c++) spread[n * width + c] += weight * values[other * width + c];
    }
    for (let c = 0; c < width; c++) spread[n * width + c] /= sum;
  }
  return spread;
}
