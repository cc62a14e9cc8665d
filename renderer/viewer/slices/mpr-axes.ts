/** The three planes turned together: always at right angles to each other, each kept upright on its own screen. */
import { cross, dot, scaled, subtract, unit } from '#core/vector';
import type { Vec3 } from '#core/volume';
import { PLANE_IDS, PLANES, type PlaneId, type PlanePoint, type ViewPlane } from '../plane.ts';

/** Orthonormal world vectors: normals of the sagittal, the coronal and the axial plane. */
export type MprAxes = readonly [Vec3, Vec3, Vec3];

export const PATIENT_AXES: MprAxes = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

/** A normal this close to the direction that is kept upright gives no safe upright any more. */
const LEAST_UPRIGHT = 0.35;
const ALIGNED_COSINE = 1 - 1e-10;

/** Whether the planes lie along the patient's axes, so that slices are whole layers of voxels. */
export function isAligned(axes: MprAxes): boolean {
  return axes.every((axis, n) => dot(axis, PATIENT_AXES[n]) > ALIGNED_COSINE);
}

/**
 * A plane as the axes turn it. Its upward direction stays as near to the patient's as it can: turning the planes about
 * the normal of one pane leaves that pane's picture as it is and turns the two others.
 */
export function turnedPlane(id: PlaneId, axes: MprAxes): ViewPlane {
  const straight = PLANES[id];
  if (isAligned(axes)) return straight;
  const normal = axes[straight.normalAxis];
  const upright = subtract(straight.v, scaled(normal, dot(straight.v, normal)));
  const enough = Math.hypot(...upright) >= LEAST_UPRIGHT;
  const v = unit(enough ? upright : scaled(axes[straight.vAxis], straight.vSign)) ?? straight.v;
  const handed = dot(cross(straight.v, straight.normal), straight.u);
  return { id, u: scaled(cross(v, normal), handed), v, normal };
}

/** Turns the axes by `angleRad` about a unit vector, anticlockwise when it points at the viewer (Rodrigues). */
export function rotatedAxes(axes: MprAxes, about: Vec3, angleRad: number): MprAxes {
  const [c, s] = [Math.cos(angleRad), Math.sin(angleRad)];
  const turn = (a: Vec3): Vec3 => {
    const across = cross(about, a);
    const along = scaled(about, dot(about, a) * (1 - c));
    return [
      a[0] * c + across[0] * s + along[0],
      a[1] * c + across[1] * s + along[1],
      a[2] * c + across[2] * s + along[2],
    ];
  };
  return orthonormal(turn(axes[0]), turn(axes[1]));
}

/** Many small turns would add up their rounding. */
function orthonormal(first: Vec3, second: Vec3): MprAxes {
  const x = unit(first) ?? PATIENT_AXES[0];
  const y = unit(subtract(second, scaled(x, dot(x, second)))) ?? PATIENT_AXES[1];
  return [x, y, cross(x, y)];
}

/** The axes turned as little as needed for one of the planes to face along `normal` (unit); the same when one does already. */
export function axesFacing(axes: MprAxes, normal: Vec3): MprAxes {
  const nearest = axes.reduce((best, axis) =>
    Math.abs(dot(axis, normal)) > Math.abs(dot(best, normal)) ? axis : best,
  );
  const cosine = dot(nearest, normal);
  const about = unit(cross(nearest, scaled(normal, Math.sign(cosine))));
  if (about === null || Math.abs(cosine) > 1 - 1e-9) return axes;
  return rotatedAxes(axes, about, Math.acos(Math.abs(cosine)));
}

/** Turns the axes within the screen of a pane by `angleRad`, anticlockwise: its own picture stays. */
export function turnedInPane(axes: MprAxes, { u, v }: ViewPlane, angleRad: number): MprAxes {
  return rotatedAxes(axes, cross(u, v), angleRad);
}

/** How far a plane is tilted out of the patient's, degrees. */
export function tiltDeg({ id, normal }: ViewPlane): number {
  return (Math.acos(Math.min(1, Math.abs(dot(normal, PLANES[id].normal)))) * 180) / Math.PI;
}

/** The line in which another plane is seen: a unit direction in the plane. */
export interface CrossingLine {
  readonly id: PlaneId;
  readonly direction: PlanePoint;
}

/** The two other planes as lines in `plane`, through the crosshair. */
export function crossingLines(plane: ViewPlane, axes: MprAxes): readonly CrossingLine[] {
  return PLANE_IDS.filter((id) => id !== plane.id).map((id) => {
    const along = cross(plane.normal, axes[PLANES[id].normalAxis]);
    return { id, direction: [dot(along, plane.u), dot(along, plane.v)] };
  });
}

/** Signs of the patient's directions, negative and positive along each world axis (LPS). */
const LETTERS = [
  ['R', 'L'],
  ['A', 'P'],
  ['I', 'S'],
] as const;
/** Directions that make up less than this of the way are not named (6°). */
const LEAST_NAMED = 0.1;

/** Where a direction points in the patient, the main direction first: "L", "LA", "SPL". */
export function directionLetters(direction: Vec3): string {
  return ([0, 1, 2] as const)
    .filter((axis) => Math.abs(direction[axis]) >= LEAST_NAMED)
    .toSorted((a, b) => Math.abs(direction[b]) - Math.abs(direction[a]))
    .map((axis) => LETTERS[axis][direction[axis] < 0 ? 0 : 1])
    .join('');
}

/** Letters at the four edges of a plane's picture. */
export function edgeLetters({ u, v }: ViewPlane): {
  readonly left: string;
  readonly right: string;
  readonly top: string;
  readonly bottom: string;
} {
  return {
    left: directionLetters(scaled(u, -1)),
    right: directionLetters(u),
    top: directionLetters(v),
    bottom: directionLetters(scaled(v, -1)),
  };
}
