/** Fewer triangles for the same shape: closed and manifold stay what they are, and every shell keeps its volume. */
import type { TriangleMesh } from './mesh.ts';
import { EdgeQueue } from './edge-queue.ts';
import { keepVolumeInto, shellsOf, shellVolumes } from './keep-volume.ts';
import { addPlaneInto, bestPlaceInto, QUADRIC_SIZE } from './quadric.ts';

/** Pull of a vertex at its own place, against the planes of its triangles: it only decides what they leave open. */
const OWN_PULL = 1e-3;
/** A triangle may turn by this much in one step, as a cosine. */
const LEAST_TURN_COSINE = 0.3;
/** The thinnest triangle that a step may leave: its height as a share of its longest side. */
const LEAST_HEIGHT = 0.02;

/**
 * Contracts edges, the cheapest first, until `most` triangles are left, or none can go without a fold, an edge of more
 * than two triangles or a shell of less than four. Of a closed manifold comes a closed manifold of the same shells.
 */
export function decimated(mesh: TriangleMesh, most: number): TriangleMesh {
  if (mesh.triangles.length <= 3 * most) return mesh;
  const shells = shellsOf(mesh.triangles, 3, mesh.positionsMm.length / 3);
  const volumes = shellVolumes(mesh.positionsMm, mesh.triangles, shells);
  const work = new Contraction(mesh);
  work.contractTo(most);
  const { positions, triangles, kept } = work.compact();
  const ofVertex = kept.map((v) => shells.ofVertex[v]);
  keepVolumeInto(positions, triangles, { count: shells.count, ofVertex }, volumes);
  return { positionsMm: new Float32Array(positions), triangles };
}

class Contraction {
  private readonly positions: Float64Array;
  private readonly triangles: Uint32Array;
  /** Triangles of each vertex; empty when it is gone. */
  private readonly around: number[][];
  private readonly quadrics: Float64Array;
  private readonly stamps: Uint32Array;
  private readonly isGone: Uint8Array; // by triangle
  private readonly queue: EdgeQueue;
  private readonly place = new Float64Array(3);
  private left: number;

  constructor({ positionsMm, triangles }: TriangleMesh) {
    const count = positionsMm.length / 3;
    this.positions = Float64Array.from(positionsMm);
    this.triangles = triangles.slice();
    this.left = triangles.length / 3;
    this.isGone = new Uint8Array(this.left);
    this.around = Array.from({ length: count }, () => []);
    triangles.forEach((vertex, n) => this.around[vertex].push(Math.floor(n / 3)));
    this.quadrics = new Float64Array(QUADRIC_SIZE * count);
    this.stamps = new Uint32Array(count);
    this.addPlanes();
    this.queue = new EdgeQueue(2 * triangles.length);
    for (let n = 0; n < triangles.length; n++) {
      const [a, b] = [triangles[n], triangles[n % 3 === 2 ? n - 2 : n + 1]];
      if (a < b) this.enqueue(a, b); // its other triangle has it the other way round
    }
  }

  contractTo(most: number): void {
    const { queue, place, stamps, around } = this;
    while (this.left > most && queue.take()) {
      const { a, b, stamp } = queue;
      if (stamps[a] + stamps[b] !== stamp || around[a].length === 0 || around[b].length === 0) continue;
      if (!this.staysManifold(a, b)) continue;
      bestPlaceInto(place, this.quadrics, a, b);
      if (this.keepsFacing(a, b) && this.keepsFacing(b, a)) this.contract(a, b);
    }
  }

  compact(): { readonly positions: Float64Array; readonly triangles: Uint32Array; readonly kept: Uint32Array } {
    const kept = Uint32Array.from(this.around.flatMap(({ length }, v) => (length === 0 ? [] : [v])));
    const numbers = new Uint32Array(this.around.length);
    kept.forEach((v, n) => (numbers[v] = n));
    const positions = new Float64Array(3 * kept.length);
    kept.forEach((v, n) => positions.set(this.positions.subarray(3 * v, 3 * v + 3), 3 * n));
    const triangles = new Uint32Array(3 * this.left);
    let at = 0;
    for (let n = 0; n < this.triangles.length; n++) {
      if (this.isGone[Math.floor(n / 3)] === 0) triangles[at++] = numbers[this.triangles[n]];
    }
    return { positions, triangles, kept };
  }

