/** The nearest of many points (Bentley, "Multidimensional binary search trees", 1975), balanced and without objects. */
import { selectAlong } from '../math/select-along.ts';

const LEAF = 8;

export class PointTree {
  private readonly points: Float64Array;
  /** Point numbers; the middle of each part divides it along the axis of its depth. */
  private readonly order: Uint32Array;
  private nearestPoint = -1;
  /** Of those looked for, the nearest first, and how far each is, squared. */
  private found: Uint32Array = new Uint32Array();
  private squares = new Float64Array(0);
  private count = 0;
  private nearestSquared = 0;

  constructor(points: Float64Array) {
    this.points = points;
    this.order = Uint32Array.from({ length: points.length / 3 }, (_, n) => n);
    this.divide(0, this.order.length, 0);
  }

  /** Number of the nearest point that is nearer than `within`, else −1; how far it is is in `distance`. */
  nearest(x: number, y: number, z: number, within: number): number {
    this.nearestPoint = -1;
    this.nearestSquared = within * within;
    this.search(0, this.order.length, 0, x, y, z);
    return this.nearestPoint;
  }

  /** Writes the numbers of the nearest points, the nearest first; there have to be as many. */
  nearestInto(found: Uint32Array, x: number, y: number, z: number): void {
    this.found = found;
    this.count = 0;
    if (this.squares.length !== found.length) this.squares = new Float64Array(found.length);
    this.nearestSquared = Infinity;
    this.searchAll(0, this.order.length, 0, x, y, z);
  }

  get distance(): number {
    return Math.sqrt(this.nearestSquared);
  }

  private divide(from: number, to: number, axis: number): void {
    if (to - from <= LEAF) return;
    const middle = (from + to) >> 1;
    selectAlong(this.order, this.points, { first: from, last: to - 1, middle, axis });
    const next = axis === 2 ? 0 : axis + 1;
    this.divide(from, middle, next);
    this.divide(middle + 1, to, next);
  }

  private search(from: number, to: number, axis: number, x: number, y: number, z: number): void {
    if (to - from <= LEAF) {
      for (let n = from; n < to; n++) this.compare(this.order[n], x, y, z);
      return;
    }
    const middle = (from + to) >> 1;
    const point = this.order[middle];
    this.compare(point, x, y, z);
    const beyond = (axis === 0 ? x : axis === 1 ? y : z) - this.points[3 * point + axis];
    const next = axis === 2 ? 0 : axis + 1;
    if (beyond < 0) this.search(from, middle, next, x, y, z);
    else this.search(middle + 1, to, next, x, y, z);
    if (beyond * beyond >= this.nearestSquared) return;
    if (beyond < 0) this.search(middle + 1, to, next, x, y, z);
    else this.search(from, middle, next, x, y, z);
  }

  private searchAll(from: number, to: number, axis: number, x: number, y: number, z: number): void {
    if (to - from <= LEAF) {
      for (let n = from; n < to; n++) this.insert(this.order[n], x, y, z);
      return;
    }
    const middle = (from + to) >> 1;
    const point = this.order[middle];
    this.insert(point, x, y, z);
    const beyond = (axis === 0 ? x : axis === 1 ? y : z) - this.points[3 * point + axis];
    const next = axis === 2 ? 0 : axis + 1;
    if (beyond < 0) this.searchAll(from, middle, next, x, y, z);
    else this.searchAll(middle + 1, to, next, x, y, z);
    if (beyond * beyond >= this.nearestSquared) return;
    if (beyond < 0) this.searchAll(middle + 1, to, next, x, y, z);
    else this.searchAll(from, middle, next, x, y, z);
  }

  /** Among those found, which stay in order; `nearestSquared` is how far the last of them is, once there are enough. */
  private insert(point: number, x: number, y: number, z: number): void {
    const n = 3 * point;
    const dx = this.points[n] - x;
    const dy = this.points[n + 1] - y;
    const dz = this.points[n + 2] - z;
    const squared = dx * dx + dy * dy + dz * dz;
    if (squared >= this.nearestSquared) return;
    const { found, squares } = this;
    const full = this.count === found.length;
    let at = full ? this.count - 1 : this.count++;
    for (; at > 0 && squares[at - 1] > squared; at--) {
      squares[at] = squares[at - 1];
      found[at] = found[at - 1];
    }
    squares[at] = squared;
    found[at] = point;
    if (this.count === found.length) this.nearestSquared = squares[this.count - 1];
  }

  private compare(point: number, x: number, y: number, z: number): void {
    const n = 3 * point;
    const dx = this.points[n] - x;
    const dy = this.points[n + 1] - y;
    const dz = this.points[n + 2] - z;
    const squared = dx * dx + dy * dy + dz * dz;
    if (squared >= this.nearestSquared) return;
    this.nearestSquared = squared;
    this.nearestPoint = point;
  }
}
