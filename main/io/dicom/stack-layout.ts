/** Pure geometry of a stack of slices: their order, and what is wrong with their spacing. World is LPS mm. */
import type { Geometry, Vec3 } from '#core/volume';
import { cross, dot, scaled, subtract, unit } from '#core/vector';
import { inconsistentGeometry } from '../scan-errors.ts';

/** What all slices of a stack share. Directions need not be exactly unit or orthogonal: headers are rounded. */
export interface SliceGrid {
  readonly rows: number;
  readonly columns: number;
  readonly iDirection: Vec3;
  readonly jDirection: Vec3;
  readonly spacingMm: readonly [i: number, j: number];
}

export interface PlacedSlice {
  /** Index into the positions that were given. */
  readonly source: number;
  /** Distance from the first slice along the normal. */
  readonly depthMm: number;
  /** Sideways offset from the first slice along i and j: zero for an upright stack. */
  readonly shiftMm: readonly [i: number, j: number];
  /** k index on the regular grid, missing slices counted. */
  readonly slot: number;
}

export interface StackLayout {
  readonly grid: SliceGrid;
  /** Orthonormal i, j and their cross product k: the stack is ordered along k, so it is always right-handed. */
  readonly axes: readonly [i: Vec3, j: Vec3, k: Vec3];
  readonly firstPositionMm: Vec3;
  /** One slice a place, lowest k first. */
  readonly slices: readonly PlacedSlice[];
  /** Groups of two or more sources that share one place; the first of each is in `slices`. */
  readonly duplicates: readonly (readonly number[])[];
  readonly stepMm: number;
  readonly missing: number;
  /** Most slices missing in one row. */
  readonly longestGap: number;
  readonly uneven: boolean;
  readonly tilted: boolean;
  readonly tiltDeg: number;
}

/** i and j further from a right angle than this are a skewed image, not a rounded header. */
const MAX_SKEW_COSINE = 0.01;
const MAX_LENGTH_ERROR = 0.05;
const SAME_PLACE_MM = 0.001;
const SAME_PLACE_STEPS = 0.02;
/** A gap of this many steps or more is one or more missing slices; a smaller excess is uneven spacing. */
const MISSING_FROM_STEPS = 1.75;
/** Slices may lie this far from the regular grid: 10 % of a step (rounded headers of thin slices), at most 0.1 mm. */
const UNEVEN_STEPS = 0.1;
const UNEVEN_MM = 0.1;
/** Sideways drift over the whole stack, in pixels, up to which it counts as upright. */
const UPRIGHT_PIXELS = 0.5;

/**
 * Orders slices along their normal and measures gaps, doubles, unevenness and tilt. Positions are those of Image
 * Position (Patient); there must be at least one.
 * @throws QuadrantError scan.inconsistent-geometry for directions that are no right angle.
 */
export function layOutStack(positionsMm: readonly Vec3[], grid: SliceGrid): StackLayout {
  const axes = orthonormalAxes(grid);
  const [iAxis, jAxis, kAxis] = axes;
  const byDepth = positionsMm
    .map((position, source) => ({ source, position, along: dot(position, kAxis) }))
    .sort((a, b) => a.along - b.along || a.source - b.source);
  const first = byDepth[0];

  const places = groupPlaces(byDepth);
  const depths = places.map(([lowest]) => lowest.along - first.along);
  const gaps = depths.slice(1).map((depth, index) => depth - depths[index]);
  const typicalMm = median(gaps);
  const missing = gaps.map((gap) => (gap >= MISSING_FROM_STEPS * typicalMm ? Math.round(gap / typicalMm) - 1 : 0));
  const slots = runningSlots(missing);
  const lastSlot = slots[slots.length - 1];
  const evenStepMm = lastSlot === 0 ? 0 : depths[depths.length - 1] / lastSlot;
  const tolerance = Math.min(UNEVEN_STEPS * evenStepMm, UNEVEN_MM);
  const uneven = depths.some((depth, index) => Math.abs(depth - slots[index] * evenStepMm) > tolerance);

  const slices = places.map(([lowest], index): PlacedSlice => {
    const offset = subtract(lowest.position, first.position);
    const shiftMm = [dot(offset, iAxis), dot(offset, jAxis)] as const;
    return { source: lowest.source, depthMm: depths[index], shiftMm, slot: slots[index] };
  });
  const drift = slices.reduce((most, { shiftMm: [i, j] }) => Math.max(most, Math.hypot(i, j)), 0);
  const last = slices[slices.length - 1];
  return {
    grid,
    axes,
    firstPositionMm: first.position,
    slices,
    duplicates: places.filter((place) => place.length > 1).map((place) => place.map(({ source }) => source)),
    stepMm: uneven ? typicalMm : evenStepMm,
    missing: missing.reduce((sum, count) => sum + count, 0),
    longestGap: Math.max(0, ...missing),
    uneven,
    tilted: drift > UPRIGHT_PIXELS * Math.min(...grid.spacingMm),
    tiltDeg: (Math.atan2(Math.hypot(...last.shiftMm), last.depthMm) * 180) / Math.PI,
  };
}