  private addPlanes(): void {
    const { positions, triangles, quadrics } = this;
    for (let t = 0; t < triangles.length; t += 3) {
      const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]];
      const x = cross(positions, a, positions, b, c, 1, 2);
      const y = cross(positions, a, positions, b, c, 2, 0);
      const z = cross(positions, a, positions, b, c, 0, 1);
      const length = Math.sqrt(x * x + y * y + z * z);
      if (length === 0) continue;
      const w = -(x * positions[a] + y * positions[a + 1] + z * positions[a + 2]) / length;
      for (let corner = t; corner < t + 3; corner++) {
        const v = triangles[corner];
        addPlaneInto(quadrics, v, x / length, y / length, z / length, w, length);
        addPlaneInto(quadrics, v, 1, 0, 0, -positions[3 * v], OWN_PULL * length);
        addPlaneInto(quadrics, v, 0, 1, 0, -positions[3 * v + 1], OWN_PULL * length);
        addPlaneInto(quadrics, v, 0, 0, 1, -positions[3 * v + 2], OWN_PULL * length);
      }
    }
  }

  private enqueue(a: number, b: number): void {
    const cost = bestPlaceInto(this.place, this.quadrics, a, b);
    this.queue.add(cost, a, b, this.stamps[a] + this.stamps[b]);
  }

  /** Two vertices may become one when only the two triangles between them have both as neighbours (the link condition). */
  private staysManifold(a: number, b: number): boolean {
    const { triangles, around } = this;
    let common = 0;
    for (const t of around[a]) {
      // The corner after `a`: each neighbour is that of one triangle.
      const neighbour = triangles[after(triangles, t, a)];
      if (neighbour === b || !this.areNeighbours(neighbour, b)) continue;
      if (around[neighbour].length <= 3) return false;
      common++;
    }
    return common === 2;
  }

  private areNeighbours(a: number, b: number): boolean {
    const { triangles } = this;
    const [few, other] = this.around[a].length < this.around[b].length ? [a, b] : [b, a];
    return this.around[few].some(
      (t) => triangles[3 * t] === other || triangles[3 * t + 1] === other || triangles[3 * t + 2] === other,
    );
  }

  /** Whether the triangles of `vertex` that stay without `other` still look the same way once it is at `place`. */
  private keepsFacing(vertex: number, other: number): boolean {
    const { triangles, positions, place } = this;
    const v = 3 * vertex;
    for (const t of this.around[vertex]) {
      const at = after(triangles, t, vertex);
      const next = triangles[at];
      const last = triangles[at === 3 * t + 2 ? 3 * t : at + 1];
      if (next === other || last === other) continue;
      const [n, l] = [3 * next, 3 * last];
      const bx = cross(positions, v, positions, n, l, 1, 2);
      const by = cross(positions, v, positions, n, l, 2, 0);
      const bz = cross(positions, v, positions, n, l, 0, 1);
      const x = cross(place, 0, positions, n, l, 1, 2);
      const y = cross(place, 0, positions, n, l, 2, 0);
      const z = cross(place, 0, positions, n, l, 0, 1);
      const squared = x * x + y * y + z * z;
      const lengths = Math.sqrt((bx * bx + by * by + bz * bz) * squared);
      if (bx * x + by * y + bz * z <= LEAST_TURN_COSINE * lengths) return false;
      const longest = Math.max(
        squaredDistance(positions, n, positions, l),
        squaredDistance(place, 0, positions, n),
        squaredDistance(place, 0, positions, l),
      );
      if (squared < (LEAST_HEIGHT * longest) ** 2) return false;
    }
    return true;
  }

  /** `b` becomes `a`, at `place`. */
  private contract(a: number, b: number): void {
    const { triangles, around, quadrics, stamps, isGone } = this;
    this.positions.set(this.place, 3 * a);
    for (let n = 0; n < QUADRIC_SIZE; n++) quadrics[QUADRIC_SIZE * a + n] += quadrics[QUADRIC_SIZE * b + n];
    for (const t of around[b]) {
      const c = triangles[3 * t] === b ? 3 * t : triangles[3 * t + 1] === b ? 3 * t + 1 : 3 * t + 2;
      if (around[a].includes(t)) {
        isGone[t] = 1;
        this.left--;
        for (let corner = 3 * t; corner < 3 * t + 3; corner++) {
          const own = around[triangles[corner]];
          if (corner !== c) own.splice(own.indexOf(t), 1);
        }
      } else {
        triangles[c] = a;
        around[a].push(t);
      }
    }
    around[b] = [];
    stamps[a]++;
    for (const t of around[a]) this.enqueue(a, triangles[after(triangles, t, a)]);
  }
}

/** Place in `triangles` of the corner after `vertex` in triangle `t`. */
function after(triangles: Uint32Array, t: number, vertex: number): number {
  const first = 3 * t;
  return triangles[first] === vertex ? first + 1 : triangles[first + 1] === vertex ? first + 2 : first;
}

/** One coordinate of the cross product of the ways from a place to two others, by the two other axes. */
function cross(
  from: Float64Array,
  at: number,
  positions: Float64Array,
  n: number,
  l: number,
  first: number,
  second: number,
): number {
  const [x, y] = [from[at + first], from[at + second]];
  return (
    (positions[n + first] - x) * (positions[l + second] - y) - (positions[n + second] - y) * (positions[l + first] - x)
  );
}

function squaredDistance(from: Float64Array, at: number, positions: Float64Array, n: number): number {
  return (
    (positions[n] - from[at]) ** 2 + (positions[n + 1] - from[at + 1]) ** 2 + (positions[n + 2] - from[at + 2]) ** 2
  );
}
