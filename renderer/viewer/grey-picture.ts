/**
 * One flat picture on a 2D canvas: greys go through a table of the window, the canvas scales them smoothly. No WebGL: a
 * browser gives up contexts beyond sixteen, and a cut of the volume costs more than drawing it.
 */
import type { VoxelArray } from '#core/volume';
import { greyTable, paintRowsInto, type GreyTable } from './grey-table.ts';
import type { GreyWindow } from './grey-window.ts';
import { toPixels, type PaneView } from './pane-view.ts';
import { frameBounds, type SliceFrame } from './slice.ts';

interface Shown {
  readonly frame: SliceFrame;
  readonly pixels: VoxelArray;
}

export class GreyPicture {
  private readonly canvas = document.createElement('canvas');
  private readonly context: CanvasRenderingContext2D | null;
  /** The picture at its own resolution, rows downwards. */
  private readonly painted = document.createElement('canvas');
  private readonly paintedContext: CanvasRenderingContext2D | null;
  private image: ImageData | null = null;
  private shown: Shown | null = null;
  private look: { readonly window: GreyWindow; readonly gamma: number } | null = null;
  private table: GreyTable | null = null;
  private pixelRatio = 1;
  private stale = true;
  /** What the canvas shows; null when that is not what it should. */
  private drawnView: PaneView | null = null;

  /** Told when the browser takes the canvas's memory away, and when it gives it back: then everything is drawn again. */
  onLost: (lost: boolean) => void = () => {};

  constructor(container: HTMLElement) {
    // Kept with the processor: what is painted pixel by pixel each time gains nothing from the graphics card.
    const options: CanvasRenderingContext2DSettings = { alpha: false, willReadFrequently: false };
    this.context = this.canvas.getContext('2d', options);
    this.paintedContext = this.painted.getContext('2d', options);
    for (const canvas of [this.canvas, this.painted]) {
      canvas.addEventListener('contextlost', () => this.onLost(true));
      canvas.addEventListener('contextrestored', () => {
        this.stale = true;
        this.drawnView = null;
        this.onLost(false);
      });
    }
    container.append(this.canvas);
  }

  resize(widthPx: number, heightPx: number, pixelRatio: number): void {
    this.drawnView = null;
    this.pixelRatio = pixelRatio;
    this.canvas.width = Math.max(1, Math.round(widthPx * pixelRatio));
    this.canvas.height = Math.max(1, Math.round(heightPx * pixelRatio));
  }

  /** Shows pixels (column + row·width, rows upwards). The array is kept: after changing it call this again. */
  setPixels(frame: SliceFrame, pixels: VoxelArray): void {
    this.shown = { frame, pixels };
    this.stale = true;
  }

  clear(): void {
    this.shown = null;
    this.drawnView = null;
  }

  /** `gamma` above 1 brightens what lies between black and white. */
  render(view: PaneView, window: GreyWindow, gamma = 1): void {
    const { context, shown, pixelRatio } = this;
    if (context === null) return;
    const repainted = shown !== null && this.paint(shown, window, gamma);
    if (!repainted && this.drawnView === view) return;
    this.drawnView = view;
    context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    context.fillStyle = '#000';
    context.fillRect(0, 0, view.widthPx, view.heightPx);
    if (shown === null) return;
    const { min, max } = frameBounds(shown.frame);
    const [left, bottom] = toPixels(view, min);
    const [right, top] = toPixels(view, max);
    const shrinks = shown.frame.width > (right - left) * pixelRatio;
    context.imageSmoothingQuality = shrinks ? 'medium' : 'low';
    context.drawImage(this.painted, left, top, right - left, bottom - top);
  }

  dispose(): void {
    this.canvas.remove();
    // Frees the memory at once, not when the garbage is collected.
    for (const canvas of [this.canvas, this.painted]) [canvas.width, canvas.height] = [0, 0];
  }

  /** Greys to screen pixels when greys or window changed; tells whether they did. */
  private paint({ frame, pixels }: Shown, window: GreyWindow, gamma: number): boolean {
    const { look } = this;
    const sameLook =
      look !== null && look.window.level === window.level && look.window.width === window.width && look.gamma === gamma;
    if (!sameLook || this.table === null) {
      this.look = { window, gamma };
      this.table = greyTable(pixels, { window, gamma, inverted: false });
    } else if (!this.stale) return false;
    const { width, height } = frame;
    if (this.image?.width !== width || this.image.height !== height) {
      this.image = new ImageData(width, height);
      this.painted.width = width;
      this.painted.height = height;
    }
    paintRowsInto(new Uint32Array(this.image.data.buffer), { pixels, width, height }, this.table);
    this.paintedContext?.putImageData(this.image, 0, 0);
    this.stale = false;
    return true;
  }
}
