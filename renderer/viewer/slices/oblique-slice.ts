/** Cutting a volume along any plane: only what the pane shows, at the screen's resolution, never finer than voxels. */
import { affineIjkToWorld, affineWorldToIjk, applyAffine } from '#core/geometry';
import type { Geometry, Vec3 } from '#core/volume';
import { toMillimetres, type PaneView } from '../pane-view.ts';
import { atDepth, toPlane, type PlaneBox, type ViewPlane } from '../plane.ts';
import type { SliceFrame } from './slice.ts';
import type { Walk } from './volume-walk.ts';

/** What the whole scan covers seen along the plane's normal, mm in the plane. */
export function volumeBounds(geometry: Geometry, plane: ViewPlane): PlaneBox {
  const corners = cornersOf(geometry).map((corner) => toPlane(plane, corner));
  const along = (axis: 0 | 1): readonly number[] => corners.map((corner) => corner[axis]);
  return {
    min: [Math.min(...along(0)), Math.min(...along(1))],
    max: [Math.max(...along(0)), Math.max(...along(1))],
  };
}

/** World corners of the scan, half a voxel beyond the outermost centres. */
function cornersOf(geometry: Geometry): readonly Vec3[] {
  const toWorldMm = affineIjkToWorld(geometry);
  const ends = geometry.dims.map((size) => [-0.5, size - 0.5]);
  return ends[0].flatMap((i) => ends[1].flatMap((j) => ends[2].map((k) => applyAffine(toWorldMm, [i, j, k]))));
}

/**
 * The part of the plane that the pane shows of the scan. Pixels lie at whole multiples of their spacing, so that panning
 * does not move the sampling points.
 */
export function obliqueFrame(
  geometry: Geometry,
  plane: ViewPlane,
  { view, pixelRatio }: { readonly view: PaneView; readonly pixelRatio: number },
): SliceFrame {
  const spacing = Math.max(view.mmPerPx / pixelRatio, Math.min(...geometry.spacingMm));
  const bounds = volumeBounds(geometry, plane);
  const [left, bottom] = toMillimetres(view, [0, view.heightPx]);
  const [right, top] = toMillimetres(view, [view.widthPx, 0]);
  const from = (low: number, shown: number): number => Math.floor(Math.max(low, shown) / spacing);
  const to = (high: number, shown: number): number => Math.ceil(Math.min(high, shown) / spacing);
  const [column, row] = [from(bounds.min[0], left), from(bounds.min[1], bottom)];
  return {
    width: Math.max(1, to(bounds.max[0], right) - column + 1),
    height: Math.max(1, to(bounds.max[1], top) - row + 1),
    spacingMm: [spacing, spacing],
    originMm: [column * spacing, row * spacing],
  };
}

/** The frame's pixels, at a depth along the plane's normal, as a walk through the voxels. */
export function obliqueWalk(geometry: Geometry, plane: ViewPlane, frame: SliceFrame, depthMm: number): Walk {
  const toIjk = affineWorldToIjk(geometry);
  return {
    width: frame.width,
    height: frame.height,
    start: applyAffine(toIjk, atDepth(plane, frame.originMm, depthMm)),
    columnStep: turned(toIjk, plane.u, frame.spacingMm[0]),
    rowStep: turned(toIjk, plane.v, frame.spacingMm[1]),
  };
}

/** A world direction of the given length in voxels. */
function turned(m: Float64Array, [x, y, z]: Vec3, lengthMm: number): Vec3 {
  const along = (row: number): number => (m[row * 4] * x + m[row * 4 + 1] * y + m[row * 4 + 2] * z) * lengthMm;
  return [along(0), along(1), along(2)];
}

/** Distance between two slices of a turned plane, mm: the voxel's own size along the normal. */
export function obliqueStepMm(spacingMm: Vec3, { normal }: ViewPlane): number {
  return Math.hypot(normal[0] * spacingMm[0], normal[1] * spacingMm[1], normal[2] * spacingMm[2]);
}

/** How far one may go from a world point along a direction and stay in the box, mm: backwards (≤ 0) and onwards (≥ 0). */
export function reachInBox(
  box: { readonly min: Vec3; readonly max: Vec3 },
  from: Vec3,
  direction: Vec3,
): readonly [back: number, on: number] {
  let [back, on] = [-Infinity, Infinity];
  for (const axis of [0, 1, 2] as const) {
    if (Math.abs(direction[axis]) < 1e-9) continue;
    const [a, b] = [(box.min[axis] - from[axis]) / direction[axis], (box.max[axis] - from[axis]) / direction[axis]];
    back = Math.max(back, Math.min(a, b));
    on = Math.min(on, Math.max(a, b));
  }
  return [Math.min(0, back), Math.max(0, on)];
}
