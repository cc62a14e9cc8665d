/** The three viewing planes and their flat coordinates: u grows to the right of the screen, v upwards, both in mm. */
import type { Vec3 } from '#core/volume';

export const PLANE_IDS = ['axial', 'coronal', 'sagittal'] as const;
export type PlaneId = (typeof PLANE_IDS)[number];

/** World is LPS: axis 0 grows to the patient's left, 1 to the back, 2 upwards. */
type WorldAxis = 0 | 1 | 2;

export interface Plane {
  readonly id: PlaneId;
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

export function toPlane(plane: Plane, worldMm: Vec3): PlanePoint {
  return [plane.uSign * worldMm[plane.uAxis], plane.vSign * worldMm[plane.vAxis]];
}

/** The world point at (u, v) of the plane that goes through `throughMm`. */
export function toWorld(plane: Plane, [u, v]: PlanePoint, throughMm: Vec3): Vec3 {
  const world: [number, number, number] = [throughMm[0], throughMm[1], throughMm[2]];
  world[plane.uAxis] = plane.uSign * u;
  world[plane.vAxis] = plane.vSign * v;
  return world;
}

/** The planes that are seen as a line in `plane`: the one whose normal is u (drawn upright) and the one whose normal is v. */
export function crossingPlanes(plane: Plane): { readonly upright: Plane; readonly level: Plane } {
  const withNormal = (axis: WorldAxis): Plane => {
    const id = PLANE_IDS.find((candidate) => PLANES[candidate].normalAxis === axis);
    return PLANES[id ?? 'axial'];
  };
  return { upright: withNormal(plane.uAxis), level: withNormal(plane.vAxis) };
}
