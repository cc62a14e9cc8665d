/** The Hungarian algorithm: which row takes which column so that the sum of costs is least. */

/**
 * Column of each row, all different, with the least total cost (Jonker and Volgenant's shortest augmenting paths, 1987).
 * `costs` is row-major, rows × columns with rows ≤ columns, finite.
 * @throws RangeError when there are more rows than columns.
 */
export function assignColumns(costs: Float64Array, rows: number, columns: number): Int32Array {
  if (rows > columns) throw new RangeError(`${rows} rows cannot have columns of their own among ${columns}`);
  // Indices are one-based inside: row 0 and column 0 are where a path begins.
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(columns + 1);
  const rowOfColumn = new Int32Array(columns + 1);
  const before = new Int32Array(columns + 1);
  const shortest = new Float64Array(columns + 1);
  const done = new Uint8Array(columns + 1);
  for (let row = 1; row <= rows; row++) {
    rowOfColumn[0] = row;
    shortest.fill(Infinity);
    done.fill(0);
    let column = 0;
    do {
      done[column] = 1;
      const from = rowOfColumn[column];
      let step = Infinity;
      let nearest = 0;
      for (let to = 1; to <= columns; to++) {
        if (done[to] === 1) continue;
        const cost = costs[(from - 1) * columns + to - 1] - rowPotential[from] - columnPotential[to];
        if (cost < shortest[to]) {
          shortest[to] = cost;
          before[to] = column;
        }
        if (shortest[to] < step) {
          step = shortest[to];
          nearest = to;
        }
      }
      for (let to = 0; to <= columns; to++) {
        if (done[to] === 1) {
          rowPotential[rowOfColumn[to]] += step;
          columnPotential[to] -= step;
        } else {
          shortest[to] -= step;
        }
      }
      column = nearest;
    } while (rowOfColumn[column] !== 0);
    for (; column !== 0; column = before[column]) rowOfColumn[column] = rowOfColumn[before[column]];
  }
  const columnOfRow = new Int32Array(rows);
  for (let column = 1; column <= columns; column++) {
    if (rowOfColumn[column] > 0) columnOfRow[rowOfColumn[column] - 1] = column - 1;
  }
  return columnOfRow;
}
