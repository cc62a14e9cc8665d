/** Edges in order of their cost, the cheapest first (a binary heap); which of them are out of date is the caller's to tell. */
export class EdgeQueue {
  /** Of the edge that was taken last: its ends and what it was added with. */
  a = 0;
  b = 0;
  stamp = 0;
  private count = 0;
  private costs: Float64Array;
  private slots: Int32Array; // in the heap's order; an edge stays in its slot
  private ends: Int32Array; // a, b and stamp of each slot
  private used = 0;

  constructor(expected: number) {
    this.costs = new Float64Array(expected);
    this.slots = new Int32Array(expected);
    this.ends = new Int32Array(3 * expected);
  }

  add(cost: number, a: number, b: number, stamp: number): void {
    if (this.used === this.slots.length) this.grow();
    const { costs, slots } = this;
    const slot = this.used++;
    this.ends[3 * slot] = a;
    this.ends[3 * slot + 1] = b;
    this.ends[3 * slot + 2] = stamp;
    let at = this.count++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (costs[parent] <= cost) break;
      costs[at] = costs[parent];
      slots[at] = slots[parent];
      at = parent;
    }
    costs[at] = cost;
    slots[at] = slot;
  }

  /** False when none is left. */
  take(): boolean {
    if (this.count === 0) return false;
    const { costs, slots } = this;
    const taken = 3 * slots[0];
    this.a = this.ends[taken];
    this.b = this.ends[taken + 1];
    this.stamp = this.ends[taken + 2];
    const last = --this.count;
    const cost = costs[last];
    const slot = slots[last];
    let at = 0;
    for (let child = 1; child < last; child = 2 * at + 1) {
      if (child + 1 < last && costs[child + 1] < costs[child]) child++;
      if (costs[child] >= cost) break;
      costs[at] = costs[child];
      slots[at] = slots[child];
      at = child;
    }
    costs[at] = cost;
    slots[at] = slot;
    return true;
  }

  private grow(): void {
    const size = 2 * this.slots.length + 64;
    const [costs, slots, ends] = [new Float64Array(size), new Int32Array(size), new Int32Array(3 * size)];
    costs.set(this.costs);
    slots.set(this.slots);
    ends.set(this.ends);
    [this.costs, this.slots, this.ends] = [costs, slots, ends];
  }
}
