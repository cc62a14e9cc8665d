/** A round brush in three dimensions: a ball drawn along a stroke paints a tooth or takes voxels from it. */
import { affineWorldToIjk, applyAffine, type Bounds } from '../../geometry.ts';
import type { Geometry, Vec3 } from '../../volume.ts';
import type { LabelPatch } from '../label-patch.ts';
import { allowedGreys, cutRegion, patchOfRegion, type GreyLimits, type Region } from './region.ts';

export interface Stroke {
  readonly label: number;
  /** Where the ball's centre went, world mm: the ball is swept along straight lines from one to the next. */
  readonly pointsMm: readonly Vec3[];
  readonly radiusMm: number;
  /** null: any grey. */
  readonly limits: GreyLimits | null;
}

/** Painting leaves other teeth alone, or takes from them too. */
export type PaintOver = 'background' | 'all';

/** A ball of this radius holds the centre of a voxel wherever it stands: half the diagonal of a voxel. */
export function leastRadiusMm({ spacingMm: [x, y, z], dims }: Geometry): number {
  return Math.hypot(x, y, dims[2] === 1 ? 0 : z) / 2;
}

/** Gives the tooth every voxel whose centre the stroke covers. */
export function paintStroke(
  labels: Uint8Array,
  geometry: Geometry,
  stroke: Stroke & { readonly over: PaintOver },
): LabelPatch {
  return covered(labels, geometry, stroke, (before) => stroke.over === 'all' || before === 0, stroke.label);
}

/** Takes every voxel whose centre the stroke covers from the tooth, and from no other. */
export function eraseStroke(labels: Uint8Array, geometry: Geometry, stroke: Stroke): LabelPatch {
  return covered(labels, geometry, stroke, (before) => before === stroke.label, 0);
}

function covered(
  labels: Uint8Array,
  geometry: Geometry,
  { pointsMm, radiusMm, limits }: Stroke,
  takes: (before: number) => boolean,
  to: number,
): LabelPatch {
  const toIjk = affineWorldToIjk(geometry);
  const points = pointsMm.map((point) => applyAffine(toIjk, point));
  const region = points.length === 0 ? null : cutRegion(labels, geometry, ballBounds(points, radiusMm, geometry));
  if (region === null) return { runs: [] };
  const marks = new Uint8Array(region.before.length);
  points.forEach((end, n) => markCapsuleInto(marks, { region, geometry, radiusMm }, points[Math.max(0, n - 1)], end));
  const allowed = limits === null ? null : allowedGreys(region, limits);
  const taken = Uint8Array.from({ length: 256 }, (_, label) => Number(takes(label)));
  const after = region.before.slice();
  for (let n = 0; n < after.length; n++) {
    if (marks[n] !== 0 && taken[after[n]] !== 0 && (allowed === null || allowed[n] !== 0)) after[n] = to;
  }
  return patchOfRegion(region, after);
}

/** Voxel indices that balls around points reach. */
function ballBounds(points: readonly Vec3[], radiusMm: number, { spacingMm }: Geometry): Bounds {
  const reach = (axis: 0 | 1 | 2, side: 1 | -1): number => {
    let most = -Infinity;
    for (const point of points) most = Math.max(most, side * point[axis]);
    return side * (most + radiusMm / spacingMm[axis]);
  };
  return { min: [reach(0, -1), reach(1, -1), reach(2, -1)], max: [reach(0, 1), reach(1, 1), reach(2, 1)] };
}

interface Brush {
  readonly region: Region;
  readonly geometry: Geometry;
  readonly radiusMm: number;
}

/**
 * Marks the voxels within the radius of the line from one point to another, both voxel indices. Millimetres along the
 * grid's axes are millimetres in the patient, however the grid is turned.
 */
function markCapsuleInto(marks: Uint8Array, brush: Brush, from: Vec3, to: Vec3): void {
  const { region, geometry, radiusMm } = brush;
  const { min, max } = ballBounds([from, to], radiusMm, geometry);
  const { size, box } = region;
  const [sx, sy, sz] = geometry.spacingMm;
  const low = (axis: 0 | 1 | 2): number => Math.max(0, Math.ceil(min[axis]) - box.min[axis]);
  const high = (axis: 0 | 1 | 2): number => Math.min(size[axis] - 1, Math.floor(max[axis]) - box.min[axis]);
  const [ux, uy, uz] = [(to[0] - from[0]) * sx, (to[1] - from[1]) * sy, (to[2] - from[2]) * sz];
  const lengthSquared = ux * ux + uy * uy + uz * uz;
  const most = radiusMm * radiusMm * (1 + 1e-9);
  const [fromA, toA, fromB, toB] = [low(0), high(0), low(1), high(1)];
  for (let c = low(2); c <= high(2); c++) {
    const z = (c + box.min[2] - from[2]) * sz;
    for (let b = fromB; b <= toB; b++) {
      const y = (b + box.min[1] - from[1]) * sy;
      const row = size[0] * (b + size[1] * c);
      for (let a = fromA; a <= toA; a++) {
        const x = (a + box.min[0] - from[0]) * sx;
        const along = lengthSquared === 0 ? 0 : (x * ux + y * uy + z * uz) / lengthSquared;
        const t = along < 0 ? 0 : along > 1 ? 1 : along;
        const [dx, dy, dz] = [x - t * ux, y - t * uy, z - t * uz];
        if (dx * dx + dy * dy + dz * dz <= most) marks[row + a] = 1;
      }
    }
  }
}
