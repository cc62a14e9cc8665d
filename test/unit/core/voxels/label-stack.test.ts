import { describe, expect, it } from 'vitest';
import { affineIjkToWorld, affineWorldToIjk, applyAffine } from '#core/geometry';
import { placeLabels, type LabelStack } from '#core/voxels/label-stack';
import { cross } from '#core/vector';
import { voxelCount, type Geometry, type Vec3 } from '#core/volume';
import { DIRECTIONS, grid } from '../grids.ts';

const DIMS: Vec3 = [7, 6, 5];
const SPACING: Vec3 = [0.3, 0.45, 0.7];

/** Labels without any symmetry: about a third of the voxels. */
function pattern(geometry: Geometry): Uint8Array {
  const data = new Uint8Array(voxelCount(geometry));
  for (let n = 0; n < data.length; n++) data[n] = (n * 7919) % 11 < 4 ? ((n * 31) % 5) + 1 : 0;
  return data;
}

type Axis = 0 | 1 | 2;

/** The voxels of a grid as a stack that goes through it in its own way: `i`, `j` and `k` say which axis it takes for each. */
function stackOf(
  geometry: Geometry,
  data: Uint8Array,
  {
    axes = [0, 1, 2],
    flip = [false, false, false],
  }: { axes?: readonly [Axis, Axis, Axis]; flip?: readonly boolean[] } = {},
): LabelStack {
  const toWorld = affineIjkToWorld(geometry);
  const { dims, spacingMm, direction } = geometry;
  const at = (indices: Vec3): Vec3 => {
    const ijk: [number, number, number] = [0, 0, 0];
    axes.forEach((axis, own) => (ijk[axis] = flip[own] ? dims[axis] - 1 - indices[own] : indices[own]));
    return ijk;
  };
  const unit = (own: Axis): Vec3 => {
    const axis = axes[own];
    const sign = flip[own] ? -1 : 1;
    return [sign * direction[3 * axis], sign * direction[3 * axis + 1], sign * direction[3 * axis + 2]];
  };
  const [columns, rows, depth] = axes.map((axis) => dims[axis]);
  const planes = Array.from({ length: depth }, (_, k) => {
    const labels = new Uint8Array(columns * rows);
    for (let j = 0; j < rows; j++)
      for (let i = 0; i < columns; i++) {
        const [x, y, z] = at([i, j, k]);
        labels[i + j * columns] = data[x + dims[0] * (y + dims[1] * z)];
      }
    return { originMm: applyAffine(toWorld, at([0, 0, k])), labels };
  });
  const [iAxis, jAxis] = [unit(0), unit(1)];
  const kAxis = cross(iAxis, jAxis); // as the reader has it
  const isUp = planes.length < 2 || Math.sign(dotOf(planes[1].originMm, planes[0].originMm, kAxis)) > 0;
  return {
    columns,
    rows,
    spacingMm: [spacingMm[axes[0]], spacingMm[axes[1]]],
    axes: [iAxis, jAxis, kAxis],
    stepMm: spacingMm[axes[2]],
    planes: isUp ? planes : planes.toReversed(),
  };
}

function dotOf(a: Vec3, b: Vec3, axis: Vec3): number {
  return (a[0] - b[0]) * axis[0] + (a[1] - b[1]) * axis[1] + (a[2] - b[2]) * axis[2];
}

