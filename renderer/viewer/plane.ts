/** The three viewing planes and their flat coordinates: u grows to the right of the screen, v upwards, both in mm. */
import { dot } from '#core/vector';
import type { Vec3 } from '#core/volume';

export const PLANE_IDS = ['axial', 'coronal', 'sagittal'] as const;
export type PlaneId = (typeof PLANE_IDS)[number];

/** World is LPS: axis 0 grows to the patient's left, 1 to the back, 2 upwards. */
type WorldAxis = 0 | 1 | 2;

/** A plane as it lies in the world: three unit vectors at right angles, whichever way it is turned. */
export interface ViewPlane {
  readonly id: PlaneId;
  /** To the right of the screen. */
  readonly u: Vec3;
  /** Upwards on the screen. */
  readonly v: Vec3;
  /** Scrolling onwards moves along it. */
  readonly normal: Vec3;
}

/** A plane along the patient's axes. */
export interface Plane extends ViewPlane {
  readonly title: string;
  /** The world axis that leaves the plane: scrolling moves along it. */
  readonly normalAxis: WorldAxis;
  readonly uAxis: WorldAxis;
  readonly uSign: 1 | -1;
  readonly vAxis: WorldAxis;
  readonly vSign: 1 | -1;
  /** Patient directions at the edges of the screen. */
  readonly letters: { readonly left: string; readonly right: string; readonly top: string; readonly bottom: string };
}

/**
 * Radiological habit: axial from the feet and coronal from the front, so that the patient's right is on the screen's
 * left; sagittal from the patient's left, face to the screen's left.
 */
export const PLANES: { readonly [Id in PlaneId]: Plane } = {
  axial: {
    id: 'axial',
    u: [1, 0, 0],
    v: [0, -1, 0],
    normal: [0, 0, 1],
    title: 'Axial',
    normalAxis: 2,
    uAxis: 0,
    uSign: 1,
    vAxis: 1,
    vSign: -1,
    letters: { left: 'R', right: 'L', top: 'A', bottom: 'P' },
  },
  coronal: {
    id: 'coronal',
    u: [1, 0, 0],
    v: [0, 0, 1],
    normal: [0, 1, 0],
    title: 'Coronal',
    normalAxis: 1,
    uAxis: 0,
    uSign: 1,
    vAxis: 2,
    vSign: 1,
    letters: { left: 'R', right: 'L', top: 'S', bottom: 'I' },
  },
  sagittal: {
    id: 'sagittal',
    u: [0, 1, 0],
    v: [0, 0, 1],
    normal: [1, 0, 0],
    title: 'Sagittal',
    normalAxis: 0,
    uAxis: 1,
    uSign: 1,
    vAxis: 2,
    vSign: 1,
    letters: { left: 'A', right: 'P', top: 'S', bottom: 'I' },
  },
};

/** A place in a plane, mm. */
export type PlanePoint = readonly [u: number, v: number];

/** Corners of a box in a plane, mm. */
export interface PlaneBox {
  readonly min: PlanePoint;
  readonly max: PlanePoint;
}

export function toPlane({ u, v }: ViewPlane, worldMm: Vec3): PlanePoint {
  return [dot(u, worldMm), dot(v, worldMm)];
}

/** Place of a world point along the plane's normal, mm. */
export function depthOf({ normal }: ViewPlane, worldMm: Vec3): number {
  return dot(normal, worldMm);
}

/** The world point at (u, v) of the plane that goes through `throughMm`. */
export function toWorld(plane: ViewPlane, at: PlanePoint, throughMm: Vec3): Vec3 {
  return atDepth(plane, at, depthOf(plane, throughMm));
}

/** The world point at (u, v) of the plane that lies `depthMm` along its normal. */
export function atDepth({ u, v, normal }: ViewPlane, [x, y]: PlanePoint, depthMm: number): Vec3 {
  const along = (axis: 0 | 1 | 2): number => u[axis] * x + v[axis] * y + normal[axis] * depthMm;
  return [along(0), along(1), along(2)];
}
