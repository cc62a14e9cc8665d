/**
 * One flat picture for a 2D canvas: greys go through a table of the window, the canvas scales them smoothly. No WebGL: a
 * browser gives up contexts beyond sixteen, and a cut of the volume costs more than drawing it. A pane has one canvas, and
 * an opaque one: where a processor plays the graphics card, each layer that shines through costs milliseconds a frame.
 */
import type { VoxelArray } from '#core/volume';
import { greyTable, paintRowsInto, type GreyTable } from './grey-table.ts';
import type { GreyWindow } from './grey-window.ts';
import { toPixels, type PaneView } from '../pane-view.ts';
import { frameBounds, type SliceFrame } from '../slices/slice.ts';

interface Shown {
  readonly frame: SliceFrame;
  readonly pixels: VoxelArray;
}

/** How greys become light. */
export interface PictureLook {
  readonly window: GreyWindow;
  /** Above 1 brightens what lies between black and white. */
  readonly gamma: number;
  /** Bright is shown dark. */
  readonly inverted: boolean;
}

export class GreyPicture {
  /** The picture at its own resolution, rows downwards. */
  private readonly painted = document.createElement('canvas');
  private readonly paintedContext: CanvasRenderingContext2D | null;
  private image: ImageData | null = null;
  private shown: Shown | null = null;
  private look: PictureLook | null = null;
  private table: GreyTable | null = null;
  private stale = true;

  constructor() {
    // Kept with the processor: what is painted pixel by pixel each time gains nothing from the graphics card.
    this.paintedContext = this.painted.getContext('2d', { alpha: false, willReadFrequently: true });
  }

  /** Shows pixels (column + row·width, rows upwards). The array is kept: after changing it call this again. */
  setPixels(frame: SliceFrame, pixels: VoxelArray): void {
    this.shown = { frame, pixels };
    this.stale = true;
  }

  clear(): void {
    this.shown = null;
    this.stale = true;
  }

  /** Whether it would look other than when it was drawn last. */
  isStale(look: PictureLook): boolean {
    return this.stale || this.look === null || !sameLook(this.look, look);
  }

  /** Fills a canvas, scaled to CSS pixels by its transform, with the picture as the view shows it. */
  drawInto(context: CanvasRenderingContext2D, view: PaneView, look: PictureLook): void {
    const { shown } = this;
    context.fillStyle = look.inverted ? '#fff' : '#000';
    context.fillRect(0, 0, view.widthPx, view.heightPx);
    if (shown !== null) {
      this.paint(shown, look);
      const { min, max } = frameBounds(shown.frame);
      const [left, bottom] = toPixels(view, min);
      const [right, top] = toPixels(view, max);
      const shrinks = shown.frame.width > (right - left) * context.getTransform().a;
      context.imageSmoothingQuality = shrinks ? 'medium' : 'low';
      context.drawImage(this.painted, left, top, right - left, bottom - top);
    }
    this.look = look;
    this.stale = false;
  }

  /** Frees the memory at once, not when the garbage is collected. */
  dispose(): void {
    [this.painted.width, this.painted.height] = [0, 0];
  }

  /** Greys to screen pixels when greys or look changed. */
  private paint({ frame, pixels }: Shown, look: PictureLook): void {
    if (this.table === null || this.look === null || !sameLook(this.look, look)) this.table = greyTable(pixels, look);
    else if (!this.stale) return;
    const { width, height } = frame;
    if (this.image?.width !== width || this.image.height !== height) {
      this.image = new ImageData(width, height);
      this.painted.width = width;
      this.painted.height = height;
    }
    paintRowsInto(new Uint32Array(this.image.data.buffer), { pixels, width, height }, this.table);
    this.paintedContext?.putImageData(this.image, 0, 0);
  }
}

function sameLook(a: PictureLook, b: PictureLook): boolean {
  return (
    a.window.level === b.window.level &&
    a.window.width === b.window.width &&
    a.gamma === b.gamma &&
    a.inverted === b.inverted
  );
}
