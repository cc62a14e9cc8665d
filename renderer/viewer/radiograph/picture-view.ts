/**
 * From pixels of a radiograph to CSS pixels in its pane and back: pan, zoom and fitting. Both grow to the right and
 * down. In the picture whole numbers are pixel centres, so it reaches from −0.5 to its size − 0.5.
 */
import type { PixelPoint } from '../pane-view.ts';

/** A place in the source picture, pixels. */
export type PicturePoint = readonly [x: number, y: number];

export interface PictureBox {
  readonly min: PicturePoint;
  readonly max: PicturePoint;
}

interface PaneSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface PictureView extends PaneSize {
  /** Place of the picture in the middle of the pane. */
  readonly centre: PicturePoint;
  /** CSS pixels per picture pixel. */
  readonly zoom: number;
}

export function toPane({ widthPx, heightPx, centre, zoom }: PictureView, [x, y]: PicturePoint): PixelPoint {
  return [widthPx / 2 + (x - centre[0]) * zoom, heightPx / 2 + (y - centre[1]) * zoom];
}

export function toPicture({ widthPx, heightPx, centre, zoom }: PictureView, [x, y]: PixelPoint): PicturePoint {
  return [centre[0] + (x - widthPx / 2) / zoom, centre[1] + (y - heightPx / 2) / zoom];
}

/** All of a picture of width × height pixels. */
export function wholePicture([width, height]: readonly [width: number, height: number]): PictureBox {
  return { min: [-0.5, -0.5], max: [width - 0.5, height - 0.5] };
}

/** The view that shows all of a box, without a margin: a panoramic picture is wide and wants the pane's full width. */
export function fittedPicture({ widthPx, heightPx }: PaneSize, { min, max }: PictureBox): PictureView {
  const zoom = Math.min(Math.max(1, widthPx) / (max[0] - min[0]), Math.max(1, heightPx) / (max[1] - min[1]));
  return { widthPx, heightPx, centre: [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2], zoom };
}

/** Closer than this shows interpolation and no anatomy. */
const CLOSEST = 12;

/**
 * Zooms by `factor` (above 1 is closer) so that the place under the pane's pixel stays under it; ends at half the
 * `fitted` zoom and at 12 CSS pixels a picture pixel.
 */
export function zoomedPicture(view: PictureView, pixel: PixelPoint, factor: number, fitted: number): PictureView {
  const zoom = Math.min(Math.max(CLOSEST, fitted), Math.max(fitted / 2, view.zoom * factor));
  const [x, y] = toPicture(view, pixel);
  return {
    ...view,
    zoom,
    centre: [x - (pixel[0] - view.widthPx / 2) / zoom, y - (pixel[1] - view.heightPx / 2) / zoom],
  };
}

/** Moves the picture with the hand, but never so far that its edge passes the middle of the pane. */
export function pannedPicture(view: PictureView, [dx, dy]: PixelPoint, { min, max }: PictureBox): PictureView {
  const [x, y] = view.centre;
  const moved = (at: number, by: number, axis: 0 | 1): number =>
    Math.min(Math.max(max[axis], at), Math.max(Math.min(min[axis], at), at - by / view.zoom));
  return { ...view, centre: [moved(x, dx, 0), moved(y, dy, 1)] };
}

/** The same picture in a pane of another size: what fitted still fits, what was zoomed keeps its share. */
export function resizedPicture(view: PictureView, size: PaneSize, box: PictureBox): PictureView {
  const zoom = (view.zoom / fittedPicture(view, box).zoom) * fittedPicture(size, box).zoom;
  return { ...view, ...size, zoom };
}

/** Share of the pane on each side that a place brought into view keeps free. */
const EDGE = 0.08;

/** Moves the view only as far as needed to show a box with some room around it; of one too large, its middle. */
export function showBox(view: PictureView, { min, max }: PictureBox): PictureView {
  const moved = (axis: 0 | 1, size: number): number => {
    const half = (size * (0.5 - EDGE)) / view.zoom;
    const at = view.centre[axis];
    if (max[axis] - min[axis] > 2 * half) return (min[axis] + max[axis]) / 2;
    return Math.min(min[axis] + half, Math.max(max[axis] - half, at));
  };
  return { ...view, centre: [moved(0, view.widthPx), moved(1, view.heightPx)] };
}

const ROUND_LENGTHS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/**
 * Length of the scale bar, the longest round one that takes at most a fifth of the pane: in mm, or in pixels where the
 * file has no scale.
 */
export function pictureScaleBar({ widthPx, zoom }: PictureView, mmPerPixel: number | null): ScaleBar {
  const perUnit = zoom / (mmPerPixel ?? 1);
  const length = ROUND_LENGTHS.findLast((unit) => unit * perUnit <= Math.max(40, widthPx / 5)) ?? ROUND_LENGTHS[0];
  return { lengthPx: length * perUnit, text: `${length} ${mmPerPixel === null ? 'px' : 'mm'}` };
}

export interface ScaleBar {
  /** CSS pixels. */
  readonly lengthPx: number;
  readonly text: string;
}
