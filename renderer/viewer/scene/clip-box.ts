/** What of the scene is cut away: a box with sides to move, and one half at a slice plane through the crosshair. */
import type { Bounds } from '#core/geometry';
import type { Vec3 } from '#core/volume';
import { dot, scaled, subtract } from '#core/vector';
import { turnedPlane, type MprAxes } from '../slices/mpr-axes.ts';
import type { PlaneId } from '../plane.ts';

export interface ClipBox {
  /** Sides as shares of the scan's extent along x, y, z: 0 is the patient's right, front and lower end. */
  readonly low: Vec3;
  readonly high: Vec3;
}

export const WHOLE_BOX: ClipBox = { low: [0, 0, 0], high: [1, 1, 1] };
/** The box keeps at least this share of an axis. */
const THINNEST = 0.02;

export interface Clipping {
  /** Whether the box cuts; its sides are kept while it does not. */
  readonly boxOn: boolean;
  readonly box: ClipBox;
  /** The slice plane, through the crosshair, that cuts; null for none. */
  readonly plane: PlaneId | null;
  /** Keeps the other half. */
  readonly flipped: boolean;
}

export const NO_CLIPPING: Clipping = { boxOn: false, box: WHOLE_BOX, plane: null, flipped: false };

/** One side moved to a share of the extent; it stops before the side across. */
export function withSide(box: ClipBox, axis: 0 | 1 | 2, side: 'low' | 'high', share: number): ClipBox {
  const limited =
    side === 'low'
      ? Math.min(Math.max(0, share), box.high[axis] - THINNEST)
      : Math.max(Math.min(1, share), box.low[axis] + THINNEST);
  const moved = (value: number, of: number): number => (of === axis ? limited : value);
  const [x, y, z] = box[side];
  return { ...box, [side]: [moved(x, 0), moved(y, 1), moved(z, 2)] };
}

/** A plane that cuts; what `normal` points to is kept. World mm. */
export interface CutPlane {
  readonly originMm: Vec3;
  readonly normal: Vec3;
}

/** What is left of the scene. */
export interface Kept {
  /** World mm; sides that do not cut lie at infinity. */
  readonly box: Bounds;
  readonly half: CutPlane | null;
}

/** `extent` is the whole scan; `axes` are the normals of the slice planes, which may be turned. */
export function keptPart(
  { boxOn, box, plane, flipped }: Clipping,
  { extent, axes, crosshairMm }: { readonly extent: Bounds; readonly axes: MprAxes; readonly crosshairMm: Vec3 },
): Kept {
  const min: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  const max: [number, number, number] = [Infinity, Infinity, Infinity];
  for (let axis = 0; axis < 3; axis++) {
    if (!boxOn) break;
    const size = extent.max[axis] - extent.min[axis];
    if (box.low[axis] > 0) min[axis] = extent.min[axis] + box.low[axis] * size;
    if (box.high[axis] < 1) max[axis] = extent.min[axis] + box.high[axis] * size;
  }
  if (plane === null) return { box: { min, max }, half: null };
  const { normal } = turnedPlane(plane, axes);
  return {
    box: { min, max },
    half: { originMm: crosshairMm, normal: scaled(normal, behind(plane) * (flipped ? -1 : 1)) },
  };
}

/**
 * Which way lies behind the plane as its slice is looked at: that half is kept, so that the cut shows what the slice
 * shows. Axial is seen from the feet, coronal from the front, sagittal from the patient's left.
 */
function behind(plane: PlaneId): 1 | -1 {
  return plane === 'sagittal' ? -1 : 1;
}

export function isKept({ box: { min, max }, half }: Kept, at: Vec3): boolean {
  const [x, y, z] = at;
  const inside = x >= min[0] && x <= max[0] && y >= min[1] && y <= max[1] && z >= min[2] && z <= max[2];
  return inside && (half === null || dot(subtract(at, half.originMm), half.normal) >= 0);
}

/** vtk.js cuts a volume by this many planes. */
const MOST_PLANES = 6;

/** The planes that cut at all; the half comes first, and the last side gives way to it when all seven cut. */
export function cutPlanes({ box: { min, max }, half }: Kept): readonly CutPlane[] {
  const planes: CutPlane[] = half === null ? [] : [half];
  for (let axis = 0; axis < 3; axis++) {
    const along = (value: number): Vec3 => [axis === 0 ? value : 0, axis === 1 ? value : 0, axis === 2 ? value : 0];
    if (Number.isFinite(min[axis])) planes.push({ originMm: along(min[axis]), normal: along(1) });
    if (Number.isFinite(max[axis])) planes.push({ originMm: along(max[axis]), normal: along(-1) });
  }
  return planes.slice(0, MOST_PLANES);
}
