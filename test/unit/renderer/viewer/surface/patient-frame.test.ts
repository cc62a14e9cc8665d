import { describe, expect, it } from 'vitest';
import { inverse, moved, turned } from '#core/registration/rigid';
import { cross, dot, subtract, unit } from '#core/vector';
import type { Vec3 } from '#core/volume';
import { IOS_CASE } from '../../../../fixtures/contract/samples.ts';
import { patientFrame, viewPose, type SurfaceView } from '../../../../../renderer/viewer/surface/patient-frame.ts';

const BOX = { min: [-30, -25, -10], max: [30, 25, 10] } as const;
const SIZE = { widthPx: 800, heightPx: 600 };
const JAWS = ['upper', 'lower'] as const;

describe.each(JAWS)('the views of the %s jaw', (jaw) => {
  const frame = patientFrame({ ...IOS_CASE, jaw: { is: jaw, evidence: 'person' } }, undefined);
  const back = inverse(frame.motion);
  /** The screen's right in the mouth, LPS. */
  const screenRight = (view: SurfaceView): Vec3 => {
    const { positionMm, focusMm, up } = viewPose(view, frame, BOX, SIZE);
    const right = unit(cross(subtract(focusMm, positionMm), up)) ?? [0, 0, 0];
    return turned(frame.motion.rotation, right);
  };
  const sight = (view: SurfaceView): Vec3 => {
    const { positionMm, focusMm } = viewPose(view, frame, BOX, SIZE);
    return turned(frame.motion.rotation, unit(subtract(focusMm, positionMm)) ?? [0, 0, 0]);
  };

  it('has the patient’s left on the screen’s right, from the biting surfaces and from the front', () => {
    expect(screenRight('occlusal')[0]).toBeCloseTo(1, 6);
    expect(screenRight('buccal')[0]).toBeCloseTo(1, 6);
  });

  it('looks at the crowns, not into them', () => {
    expect(sight('occlusal')[2]).toBeCloseTo(jaw === 'upper' ? 1 : -1, 6);
    const crownsInScan = turned(back.rotation, [0, 0, jaw === 'upper' ? -1 : 1]);
    const inArch = IOS_CASE.alignment.slice(8, 11);
    expect(dot(crownsInScan, [inArch[0], inArch[1], inArch[2]])).toBeCloseTo(1, 6);
  });

  it('looks at the patient’s right from the right, at the left from the left, and from within to the front', () => {
    expect(sight('right')[0]).toBeCloseTo(1, 6);
    expect(sight('left')[0]).toBeCloseTo(-1, 6);
    expect(sight('lingual')[1]).toBeCloseTo(-1, 6);
  });

  it('moves without turning anything inside out', () => {
    const [x, y, z] = [0, 1, 2].map((axis) => frame.motion.rotation.slice(3 * axis, 3 * axis + 3));
    expect(dot(cross([x[0], x[1], x[2]], [y[0], y[1], y[2]]), [z[0], z[1], z[2]])).toBeCloseTo(1, 6);
    const there = moved(frame.motion, moved(back, [1, 2, 3]));
    expect(Math.hypot(there[0] - 1, there[1] - 2, there[2] - 3)).toBeLessThan(1e-9);
  });
});

it('shows a scan that has no case yet by what its shape tells', () => {
  const facts = { vertices: 3, faces: 1, hasColours: false, mmPerUnit: 1 };
  const frame = patientFrame(null, { ...facts, crownsToward: [0, -1, 0], frontToward: [1, 0, 0] });
  const crowns = turned(frame.motion.rotation, [0, -1, 0]);
  const front = turned(frame.motion.rotation, [1, 0, 0]);
  expect(crowns[2]).toBeCloseTo(1, 9);
  expect(front[1]).toBeCloseTo(-1, 9);
});
