/** Small dense linear least squares, for planes and priors; not meant for more than a handful of unknowns. */

/**
 * The x that minimises |A·x − b|², by the normal equations and Gaussian elimination with pivoting.
 * `rows` are the rows of A. Null when the columns do not determine x.
 */
export function leastSquares(rows: readonly (readonly number[])[], values: readonly number[]): number[] | null {
  const size = rows[0]?.length ?? 0;
  if (size === 0 || rows.length < size) return null;
  const system = Array.from({ length: size }, (_, r) =>
    Array.from({ length: size + 1 }, (_unused, c) =>
      rows.reduce((sum, row, n) => sum + row[r] * (c < size ? row[c] : values[n]), 0),
    ),
  );
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let r = column + 1; r < size; r++) {
      if (Math.abs(system[r][column]) > Math.abs(system[pivot][column])) pivot = r;
    }
    const scale = Math.max(...rows.map((row) => Math.abs(row[column])));
    if (!(Math.abs(system[pivot][column]) > 1e-10 * scale * scale)) return null;
    [system[column], system[pivot]] = [system[pivot], system[column]];
    for (let r = 0; r < size; r++) {
      if (r === column) continue;
      const factor = system[r][column] / system[column][column];
      for (let c = column; c <= size; c++) system[r][c] -= factor * system[column][c];
    }
  }
  return system.map((row, n) => row[size] / row[n]);
}
