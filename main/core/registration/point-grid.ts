/** The many nearest of many points of a surface: cells of a grid over them, without objects. Few are found faster in a PointTree. */

const POINTS_A_CELL = 8;
const MOST_CELLS_A_POINT = 16;
/** How much further than the last time is looked at first, and how much further again when that was not enough. */
const MARGIN = 1.15;
const FURTHER = 1.5;

export class PointGrid {
  /** What was found last, in no order but after `nearest`; longer than what was found. */
  readonly numbers: Uint32Array;
  /** How far each of them is, squared. */
  readonly squares: Float64Array;
  private readonly low: Float64Array;
  private readonly dims: Uint32Array;
  private readonly cell: number;
  /** Points in the order of their cells, which begin at `starts`. */
  private readonly starts: Uint32Array;
  private readonly order: Uint32Array;
  private readonly places: Float64Array;
  private reach: number;
  private readonly unsorted: {
    readonly numbers: Uint32Array;
    readonly squares: Float64Array;
    readonly ends: Uint32Array;
  };

  /** @param points x, y, z of each */
  constructor(points: Float64Array) {
    const count = points.length / 3;
    this.numbers = new Uint32Array(count);
    this.squares = new Float64Array(count);
    this.unsorted = {
      numbers: new Uint32Array(count),
      squares: new Float64Array(count),
      ends: new Uint32Array(count + 1),
    };
    const { low, dims, cell } = cellsOver(points);
    [this.low, this.dims, this.cell] = [low, dims, cell];
    this.reach = cell;
    const cellOf = new Uint32Array(count);
    this.starts = new Uint32Array(dims[0] * dims[1] * dims[2] + 1);
    for (let n = 0; n < count; n++) {
      const i = Math.floor((points[3 * n] - low[0]) / cell);
      const j = Math.floor((points[3 * n + 1] - low[1]) / cell);
      const k = Math.floor((points[3 * n + 2] - low[2]) / cell);
      cellOf[n] = i + dims[0] * (j + dims[1] * k);
      this.starts[cellOf[n] + 1]++;
    }
    for (let at = 1; at < this.starts.length; at++) this.starts[at] += this.starts[at - 1];
    this.order = new Uint32Array(count);
    this.places = new Float64Array(3 * count);
    const ends = this.starts.slice();
    for (let n = 0; n < count; n++) {
      const at = ends[cellOf[n]]++;
      this.order[at] = n;
      for (let axis = 0; axis < 3; axis++) this.places[3 * at + axis] = points[3 * n + axis];
    }
  }

  /** Finds all points no further away than `radius`; how many. */
  within(x: number, y: number, z: number, radius: number): number {
    const { low, dims, cell, starts, order, places, numbers, squares } = this;
    const limit = radius * radius;
    const ni = dims[0];
    const nj = dims[1];
    const nk = dims[2];
    const first = Math.max(0, Math.floor((x - radius - low[0]) / cell));
    const last = Math.min(ni - 1, Math.floor((x + radius - low[0]) / cell));
    const firstJ = Math.max(0, Math.floor((y - radius - low[1]) / cell));
    const lastJ = Math.min(nj - 1, Math.floor((y + radius - low[1]) / cell));
    const firstK = Math.max(0, Math.floor((z - radius - low[2]) / cell));
    const lastK = Math.min(nk - 1, Math.floor((z + radius - low[2]) / cell));
    let found = 0;
    if (last < first) return 0;
    for (let k = firstK; k <= lastK; k++) {
      for (let j = firstJ; j <= lastJ; j++) {
        const row = ni * (j + nj * k);
        for (let at = starts[row + first], end = starts[row + last + 1]; at < end; at++) {
          const dx = places[3 * at] - x;
          const dy = places[3 * at + 1] - y;
          const dz = places[3 * at + 2] - z;
          const square = dx * dx + dy * dy + dz * dz;
          if (square > limit) continue;
          numbers[found] = order[at];
          squares[found++] = square;
        }
      }
    }
    return found;
  }

  /** Finds the nearest points, the nearest first: `wanted` or more. @throws RangeError when there are fewer */
  nearest(wanted: number, x: number, y: number, z: number): void {
    if (wanted > this.order.length) throw new RangeError('There are fewer points than are looked for');
    let found = this.within(x, y, z, this.reach);
    while (found < wanted) {
      this.reach *= FURTHER;
      found = this.within(x, y, z, this.reach);
    }
    this.sort(found);
    // The next place is often beside this one.
    this.reach = Math.max(this.cell / 8, MARGIN * Math.sqrt(this.squares[wanted - 1]));
  }

  /** Squares of distances on a surface are spread evenly, so that as many bins as points have about one each. */
  private sort(count: number): void {
    const { numbers, squares, reach } = this;
    const { ends, numbers: ownNumbers, squares: ownSquares } = this.unsorted;
    const scale = (count - 1) / (reach * reach);
    ends.fill(0, 0, count + 1);
    for (let n = 0; n < count; n++) ends[Math.floor(scale * squares[n]) + 1]++;
    for (let bin = 1; bin <= count; bin++) ends[bin] += ends[bin - 1];
    ownNumbers.set(numbers.subarray(0, count));
    ownSquares.set(squares.subarray(0, count));
    for (let n = 0; n < count; n++) {
      const at = ends[Math.floor(scale * ownSquares[n])]++;
      numbers[at] = ownNumbers[n];
      squares[at] = ownSquares[n];
    }
    for (let n = 1; n < count; n++) {
      const number = numbers[n];
      const square = squares[n];
      let at = n;
      for (; at > 0 && squares[at - 1] > square; at--) {
        numbers[at] = numbers[at - 1];
        squares[at] = squares[at - 1];
      }
      numbers[at] = number;
      squares[at] = square;
    }
  }
}

/** Cells that would have POINTS_A_CELL points each if the points were spread over a square. */
function cellsOver(points: Float64Array): {
  readonly low: Float64Array;
  readonly dims: Uint32Array;
  readonly cell: number;
} {
  const count = points.length / 3;
  const low = new Float64Array(3).fill(Infinity);
  const high = new Float64Array(3).fill(-Infinity);
  for (let n = 0; n < points.length; n++) {
    const axis = n % 3;
    if (points[n] < low[axis]) low[axis] = points[n];
    if (points[n] > high[axis]) high[axis] = points[n];
  }
  const sides = high.map((value, axis) => value - low[axis]);
  const longest = Math.max(...sides);
  let cell = longest > 0 ? longest * Math.sqrt(POINTS_A_CELL / count) : 1;
  let dims: Uint32Array;
  for (;;) {
    dims = Uint32Array.from(sides, (side) => Math.floor(side / cell) + 1);
    if (dims[0] * dims[1] * dims[2] <= MOST_CELLS_A_POINT * count + 1) return { low, dims, cell };
    cell *= FURTHER;
  }
}
