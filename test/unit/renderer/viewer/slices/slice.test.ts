import { describe, expect, it } from 'vitest';
import { affineIjkToWorld, affineWorldToIjk, applyAffine } from '#core/geometry';
import { voxelCount, type Geometry, type Vec3, type VoxelArray } from '#core/volume';
import { PLANE_IDS, PLANES, toPlane, toWorld, type Plane } from '../../../../../renderer/viewer/plane.ts';
import {
  sliceAt,
  sliceCount,
  sliceFrame,
  slicePositionMm,
  sliceRows,
  sliceWalk,
  type SliceOptions,
} from '../../../../../renderer/viewer/slices/slice.ts';
import { rowsInto, type SliceSource } from '../../../../../renderer/viewer/slices/volume-walk.ts';
import { viewGrid } from '../../../../../renderer/viewer/view-grid.ts';
import { DIRECTIONS, grid } from '../../../core/grids.ts';

const DIMS: Vec3 = [9, 8, 7];
const SPACING: Vec3 = [0.4, 0.5, 0.7];

/** Grey = 3x − 2y + z/2 of the voxel's world position: linear, so trilinear sampling is exact. */
function linearVolume(geometry: Geometry): Float32Array {
  const data = new Float32Array(voxelCount(geometry));
  const toWorldMm = affineIjkToWorld(geometry);
  forEachVoxel(geometry, (ijk, flat) => (data[flat] = linearGrey(applyAffine(toWorldMm, ijk))));
  return data;
}

function linearGrey([x, y, z]: Vec3): number {
  return 3 * x - 2 * y + z / 2;
}

function forEachVoxel({ dims: [ni, nj, nk] }: Geometry, visit: (ijk: Vec3, flat: number) => void): void {
  for (let k = 0; k < nk; k++)
    for (let j = 0; j < nj; j++) for (let i = 0; i < ni; i++) visit([i, j, k], i + j * ni + k * ni * nj);
}

/** World position of a pixel of a slice. */
function pixelWorld(geometry: Geometry, plane: Plane, index: number, column: number, row: number): Vec3 {
  const view = viewGrid(geometry);
  const frame = sliceFrame(view, plane);
  const through: [number, number, number] = [0, 0, 0];
  through[plane.normalAxis] = slicePositionMm(view, plane, index);
  return toWorld(
    plane,
    [frame.originMm[0] + column * frame.spacingMm[0], frame.originMm[1] + row * frame.spacingMm[1]],
    through,
  );
}

const CASES = DIRECTIONS.flatMap(([name, direction]) => PLANE_IDS.map((id) => [name, id, direction] as const));

function cutSliceInto(out: VoxelArray, source: SliceSource, options: SliceOptions): void {
  rowsInto(out, sliceWalk(options), sliceRows(source, options));
}

