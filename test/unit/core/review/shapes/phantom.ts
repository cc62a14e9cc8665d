/** Two teeth of ellipsoids that touch, and a crumb of the first, on the grids that every geometry test uses. */
import { expect } from 'vitest';
import { affineIjkToWorld, applyAffine, type Bounds } from '#core/geometry';
import { applyPatchInto, type LabelPatch } from '#core/review/label-patch';
import { voxelCount, type Geometry, type Vec3 } from '#core/volume';
import { DIRECTIONS, grid } from '../../grids.ts';

export const DIMS: Vec3 = [26, 20, 18];
export const SPACING: Vec3 = [0.4, 0.7, 0.5];
export const GRIDS: readonly (readonly [string, Geometry])[] = DIRECTIONS.map(([name, direction]) => [
  name,
  grid(DIMS, SPACING, direction),
]);

export const FIRST = 16;
export const SECOND = 17;
export const WHOLE: Bounds = { min: [0, 0, 0], max: [DIMS[0] - 1, DIMS[1] - 1, DIMS[2] - 1] };

/** Middles in voxels, radii in mm along the grid's axes. */
const TEETH = [
  { label: FIRST, middle: [8, 9, 8], radiiMm: [2.3, 3, 2.9] },
  { label: SECOND, middle: [18, 9, 9], radiiMm: [2, 2.6, 2.2] },
] as const;

export function phantomLabels({ dims, spacingMm }: Geometry): Uint8Array {
  const labels = new Uint8Array(dims[0] * dims[1] * dims[2]);
  eachVoxel(dims, (ijk, n) => {
    for (const { label, middle, radiiMm } of TEETH) {
      const reach = [0, 1, 2].map((axis) => ((ijk[axis] - middle[axis]) * spacingMm[axis]) / radiiMm[axis]);
      if (labels[n] === 0 && Math.hypot(...reach) <= 1) labels[n] = label;
    }
  });
  labels[indexOf(dims, [23, 17, 2])] = FIRST;
  return labels;
}

/** Greys that rise along i, so that limits cut a tooth in two. */
export function phantomGreys(geometry: Geometry): Int16Array {
  const greys = new Int16Array(voxelCount(geometry));
  eachVoxel(geometry.dims, ([i], n) => {
    greys[n] = i * 100;
  });
  return greys;
}

export function indexOf([ni, nj]: Vec3, [i, j, k]: Vec3): number {
  return i + ni * (j + nj * k);
}

export function eachVoxel([ni, nj, nk]: Vec3, visit: (ijk: Vec3, n: number) => void): void {
  for (let k = 0, n = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) for (let i = 0; i < ni; i++, n++) visit([i, j, k], n);
  }
}

export function worldOf(geometry: Geometry, ijk: Vec3): Vec3 {
  return applyAffine(affineIjkToWorld(geometry), ijk);
}

/** World places of all voxels. */
export function worldOfAll(geometry: Geometry): readonly Vec3[] {
  const affine = affineIjkToWorld(geometry);
  const places: Vec3[] = [];
  eachVoxel(geometry.dims, (ijk) => places.push(applyAffine(affine, ijk)));
  return places;
}

export function distanceMm(a: Vec3, b: Vec3): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/** Labels after a change; taking it back must give the ones before, byte for byte. */
export function changed(labels: Uint8Array, patch: LabelPatch): Uint8Array {
  const after = labels.slice();
  applyPatchInto(after, patch);
  const back = after.slice();
  applyPatchInto(back, patch, 'back');
  expect(back).toEqual(labels);
  return after;
}

export function countOf(labels: Uint8Array, wanted: number): number {
  return labels.reduce((count, label) => count + Number(label === wanted), 0);
}
