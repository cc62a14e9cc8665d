import { describe, expect, it } from 'vitest';
import { scoreCbct } from '#core/evaluate/cbct-metrics';
import { cornerBit, surfaceAreas } from '#core/evaluate/surface-elements';
import type { LabelMap, Vec3 } from '#core/volume';
import { grid, rotation } from '../grids.ts';

const ALIGNED = rotation(0, 0);

function boxes(spacingMm: Vec3, ...drawn: readonly (readonly [label: number, from: Vec3, size: Vec3])[]): LabelMap {
  const geometry = grid([40, 30, 30], spacingMm, ALIGNED);
  const data = new Uint8Array(36000);
  for (const [label, [i0, j0, k0], [di, dj, dk]] of drawn)
    for (let k = k0; k < k0 + dk; k++)
      for (let j = j0; j < j0 + dj; j++) for (let i = i0; i < i0 + di; i++) data[i + 40 * (j + 30 * k)] = label;
  return { geometry, data };
}

const unit: Vec3 = [1, 1, 1];

it('gives full marks to the truth itself', () => {
  const map = boxes([0.3, 0.4, 0.5], [11, [2, 2, 2], [8, 8, 10]], [21, [12, 2, 2], [8, 8, 10]]);
  const perfect = { dsc: 1, iou: 1, nsd2vox: 1, nsd1mm: 1 };
  const score = scoreCbct(map, map);
  expect(score.image).toEqual(perfect);
  expect(score.instance).toEqual(perfect);
  expect(score.identification).toBe(1);
  expect(score.perTooth.map(({ fdi, found }) => [fdi, found])).toEqual([
    [11, true],
    [21, true],
  ]);
});

it('counts a missed tooth as zero, and an extra number only in the identification', () => {
  const truth = boxes(unit, [11, [2, 2, 2], [8, 8, 10]], [21, [12, 2, 2], [8, 8, 10]]);
  const predicted = boxes(unit, [11, [2, 2, 2], [8, 8, 10]], [22, [24, 2, 2], [8, 8, 10]], [3, [34, 2, 2], [4, 4, 4]]);
  const score = scoreCbct(truth, predicted);
  expect(score.instance).toEqual({ dsc: 0.5, iou: 0.5, nsd2vox: 0.5, nsd1mm: 0.5 });
  expect(score.extra).toEqual([3, 22]);
  expect(score.identification).toBeCloseTo(1 / 4);
});

it('takes a wrong number as a miss however good the outline', () => {
  const score = scoreCbct(boxes(unit, [16, [2, 2, 2], [8, 8, 10]]), boxes(unit, [17, [2, 2, 2], [8, 8, 10]]));
  expect(score.image?.dsc).toBe(1);
  expect(score.instance?.dsc).toBe(0);
  expect(score.identification).toBe(0);
});

it('does not count a tooth as identified at an IoU of exactly one half', () => {
  const score = scoreCbct(boxes(unit, [16, [2, 2, 2], [8, 8, 8]]), boxes(unit, [16, [2, 2, 2], [8, 8, 4]]));
  expect(score.perTooth[0].iou).toBe(0.5);
  expect(score.identification).toBe(0);
});

it('measures one tolerance in voxels and the other in millimetres', () => {
  const shifted = (spacing: Vec3): ReturnType<typeof scoreCbct> =>
    scoreCbct(boxes(spacing, [16, [4, 4, 4], [12, 12, 12]]), boxes(spacing, [16, [6, 4, 4], [12, 12, 12]]));
  expect(shifted([0.5, 0.5, 0.5]).instance).toMatchObject({ nsd2vox: 1, nsd1mm: 1 }); // 2 voxels are 1 mm
  expect(shifted([0.6, 0.5, 0.5]).instance?.nsd2vox).toBe(1);
  expect(shifted([0.6, 0.5, 0.5]).instance?.nsd1mm).toBeLessThan(0.95);
});

it('has nothing to score without teeth, and refuses other grids and labels that are no teeth', () => {
  const empty = boxes(unit);
  expect(scoreCbct(empty, empty)).toEqual({
    image: null,
    instance: null,
    identification: null,
    perTooth: [],
    extra: [],
  });
  expect(() => scoreCbct(empty, boxes([1, 1, 2]))).toThrow(RangeError);
  expect(() => scoreCbct(boxes(unit, [19, [1, 1, 1], [2, 2, 2]]), empty)).toThrow(RangeError);
});

it('scores teeth in one map only as zero, and a tooth of one voxel like any other', () => {
  const empty = boxes(unit);
  const tooth = boxes(unit, [11, [2, 2, 2], [4, 4, 4]]);
  expect(scoreCbct(empty, tooth)).toMatchObject({ image: { dsc: 0, nsd2vox: 0 }, instance: null, identification: 0 });
  expect(scoreCbct(tooth, empty)).toMatchObject({ image: { dsc: 0 }, instance: { dsc: 0 }, identification: 0 });
  const voxel = (i: number): LabelMap => boxes(unit, [48, [i, 29, 0], [1, 1, 1]]);
  expect(scoreCbct(voxel(39), voxel(39))).toMatchObject({ instance: { dsc: 1, nsd2vox: 1, nsd1mm: 1 } });
  expect(scoreCbct(voxel(39), voxel(37))).toMatchObject({ instance: { dsc: 0, nsd2vox: 1 } });
});

describe('surface elements', () => {
  it('have the area of a corner, an edge and a face', () => {
    const areas = surfaceAreas([0.3, 0.4, 0.7]);
    const corner = cornerBit(0, 0, 0);
    expect(areas[corner]).toBeCloseTo(0.5 * Math.hypot(0.2 * 0.35, 0.15 * 0.35, 0.15 * 0.2), 12);
    expect(areas[corner | cornerBit(1, 0, 0) | cornerBit(0, 1, 0) | cornerBit(1, 1, 0)]).toBeCloseTo(0.3 * 0.4, 12);
    expect(areas[0] + areas[255]).toBe(0);
  });

  it.each<[Vec3, number, number]>([
    [[1, 1, 1], 241.34313970553745, 267.0523395971635],
    [[0.3, 0.4, 0.7], 50.94697582030322, 12.041681938555069],
  ])('sum up like the published table at spacing %j', (spacing, sum, squares) => {
    // create_table_neighbour_code_to_surface_area(spacing) of surface-distance 0.1
    const areas = surfaceAreas(spacing);
    expect(areas.reduce((total, area) => total + area, 0)).toBeCloseTo(sum, 9);
    expect(areas.reduce((total, area) => total + area * area, 0)).toBeCloseTo(squares, 9);
  });
});