function orthonormalAxes({ iDirection, jDirection }: SliceGrid): readonly [Vec3, Vec3, Vec3] {
  const lengths = [Math.hypot(...iDirection), Math.hypot(...jDirection)];
  const skew = dot(iDirection, jDirection);
  const i = unit(iDirection);
  const j = i && unit(subtract(jDirection, scaled(i, dot(i, jDirection))));
  const offLength = lengths.some((length) => !(Math.abs(length - 1) < MAX_LENGTH_ERROR));
  if (i === null || j === null || offLength || Math.abs(skew) > MAX_SKEW_COSINE)
    throw inconsistentGeometry('The slice orientation in the header is not a pair of directions at a right angle.', {
      iDirection: iDirection.join('\\'),
      jDirection: jDirection.join('\\'),
    });
  return [i, j, cross(i, j)];
}

interface Placed {
  readonly source: number;
  readonly position: Vec3;
  readonly along: number;
}

/** Groups slices whose places along the normal are the same; in: sorted by depth. */
function groupPlaces(byDepth: readonly Placed[]): readonly (readonly [Placed, ...Placed[]])[] {
  const distinct = byDepth
    .slice(1)
    .map((slice, index) => slice.along - byDepth[index].along)
    .filter((gap) => gap > SAME_PLACE_MM);
  const samePlace = Math.max(SAME_PLACE_MM, SAME_PLACE_STEPS * median(distinct));
  const places: [Placed, ...Placed[]][] = [];
  for (const slice of byDepth) {
    const place = places[places.length - 1];
    if (place !== undefined && slice.along - place[0].along <= samePlace) place.push(slice);
    else places.push([slice]);
  }
  return places;
}

function runningSlots(missing: readonly number[]): readonly number[] {
  const slots = [0];
  for (const count of missing) slots.push(slots[slots.length - 1] + 1 + count);
  return slots;
}

function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function plus(a: Vec3, along: Vec3, distanceMm: number): Vec3 {
  return [a[0] + along[0] * distanceMm, a[1] + along[1] * distanceMm, a[2] + along[2] * distanceMm];
}

export function slotCount(layout: StackLayout): number {
  return layout.slices[layout.slices.length - 1].slot + 1;
}

/** The grid that the slices lie on as they are, missing ones included; right only for an even, upright stack. */
export function uprightGeometry(layout: StackLayout): Geometry {
  const { grid, axes, firstPositionMm, stepMm } = layout;
  return {
    dims: [grid.columns, grid.rows, slotCount(layout)],
    spacingMm: [grid.spacingMm[0], grid.spacingMm[1], stepMm],
    originMm: firstPositionMm,
    direction: axes.flat(),
  };
}

/** The regular, orthogonal grid that holds all of an uneven or tilted stack; in-plane spacing stays as it is. */
export function regularGeometry(layout: StackLayout): Geometry {
  const { grid, axes, firstPositionMm, stepMm, slices } = layout;
  const lastDepthMm = slices[slices.length - 1].depthMm;
  const [iRange, jRange] = [0, 1].map((axis) => {
    const shifts = slices.map(({ shiftMm }) => shiftMm[axis] / grid.spacingMm[axis]);
    return { first: Math.floor(Math.min(...shifts) + 1e-6), growth: Math.ceil(Math.max(...shifts) - 1e-6) };
  });
  return {
    dims: [
      grid.columns + iRange.growth - iRange.first,
      grid.rows + jRange.growth - jRange.first,
      Math.floor(lastDepthMm / stepMm + 1e-6) + 1,
    ],
    spacingMm: [grid.spacingMm[0], grid.spacingMm[1], stepMm],
    originMm: plus(
      plus(firstPositionMm, axes[0], iRange.first * grid.spacingMm[0]),
      axes[1],
      jRange.first * grid.spacingMm[1],
    ),
    direction: axes.flat(),
  };
}
