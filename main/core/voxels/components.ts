/** Connected components of a label volume. */
import type { Vec3 } from '../volume.ts';

/** Components are numbered 1…count in the order of their first voxel (i fastest); entry 0 is the background. */
export interface Components {
  readonly ids: Int32Array; // component of each voxel, 0 = background; flat index i + j·ni + k·ni·nj
  readonly count: number;
  readonly sizes: Uint32Array; // voxels per component, [count + 1]
  readonly labelOf: Uint8Array; // label of each component, [count + 1]
}

/**
 * Six-connected components of voxels with the same non-zero label. `labels` is flat, index i + j·ni + k·ni·nj.
 * Works on runs along i, so that its cost follows the surface and not the volume.
 */
export function labelComponents(labels: Uint8Array, dims: Vec3): Components {
  const [ni, nj, nk] = dims;
  if (labels.length !== ni * nj * nk) throw new RangeError(`Labels do not fill a grid of ${ni}×${nj}×${nk}`);
  const runs = findRuns(labels, ni, nj * nk);
  const parent = new Int32Array(runs.count);
  for (let run = 0; run < runs.count; run++) parent[run] = run;
  for (let row = 0; row < nj * nk; row++) {
    if (row % nj !== 0) joinRows(runs, parent, row - 1, row);
    if (row >= nj) joinRows(runs, parent, row - nj, row);
  }
  return numberComponents(runs, parent, ni, labels.length);
}

/** Stretches of one label along i: start and end (exclusive) within the row, and each row's first run. */
interface Runs {
  count: number;
  starts: Int32Array;
  ends: Int32Array;
  labels: Uint8Array;
  readonly firstOfRow: Int32Array;
}

function findRuns(labels: Uint8Array, ni: number, rows: number): Runs {
  const runs: Runs = {
    count: 0,
    starts: new Int32Array(1 << 16),
    ends: new Int32Array(1 << 16),
    labels: new Uint8Array(1 << 16),
    firstOfRow: new Int32Array(rows + 1),
  };
  for (let row = 0, base = 0; row < rows; row++, base += ni) {
    runs.firstOfRow[row] = runs.count;
    if (runs.count + ni > runs.starts.length) growRuns(runs, ni);
    const { starts, ends, labels: runLabels } = runs;
    let count = runs.count;
    let previous = 0;
    for (let i = 0; i < ni; i++) {
      const label = labels[base + i];
      if (label === previous) continue;
      if (previous !== 0) ends[count++] = i;
      if (label !== 0) {
        starts[count] = i;
        runLabels[count] = label;
      }
      previous = label;
    }
    if (previous !== 0) ends[count++] = ni;
    runs.count = count;
  }
  runs.firstOfRow[rows] = runs.count;
  return runs;
}

function growRuns(runs: Runs, atLeast: number): void {
  const capacity = runs.starts.length * 2 + atLeast;
  const starts = new Int32Array(capacity);
  const ends = new Int32Array(capacity);
  const labels = new Uint8Array(capacity);
  starts.set(runs.starts);
  ends.set(runs.ends);
  labels.set(runs.labels);
  runs.starts = starts;
  runs.ends = ends;
  runs.labels = labels;
}

/** Unites runs of equal label that touch between two neighbouring rows. */
function joinRows({ starts, ends, labels, firstOfRow }: Runs, parent: Int32Array, rowA: number, rowB: number): void {
  let a = firstOfRow[rowA];
  let b = firstOfRow[rowB];
  const endA = firstOfRow[rowA + 1];
  const endB = firstOfRow[rowB + 1];
  while (a < endA && b < endB) {
    if (ends[a] <= starts[b]) a++;
    else if (ends[b] <= starts[a]) b++;
    else {
      if (labels[a] === labels[b]) unite(parent, a, b);
      if (ends[a] <= ends[b]) a++;
      else b++;
    }
  }
}

/** The root of a member of a union–find forest, shortening the way on the way. */
export function rootOf(parent: Int32Array | number[], run: number): number {
  while (parent[run] !== run) {
    parent[run] = parent[parent[run]];
    run = parent[run];
  }
  return run;
}

/** The earlier run becomes the root, so that a component is known by its first voxel. */
function unite(parent: Int32Array, a: number, b: number): void {
  const rootA = rootOf(parent, a);
  const rootB = rootOf(parent, b);
  if (rootA < rootB) parent[rootB] = rootA;
  else parent[rootA] = rootB;
}

function numberComponents(runs: Runs, parent: Int32Array, ni: number, voxels: number): Components {
  const idOfRun = new Int32Array(runs.count);
  let count = 0;
  for (let run = 0; run < runs.count; run++) {
    const root = rootOf(parent, run);
    idOfRun[run] = root === run ? ++count : idOfRun[root];
  }
  const ids = new Int32Array(voxels);
  const sizes = new Uint32Array(count + 1);
  const labelOf = new Uint8Array(count + 1);
  let filled = 0;
  for (let row = 0; row + 1 < runs.firstOfRow.length; row++) {
    for (let run = runs.firstOfRow[row]; run < runs.firstOfRow[row + 1]; run++) {
      const id = idOfRun[run];
      const length = runs.ends[run] - runs.starts[run];
      ids.fill(id, row * ni + runs.starts[run], row * ni + runs.ends[run]);
      sizes[id] += length;
      labelOf[id] = runs.labels[run];
      filled += length;
    }
  }
  sizes[0] = voxels - filled;
  return { ids, count, sizes, labelOf };
}
