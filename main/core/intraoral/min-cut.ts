/** The cheapest way to part a graph in two (Dinic, "Algorithm for solution of a problem of maximum flow", 1970). */

/** Costs are whole numbers of this part: what would be left of others after many ways were filled is no way. */
const UNITS = 1e5;

export class MinCut {
  private readonly nodes: number;
  /** What is left of the way from the source to a node (positive), or from it to the sink (negative). */
  private readonly terminal: Float64Array;
  private readonly head: Uint32Array;
  private readonly capacity: Float64Array;
  /** Of each way the next one of its node, and 1; ways 2m and 2m + 1 are each other's opposites. */
  private readonly next: Uint32Array;
  private readonly first: Uint32Array;
  private count = 0;
  private readonly level: Int32Array;
  private readonly queue: Uint32Array;
  /** Ways from a node of the source to the one that is being looked at. */
  private readonly path: Uint32Array;

  constructor(nodes: number, mostEdges: number) {
    this.nodes = nodes;
    this.terminal = new Float64Array(nodes);
    this.head = new Uint32Array(2 * mostEdges);
    this.capacity = new Float64Array(2 * mostEdges);
    this.next = new Uint32Array(2 * mostEdges);
    this.first = new Uint32Array(nodes);
    this.level = new Int32Array(nodes);
    this.queue = new Uint32Array(nodes);
    this.path = new Uint32Array(nodes);
  }

  /** A node costs `cost` more on the sink's side than on the source's; negative for the other way round. */
  addCost(node: number, cost: number): void {
    this.terminal[node] += Math.round(UNITS * cost);
  }

  /** What it costs when `a` is on the source's side and `b` on the sink's, and the other way round. */
  addEdge(a: number, b: number, forth: number, back: number): void {
    this.push(a, b, forth);
    this.push(b, a, back);
  }

  /** 1 for each node on the sink's side. */
  solve(): Uint8Array {
    const { terminal, level, nodes } = this;
    const at = new Uint32Array(nodes);
    while (this.levels()) {
      at.set(this.first);
      for (let node = 0; node < nodes; node++) {
        while (terminal[node] > 0 && level[node] === 0) {
          const sent = this.send(node, at);
          if (sent === 0) break;
          terminal[node] -= sent;
        }
      }
    }
    // What the source still reaches stays with it.
    const sides = new Uint8Array(nodes);
    for (let node = 0; node < nodes; node++) sides[node] = level[node] < 0 ? 1 : 0;
    return sides;
  }

  private push(a: number, b: number, capacity: number): void {
    const way = this.count++;
    this.head[way] = b;
    this.capacity[way] = Math.round(UNITS * capacity);
    this.next[way] = this.first[a];
    this.first[a] = way + 1;
  }

  /** Steps from the source, −1 where it reaches nothing; whether it still reaches the sink. */
  private levels(): boolean {
    const { level, terminal, first, next, head, capacity, nodes, queue } = this;
    let from = 0;
    let to = 0;
    for (let node = 0; node < nodes; node++) {
      level[node] = terminal[node] > 0 ? 0 : -1;
      if (terminal[node] > 0) queue[to++] = node;
    }
    let reaches = false;
    while (from < to) {
      const node = queue[from++];
      if (terminal[node] < 0) reaches = true;
      for (let way = first[node]; way > 0; way = next[way - 1]) {
        const other = head[way - 1];
        if (level[other] >= 0 || capacity[way - 1] <= 0) continue;
        level[other] = level[node] + 1;
        queue[to++] = other;
      }
    }
    return reaches;
  }

  /** Sends along one way down the levels from `start` to the sink; how much, 0 when there is none left. */
  private send(start: number, at: Uint32Array): number {
    const { level, terminal, next, head, capacity, path } = this;
    let steps = 0;
    let node = start;
    for (;;) {
      if (terminal[node] < 0) {
        let most = Math.min(terminal[start], -terminal[node]);
        for (let n = 0; n < steps; n++) most = Math.min(most, capacity[path[n]]);
        for (let n = 0; n < steps; n++) {
          capacity[path[n]] -= most;
          capacity[path[n] ^ 1] += most;
        }
        terminal[node] += most;
        return most;
      }
      const way = at[node];
      if (way === 0) {
        // A dead end: nobody need come here again.
        level[node] = -2;
        if (steps === 0) return 0;
        node = head[path[--steps] ^ 1];
        continue;
      }
      const other = head[way - 1];
      if (capacity[way - 1] > 0 && level[other] === level[node] + 1) {
        path[steps++] = way - 1;
        node = other;
      } else {
        at[node] = next[way - 1];
      }
    }
  }
}
