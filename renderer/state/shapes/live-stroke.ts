/** A stroke of the brush or the rubber while it is drawn: shown once a frame, piece by piece, and given back at its end. */
import type { Bounds } from '#core/geometry';
import type { LabelPatch } from '#core/review/label-patch';
import { eraseStroke, paintStroke, type PaintOver } from '#core/review/shapes/brush';
import type { GreyLimits } from '#core/review/shapes/region';
import type { Vec3 } from '#core/volume';
import type { ScanImages } from '../../viewer/scan-images.ts';

export interface StrokeOptions {
  readonly tool: 'paint' | 'erase';
  readonly label: number;
  readonly radiusMm: number;
  readonly limits: GreyLimits | null;
  readonly over: PaintOver;
}

export class LiveStroke {
  private readonly images: ScanImages;
  private readonly options: StrokeOptions;
  private readonly points: Vec3[] = [];
  private shown = 0;
  private frame = 0;

  constructor(images: ScanImages, options: StrokeOptions, startMm: Vec3) {
    this.images = images;
    this.options = options;
    this.points.push(startMm);
    this.show();
  }

  goTo(atMm: Vec3): void {
    const last = this.points[this.points.length - 1];
    if (last[0] === atMm[0] && last[1] === atMm[1] && last[2] === atMm[2]) return;
    this.points.push(atMm);
    if (this.frame === 0) {
      this.frame = requestAnimationFrame(() => {
        this.frame = 0;
        this.show();
      });
    }
  }

  /** Of a radiograph, whose world is its pixels: where the stroke has been. */
  get bounds(): Bounds {
    const { radiusMm } = this.options;
    const reach = (axis: 0 | 1, side: 1 | -1): number =>
      side * (Math.max(...this.points.map((point) => side * point[axis])) + radiusMm);
    return { min: [reach(0, -1), reach(1, -1), 0], max: [reach(0, 1), reach(1, 1), 0] };
  }

  /** The whole stroke as one change of the labels as they were before it. */
  end(): LabelPatch {
    this.cancel();
    return this.patchOf(this.points);
  }

  /** Labels are again as before. */
  cancel(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.images.endPreview();
  }

  private show(): void {
    this.images.previewLabels(this.patchOf(this.points.slice(Math.max(0, this.shown - 1))));
    this.shown = this.points.length;
  }

  private patchOf(pointsMm: readonly Vec3[]): LabelPatch {
    const { images, options } = this;
    if (images.labels === null || images.scan === null) return { runs: [] };
    const { tool, over, ...brush } = options;
    const stroke = { ...brush, pointsMm };
    const { geometry } = images.scan;
    return tool === 'paint'
      ? paintStroke(images.labels, geometry, { ...stroke, over })
      : eraseStroke(images.labels, geometry, stroke);
  }
}
