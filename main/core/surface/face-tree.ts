/** Faces of a surface in a tree of boxes: which one a ray meets first, and how to cut the surface into compact pieces. */
import { selectAlong } from '../math/select-along.ts';
import type { Vec3 } from '../volume.ts';

export interface Triangles {
  readonly positions: Float32Array | Float64Array; // x, y, z per vertex
  readonly triangles: Uint32Array;
}

export interface FaceHit {
  readonly face: number;
  readonly distance: number;
}

const LEAF = 8;

export class FaceTree {
  private readonly surface: Triangles;
  /** Face numbers; each node has a run of them, its children the two halves. */
  private readonly order: Uint32Array;
  /** Least and greatest corner of each node, the children of n being 2n + 1 and 2n + 2. */
  private readonly boxes: Float64Array;
  private readonly middles: Float32Array;
  private readonly origin = new Float64Array(3);
  private readonly direction = new Float64Array(3);
  private nearest = Infinity;
  private nearestFace = -1;

  constructor(surface: Triangles) {
    this.surface = surface;
    const faces = surface.triangles.length / 3;
    this.order = Uint32Array.from({ length: faces }, (_, n) => n);
    this.middles = faceMiddles(surface);
    const levels = Math.max(0, Math.ceil(Math.log2(Math.max(1, faces) / LEAF)));
    this.boxes = new Float64Array(6 * (2 ** (levels + 1) - 1));
    this.build(0, 0, faces);
  }

  /** Unit direction; null when the ray meets nothing. Faces are met from both sides. */
  firstHit(origin: Vec3, direction: Vec3): FaceHit | null {
    this.origin.set(origin);
    this.direction.set(direction);
    this.nearest = Infinity;
    this.nearestFace = -1;
    this.meet(0, 0, this.order.length);
    return this.nearestFace === -1 ? null : { face: this.nearestFace, distance: this.nearest };
  }

  /** Face numbers in compact pieces of at most so many faces. */
  pieces(most: number): readonly Uint32Array[] {
    const pieces: Uint32Array[] = [];
    const share = (from: number, to: number): void => {
      if (to - from <= most) {
        if (to > from) pieces.push(this.order.slice(from, to).sort());
        return;
      }
      const middle = (from + to) >> 1;
      share(from, middle);
      share(middle, to);
    };
    share(0, this.order.length);
    return pieces;
  }

  private isLeaf(node: number, from: number, to: number): boolean {
    return to - from <= LEAF || 12 * node + 12 >= this.boxes.length;
  }

  private build(node: number, from: number, to: number): void {
    this.boundInto(node, from, to);
    if (this.isLeaf(node, from, to)) return;
    const middle = (from + to) >> 1;
    selectAlong(this.order, this.middles, { first: from, last: to - 1, middle, axis: this.longestAxis(from, to) });
    this.build(2 * node + 1, from, middle);
    this.build(2 * node + 2, middle, to);
  }

  private boundInto(node: number, from: number, to: number): void {
    const { positions, triangles } = this.surface;
    const { boxes, order } = this;
    const box = 6 * node;
    boxes.fill(Infinity, box, box + 3);
    boxes.fill(-Infinity, box + 3, box + 6);
    for (let n = from; n < to; n++) {
      for (let corner = 3 * order[n]; corner < 3 * order[n] + 3; corner++) {
        for (let axis = 0; axis < 3; axis++) {
          const value = positions[3 * triangles[corner] + axis];
          if (value < boxes[box + axis]) boxes[box + axis] = value;
          if (value > boxes[box + 3 + axis]) boxes[box + 3 + axis] = value;
        }
      }
    }
  }

  private longestAxis(from: number, to: number): number {
    let [longest, best] = [-1, 0];
    for (let axis = 0; axis < 3; axis++) {
      let [min, max] = [Infinity, -Infinity];
      for (let n = from; n < to; n++) {
        const value = this.middles[3 * this.order[n] + axis];
        if (value < min) min = value;
        if (value > max) max = value;
      }
      if (max - min > longest) [longest, best] = [max - min, axis];
    }
    return best;
  }

  private meet(node: number, from: number, to: number): void {
    if (this.distanceToBox(node) >= this.nearest) return;
    if (this.isLeaf(node, from, to)) {
      for (let n = from; n < to; n++) this.meetFace(this.order[n]);
      return;
    }
    const middle = (from + to) >> 1;
    const [left, right] = [2 * node + 1, 2 * node + 2];
    if (this.distanceToBox(left) <= this.distanceToBox(right)) {
      this.meet(left, from, middle);
      this.meet(right, middle, to);
    } else {
      this.meet(right, middle, to);
      this.meet(left, from, middle);
    }
  }

  /** Where the ray enters a box; Infinity when it misses it. */
  private distanceToBox(node: number): number {
    const { boxes, origin, direction } = this;
    let [near, far] = [0, Infinity];
    for (let axis = 0; axis < 3; axis++) {
      const a = (boxes[6 * node + axis] - origin[axis]) / direction[axis];
      const b = (boxes[6 * node + 3 + axis] - origin[axis]) / direction[axis];
      // Parallel to a side, both are infinite: of different signs inside, of the same outside. NaN limits nothing.
      if (Math.min(a, b) > near) near = Math.min(a, b);
      if (Math.max(a, b) < far) far = Math.max(a, b);
    }
    return near <= far ? near : Infinity;
  }

  /** Möller and Trumbore, 1997. */
  private meetFace(face: number): void {
    const { positions: p, triangles } = this.surface;
    const { origin, direction } = this;
    const a = 3 * triangles[3 * face];
    const b = 3 * triangles[3 * face + 1];
    const c = 3 * triangles[3 * face + 2];
    const [ux, uy, uz] = [p[b] - p[a], p[b + 1] - p[a + 1], p[b + 2] - p[a + 2]];
    const [vx, vy, vz] = [p[c] - p[a], p[c + 1] - p[a + 1], p[c + 2] - p[a + 2]];
    const px = direction[1] * vz - direction[2] * vy;
    const py = direction[2] * vx - direction[0] * vz;
    const pz = direction[0] * vy - direction[1] * vx;
    const determinant = ux * px + uy * py + uz * pz;
    if (determinant === 0) return;
    const [tx, ty, tz] = [origin[0] - p[a], origin[1] - p[a + 1], origin[2] - p[a + 2]];
    const s = (tx * px + ty * py + tz * pz) / determinant;
    if (s < 0 || s > 1) return;
    const qx = ty * uz - tz * uy;
    const qy = tz * ux - tx * uz;
    const qz = tx * uy - ty * ux;
    const t = (direction[0] * qx + direction[1] * qy + direction[2] * qz) / determinant;
    if (t < 0 || s + t > 1) return;
    const distance = (vx * qx + vy * qy + vz * qz) / determinant;
    if (distance <= 0 || distance >= this.nearest) return;
    this.nearest = distance;
    this.nearestFace = face;
  }
}

/** x, y, z per face. */
export function faceMiddles({ positions, triangles }: Triangles): Float32Array {
  const middles = new Float32Array(triangles.length);
  for (let corner = 0; corner < triangles.length; corner += 3) {
    const [a, b, c] = [3 * triangles[corner], 3 * triangles[corner + 1], 3 * triangles[corner + 2]];
    for (let axis = 0; axis < 3; axis++) {
      middles[corner + axis] = (positions[a + axis] + positions[b + axis] + positions[c + axis]) / 3;
    }
  }
  return middles;
}
