/** What the panoramic and the cross-sections have in common as panes: they follow the arch and never turn. */
import type { ArchState, ArchStore } from '../../state/drawings/arch-store.ts';
import type { ViewState } from '../../state/view/view-store.ts';
import { CanvasPane, type CanvasPaneOptions } from '../canvas-pane.ts';
import { fittedView, toPixels, type PixelPoint } from '../pane-view.ts';
import type { PlaneBox } from '../plane.ts';
import { PATIENT_AXES, type MprAxes } from '../slices/mpr-axes.ts';
import type { ArchOfScan } from './dental-arch.ts';

export interface ArchPaneOptions extends CanvasPaneOptions {
  readonly arch: ArchOfScan;
  readonly store: ArchStore;
}

const STROKE_MS = 80;

export abstract class ArchPane extends CanvasPane<ArchPaneOptions> {
  private strokeTimer = 0;
  private fitted = false;

  constructor(options: ArchPaneOptions) {
    super(options);
    for (const type of ['pointerdown', 'pointermove', 'dblclick'] as const) {
      // Before the pointer's own listeners: it asks for the sheet under the pointer.
      this.canvas.addEventListener(type, (event) => this.pointerAt([event.offsetX, event.offsetY]), { capture: true });
    }
    this.stops.push(options.store.subscribe((now, before) => this.archChanged(now, before)));
  }

  override dispose(): void {
    window.clearTimeout(this.strokeTimer);
    super.dispose();
  }

  /** Neither pane turns. */
  readonly mprAxes: MprAxes = PATIENT_AXES;
  readonly handles = [];
  turnFrom(): void {}

  get middlePx(): PixelPoint {
    return toPixels(this.paneView, this.paneView.centreMm);
  }

  abstract moveCrosshair(steps: readonly [right: number, up: number]): void;
  /** What fits into the pane at first; null before there is something. */
  protected abstract fitBox(): PlaneBox | null;
  /** Brings the grey picture up to date. */
  protected abstract prepare(): void;
  protected abstract drawOver(context: CanvasRenderingContext2D): void;
  /** The pictures have to be made anew. */
  protected abstract stale(): void;
  protected abstract crosshairMoved(): void;
  /** The pointer is here now. */
  protected pointerAt(_pixel: PixelPoint): void {}

  protected archChanged(now: ArchState, before: ArchState): void {
    // Another arch is another picture: it is shown whole. A person's own changes leave the view alone.
    if (now.fitted !== before.fitted) this.fitted = false;
    this.schedule();
  }

  reset(): void {
    const box = this.fitBox();
    this.ownView = false;
    this.fitted = box !== null && this.paneView.widthPx > 1;
    if (box !== null) this.paneView = fittedView(this.paneView, box);
    this.schedule();
  }

  /** All of these pictures is made anew: while a brush goes over a tooth, a few times a second is enough. */
  protected imagesChanged(what: 'voxels' | 'labels'): void {
    if (what === 'voxels' || !this.options.images.previewing) {
      this.stale();
    } else if (this.strokeTimer === 0) {
      this.strokeTimer = window.setTimeout(() => {
        this.strokeTimer = 0;
        this.stale();
      }, STROKE_MS);
    }
  }

  protected viewChanged(now: ViewState, before: ViewState): void {
    if (now.crosshairMm !== before.crosshairMm) this.crosshairMoved();
    this.schedule();
  }

  protected resized(): void {
    if (!this.ownView) this.fitted = false;
  }

  protected draw(): void {
    const { context, paneView } = this;
    // A pane that a layout hides stays mounted: it costs nothing.
    if (paneView.widthPx <= 1 || !this.options.container.checkVisibility({ visibilityProperty: true })) return;
    if (!this.fitted) this.reset();
    this.prepare();
    if (context === null) return;
    const { window, inverted } = this.options.view.getState();
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    this.picture.drawInto(context, this.paneView, { window, gamma: this.options.planes.getState().gamma, inverted });
    this.drawOver(context);
  }
}
