import { describe, expect, it } from 'vitest';
import type { Vec3 } from '#core/volume';
import { layOutStack, regularGeometry, uprightGeometry } from '../../../../main/io/dicom/stack-layout.ts';
import type { SliceGrid } from '../../../../main/io/dicom/stack-layout.ts';

const AXIAL: SliceGrid = { rows: 4, columns: 6, iDirection: [1, 0, 0], jDirection: [0, 1, 0], spacingMm: [0.2, 0.3] };
/** Columns run up the patient, rows to the front: normal (0, 0.6, 0.8) turned about x. */
const OBLIQUE: SliceGrid = { ...AXIAL, iDirection: [-1, 0, 0], jDirection: [0, -0.8, 0.6] };

const depths = (values: readonly number[]): readonly Vec3[] => values.map((z): Vec3 => [1, 2, z]);

describe('the layout of a stack', () => {
  it('orders by depth and keeps the sources', () => {
    const layout = layOutStack(depths([3, 1, 2]), AXIAL);
    expect(layout.slices.map(({ source }) => source)).toEqual([1, 2, 0]);
    expect(layout.firstPositionMm).toEqual([1, 2, 1]);
    expect(layout).toMatchObject({ stepMm: 1, missing: 0, uneven: false, tilted: false, duplicates: [] });
  });

  it('is right-handed along the normal, whatever direction the slices were taken in', () => {
    const normal: Vec3 = [0, 0.6, 0.8];
    const positions = [0, -0.5, -1].map((t): Vec3 => [5, 6 + normal[1] * t, 7 + normal[2] * t]);
    const geometry = uprightGeometry(layOutStack(positions, OBLIQUE));
    expect(geometry.spacingMm[2]).toBeCloseTo(0.5, 12);
    [-1, 0, 0, 0, -0.8, 0.6, 0, 0.6, 0.8].forEach((value, index) =>
      expect(geometry.direction[index]).toBeCloseTo(value, 12),
    );
    expect(geometry.originMm[2]).toBeCloseTo(6.2, 12);
  });

  it('makes rounded directions orthonormal', () => {
    const { axes } = layOutStack(depths([0, 1]), {
      ...AXIAL,
      iDirection: [0.857, 0.515, 0],
      jDirection: [-0.515, 0.8571, 0],
    });
    expect(Math.hypot(...axes[0])).toBeCloseTo(1, 12);
    expect(axes[0][0] * axes[1][0] + axes[0][1] * axes[1][1] + axes[0][2] * axes[1][2]).toBeCloseTo(0, 12);
  });

  it('counts missing slices and the longest gap', () => {
    const layout = layOutStack(depths([0, 1, 2, 4, 5, 8, 9, 10, 11, 12]), AXIAL);
    expect(layout).toMatchObject({ missing: 3, longestGap: 2, uneven: false, stepMm: 1 });
    expect(layout.slices.map(({ slot }) => slot)).toEqual([0, 1, 2, 4, 5, 8, 9, 10, 11, 12]);
  });

  it('groups slices at one place, even if their positions were rounded apart', () => {
    const layout = layOutStack(depths([0, 1, 1.0004, 2, 2]), AXIAL);
    expect(layout.duplicates).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(layout.slices.map(({ source }) => source)).toEqual([0, 1, 3]);
  });

  it('tells uneven spacing from rounding', () => {
    expect(layOutStack(depths([0, 0.33, 0.67, 1]), AXIAL).uneven).toBe(false);
    expect(layOutStack(depths([0, 0.25, 0.67, 1]), AXIAL).uneven).toBe(true);
  });

  it('measures a tilt towards either in-plane axis', () => {
    const lean = (towards: Vec3): readonly Vec3[] => [0, 1, 2, 3].map((t): Vec3 => [towards[0] * t, towards[1] * t, t]);
    const angle = (Math.atan(0.2) * 180) / Math.PI;
    for (const towards of [
      [0.2, 0, 0],
      [0, -0.2, 0],
    ] as const) {
      const layout = layOutStack(lean(towards), AXIAL);
      expect(layout.tilted).toBe(true);
      expect(layout.tiltDeg).toBeCloseTo(angle, 9);
    }
    expect(layOutStack(lean([0.01, 0, 0]), AXIAL).tilted).toBe(false);
  });

  it('makes room for a tilted stack on both sides', () => {
    const layout = layOutStack(
      [
        [0, 0, 0],
        [0.5, -0.7, 1],
        [1, -1.4, 2],
      ],
      AXIAL,
    );
    const { dims, originMm } = regularGeometry(layout);
    expect(dims).toEqual([6 + 5, 4 + 5, 3]);
    expect(originMm[0]).toBeCloseTo(0, 12);
    expect(originMm[1]).toBeCloseTo(-1.5, 12);
  });

  it.each<[string, Partial<SliceGrid>]>([
    ['skewed', { jDirection: [0.3, 0.954, 0] }],
    ['zero', { jDirection: [0, 0, 0] }],
    ['too long', { iDirection: [2, 0, 0] }],
  ])('refuses %s directions', (_, change) => {
    expect(() => layOutStack(depths([0, 1]), { ...AXIAL, ...change })).toThrow('right angle');
  });
});
