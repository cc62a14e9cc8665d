/** How an intraoral scan lies in the mouth, so that the standard views are the patient's: left is left. */
import { patientPoint } from '#contract/arch-frame';
import type { IosCase } from '#contract/case';
import type { SurfaceFacts } from '#contract/scan';
import type { Jaw } from '#core/fdi';
import type { Bounds } from '#core/geometry';
import { inverse, moved, turned, type RigidMotion } from '#core/registration/rigid';
import { cross, subtract, unit } from '#core/vector';
import type { Vec3 } from '#core/volume';
import { fittedPose, type CameraPose, type DirectionId, type PaneSize } from '../scene/camera-pose.ts';

export interface PatientFrame {
  readonly jaw: Jaw;
  /** From the scan's space to LPS about the arch. */
  readonly motion: RigidMotion;
}

/** The views of one jaw, in the order of their keys. `lingual` looks from within the arch. */
export const SURFACE_VIEWS = ['occlusal', 'buccal', 'right', 'left', 'lingual'] as const;
export type SurfaceView = (typeof SURFACE_VIEWS)[number];

/** As the case was aligned; before there is one, as far as the shape tells it, and else as the file has it. */
export function patientFrame(caseFile: IosCase | null, facts: SurfaceFacts | undefined): PatientFrame {
  if (caseFile !== null) return { jaw: caseFile.jaw.is, motion: motionOf((at) => patientPoint(caseFile, at)) };
  const crowns = facts?.crownsToward ?? null;
  const front = facts?.frontToward ?? null;
  const level = crowns === null || front === null ? null : unit(cross(front, crowns));
  if (crowns === null || level === null) return { jaw: 'lower', motion: motionOf((at) => at) };
  const forward = cross(crowns, level);
  // Nothing tells the jaw yet: a lower one, seen from above.
  const alignment = [...level, 0, ...forward, 0, ...crowns, 0, 0, 0, 0, 1];
  return {
    jaw: 'lower',
    motion: motionOf((at) => patientPoint({ alignment, jaw: { is: 'lower', evidence: 'assumed' } }, at)),
  };
}

function motionOf(map: (at: Vec3) => Vec3): RigidMotion {
  const translation = map([0, 0, 0]);
  const [x, y, z] = [map([1, 0, 0]), map([0, 1, 0]), map([0, 0, 1])].map((at) => subtract(at, translation));
  return { translation, rotation: [x[0], y[0], z[0], x[1], y[1], z[1], x[2], y[2], z[2]] };
}

/** Of all points, LPS about the arch. */
export function patientBounds({ motion }: PatientFrame, positions: Float32Array): Bounds {
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (let n = 0; n < positions.length; n += 3) {
    const at = moved(motion, [positions[n], positions[n + 1], positions[n + 2]]);
    for (let axis = 0; axis < 3; axis++) {
      if (at[axis] < min[axis]) min[axis] = at[axis];
      if (at[axis] > max[axis]) max[axis] = at[axis];
    }
  }
  return { min, max };
}

/** In the scan's own space, with all of it in the picture. */
export function viewPose(view: SurfaceView, frame: PatientFrame, box: Bounds, size: PaneSize): CameraPose {
  const pose = fittedPose(directionOf(view, frame.jaw), box, size);
  const back = inverse(frame.motion);
  return {
    positionMm: moved(back, pose.positionMm),
    focusMm: moved(back, pose.focusMm),
    up: turned(back.rotation, pose.up),
  };
}

function directionOf(view: SurfaceView, jaw: Jaw): DirectionId {
  switch (view) {
    case 'occlusal':
      return jaw;
    case 'buccal':
      return 'front';
    case 'lingual':
      return 'back';
    case 'right':
    case 'left':
      return view;
  }
}
