/** Edges in order of their cost, the cheapest first; what is out of date is the caller's to tell, by its stamp. */
export interface QueuedEdge {
  readonly a: number;
  readonly b: number;
  readonly stamp: number;
}

/** A binary heap. */
export class EdgeQueue {
  private readonly costs: number[] = [];
  private readonly edges: QueuedEdge[] = [];

  add(cost: number, edge: QueuedEdge): void {
    let at = this.costs.length;
    for (let parent = (at - 1) >> 1; at > 0 && this.costs[parent] > cost; at = parent, parent = (at - 1) >> 1) {
      this.costs[at] = this.costs[parent];
      this.edges[at] = this.edges[parent];
    }
    this.costs[at] = cost;
    this.edges[at] = edge;
  }

  takeCheapest(): QueuedEdge | undefined {
    const [cheapest] = this.edges;
    const cost = this.costs.pop();
    const edge = this.edges.pop();
    const count = this.costs.length;
    if (cost === undefined || edge === undefined || count === 0) return cheapest;
    let at = 0;
    for (let child = 1; child < count; child = 2 * at + 1) {
      if (child + 1 < count && this.costs[child + 1] < this.costs[child]) child++;
      if (this.costs[child] >= cost) break;
      this.costs[at] = this.costs[child];
      this.edges[at] = this.edges[child];
      at = child;
    }
    this.costs[at] = cost;
    this.edges[at] = edge;
    return cheapest;
  }
}
