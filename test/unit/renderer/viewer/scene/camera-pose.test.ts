import { describe, expect, it } from 'vitest';
import type { Bounds } from '#core/geometry';
import {
  DIRECTION_IDS,
  fittedPose,
  focusedPose,
  orbitedPose,
  rayAt,
  toScreen,
  zoomedPose,
} from '../../../../../renderer/viewer/scene/camera-pose.ts';

const box: Bounds = { min: [-30, -50, -20], max: [30, 10, 20] };
const size = { widthPx: 640, heightPx: 400 };

const on = (direction: (typeof DIRECTION_IDS)[number], world: readonly [number, number, number]) => {
  const at = toScreen(fittedPose(direction, box, size), size, world);
  if (at === null) throw new Error('behind the camera');
  return at;
};

describe('fittedPose', () => {
  it.each(DIRECTION_IDS)('shows all of the box from %s', (direction) => {
    for (const x of [-30, 30])
      for (const y of [-50, 10])
        for (const z of [-20, 20]) {
          const [px, py] = on(direction, [x, y, z]);
          expect(px).toBeGreaterThan(0);
          expect(px).toBeLessThan(size.widthPx);
          expect(py).toBeGreaterThan(0);
          expect(py).toBeLessThan(size.heightPx);
        }
  });

  it.each(['front', 'upper', 'lower'] as const)("shows the patient's right on the left from %s", (direction) => {
    expect(on(direction, [-20, -20, 0])[0]).toBeLessThan(on(direction, [20, -20, 0])[0]);
  });

  it('shows the front teeth on top of the upper arch and at the bottom of the lower one', () => {
    expect(on('upper', [0, -50, 0])[1]).toBeLessThan(on('upper', [0, 10, 0])[1]);
    expect(on('lower', [0, -50, 0])[1]).toBeGreaterThan(on('lower', [0, 10, 0])[1]);
  });

  it('looks at biting surfaces: nearer ones are larger', () => {
    const span = (direction: 'upper' | 'lower', z: number) =>
      on(direction, [20, 0, z])[0] - on(direction, [-20, 0, z])[0];
    expect(span('upper', -20)).toBeGreaterThan(span('upper', 20));
    expect(span('lower', 20)).toBeGreaterThan(span('lower', -20));
  });
});

describe('turning and zooming', () => {
  const pose = fittedPose('front', box, size);

  it('keeps the focus and the distance while turning', () => {
    const turned = orbitedPose(orbitedPose(pose, 37, 0), 0, -21);
    expect(turned.focusMm).toEqual(pose.focusMm);
    const away = (p: typeof pose) => Math.hypot(...p.positionMm.map((v, n) => v - p.focusMm[n]));
    expect(away(turned)).toBeCloseTo(away(pose));
  });

  it("goes to the patient's left after a quarter turn to the right, and above after one upwards", () => {
    expect(orbitedPose(pose, 90, 0).positionMm[0]).toBeGreaterThan(50);
    const above = orbitedPose(pose, 0, 90);
    expect(above.positionMm[2]).toBeGreaterThan(50);
    expect(above.up[1]).toBeCloseTo(1);
  });

  it('comes closer', () => {
    expect(zoomedPose(pose, 2).positionMm[1] - pose.focusMm[1]).toBeCloseTo((pose.positionMm[1] - pose.focusMm[1]) / 2);
  });

  it('brings a focused point to the middle', () => {
    expect(toScreen(focusedPose(pose, [12, -40, 7]), size, [12, -40, 7])).toEqual([320, 200]);
  });
});

describe('rayAt', () => {
  it('is the inverse of toScreen from any side', () => {
    const pose = orbitedPose(fittedPose('right', box, size), 33, 18);
    const world = [7, -31, 11] as const;
    const at = toScreen(pose, size, world);
    if (at === null) throw new Error('behind the camera');
    const { originMm, direction } = rayAt(pose, size, at);
    const along = world.map((v, n) => v - originMm[n]);
    const distance = Math.hypot(...along);
    along.forEach((v, n) => expect(direction[n]).toBeCloseTo(v / distance, 8));
  });

  it('shows nothing behind the camera', () => {
    expect(toScreen(fittedPose('front', box, size), size, [0, -5000, 0])).toBeNull();
  });
});
