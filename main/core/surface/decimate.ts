/** Fewer triangles for the same shape: closed and manifold stay what they are, and every shell keeps its volume. */
import type { TriangleMesh } from '../mesh.ts';
import type { Vec3 } from '../volume.ts';
import { EdgeQueue } from './edge-queue.ts';
import { keepVolumeInto, shellsOf, shellVolumes } from './keep-volume.ts';
import { addPlaneInto, bestPlace, QUADRIC_SIZE } from './quadric.ts';

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
  private readonly queue = new EdgeQueue();
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
    for (let n = 0; n < triangles.length; n++) {
      const [a, b] = [triangles[n], triangles[n % 3 === 2 ? n - 2 : n + 1]];
      if (a < b) this.enqueue(a, b); // its other triangle has it the other way round
    }
  }

  contractTo(most: number): void {
    while (this.left > most) {
      const edge = this.queue.takeCheapest();
      if (edge === undefined) return;
      const { a, b, stamp } = edge;
      if (this.stamps[a] + this.stamps[b] !== stamp || this.around[a].length === 0 || this.around[b].length === 0)
        continue;
      if (!this.staysManifold(a, b)) continue;
      const { place } = bestPlace(this.quadrics, a, b);
      if (this.keepsFacing(a, b, place) && this.keepsFacing(b, a, place)) this.contract(a, b, place);
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
    for (let n = 0; n < triangles.length; n += 3) {
      const corner = positions.subarray(3 * triangles[n], 3 * triangles[n] + 3);
      const normal = crossOf(positions, triangles[n], triangles[n + 1], triangles[n + 2]);
      const length = Math.sqrt(normal[0] ** 2 + normal[1] ** 2 + normal[2] ** 2);
      if (length === 0) continue;
      const unit: Vec3 = [normal[0] / length, normal[1] / length, normal[2] / length];
      const w = -(unit[0] * corner[0] + unit[1] * corner[1] + unit[2] * corner[2]);
      for (let c = n; c < n + 3; c++) {
        const v = triangles[c];
        addPlaneInto(quadrics, v, unit, w, length);
        addPlaneInto(quadrics, v, [1, 0, 0], -positions[3 * v], OWN_PULL * length);
        addPlaneInto(quadrics, v, [0, 1, 0], -positions[3 * v + 1], OWN_PULL * length);
        addPlaneInto(quadrics, v, [0, 0, 1], -positions[3 * v + 2], OWN_PULL * length);
      }
    }
  }

  private enqueue(a: number, b: number): void {
    const { cost } = bestPlace(this.quadrics, a, b);
    this.queue.add(cost, { a, b, stamp: this.stamps[a] + this.stamps[b] });
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
  private keepsFacing(vertex: number, other: number, place: Vec3): boolean {
    const { triangles, positions } = this;
    for (const t of this.around[vertex]) {
      const at = after(triangles, t, vertex);
      const next = triangles[at];
      const last = triangles[at === 3 * t + 2 ? 3 * t : at + 1];
      if (next === other || last === other) continue;
      const before = crossOf(positions, vertex, next, last);
      const now = crossFrom(place, positions, next, last);
      const product = before[0] * now[0] + before[1] * now[1] + before[2] * now[2];
      const lengths = Math.sqrt(squared(before) * squared(now));
      if (product <= LEAST_TURN_COSINE * lengths) return false;
      const longest = Math.max(
        squaredDistance(positions, next, last),
        squaredFrom(place, positions, next),
        squaredFrom(place, positions, last),
      );
      if (squared(now) < (LEAST_HEIGHT * longest) ** 2) return false;
    }
    return true;
  }

  /** `b` becomes `a`, at `place`. */
  private contract(a: number, b: number, place: Vec3): void {
    const { triangles, around, quadrics, stamps, isGone } = this;
    this.positions.set(place, 3 * a);
    for (let n = 0; n < QUADRIC_SIZE; n++) quadrics[QUADRIC_SIZE * a + n] += quadrics[QUADRIC_SIZE * b + n];
    const isA = new Set(around[a]);
    for (const t of around[b]) {
      if (isA.has(t)) {
        isGone[t] = 1;
        this.left--;
        for (let c = 3 * t; c < 3 * t + 3; c++) {
          if (triangles[c] !== b) around[triangles[c]].splice(around[triangles[c]].indexOf(t), 1);
        }
      } else {
        const c = triangles[3 * t] === b ? 3 * t : triangles[3 * t + 1] === b ? 3 * t + 1 : 3 * t + 2;
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

function crossOf(positions: Float64Array, a: number, b: number, c: number): Vec3 {
  return crossFrom([positions[3 * a], positions[3 * a + 1], positions[3 * a + 2]], positions, b, c);
}

/** Twice the area of the triangle from `place` to the vertices b and c, along its normal. */
function crossFrom([x, y, z]: Vec3, positions: Float64Array, b: number, c: number): Vec3 {
  const [ux, uy, uz] = [positions[3 * b] - x, positions[3 * b + 1] - y, positions[3 * b + 2] - z];
  const [vx, vy, vz] = [positions[3 * c] - x, positions[3 * c + 1] - y, positions[3 * c + 2] - z];
  return [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
}

function squared([x, y, z]: Vec3): number {
  return x * x + y * y + z * z;
}

function squaredDistance(positions: Float64Array, a: number, b: number): number {
  return squaredFrom([positions[3 * a], positions[3 * a + 1], positions[3 * a + 2]], positions, b);
}

function squaredFrom([x, y, z]: Vec3, positions: Float64Array, b: number): number {
  return (positions[3 * b] - x) ** 2 + (positions[3 * b + 1] - y) ** 2 + (positions[3 * b + 2] - z) ** 2;
}
