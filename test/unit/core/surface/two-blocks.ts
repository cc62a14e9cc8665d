/** Two blocks of 4 mm on a floor with a gap of 0.6 mm between them: neighbouring crowns, as one open surface. */
export const STEP_MM = 0.2;
const SIDE = 60;
const HEIGHT_MM = 4;
/** Columns of the grid where the blocks stand; the gap lies between. */
const BLOCKS = [
  [8, 28],
  [31, 51],
] as const;

export interface TwoBlocks {
  readonly positions: Float64Array;
  readonly triangles: Uint32Array;
}

/** A height field over x and y, its walls one cell wide: x runs along the blocks, z up, zero in a corner. */
export function twoBlocks(): TwoBlocks {
  const positions = new Float64Array(3 * (SIDE + 1) ** 2);
  for (let j = 0; j <= SIDE; j++) {
    for (let i = 0; i <= SIDE; i++) {
      const onBlock = BLOCKS.some(([from, to]) => i >= from && i <= to) && j >= 20 && j <= 40;
      positions.set([i * STEP_MM, j * STEP_MM, onBlock ? HEIGHT_MM : 0], 3 * (i + j * (SIDE + 1)));
    }
  }
  const triangles = new Uint32Array(6 * SIDE * SIDE);
  for (let j = 0, n = 0; j < SIDE; j++) {
    for (let i = 0; i < SIDE; i++, n += 6) {
      const a = i + j * (SIDE + 1);
      triangles.set([a, a + 1, a + SIDE + 2, a, a + SIDE + 2, a + SIDE + 1], n);
    }
  }
  return { positions, triangles };
}
