/**
 * The dental arch as a surface: a curve in a plane, drawn out along the plane's normal. The panoramic is this surface
 * unrolled: s is arc length from the patient's right end, h height along `up`, off the way out of it, all in mm.
 */
import { cross, dot, unit } from '../vector.ts';
import type { Vec3 } from '../volume.ts';
import { splineThrough } from './spline.ts';

export interface ArchPlace {
  /** Arc length from the patient's right end, mm. Outside of 0…length beyond the ends, where the arch goes on straight. */
  readonly s: number;
  /** World position along `up`, mm: with an upright arch it is z. */
  readonly h: number;
  /** Distance from the surface, mm; to the cheeks and lips positive, to the tongue negative. */
  readonly off: number;
}

export interface ArchSurface {
  readonly lengthMm: number;
  readonly stepMm: number;
  readonly count: number;
  /** World LPS mm of the curve, flat, every `stepMm`, from the patient's right to the left. */
  readonly xyz: Float64Array;
  /** Unit normals towards cheeks and lips, flat. */
  readonly normals: Float64Array;
  readonly up: Vec3;
  /** Height of the curve along `up`. */
  readonly heightMm: number;
}

/** Upright, as long as nothing is known about the bite. */
export const UPRIGHT: Vec3 = [0, 0, 1];

/**
 * The surface through control points given from the patient's right to the left (world LPS mm). `up` is the unit normal
 * of the arch's plane, which lies at the points' mean height. Null when the points make no curve.
 */
export function archSurface(controlMm: readonly Vec3[], up: Vec3 = UPRIGHT): ArchSurface | null {
  if (controlMm.length < 2) return null;
  const heightMm = controlMm.reduce((sum, point) => sum + dot(point, up), 0) / controlMm.length;
  const curve = splineThrough(controlMm.map((point) => atHeight(point, up, heightMm)));
  if (curve === null) return null;
  const { xyz, count, stepMm, lengthMm } = curve;
  const normals = new Float64Array(3 * count);
  for (let n = 0; n < count; n++) {
    const from = 3 * Math.max(0, n - 1);
    const to = 3 * Math.min(count - 1, n + 1);
    const tangent: Vec3 = [xyz[to] - xyz[from], xyz[to + 1] - xyz[from + 1], xyz[to + 2] - xyz[from + 2]];
    normals.set(unit(cross(tangent, up)) ?? [0, -1, 0], 3 * n);
  }
  return { lengthMm, stepMm, count, xyz, normals, up, heightMm };
}

/** A point moved along `up` to a height. */
export function atHeight(point: Vec3, up: Vec3, heightMm: number): Vec3 {
  const rise = heightMm - dot(point, up);
  return [point[0] + rise * up[0], point[1] + rise * up[1], point[2] + rise * up[2]];
}

/** Unit normal towards cheeks and lips at s; it turns evenly between the curve's points. */
export function normalAt({ normals, count, stepMm }: ArchSurface, s: number): Vec3 {
  const at = Math.min(count - 1, Math.max(0, s / stepMm));
  const n = Math.min(count - 2, Math.floor(at));
  const share = at - n;
  const part = (axis: number): number => normals[3 * n + axis] * (1 - share) + normals[3 * n + 3 + axis] * share;
  return unit([part(0), part(1), part(2)]) ?? [0, -1, 0];
}

/** Unit direction of the curve at s, towards the patient's left. */
export function tangentAt(surface: ArchSurface, s: number): Vec3 {
  return cross(surface.up, normalAt(surface, s));
}

/** World LPS mm of a place on, before or behind the arch. */
export function archToWorld(surface: ArchSurface, { s, h, off }: ArchPlace): Vec3 {
  const { xyz, count, stepMm, up, heightMm } = surface;
  const n = Math.min(count - 2, Math.max(0, Math.floor(s / stepMm)));
  const share = s / stepMm - n;
  const normal = normalAt(surface, s);
  const rise = h - heightMm;
  const part = (axis: number): number =>
    xyz[3 * n + axis] * (1 - share) + xyz[3 * n + 3 + axis] * share + off * normal[axis] + rise * up[axis];
  return [part(0), part(1), part(2)];
}

/** The nearest place on the arch: the reverse of `archToWorld` wherever the curve bends less than `off`. */
export function worldToArch(surface: ArchSurface, worldMm: Vec3): ArchPlace {
  const { xyz, count, stepMm, up, heightMm, lengthMm } = surface;
  const h = dot(worldMm, up);
  const [x, y, z] = atHeight(worldMm, up, heightMm);
  let nearest = 0;
  let nearestSquare = Infinity;
  for (let n = 0; n < count; n++) {
    const square = (xyz[3 * n] - x) ** 2 + (xyz[3 * n + 1] - y) ** 2 + (xyz[3 * n + 2] - z) ** 2;
    if (square < nearestSquare) [nearest, nearestSquare] = [n, square];
  }
  // Newton: where the way from the curve to the point has no part along the tangent.
  let s = nearest * stepMm;
  let off = 0;
  for (let round = 0; round < 8; round++) {
    const [px, py, pz] = archToWorld(surface, { s, h: heightMm, off: 0 });
    const normal = normalAt(surface, s);
    const tangent = cross(up, normal);
    off = (x - px) * normal[0] + (y - py) * normal[1] + (z - pz) * normal[2];
    const ahead = (x - px) * tangent[0] + (y - py) * tangent[1] + (z - pz) * tangent[2];
    if (Math.abs(ahead) < 1e-7) break;
    const limited = Math.max(-2 * stepMm, Math.min(2 * stepMm, ahead));
    const outside = s <= 0 || s >= lengthMm;
    s += outside ? ahead : limited;
  }
  return { s, h, off };
}
