import { describe, expect, it } from 'vitest';
import { cross, dot } from '#core/vector';
import {
  crossingLines,
  directionLetters,
  edgeLetters,
  isAligned,
  PATIENT_AXES,
  rotatedAxes,
  tiltDeg,
  turnedInPane,
  turnedPlane,
  type MprAxes,
} from '../../../../../renderer/viewer/slices/mpr-axes.ts';
import { atDepth, depthOf, PLANE_IDS, PLANES, toPlane } from '../../../../../renderer/viewer/plane.ts';

const DEGREE = Math.PI / 180;
const TURNED: MprAxes = rotatedAxes(rotatedAxes(PATIENT_AXES, [0, 0, 1], 20 * DEGREE), [1, 0, 0], -35 * DEGREE);

describe('turnedPlane', () => {
  it.each(PLANE_IDS)('is the plane of the patient while nothing is turned: %s', (id) => {
    expect(turnedPlane(id, PATIENT_AXES)).toBe(PLANES[id]);
    expect(turnedPlane(id, rotatedAxes(TURNED, [1, 0, 0], 0))).not.toBe(PLANES[id]);
  });

  it.each(PLANE_IDS)('stays at right angles, unit long and of the same handedness: %s', (id) => {
    const { u, v, normal } = turnedPlane(id, TURNED);
    for (const a of [u, v, normal]) expect(Math.hypot(...a)).toBeCloseTo(1, 12);
    for (const [a, b] of [[u, v] as const, [v, normal] as const, [normal, u] as const])
      expect(dot(a, b)).toBeCloseTo(0, 12);
    const straight = PLANES[id];
    expect(dot(cross(u, v), normal)).toBeCloseTo(dot(cross(straight.u, straight.v), straight.normal), 12);
  });

  it('keeps the head up in coronal and sagittal pictures and the face up in axial ones', () => {
    expect(turnedPlane('coronal', TURNED).v[2]).toBeGreaterThan(0.7);
    expect(turnedPlane('sagittal', TURNED).v[2]).toBeGreaterThan(0.7);
    expect(turnedPlane('axial', TURNED).v[1]).toBeLessThan(-0.7);
  });

  it.each(PLANE_IDS)('comes back from the turned %s plane to the same place', (id) => {
    const plane = turnedPlane(id, TURNED);
    const back = atDepth(plane, toPlane(plane, [3, -4, 5]), depthOf(plane, [3, -4, 5]));
    [3, -4, 5].forEach((value, axis) => expect(back[axis]).toBeCloseTo(value, 12));
  });

  it('shows a plane that was turned upright by a quarter without a jump', () => {
    const quarter = turnedPlane('axial', rotatedAxes(PATIENT_AXES, [1, 0, 0], 89 * DEGREE));
    const before = turnedPlane('axial', rotatedAxes(PATIENT_AXES, [1, 0, 0], 60 * DEGREE));
    expect(dot(quarter.u, before.u)).toBeGreaterThan(0.99);
  });
});

describe('turnedInPane', () => {
  it.each(PLANE_IDS)('leaves the picture of the %s pane and turns the lines in it anticlockwise', (id) => {
    const plane = turnedPlane(id, TURNED);
    const axes = turnedInPane(TURNED, plane, 10 * DEGREE);
    const after = turnedPlane(id, axes);
    for (const key of ['u', 'v', 'normal'] as const) expect(dot(after[key], plane[key])).toBeCloseTo(1, 9);
    const before = crossingLines(plane, TURNED);
    crossingLines(after, axes).forEach(({ direction }, n) => {
      const [a, b] = [before[n].direction, direction];
      expect(Math.atan2(a[0] * b[1] - a[1] * b[0], a[0] * b[0] + a[1] * b[1])).toBeCloseTo(10 * DEGREE, 9);
    });
  });

  it('keeps the axes orthonormal after hundreds of small turns', () => {
    let axes = PATIENT_AXES;
    for (let n = 0; n < 720; n++) axes = turnedInPane(axes, turnedPlane(PLANE_IDS[n % 3], axes), DEGREE);
    for (const axis of axes) expect(Math.hypot(...axis)).toBeCloseTo(1, 12);
    expect(dot(cross(axes[0], axes[1]), axes[2])).toBeCloseTo(1, 12);
  });

  it('is straight again after turning back', () => {
    const there = turnedInPane(PATIENT_AXES, PLANES.axial, 0.3);
    expect(isAligned(there)).toBe(false);
    expect(isAligned(turnedInPane(there, turnedPlane('axial', there), -0.3))).toBe(true);
  });
});

describe('crossingLines', () => {
  it('shows the sagittal plane upright and the coronal plane level in an axial picture', () => {
    const lines = crossingLines(PLANES.axial, PATIENT_AXES);
    const directionOf = (id: string): readonly number[] =>
      lines.find((line) => line.id === id)!.direction.map(Math.abs);
    expect(directionOf('sagittal')).toEqual([0, 1]);
    expect(directionOf('coronal')).toEqual([1, 0]);
  });
});

describe('directionLetters', () => {
  it('names the main direction first and leaves out what is nearly none', () => {
    expect(directionLetters([1, 0, 0])).toBe('L');
    expect(directionLetters([-1, 0.05, 0])).toBe('R');
    expect(directionLetters([0.8, -0.6, 0])).toBe('LA');
    expect(directionLetters([0.3, 0.5, -0.8])).toBe('IPL');
  });

  it.each(PLANE_IDS)('are the letters of the patient’s planes when nothing is turned: %s', (id) => {
    expect(edgeLetters(PLANES[id])).toEqual(PLANES[id].letters);
  });

  it('follow the planes: turned by 30° about the head’s axis, coronal looks from front left to back right', () => {
    const axes = turnedInPane(PATIENT_AXES, PLANES.axial, 30 * DEGREE);
    expect(edgeLetters(turnedPlane('axial', axes))).toEqual(PLANES.axial.letters);
    expect(edgeLetters(turnedPlane('coronal', axes))).toEqual({ left: 'RP', right: 'LA', top: 'S', bottom: 'I' });
    expect(tiltDeg(turnedPlane('coronal', axes))).toBeCloseTo(30, 9);
    expect(tiltDeg(turnedPlane('axial', axes))).toBeCloseTo(0, 5);
  });
});
