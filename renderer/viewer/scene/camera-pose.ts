/** Where the 3D pane is seen from: saved directions, fitting, orbiting, and the way from world mm to pixels and back. */
import type { Bounds } from '#core/geometry';
import type { Vec3 } from '#core/volume';
import { add, cross, dot, scaled, subtract, unit } from '#core/vector';

/** World LPS mm; `up` is a unit vector across the line of sight. */
export interface CameraPose {
  readonly positionMm: Vec3;
  readonly focusMm: Vec3;
  readonly up: Vec3;
}

export interface PaneSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Of the pane's height. Narrow, so that near teeth do not look much larger than far ones. */
export const VIEW_ANGLE_DEG = 22;
const HALF_HEIGHT = Math.tan((VIEW_ANGLE_DEG * Math.PI) / 360);
/** Room left around what is shown, as a share of the distance. */
const MARGIN = 1.06;

export const DIRECTION_IDS = ['front', 'right', 'left', 'upper', 'lower', 'back'] as const;
export type DirectionId = (typeof DIRECTION_IDS)[number];

/** Line of sight and up. In every one but `back` the patient's right is on the screen's left, or one looks at one side. */
const DIRECTIONS: { readonly [Id in DirectionId]: { readonly sight: Vec3; readonly up: Vec3 } } = {
  front: { sight: [0, 1, 0], up: [0, 0, 1] },
  right: { sight: [1, 0, 0], up: [0, 0, 1] },
  left: { sight: [-1, 0, 0], up: [0, 0, 1] },
  // The biting surfaces of the upper teeth are seen from below, those of the lower teeth from above.
  upper: { sight: [0, 0, 1], up: [0, -1, 0] },
  lower: { sight: [0, 0, -1], up: [0, 1, 0] },
  back: { sight: [0, -1, 0], up: [0, 0, 1] },
};

/** Seen from a saved direction, with all of a box in the picture. */
export function fittedPose(direction: DirectionId, box: Bounds, { widthPx, heightPx }: PaneSize): CameraPose {
  const { sight, up } = DIRECTIONS[direction];
  const right = cross(sight, up);
  const focusMm = scaled(add(box.min, box.max), 0.5);
  const halfWidth = (HALF_HEIGHT * widthPx) / Math.max(1, heightPx);
  let distanceMm = 1;
  for (let corner = 0; corner < 8; corner++) {
    const at: Vec3 = [
      (corner & 1 ? box.max : box.min)[0],
      (corner & 2 ? box.max : box.min)[1],
      (corner & 4 ? box.max : box.min)[2],
    ];
    const off = subtract(at, focusMm);
    const needed = Math.max(Math.abs(dot(off, right)) / halfWidth, Math.abs(dot(off, up)) / HALF_HEIGHT);
    distanceMm = Math.max(distanceMm, needed * MARGIN - dot(off, sight));
  }
  return { focusMm, positionMm: subtract(focusMm, scaled(sight, distanceMm)), up };
}

/** The same line of sight and distance on another point: from now on the view turns about it. */
export function focusedPose(pose: CameraPose, focusMm: Vec3): CameraPose {
  return { ...pose, focusMm, positionMm: add(focusMm, subtract(pose.positionMm, pose.focusMm)) };
}

/** Turned about its focus: positive angles show more of what is on the right, and of what is above. */
export function orbitedPose(pose: CameraPose, rightDeg: number, upDeg: number): CameraPose {
  const { up } = pose;
  const away = rotated(subtract(pose.positionMm, pose.focusMm), up, (rightDeg * Math.PI) / 180);
  const right = normalised(cross(up, away));
  const angleRad = (-upDeg * Math.PI) / 180;
  return {
    focusMm: pose.focusMm,
    positionMm: add(pose.focusMm, rotated(away, right, angleRad)),
    up: normalised(rotated(up, right, angleRad)),
  };
}

/** Nearer (factor above 1) or further away from the focus. */
export function zoomedPose(pose: CameraPose, factor: number): CameraPose {
  const away = subtract(pose.positionMm, pose.focusMm);
  return { ...pose, positionMm: add(pose.focusMm, scaled(away, 1 / factor)) };
}

interface Axes {
  readonly right: Vec3;
  readonly up: Vec3;
  readonly sight: Vec3;
}

function axesOf({ positionMm, focusMm, up }: CameraPose): Axes {
  const sight = normalised(subtract(focusMm, positionMm));
  const right = normalised(cross(sight, up));
  return { sight, right, up: cross(right, sight) };
}

/** Where a world point appears, in CSS pixels from the pane's upper left; null behind the camera. */
export function toScreen(
  pose: CameraPose,
  { widthPx, heightPx }: PaneSize,
  worldMm: Vec3,
): readonly [number, number] | null {
  const { right, up, sight } = axesOf(pose);
  const off = subtract(worldMm, pose.positionMm);
  const depth = dot(off, sight);
  if (depth <= 0) return null;
  const scale = heightPx / 2 / (HALF_HEIGHT * depth);
  return [widthPx / 2 + dot(off, right) * scale, heightPx / 2 - dot(off, up) * scale];
}

/** A half-line in world mm; `direction` has unit length. */
export interface Ray {
  readonly originMm: Vec3;
  readonly direction: Vec3;
}

/** What lies under a place of the pane, CSS pixels from its upper left. The inverse of `toScreen`. */
export function rayAt(pose: CameraPose, { widthPx, heightPx }: PaneSize, [x, y]: readonly [number, number]): Ray {
  const { right, up, sight } = axesOf(pose);
  const perPixel = (2 * HALF_HEIGHT) / heightPx;
  const across = add(scaled(right, (x - widthPx / 2) * perPixel), scaled(up, (heightPx / 2 - y) * perPixel));
  return { originMm: pose.positionMm, direction: normalised(add(sight, across)) };
}

/** Sight and up are never parallel, so that there is always a direction. */
function normalised(vector: Vec3): Vec3 {
  return unit(vector) ?? vector;
}

/** Rodrigues' rotation about a unit axis. */
function rotated(vector: Vec3, axis: Vec3, angleRad: number): Vec3 {
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  const along = scaled(axis, dot(axis, vector) * (1 - cos));
  return add(add(scaled(vector, cos), scaled(cross(axis, vector), sin)), along);
}
