/** The order in which a volume's slices (index k) are read and sent, so that all of it is seen early. */

/** After the first pass every slice has one at most this far away. */
export const FIRST_STRIDE = 8;

/** So many slices of the stream are the middle one and the first pass: each slice then has a neighbour that has come. */
export function firstPassSlices(slices: number): number {
  const middle = Math.floor(slices / 2);
  return Math.ceil(slices / FIRST_STRIDE) + (slices > 0 && middle % FIRST_STRIDE !== 0 ? 1 : 0);
}

/**
 * All slice indices, each once: the middle one, which is shown first; then every eighth, every fourth, every second and
 * the rest.
 */
export function streamOrder(slices: number): Uint32Array {
  const order = new Uint32Array(slices);
  const middle = Math.floor(slices / 2);
  let filled = 0;
  const add = (k: number): void => {
    order[filled++] = k;
  };
  if (slices > 0) add(middle);
  for (let stride = FIRST_STRIDE; stride >= 1; stride /= 2) {
    for (let k = 0; k < slices; k += stride) {
      const sentBefore = k === middle || (stride < FIRST_STRIDE && k % (2 * stride) === 0);
      if (!sentBefore) add(k);
    }
  }
  return order;
}
