/**
 * A brush on a surface: which faces it covers. They lie within its ball, hang together without leaving it by a detour, and
 * look the same way as the place under its middle, so that it reaches neither the neighbour's flank across a narrow gap nor
 * the other side of a thin edge.
 */
import { PatchBuilder, type LabelPatch } from '../review/label-patch.ts';
import type { Vec3 } from '../volume.ts';

/** A surface with all that a brush has to know of it. */
export interface BrushedSurface {
  readonly middles: Float32Array; // x, y, z per face, mm
  readonly normals: Float32Array; // unit, per face; 0 of a face without an area
  readonly neighbours: Int32Array; // three per face, see `faceNeighbours`
}

export interface SurfacePlace {
  readonly face: number;
  readonly atMm: Vec3;
}

/** A way from face to face zigzags: this much longer than the brush's radius is still straight. */
const LONGEST_WAY = 1.5;
/** Faces that look away by more than this belong to another side. */
const LEAST_COSINE = Math.cos((80 * Math.PI) / 180);

/** Faces under the brush; always the one under its middle. */
export function facesUnder(surface: BrushedSurface, { face: start, atMm }: SurfacePlace, radiusMm: number): number[] {
  const { middles, normals, neighbours } = surface;
  const facing: Vec3 = [normals[3 * start], normals[3 * start + 1], normals[3 * start + 2]];
  const ways = new Map([[start, 0]]);
  // Near faces come first nearly always: a queue that takes a shorter way again does without a heap.
  const queue = [start];
  for (let n = 0; n < queue.length; n++) {
    const from = queue[n];
    const way = ways.get(from) ?? 0;
    for (let side = 3 * from; side < 3 * from + 3; side++) {
      const to = neighbours[side];
      if (to === -1 || !isWithin(middles, to, atMm, radiusMm) || !looksLike(normals, to, facing)) continue;
      const longer = way + gap(middles, from, to);
      if (longer > LONGEST_WAY * radiusMm || longer >= (ways.get(to) ?? Infinity)) continue;
      ways.set(to, longer);
      queue.push(to);
    }
  }
  return [...ways.keys()];
}

function isWithin(middles: Float32Array, face: number, [x, y, z]: Vec3, radiusMm: number): boolean {
  const n = 3 * face;
  return (middles[n] - x) ** 2 + (middles[n + 1] - y) ** 2 + (middles[n + 2] - z) ** 2 <= radiusMm ** 2;
}

function looksLike(normals: Float32Array, face: number, [x, y, z]: Vec3): boolean {
  const n = 3 * face;
  return normals[n] * x + normals[n + 1] * y + normals[n + 2] * z >= LEAST_COSINE;
}

function gap(middles: Float32Array, a: number, b: number): number {
  const [m, n] = [3 * a, 3 * b];
  return Math.hypot(middles[m] - middles[n], middles[m + 1] - middles[n + 1], middles[m + 2] - middles[n + 2]);
}

export interface FaceStroke {
  readonly faces: Iterable<number>;
  /** The tooth that paints, or that is rubbed away. */
  readonly label: number;
  /** 'erase' takes the tooth off them, 'all' paints over other teeth too. */
  readonly over: 'background' | 'all' | 'erase';
}

/** What a stroke changes of the labels, a value for each face. */
export function facePatch(labels: Uint8Array, { faces, label, over }: FaceStroke): LabelPatch {
  const builder = new PatchBuilder();
  for (const face of [...new Set(faces)].sort((a, b) => a - b)) {
    const before = labels[face];
    if (over === 'erase' ? before !== label : over === 'background' && before !== 0) continue;
    builder.add(face, before, over === 'erase' ? 0 : label);
  }
  return builder.build();
}

/** Parts of a tooth that do not hang together with its largest one leave it. */
export function faceCrumbs(labels: Uint8Array, neighbours: Int32Array, label: number): LabelPatch {
  const partOf = new Map<number, number>();
  const sizes: number[] = [];
  for (let seed = 0; seed < labels.length; seed++) {
    if (labels[seed] !== label || partOf.has(seed)) continue;
    const part = connectedFaces(seed, neighbours, (face) => labels[face] === label);
    for (const face of part) partOf.set(face, sizes.length);
    sizes.push(part.length);
  }
  const largest = sizes.indexOf(Math.max(...sizes));
  const crumbs = [...partOf].filter(([, part]) => part !== largest).map(([face]) => face);
  return facePatch(labels, { faces: crumbs, label, over: 'erase' });
}

/** All faces that are reached from one without leaving those that `takes` names. */
export function connectedFaces(seed: number, neighbours: Int32Array, takes: (face: number) => boolean): number[] {
  const reached = new Set([seed]);
  for (const face of reached) {
    for (let side = 3 * face; side < 3 * face + 3; side++) {
      const next = neighbours[side];
      if (next !== -1 && takes(next)) reached.add(next);
    }
  }
  return [...reached];
}
