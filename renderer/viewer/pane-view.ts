/** From millimetres in a plane to CSS pixels in a pane and back: pan, zoom and fitting. Pixels grow down, v grows up. */
import type { PlaneBox, PlanePoint } from './plane.ts';

export interface PaneView {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly centreMm: PlanePoint;
  readonly mmPerPx: number;
}

export type PixelPoint = readonly [x: number, y: number];

export function toPixels({ widthPx, heightPx, centreMm, mmPerPx }: PaneView, [u, v]: PlanePoint): PixelPoint {
  return [widthPx / 2 + (u - centreMm[0]) / mmPerPx, heightPx / 2 - (v - centreMm[1]) / mmPerPx];
}

export function toMillimetres({ widthPx, heightPx, centreMm, mmPerPx }: PaneView, [x, y]: PixelPoint): PlanePoint {
  return [centreMm[0] + (x - widthPx / 2) * mmPerPx, centreMm[1] - (y - heightPx / 2) * mmPerPx];
}

/** A little room around the picture, for letters and the scale bar. */
const FIT_MARGIN = 1.04;

/** The view that shows all of a box. */
export function fittedView(size: Pick<PaneView, 'widthPx' | 'heightPx'>, { min, max }: PlaneBox): PaneView {
  const mmPerPx =
    FIT_MARGIN *
    Math.max((max[0] - min[0]) / Math.max(1, size.widthPx), (max[1] - min[1]) / Math.max(1, size.heightPx));
  return { ...size, centreMm: [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2], mmPerPx };
}

/** Zooms by `factor` (above 1 is closer) so that the place under the pixel stays under it. */
export function zoomedAt(view: PaneView, pixel: PixelPoint, factor: number): PaneView {
  const mmPerPx = Math.min(2, Math.max(0.01, view.mmPerPx / factor));
  const [u, v] = toMillimetres(view, pixel);
  return {
    ...view,
    mmPerPx,
    centreMm: [u - (pixel[0] - view.widthPx / 2) * mmPerPx, v + (pixel[1] - view.heightPx / 2) * mmPerPx],
  };
}

export function pannedBy(view: PaneView, [dx, dy]: PixelPoint): PaneView {
  return { ...view, centreMm: [view.centreMm[0] - dx * view.mmPerPx, view.centreMm[1] + dy * view.mmPerPx] };
}

/** The same picture in a pane of another size: the millimetres across the shorter side stay. */
export function resizedTo(view: PaneView, size: Pick<PaneView, 'widthPx' | 'heightPx'>): PaneView {
  const shorter = (s: Pick<PaneView, 'widthPx' | 'heightPx'>): number => Math.max(1, Math.min(s.widthPx, s.heightPx));
  return { ...view, ...size, mmPerPx: (view.mmPerPx * shorter(view)) / shorter(size) };
}

/** Moves the view only as far as needed to bring a place into its inner 80 %. */
export function bringIntoView(view: PaneView, point: PlanePoint): PaneView {
  const [x, y] = toPixels(view, point);
  const excess = (at: number, size: number): number => Math.min(0, at - size * 0.1) + Math.max(0, at - size * 0.9);
  return pannedBy(view, [-excess(x, view.widthPx), -excess(y, view.heightPx)]);
}

const BAR_LENGTHS_MM = [1, 2, 5, 10, 20, 50, 100];

/** Length of the scale bar: the longest round one that takes at most a quarter of the pane's width. */
export function scaleBarMm({ widthPx, mmPerPx }: PaneView): number {
  return BAR_LENGTHS_MM.findLast((length) => length / mmPerPx <= Math.max(40, widthPx / 4)) ?? BAR_LENGTHS_MM[0];
}
