/** A radiograph as a canvas at its own resolution, with halved copies so that the whole of it stays sharp when small. */
import type { VoxelArray } from '#core/volume';
import { greyTable, paintGreysInto, type GreyTableOptions } from '../grey/grey-table.ts';
import { toPane, type PictureView } from './picture-view.ts';

export class RadiographPicture {
  private readonly width: number;
  private readonly height: number;
  private readonly image: ImageData;
  private readonly pixels: Uint32Array;
  /** The picture, its half, its quarter, … made when they are needed. */
  private levels: HTMLCanvasElement[] = [];

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.image = new ImageData(width, height);
    this.pixels = new Uint32Array(this.image.data.buffer);
  }

  /** Applies a window to voxels x + y·width; the one step that touches every pixel. */
  paint(voxels: VoxelArray, options: GreyTableOptions): void {
    paintGreysInto(this.pixels, voxels, greyTable(voxels, options));
    const full = this.levels[0] ?? emptyCanvas(this.width, this.height);
    full.getContext('2d')?.putImageData(this.image, 0, 0);
    this.levels = [full];
  }

  /** Draws what the view shows, on black, into a canvas of `pixelRatio` device pixels a CSS pixel. */
  draw(context: CanvasRenderingContext2D, view: PictureView, pixelRatio: number): void {
    const { width, height } = this;
    context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    context.fillStyle = '#000';
    context.fillRect(0, 0, view.widthPx, view.heightPx);
    if (this.levels.length === 0) return;
    const [left, top] = toPane(view, [-0.5, -0.5]);
    context.imageSmoothingQuality = 'high';
    context.drawImage(this.level(view.zoom * pixelRatio), left, top, width * view.zoom, height * view.zoom);
  }

  /** The smallest copy that still has a pixel for each device pixel. */
  private level(devicePixelsPerPixel: number): HTMLCanvasElement {
    const wanted = Math.max(0, Math.floor(Math.log2(1 / devicePixelsPerPixel)));
    while (this.levels.length <= wanted) this.levels.push(halved(this.levels[this.levels.length - 1]));
    return this.levels[wanted];
  }
}

function emptyCanvas(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

/** Drawing at exactly half the size takes the mean of two by two pixels. */
function halved(from: HTMLCanvasElement): HTMLCanvasElement {
  const canvas = emptyCanvas(Math.max(1, Math.round(from.width / 2)), Math.max(1, Math.round(from.height / 2)));
  canvas.getContext('2d')?.drawImage(from, 0, 0, canvas.width, canvas.height);
  return canvas;
}
