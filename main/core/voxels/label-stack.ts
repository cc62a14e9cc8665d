/**
 * Labels on parallel planes in the patient, as a DICOM Segmentation has them: in any number, with gaps, shifted or unevenly
 * apart; and how they come onto the grid of a scan.
 */
import {
  affineIjkToWorld,
  affineWorldToIjk,
  applyAffine,
  composeAffine,
  invertAffine,
  transformedBounds,
} from '../geometry.ts';
import { dot, scaled, subtract } from '../vector.ts';
import { voxelCount, type Geometry, type LabelMap, type Vec3 } from '../volume.ts';

export interface LabelPlane {
  /** Centre of the first pixel, world LPS mm. */
  readonly originMm: Vec3;
  /** Flat index i + j·columns, 0 is background. */
  readonly labels: Uint8Array;
}

export interface LabelStack {
  readonly columns: number;
  readonly rows: number;
  readonly spacingMm: readonly [i: number, j: number];
  /** Orthonormal: along columns' index i, rows' index j, and from plane to plane. */
  readonly axes: readonly [i: Vec3, j: Vec3, k: Vec3];
  /** How far a plane reaches along the third axis; null where nothing tells it. */
  readonly stepMm: number | null;
  /** Ascending along the third axis, one at each place. */
  readonly planes: readonly LabelPlane[];
}

export interface PlacedLabels {
  readonly labelMap: LabelMap;
  /** Voxel by voxel; false: each voxel of the scan took the label of the nearest one. */
  readonly coincides: boolean;
  /** Labelled voxels of the stack that lie outside of the scan. */
  readonly outside: number;
}

/**
 * A stack's voxels are the scan's own when none is further from one than this, in voxels: headers are rounded, and slices
 * of a scan may stand a tenth of a step off the even grid they were put on.
 */
const SAME_VOXEL = 0.125;
const SAME_STEP = 0.02;

/**
 * Lays the labels of a stack on a scan's grid: as they are where both have the same voxels, be the axes swapped or turned
 * round and the stack a part of the scan or larger; else by the nearest voxel. 0 where the stack has no plane.
 */
export function placeLabels(stack: LabelStack, geometry: Geometry): PlacedLabels {
  const labelMap = { geometry, data: new Uint8Array(voxelCount(geometry)) };
  const steps = stepsOf(stack, geometry);
  const coincides = haveSameVoxels(stack, steps, geometry);
  const outside = carryInto(labelMap, stack, steps, coincides);
  if (!coincides) nearestInto(labelMap, stack);
  return { labelMap, coincides, outside };
}

/** What a step from pixel to pixel is in voxels of the scan. */
interface Steps {
  readonly worldToIjk: Float64Array;
  readonly column: Vec3;
  readonly row: Vec3;
}

function stepsOf({ spacingMm, axes }: LabelStack, geometry: Geometry): Steps {
  const worldToIjk = affineWorldToIjk(geometry);
  const origin = applyAffine(worldToIjk, [0, 0, 0]);
  const along = (axis: Vec3, mm: number): Vec3 => subtract(applyAffine(worldToIjk, scaled(axis, mm)), origin);
  return { worldToIjk, column: along(axes[0], spacingMm[0]), row: along(axes[1], spacingMm[1]) };
}

/** Whether every pixel is one voxel, and as thick as one. */
function haveSameVoxels(stack: LabelStack, { worldToIjk, column, row }: Steps, geometry: Geometry): boolean {
  const { axes, stepMm, columns, rows, planes } = stack;
  const [i, j] = [singleStep(column), singleStep(row)];
  if (i === null || j === null || i === j) return false;
  const through = 3 - i - j;
  const isParallel = Math.abs(dot(axes[2], axisOf(geometry, through))) >= 1 - SAME_STEP;
  const thickness = (stepMm ?? geometry.spacingMm[through]) / geometry.spacingMm[through];
  if (!isParallel || Math.abs(thickness - 1) > SAME_STEP) return false;
  const off = (value: number): number => Math.abs(value - Math.round(value));
  return planes.every(({ originMm }) =>
    applyAffine(worldToIjk, originMm).every(
      (first, axis) => off(first) + off(column[axis]) * (columns - 1) + off(row[axis]) * (rows - 1) <= SAME_VOXEL,
    ),
  );
}