describe('a slice', () => {
  it.each(CASES)('shows each pixel’s own place in the patient: %s, %s', (_, id, direction) => {
    const geometry = grid(DIMS, SPACING, direction);
    const view = viewGrid(geometry);
    const plane = PLANES[id];
    const frame = sliceFrame(view, plane);
    const index = Math.floor(sliceCount(view, plane) / 2);
    const out = new Float32Array(frame.width * frame.height);
    const source = { dims: geometry.dims, data: linearVolume(geometry) };
    cutSliceInto(out, source, { grid: view, plane, index, outside: Number.NaN, interpolation: 'linear' });
    const toIjk = affineWorldToIjk(geometry);
    let compared = 0;
    for (let row = 0, pixel = 0; row < frame.height; row++) {
      for (let column = 0; column < frame.width; column++, pixel++) {
        const world = pixelWorld(geometry, plane, index, column, row);
        const inside = applyAffine(toIjk, world).every((at, axis) => at >= 1e-3 && at <= DIMS[axis] - 1 - 1e-3);
        if (!inside) continue;
        expect(out[pixel]).toBeCloseTo(linearGrey(world), 3);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(10);
  });

  it.each(CASES)('puts each label where its voxel lies: %s, %s', (_, id, direction) => {
    const geometry = grid(DIMS, SPACING, direction);
    const view = viewGrid(geometry);
    const plane = PLANES[id];
    const frame = sliceFrame(view, plane);
    const labels = new Uint8Array(voxelCount(geometry)).map((_value, flat) => flat % 200);
    const out = new Uint8Array(frame.width * frame.height);
    const toIjk = affineWorldToIjk(geometry);
    const index = Math.floor(sliceCount(view, plane) / 2);
    cutSliceInto(out, { dims: DIMS, data: labels }, { grid: view, plane, index, outside: 0, interpolation: 'nearest' });
    for (let row = 0, pixel = 0; row < frame.height; row++) {
      for (let column = 0; column < frame.width; column++, pixel++) {
        const at = applyAffine(toIjk, pixelWorld(geometry, plane, index, column, row));
        // A place half-way between two voxels may round either way.
        if (at.some((value) => Math.abs(Math.abs(value - Math.floor(value)) - 0.5) < 1e-6)) continue;
        const [i, j, k] = at.map(Math.round);
        const inside = i >= 0 && j >= 0 && k >= 0 && i < DIMS[0] && j < DIMS[1] && k < DIMS[2];
        expect(out[pixel]).toBe(inside ? labels[i + j * DIMS[0] + k * DIMS[0] * DIMS[1]] : 0);
      }
    }
  });

  it('shows what lies outside of an oblique scan in the given grey', () => {
    const [, direction] = DIRECTIONS.find(([name]) => name === 'oblique')!;
    const geometry = grid(DIMS, SPACING, direction);
    const view = viewGrid(geometry);
    const frame = sliceFrame(view, PLANES.axial);
    const out = new Float32Array(frame.width * frame.height);
    const source = { dims: DIMS, data: new Float32Array(voxelCount(geometry)).fill(5) };
    cutSliceInto(out, source, { grid: view, plane: PLANES.axial, index: 0, outside: -1000, interpolation: 'linear' });
    expect(out[0]).toBe(-1000);
  });
});

describe('viewGrid', () => {
  it.each(DIRECTIONS)(
    'keeps every voxel of a scan along the patient’s axes and covers any other: %s',
    (name, direction) => {
      const geometry = grid(DIMS, SPACING, direction);
      const view = viewGrid(geometry);
      const oblique = name.startsWith('oblique');
      expect(view.exact).toBe(!oblique);
      if (!oblique) expect(voxelCount(view.geometry)).toBe(voxelCount(geometry));
      const toView = affineWorldToIjk(view.geometry);
      const toWorldMm = affineIjkToWorld(geometry);
      forEachVoxel(geometry, (ijk) => {
        const at = applyAffine(toView, applyAffine(toWorldMm, ijk));
        at.forEach((value, axis) => {
          expect(value).toBeGreaterThan(-0.501);
          expect(value).toBeLessThan(view.geometry.dims[axis] - 0.499);
        });
      });
    },
  );
});

describe('sliceAt', () => {
  it.each(CASES)('finds the slice that slicePositionMm put there, and stays inside: %s, %s', (_, id, direction) => {
    const view = viewGrid(grid(DIMS, SPACING, direction));
    const plane = PLANES[id];
    const at = (mm: number): number => {
      const world: [number, number, number] = [0, 0, 0];
      world[plane.normalAxis] = mm;
      return sliceAt(view, plane, world);
    };
    expect(at(slicePositionMm(view, plane, 3))).toBe(3);
    expect(at(1e6)).toBe(sliceCount(view, plane) - 1);
    expect(at(-1e6)).toBe(0);
  });
});

describe('PLANES', () => {
  it('has the patient’s right on the screen’s left in axial and coronal views', () => {
    const right: Vec3 = [-30, 0, 0]; // LPS: x grows to the left
    const left: Vec3 = [30, 0, 0];
    for (const id of ['axial', 'coronal'] as const) {
      expect(toPlane(PLANES[id], right)[0]).toBeLessThan(toPlane(PLANES[id], left)[0]);
      expect(PLANES[id].letters).toMatchObject({ left: 'R', right: 'L' });
    }
  });

  it('has the face up in axial views, to the left in sagittal ones, and the head up in both others', () => {
    const face: Vec3 = [0, -30, 0];
    const neck: Vec3 = [0, 30, 0];
    const head: Vec3 = [0, 0, 30];
    const feet: Vec3 = [0, 0, -30];
    expect(toPlane(PLANES.axial, face)[1]).toBeGreaterThan(toPlane(PLANES.axial, neck)[1]);
    expect(toPlane(PLANES.sagittal, face)[0]).toBeLessThan(toPlane(PLANES.sagittal, neck)[0]);
    for (const id of ['coronal', 'sagittal'] as const) {
      expect(toPlane(PLANES[id], head)[1]).toBeGreaterThan(toPlane(PLANES[id], feet)[1]);
    }
  });

  it.each(PLANE_IDS)('comes back from the %s plane to the same place', (id) => {
    const world: Vec3 = [3, -4, 5];
    expect(toWorld(PLANES[id], toPlane(PLANES[id], world), world)).toEqual(world);
  });
});
