/** A canal as shapes on a flat picture: where the tube is cut, and its course in front of or behind the picture. */
import type { ArcCurve } from '#core/arch/spline';
import type { Vec3 } from '#core/volume';
import type { Sheet } from './pane-layer.ts';
import { toPixels, type PaneView } from '../pane-view.ts';
import type { PlanePoint } from '../plane.ts';

export interface CoursePoint {
  readonly at: PlanePoint;
  readonly offMm: number;
}

/** Every so many points of the curve: half a millimetre is fine enough for a line. */
const EVERY = 2;

/** Unrolling costs a search per point: kept as long as the picture and the canal are the same. */
const KNOWN = new WeakMap<Sheet, WeakMap<ArcCurve, readonly CoursePoint[]>>();

/** The curve's points on a sheet, with their distances from it. */
export function projectedCourse(curve: ArcCurve, sheet: Sheet): readonly CoursePoint[] {
  let ofSheet = KNOWN.get(sheet);
  if (ofSheet === undefined) {
    ofSheet = new WeakMap();
    KNOWN.set(sheet, ofSheet);
  }
  const known = ofSheet.get(curve);
  if (known !== undefined) return known;
  const course: CoursePoint[] = [];
  for (let n = 0; n < curve.count; n += EVERY) course.push(sheet.toSheet(pointOf(curve, n)));
  if ((curve.count - 1) % EVERY !== 0) course.push(sheet.toSheet(pointOf(curve, curve.count - 1)));
  ofSheet.set(curve, course);
  return course;
}

function pointOf({ xyz }: ArcCurve, n: number): Vec3 {
  return [xyz[3 * n], xyz[3 * n + 1], xyz[3 * n + 2]];
}

export type CutOptions = PaneView & {
  readonly radiusMm: number;
  /** Full circles whatever the distance. */
  readonly anyDepth: boolean;
};

/** A tube is the balls along its line: their cuts with the sheet together are the tube's cut. */
export function cutPath(course: readonly CoursePoint[], { radiusMm, anyDepth, ...view }: CutOptions): Path2D {
  const path = new Path2D();
  for (const { at, offMm } of course) {
    const square = radiusMm ** 2 - (anyDepth ? 0 : offMm ** 2);
    if (square <= 0) continue;
    const [x, y] = toPixels(view, at);
    const radius = Math.sqrt(square) / view.mmPerPx;
    path.moveTo(x + radius, y);
    path.arc(x, y, radius, 0, 2 * Math.PI);
  }
  return path;
}

/** The line itself, where it is no further off than `nearMm`. */
export function coursePath(course: readonly CoursePoint[], view: PaneView, nearMm: number): Path2D {
  const path = new Path2D();
  let drawing = false;
  for (const { at, offMm } of course) {
    if (offMm > nearMm) {
      drawing = false;
      continue;
    }
    const [x, y] = toPixels(view, at);
    if (drawing) path.lineTo(x, y);
    else path.moveTo(x, y);
    drawing = true;
  }
  return path;
}