/** Writes what has the same voxels; counts what lies outside either way. */
function carryInto({ data, geometry }: LabelMap, stack: LabelStack, steps: Steps, coincides: boolean): number {
  const { columns, rows, planes } = stack;
  const [ni, nj, nk] = geometry.dims;
  const [column, row] = coincides ? [rounded(steps.column), rounded(steps.row)] : [steps.column, steps.row];
  let outside = 0;
  for (const { originMm, labels } of planes) {
    const first = applyAffine(steps.worldToIjk, originMm);
    const from = coincides ? rounded(first) : first;
    for (let y = 0, p = 0; y < rows; y++) {
      for (let x = 0; x < columns; x++, p++) {
        if (labels[p] === 0) continue;
        const i = Math.round(from[0] + column[0] * x + row[0] * y);
        const j = Math.round(from[1] + column[1] * x + row[1] * y);
        const k = Math.round(from[2] + column[2] * x + row[2] * y);
        if (i < 0 || j < 0 || k < 0 || i >= ni || j >= nj || k >= nk) outside++;
        else if (coincides) data[i + ni * (j + nj * k)] = labels[p];
      }
    }
  }
  return outside;
}

function axisOf({ direction }: Geometry, axis: number): Vec3 {
  return [direction[3 * axis], direction[3 * axis + 1], direction[3 * axis + 2]];
}

/** The one axis along which a step goes by one voxel, or null. */
function singleStep(step: Vec3): number | null {
  const whole = rounded(step).map(Math.abs);
  return whole[0] + whole[1] + whole[2] === 1 ? whole.indexOf(1) : null;
}

function rounded([x, y, z]: Vec3): Vec3 {
  return [Math.round(x), Math.round(y), Math.round(z)];
}

/** A gap of so many steps is a plane that is missing, not one that reaches further. */
const MISSING_FROM_STEPS = 1.75;

/** Each voxel of the scan takes the label of the nearest plane's nearest pixel; a plane reaches half-way to the next one. */
function nearestInto({ data, geometry }: LabelMap, stack: LabelStack): void {
  const { columns, rows, spacingMm, axes, planes } = stack;
  if (planes.length === 0) return;
  const origin = planes[0].originMm;
  const depths = planes.map(({ originMm }) => dot(subtract(originMm, origin), axes[2]));
  const shifts = planes.map(({ originMm }) => {
    const offset = subtract(originMm, origin);
    return [dot(offset, axes[0]) / spacingMm[0], dot(offset, axes[1]) / spacingMm[1]] as const;
  });
  const stepMm = stack.stepMm ?? Math.min(...geometry.spacingMm);
  const reach = (n: number): number => {
    const gap = depths[n + 1] - depths[n];
    return gap < MISSING_FROM_STEPS * stepMm ? gap / 2 : stepMm / 2; // NaN beyond the last one
  };
  const above = planes.map((_, n) => reach(n));
  const below = planes.map((_, n) => (n === 0 ? stepMm / 2 : above[n - 1]));
  // Pixels along both axes of the planes, and mm from the first one to the last.
  const toStack = composeAffine(
    affineWorldToIjk({ dims: [1, 1, 1], spacingMm: [...spacingMm, 1], originMm: origin, direction: axes.flat() }),
    affineIjkToWorld(geometry),
  );
  const back = invertAffine(toStack);
  if (back === null) return;
  const range = (axis: 0 | 1): readonly [number, number] => {
    const values = shifts.map((shift) => shift[axis]);
    return [Math.min(...values) - 0.5, Math.max(...values) + (axis === 0 ? columns : rows) - 0.5];
  };
  const [iRange, jRange] = [range(0), range(1)];
  const last = planes.length - 1;
  const box = transformedBounds(back, {
    min: [iRange[0], jRange[0], -below[0]],
    max: [iRange[1], jRange[1], depths[last] + above[last]],
  });
  const low = box.min.map((value) => Math.max(0, Math.floor(value)));
  const high = box.max.map((value, axis) => Math.min(geometry.dims[axis] - 1, Math.ceil(value)));
  const [ni, nj] = geometry.dims;
  let n = 0; // the nearest plane of the voxel before is the nearest one of this, or next to it
  for (let k = low[2]; k <= high[2]; k++) {
    for (let j = low[1]; j <= high[1]; j++) {
      for (let i = low[0]; i <= high[0]; i++) {
        const depth = toStack[8] * i + toStack[9] * j + toStack[10] * k + toStack[11];
        while (n < last && depths[n + 1] - depth < depth - depths[n]) n++;
        while (n > 0 && depth - depths[n - 1] < depths[n] - depth) n--;
        const beyond = depth - depths[n];
        if (beyond > above[n] || -beyond > below[n]) continue;
        const x = Math.round(toStack[0] * i + toStack[1] * j + toStack[2] * k + toStack[3] - shifts[n][0]);
        const y = Math.round(toStack[4] * i + toStack[5] * j + toStack[6] * k + toStack[7] - shifts[n][1]);
        if (x < 0 || y < 0 || x >= columns || y >= rows) continue;
        data[i + ni * (j + nj * k)] = planes[n].labels[x + y * columns];
      }
    }
  }
}
