/** Cuts one picture of a viewing plane out of a volume; the same code for grey values and labels. */
import type { Vec3, VoxelArray } from '#core/volume';
import type { Plane, PlaneBox, PlanePoint } from '../plane.ts';
import type { ViewGrid } from '../view-grid.ts';
import { exactRows, linearRows, nearestRows, type RowSampler, type SliceSource, type Walk } from './volume-walk.ts';

/** Where a slice picture lies in its plane. Index of a pixel: column + row·width; rows grow upwards (v). */
export interface SliceFrame {
  readonly width: number;
  readonly height: number;
  readonly spacingMm: readonly [u: number, v: number];
  /** Centre of pixel (0,0), mm in the plane. */
  readonly originMm: readonly [u: number, v: number];
}

export function sliceFrame(grid: ViewGrid, plane: Plane): SliceFrame {
  const { dims, spacingMm, originMm } = grid.geometry;
  const first = (axis: number, sign: number): number =>
    sign > 0 ? originMm[axis] : -(originMm[axis] + (dims[axis] - 1) * spacingMm[axis]);
  return {
    width: dims[plane.uAxis],
    height: dims[plane.vAxis],
    spacingMm: [spacingMm[plane.uAxis], spacingMm[plane.vAxis]],
    originMm: [first(plane.uAxis, plane.uSign), first(plane.vAxis, plane.vSign)],
  };
}

export function sliceCount(grid: ViewGrid, plane: Plane): number {
  return grid.geometry.dims[plane.normalAxis];
}

/** Number of the slice nearest to a world point, kept inside the scan. */
export function sliceAt(grid: ViewGrid, plane: Plane, worldMm: Vec3): number {
  const { originMm, spacingMm } = grid.geometry;
  const axis = plane.normalAxis;
  const index = Math.round((worldMm[axis] - originMm[axis]) / spacingMm[axis]);
  return Math.min(sliceCount(grid, plane) - 1, Math.max(0, index));
}

/** Position of a slice along its normal, world LPS mm. */
export function slicePositionMm(grid: ViewGrid, plane: Plane, index: number): number {
  return grid.geometry.originMm[plane.normalAxis] + index * grid.geometry.spacingMm[plane.normalAxis];
}

export interface SliceOptions {
  readonly grid: ViewGrid;
  readonly plane: Plane;
  readonly index: number;
  /** Value where the picture reaches beyond the scan. */
  readonly outside: number;
  /** `nearest` for labels; `linear` matters for oblique scans only. */
  readonly interpolation: 'nearest' | 'linear';
}

/** The slice row by row, as wide as sliceFrame says, rows upwards. */
export function sliceRows(source: SliceSource, options: SliceOptions): RowSampler {
  const walk = sliceWalk(options);
  if (options.grid.exact) return exactRows(source, walk);
  return options.interpolation === 'nearest'
    ? nearestRows(source, walk, options.outside)
    : linearRows(source, walk, options.outside);
}

/** The slice as a walk through voxel space. */
export function sliceWalk({ grid, plane, index }: Pick<SliceOptions, 'grid' | 'plane' | 'index'>): Walk {
  const { dims } = grid.geometry;
  const corner = [0, 0, 0];
  corner[plane.normalAxis] = index;
  if (plane.uSign < 0) corner[plane.uAxis] = dims[plane.uAxis] - 1;
  if (plane.vSign < 0) corner[plane.vAxis] = dims[plane.vAxis] - 1;
  const m = grid.toSource;
  const start = (row: number): number =>
    m[row * 4] * corner[0] + m[row * 4 + 1] * corner[1] + m[row * 4 + 2] * corner[2] + m[row * 4 + 3];
  const step = (axis: number, sign: number): Vec3 => [sign * m[axis], sign * m[4 + axis], sign * m[8 + axis]];
  return {
    width: dims[plane.uAxis],
    height: dims[plane.vAxis],
    start: [start(0), start(1), start(2)],
    columnStep: step(plane.uAxis, plane.uSign),
    rowStep: step(plane.vAxis, plane.vSign),
  };
}

/** World bounds of the slice's pixels in its plane, half a pixel beyond the outermost centres. */
export function frameBounds({ width, height, spacingMm, originMm }: SliceFrame): PlaneBox {
  const [su, sv] = spacingMm;
  const min: PlanePoint = [originMm[0] - su / 2, originMm[1] - sv / 2];
  return { min, max: [min[0] + width * su, min[1] + height * sv] };
}

/** A fresh array of the same element type. */
export function sameKindOfArray(data: VoxelArray, length: number): VoxelArray {
  if (data instanceof Int16Array) return new Int16Array(length);
  if (data instanceof Uint16Array) return new Uint16Array(length);
  if (data instanceof Uint8Array) return new Uint8Array(length);
  return new Float32Array(length);
}
