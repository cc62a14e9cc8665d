/** A tooth of a radiograph drawn anew: rings of pixels, filled with their border. */
import { labelComponents } from '../../voxels/components.ts';
import { boxOfPolygons, fillPolygonInto, type PixelPolygon } from '../../evaluate/fill-polygon.ts';
import type { Bounds } from '../../geometry.ts';
import type { Geometry, Vec3 } from '../../volume.ts';
import type { LabelPatch } from '../label-patch.ts';
import { EditError } from './edit-error.ts';
import { cutRegion, patchOfRegion, unitedBox } from './region.ts';

export interface OutlineShape {
  readonly label: number;
  readonly polygons: readonly PixelPolygon[];
  /** Holds all pixels of the label, which it loses where the polygons are not; null for a new tooth. */
  readonly box: Bounds | null;
}

/** Less than this of an outline is no tooth: the rest belongs to others. */
const LEAST_SHARE = 0.5;

/**
 * The tooth becomes the largest part of what the rings hold and no other tooth has.
 * @throws EditError no-tooth when nothing of the rings lies on the picture, taken when most of it belongs to other teeth
 */
export function outlineShape(
  labels: Uint8Array,
  geometry: Geometry,
  { label, polygons, box }: OutlineShape,
): LabelPatch {
  const [width, height] = geometry.dims;
  const drawn = boxOfPolygons(polygons, width, height);
  if (drawn === null) throw new EditError('no-tooth');
  const around = unitedBox(box, { min: [drawn[0], drawn[1], 0], max: [drawn[2], drawn[3], 0] });
  const region = cutRegion(labels, geometry, around);
  if (region === null) throw new EditError('no-tooth');
  const marks = new Uint8Array(region.before.length);
  const [left, top] = region.box.min;
  for (const polygon of polygons) {
    const here = polygon.map((value, n) => value - (n % 2 === 0 ? left : top));
    fillPolygonInto(marks, region.size[0], region.size[1], here);
  }
  const inside = region.before.map((before, n) => Number(marks[n] !== 0 && (before === 0 || before === label)));
  const part = largestPart(inside, region.size);
  const wanted = marks.reduce((sum, mark) => sum + mark, 0);
  if (part.size < LEAST_SHARE * wanted) throw new EditError('taken');
  const after = region.before.map((before, n) => {
    if (before !== 0 && before !== label) return before;
    return part.ids[n] === part.id ? label : 0;
  });
  return patchOfRegion(region, after);
}

function largestPart(inside: Uint8Array, size: Vec3): { ids: Int32Array; id: number; size: number } {
  const { ids, sizes, count } = labelComponents(inside, size);
  let id = 1;
  for (let other = 2; other <= count; other++) if (sizes[other] > sizes[id]) id = other;
  return { ids, id, size: count === 0 ? 0 : sizes[id] };
}