describe.each(DIRECTIONS)('a stack on a grid that is %s', (_, direction) => {
  const geometry = grid(DIMS, SPACING, direction);
  const data = pattern(geometry);

  it.each<readonly [string, Parameters<typeof stackOf>[2]]>([
    ['as it is', {}],
    ['turned round', { flip: [true, false, true] }],
    ['cut along another axis', { axes: [1, 2, 0], flip: [false, true, false] }],
    ['mirrored', { axes: [1, 0, 2] }],
  ])('keeps every voxel %s', (_name, way) => {
    const placed = placeLabels(stackOf(geometry, data, way), geometry);
    expect(placed).toMatchObject({ coincides: true, outside: 0 });
    expect(placed.labelMap.data).toEqual(data);
  });

  it('is found in a larger scan, and cut off by a smaller one', () => {
    const stack = stackOf(geometry, data);
    const larger = grid([11, 9, 8], SPACING, direction, applyAffine(affineIjkToWorld(geometry), [-2, -1, -3]));
    const inLarger = placeLabels(stack, larger);
    expect(inLarger).toMatchObject({ coincides: true, outside: 0 });
    expect(inLarger.labelMap.data[2 + 11 * (1 + 9 * 3)]).toBe(data[0]);
    expect(inLarger.labelMap.data.filter((label) => label > 0).length).toBe(data.filter((label) => label > 0).length);
    const back = placeLabels(stackOf(larger, inLarger.labelMap.data), geometry);
    expect(back.labelMap.data).toEqual(data);
    const smaller = grid([3, 6, 5], SPACING, direction, applyAffine(affineIjkToWorld(geometry), [2, 0, 0]));
    const cut = placeLabels(stack, smaller);
    const inside = cut.labelMap.data.filter((label) => label > 0).length;
    expect(cut.outside).toBe(data.filter((label) => label > 0).length - inside);
  });

  it('gives each voxel of another grid the label of the nearest one', () => {
    const turned = grid([9, 9, 9], [0.25, 0.4, 0.5], [0.8, 0.6, 0, -0.6, 0.8, 0, 0, 0, 1], [-7.5, 10.5, 3]);
    const placed = placeLabels(stackOf(geometry, data), turned);
    expect(placed.coincides).toBe(false);
    const toWorld = affineIjkToWorld(turned);
    const toSource = affineWorldToIjk(geometry);
    let compared = 0;
    for (let n = 0; n < placed.labelMap.data.length; n++) {
      const at = applyAffine(toSource, applyAffine(toWorld, [n % 9, Math.floor(n / 9) % 9, Math.floor(n / 81)]));
      if (at.some((value) => Math.abs(Math.abs(value % 1) - 0.5) < 1e-6)) continue; // half-way
      const [i, j, k] = at.map(Math.round);
      const inside = i >= 0 && j >= 0 && k >= 0 && i < DIMS[0] && j < DIMS[1] && k < DIMS[2];
      expect(placed.labelMap.data[n]).toBe(inside ? data[i + DIMS[0] * (j + DIMS[1] * k)] : 0);
      compared++;
    }
    expect(compared).toBeGreaterThan(700);
  });
});

describe('planes of a stack', () => {
  const geometry = grid([4, 3, 8], [1, 1, 1], [1, 0, 0, 0, 1, 0, 0, 0, 1], [0, 0, 0]);
  const plane = (z: number, label: number, x = 0) => ({
    originMm: [x, 0, z] as const,
    labels: new Uint8Array(12).fill(label),
  });
  const stack = (stepMm: number | null, planes: LabelStack['planes']): LabelStack => ({
    columns: 4,
    rows: 3,
    spacingMm: [1, 1],
    axes: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    stepMm,
    planes,
  });
  const column = (labels: Uint8Array): readonly number[] => [...labels].filter((_, n) => n % 12 === 5);

  it('leave what lies between them free when some are missing', () => {
    const placed = placeLabels(stack(1, [plane(1, 11), plane(5, 12)]), geometry);
    expect(placed.coincides).toBe(true);
    expect(column(placed.labelMap.data)).toEqual([0, 11, 0, 0, 0, 12, 0, 0]);
  });

  it('reach half-way to each other where they are thick or uneven', () => {
    const thick = placeLabels(stack(2, [plane(0.4, 11), plane(2.4, 12), plane(6.4, 13)]), geometry);
    expect(thick.coincides).toBe(false);
    expect(column(thick.labelMap.data)).toEqual([11, 11, 12, 12, 0, 0, 13, 13]);
    const uneven = placeLabels(stack(1, [plane(1, 11), plane(2.3, 12), plane(3.2, 13)]), geometry);
    expect(column(uneven.labelMap.data)).toEqual([0, 11, 12, 13, 0, 0, 0, 0]);
  });

  it('may be shifted against each other', () => {
    const tilted = placeLabels(stack(1, [plane(1, 11), plane(2, 12, 0.6), plane(3, 13, 1.2)]), geometry);
    const row = (k: number): readonly number[] => [...tilted.labelMap.data.subarray(k * 12 + 4, k * 12 + 8)];
    expect([row(1), row(2), row(3)]).toEqual([
      [11, 11, 11, 11],
      [0, 12, 12, 12],
      [0, 13, 13, 13],
    ]);
  });

  it('count what lies outside of the scan', () => {
    const placed = placeLabels(stack(1, [plane(0, 11, -2), plane(9, 12)]), geometry);
    expect(placed.outside).toBe(6 + 12);
  });

  it('of one slice alone are as thick as a voxel of the scan', () => {
    expect(placeLabels(stack(null, [plane(3, 11)]), geometry).coincides).toBe(true);
  });
});
