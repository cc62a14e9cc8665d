import { describe, expect, it } from 'vitest';
import { labelOutlines } from '../../../../../renderer/viewer/slices/label-outlines.ts';
import type { SliceFrame } from '../../../../../renderer/viewer/slices/slice.ts';

const FRAME: SliceFrame = { width: 60, height: 50, spacingMm: [0.4, 0.7], originMm: [-12, 33] };

function painted(
  inside: (u: number, v: number) => boolean,
  label: number,
  labels: Uint8Array = new Uint8Array(FRAME.width * FRAME.height),
): Uint8Array {
  for (let row = 0, pixel = 0; row < FRAME.height; row++) {
    for (let column = 0; column < FRAME.width; column++, pixel++) {
      const u = FRAME.originMm[0] + column * FRAME.spacingMm[0];
      const v = FRAME.originMm[1] + row * FRAME.spacingMm[1];
      if (inside(u, v)) labels[pixel] = label;
    }
  }
  return labels;
}

const disc = (u0: number, v0: number, radius: number) => (u: number, v: number) => Math.hypot(u - u0, v - v0) < radius;

describe('labelOutlines', () => {
  it('follows a disc on anisotropic pixels to a fraction of a pixel', () => {
    const [outline] = labelOutlines(painted(disc(0, 50, 6), 16), FRAME);
    expect(outline.label).toBe(16);
    expect(outline.loops).toHaveLength(1);
    expect(outline.centre[0]).toBeCloseTo(0, 0);
    expect(outline.centre[1]).toBeCloseTo(50, 0);
    expect(Math.abs(outline.areaMm2 / (Math.PI * 36) - 1)).toBeLessThan(0.04);
    const [loop] = outline.loops;
    for (let n = 0; n < loop.length; n += 2) {
      expect(Math.abs(Math.hypot(loop[n], loop[n + 1] - 50) - 6)).toBeLessThan(0.5);
    }
  });

  it('is smoother than the voxels: neighbouring edges turn by less than a stair', () => {
    const [{ loops }] = labelOutlines(painted(disc(0, 50, 6), 16), { ...FRAME });
    const [loop] = loops;
    let sharpest = 0;
    for (let n = 0; n < loop.length; n += 2) {
      const at = (offset: number): [number, number] => [
        loop[(n + offset) % loop.length],
        loop[(n + offset + 1) % loop.length],
      ];
      const [[ax, ay], [bx, by], [cx, cy]] = [at(0), at(2), at(4)];
      const turn = Math.atan2(cy - by, cx - bx) - Math.atan2(by - ay, bx - ax);
      sharpest = Math.max(sharpest, Math.abs(Math.atan2(Math.sin(turn), Math.cos(turn))));
    }
    expect(sharpest).toBeLessThan(Math.PI / 3);
  });

  it('keeps touching teeth apart, each with its own outline', () => {
    const labels = painted(
      (u) => u >= 0 && u < 5,
      12,
      painted((u) => u >= -5 && u < 0, 11),
    );
    const outlines = labelOutlines(labels, FRAME);
    expect(new Set(outlines.map(({ label }) => label))).toEqual(new Set([11, 12]));
    for (const { loops } of outlines) expect(loops).toHaveLength(1);
  });

  it('draws a ring as two loops and does not count the hole', () => {
    const ring = (u: number, v: number): boolean => disc(0, 50, 8)(u, v) && !disc(0, 50, 4)(u, v);
    const [outline] = labelOutlines(painted(ring, 47), FRAME);
    expect(outline.loops).toHaveLength(2);
    expect(outline.areaMm2).toBeGreaterThan(Math.PI * 60);
  });

  it('closes outlines at the edge of the picture', () => {
    const [outline] = labelOutlines(new Uint8Array(FRAME.width * FRAME.height).fill(38), FRAME);
    expect(outline.loops).toHaveLength(1);
    expect(outline.areaMm2).toBeCloseTo(60 * 0.4 * 50 * 0.7, -1);
  });

  it('keeps two parts of one tooth, such as roots, as two loops', () => {
    const labels = painted(disc(-6, 50, 3), 36, painted(disc(6, 50, 4), 36));
    const [outline] = labelOutlines(labels, FRAME);
    expect(outline.loops).toHaveLength(2);
    expect(outline.centre[0]).toBeCloseTo(6, 0);
  });

  it('finds nothing on an empty slice', () => {
    expect(labelOutlines(new Uint8Array(FRAME.width * FRAME.height), FRAME)).toEqual([]);
  });
});
