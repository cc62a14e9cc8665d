/** One label that is two teeth, cut by a plane: a line drawn in a view, deep as the view looks. */
import { affineIjkToWorld, type Bounds } from '../../geometry.ts';
import { cross, dot, subtract, unit } from '../../vector.ts';
import type { Geometry, Vec3 } from '../../volume.ts';
import type { LabelPatch } from '../label-patch.ts';
import { EditError } from './edit-error.ts';
import { cutRegion, patchOfRegion } from './region.ts';

export interface Cut {
  readonly label: number;
  /** What the part is called that comes off. */
  readonly newLabel: number;
  /** Ends of the line, world mm: the cut goes on beyond them. */
  readonly lineMm: readonly [Vec3, Vec3];
  /** Where the view looks, world. */
  readonly normal: Vec3;
  /** The part on this side keeps the label; null: the larger one, the one to the line's left when they are equal. */
  readonly keepsMm: Vec3 | null;
  /** Holds all voxels of the label. */
  readonly box: Bounds;
}

/** @throws EditError line-misses when all of the tooth lies on one side of the line, no-tooth when there is none */
export function cutShape(labels: Uint8Array, geometry: Geometry, cut: Cut): LabelPatch {
  const { label, newLabel, lineMm, keepsMm, box } = cut;
  const region = cutRegion(labels, geometry, box);
  const across = unit(cross(cut.normal, subtract(lineMm[1], lineMm[0])));
  if (across === null) throw new EditError('line-misses');
  if (region === null || !region.before.includes(label)) throw new EditError('no-tooth');
  const sides = sidesOf(region.before, label, planeOnRegion(geometry, region.box.min, lineMm[0], across), region.size);
  if (sides.left === 0 || sides.right === 0) throw new EditError('line-misses');
  const keepsLeft = keepsMm === null ? sides.left >= sides.right : dot(subtract(keepsMm, lineMm[0]), across) >= 0;
  const after = region.before.slice();
  for (let n = 0; n < after.length; n++) {
    if (after[n] === label && sides.isLeft[n] === Number(!keepsLeft)) after[n] = newLabel;
  }
  return patchOfRegion(region, after);
}

/** Distance from the plane as a·x + b·y + c·z + d in a region's own voxels. */
function planeOnRegion(geometry: Geometry, min: Vec3, pointMm: Vec3, across: Vec3): readonly number[] {
  const toWorld = affineIjkToWorld(geometry);
  const along = [0, 1, 2].map(
    (axis) => across[0] * toWorld[axis] + across[1] * toWorld[4 + axis] + across[2] * toWorld[8 + axis],
  );
  const origin: Vec3 = [toWorld[3], toWorld[7], toWorld[11]];
  const offset = dot(subtract(origin, pointMm), across);
  return [...along, offset + along[0] * min[0] + along[1] * min[1] + along[2] * min[2]];
}

function sidesOf(before: Uint8Array, label: number, [pa, pb, pc, pd]: readonly number[], size: Vec3) {
  const isLeft = new Uint8Array(before.length);
  let [left, right] = [0, 0];
  for (let c = 0, n = 0; c < size[2]; c++) {
    for (let b = 0; b < size[1]; b++) {
      for (let a = 0; a < size[0]; a++, n++) {
        if (before[n] !== label) continue;
        if (pa * a + pb * b + pc * c + pd >= 0) {
          isLeft[n] = 1;
          left++;
        } else right++;
      }
    }
  }
  return { isLeft, left, right };
}
