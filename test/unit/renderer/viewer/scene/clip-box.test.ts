import { describe, expect, it } from 'vitest';
import type { Bounds } from '#core/geometry';
import { PATIENT_AXES, rotatedAxes } from '../../../../../renderer/viewer/slices/mpr-axes.ts';
import {
  cutPlanes,
  isKept,
  keptPart,
  NO_CLIPPING,
  WHOLE_BOX,
  withSide,
} from '../../../../../renderer/viewer/scene/clip-box.ts';

const extent: Bounds = { min: [-50, -40, -30], max: [50, 60, 20] };
const scene = { extent, axes: PATIENT_AXES, crosshairMm: [10, 0, -5] as const };

describe('keptPart', () => {
  it('cuts nothing at first, and nothing by a box that is off', () => {
    expect(cutPlanes(keptPart(NO_CLIPPING, scene))).toEqual([]);
    const off = { ...NO_CLIPPING, box: withSide(WHOLE_BOX, 0, 'low', 0.5) };
    expect(cutPlanes(keptPart(off, scene))).toEqual([]);
  });

  it('cuts sides of the box at shares of the extent', () => {
    const box = withSide(withSide(WHOLE_BOX, 0, 'low', 0.25), 2, 'high', 0.6);
    const kept = keptPart({ ...NO_CLIPPING, boxOn: true, box }, scene);
    expect(kept.box.min[0]).toBeCloseTo(-25);
    expect(kept.box.max[2]).toBeCloseTo(0);
    expect(cutPlanes(kept)).toHaveLength(2);
    expect(isKept(kept, [0, 0, -10])).toBe(true);
    expect(isKept(kept, [-26, 0, -10])).toBe(false);
    expect(isKept(kept, [0, 0, 1])).toBe(false);
  });

  it.each([
    ['axial', [0, 0, 1], [0, 0, -20]],
    ['coronal', [0, 20, 0], [0, -20, 0]],
    ['sagittal', [0, 0, 0], [20, 0, 0]],
  ] as const)('keeps what lies behind the %s slice, or the other half', (plane, behind, before) => {
    const kept = keptPart({ ...NO_CLIPPING, plane }, scene);
    expect([isKept(kept, behind), isKept(kept, before)]).toEqual([true, false]);
    const flipped = keptPart({ ...NO_CLIPPING, plane, flipped: true }, scene);
    expect([isKept(flipped, behind), isKept(flipped, before)]).toEqual([false, true]);
  });

  it('follows a turned plane', () => {
    const axes = rotatedAxes(PATIENT_AXES, [0, 0, 1], Math.PI / 4);
    const kept = keptPart({ ...NO_CLIPPING, plane: 'coronal' }, { ...scene, axes, crosshairMm: [0, 0, 0] });
    expect(isKept(kept, [-20, 10, 0])).toBe(true);
    expect(isKept(kept, [20, 10, 0])).toBe(false);
  });

  it('never gives the volume more planes than it can take', () => {
    let box = WHOLE_BOX;
    for (const axis of [0, 1, 2] as const) box = withSide(withSide(box, axis, 'low', 0.1), axis, 'high', 0.9);
    const planes = cutPlanes(keptPart({ boxOn: true, box, plane: 'axial', flipped: false }, scene));
    expect(planes).toHaveLength(6);
    expect(planes[0].normal).toEqual([0, 0, 1]);
  });
});

describe('withSide', () => {
  it('stops before the side across and at the ends', () => {
    const box = withSide(WHOLE_BOX, 1, 'high', 0.4);
    expect(withSide(box, 1, 'low', 0.9).low[1]).toBeCloseTo(0.38);
    expect(withSide(box, 1, 'high', -3).high[1]).toBeCloseTo(0.02);
    expect(withSide(box, 0, 'low', -1).low[0]).toBe(0);
  });
});
