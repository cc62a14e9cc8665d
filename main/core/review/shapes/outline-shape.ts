/** A tooth of a radiograph drawn anew: rings of pixels, filled with their border. */
import { boxOfPolygons, fillPolygonInto, type PixelPolygon } from '../../evaluate/fill-polygon.ts';
import type { Bounds } from '../../geometry.ts';
import type { Geometry } from '../../volume.ts';
import type { LabelPatch } from '../label-patch.ts';
import { EditError } from './edit-error.ts';
import { cutRegion, patchOfRegion, unitedBox } from './region.ts';

export interface OutlineShape {
  readonly label: number;
  readonly polygons: readonly PixelPolygon[];
  /** Holds all pixels of the label, which it loses where the polygons are not; null for a new tooth. */
  readonly box: Bounds | null;
}

/** Other teeth keep their pixels. @throws EditError no-tooth when nothing of the polygons lies on the picture */
export function outlineShape(
  labels: Uint8Array,
  geometry: Geometry,
  { label, polygons, box }: OutlineShape,
): LabelPatch {
  const [width, height] = geometry.dims;
  const drawn = boxOfPolygons(polygons, width, height);
  if (drawn === null) throw new EditError('no-tooth');
  const wanted = unitedBox(box, { min: [drawn[0], drawn[1], 0], max: [drawn[2], drawn[3], 0] });
  const region = cutRegion(labels, geometry, wanted);
  if (region === null) throw new EditError('no-tooth');
  const marks = new Uint8Array(region.before.length);
  const [left, top] = region.box.min;
  for (const polygon of polygons) {
    const here = polygon.map((value, n) => value - (n % 2 === 0 ? left : top));
    fillPolygonInto(marks, region.size[0], region.size[1], here);
  }
  const after = region.before.map((before, n) => {
    if (before !== 0 && before !== label) return before;
    return marks[n] === 0 ? 0 : label;
  });
  if (!after.includes(label)) throw new EditError('no-tooth');
  return patchOfRegion(region, after);
}
