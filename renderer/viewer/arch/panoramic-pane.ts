/** The panoramic pane: the unrolled arch with its teeth, the crosshair's place on it and the marks of the sections. */
import { archToWorld, worldToArch, type ArchPlace, type ArchSurface } from '#core/arch/arch-surface';
import type { PlaneBox, PlanePoint } from '../plane.ts';
import type { ArchState } from '../../state/drawings/arch-store.ts';
import type { Sheet } from '../layers/pane-layer.ts';
import { bringIntoView, toMillimetres, toPixels, type PixelPoint } from '../pane-view.ts';
import { drawOverlay, drawScale } from '../slices/slice-overlay.ts';
import { frameBounds } from '../slices/slice.ts';
import { drawLevelLine, drawSectionMarks } from './arch-marks.ts';
import { ArchPane } from './arch-pane.ts';
import { firstView, labelInFrame, makePanoramic, type PanoramicPicture } from './panoramic-picture.ts';
import { currentSection, sectionNumbers, stepSection } from './section-numbers.ts';

/** After a drag the fine picture waits for a calm moment. */
const FINE_AFTER_MS = 120;

export class PanoramicPane extends ArchPane {
  readonly id = 'panoramic' as const;
  private made: PanoramicPicture | null = null;
  private madeOf: ArchSurface | null = null;
  private upToDate = false;
  private fineTimer = 0;

  override dispose(): void {
    window.clearTimeout(this.fineTimer);
    super.dispose();
  }

  sheet(): Sheet | null {
    return this.made?.sheet ?? null;
  }

  /** On the arch itself: depth comes from the curve. */
  moveCrosshairTo(pixel: PixelPoint): void {
    this.putCrosshair(toMillimetres(this.paneView, pixel), 0);
  }

  toothAt(pixel: PixelPoint): number | null {
    const { made } = this;
    if (made === null || !this.options.view.getState().overlayVisible) return null;
    const label = labelInFrame(made.frame, made.labels, toMillimetres(this.paneView, pixel));
    return label === 0 ? null : label;
  }

  step(sections: number): void {
    stepSection(this.options, sections);
  }

  moveCrosshair([right, up]: readonly [right: number, up: number]): void {
    const place = this.crosshairPlace();
    const image = this.options.images.scan;
    if (place === null || image === null) return;
    const stepMm = Math.min(...image.geometry.spacingMm);
    this.putCrosshair([place.s + right * stepMm, place.h + up * stepMm], place.off);
  }

  protected fitBox(): PlaneBox | null {
    const surface = this.options.arch.surface;
    this.prepare();
    return this.made === null || surface === null ? null : firstView(this.made.frame, surface);
  }

  protected stale(): void {
    this.upToDate = false;
    this.schedule();
  }

  protected crosshairMoved(): void {
    const place = this.crosshairPlace();
    if (place !== null && !this.pointer.dragging)
      this.paneView = bringIntoView(this.paneView, [place.s, this.paneView.centreMm[1]]);
  }

  protected override archChanged(now: ArchState, before: ArchState): void {
    const { fitted, thicknessMm, mode, dragging } = now;
    if (
      fitted !== before.fitted ||
      thicknessMm !== before.thicknessMm ||
      mode !== before.mode ||
      dragging !== before.dragging
    )
      this.upToDate = false;
    super.archChanged(now, before);
  }

  protected prepare(): void {
    const { arch, images, store } = this.options;
    const image = images.scan;
    const surface = image === null ? null : arch.surface;
    if (image === null || surface === null) {
      this.made = null;
      this.madeOf = null;
      this.picture.clear();
      return;
    }
    if (this.upToDate && this.madeOf === surface) return;
    const { thicknessMm, mode, dragging } = store.getState();
    // A curve that was just moved is moved on: quick pictures first.
    const coarse = dragging || (this.madeOf !== null && this.madeOf !== surface);
    this.made = makePanoramic({ image, labels: images.labels, surface, thicknessMm, mode, coarse });
    this.madeOf = surface;
    this.upToDate = true;
    this.picture.setPixels(this.made.frame, this.made.greys);
    window.clearTimeout(this.fineTimer);
    if (coarse && !dragging) this.fineTimer = window.setTimeout(() => this.stale(), FINE_AFTER_MS);
  }

  protected drawOver(context: CanvasRenderingContext2D): void {
    const { made, madeOf, paneView: view } = this;
    const state = this.options.view.getState();
    drawOverlay(context, {
      view,
      outlines: state.overlayVisible && made !== null ? made.outlines : [],
      fillOpacity: state.overlayOpacity,
      selectedTooth: state.selectedTooth,
      lookOf: this.options.lookOf,
    });
    if (made === null || madeOf === null) return;
    const place = worldToArch(madeOf, state.crosshairMm);
    const { arch, store } = this.options;
    const sections = sectionNumbers(madeOf.lengthMm, store.getState().sectionDistanceMm);
    const current = currentSection(arch, store.getState(), state.crosshairMm)?.number ?? null;
    drawSectionMarks(context, view, { sections, current });
    if (state.crosshairVisible) {
      const [x, y] = toPixels(view, [place.s, place.h]);
      drawLevelLine(context, view, { x: current === null ? null : x, y });
    }
    this.drawLayers({ context, sheet: made.sheet, view });
    drawScale(context, view);
  }

  private crosshairPlace(): ArchPlace | null {
    const surface = this.options.arch.surface;
    return surface === null ? null : worldToArch(surface, this.options.view.getState().crosshairMm);
  }

  private putCrosshair([u, v]: PlanePoint, off: number): void {
    const surface = this.options.arch.surface;
    if (surface === null || this.made === null) return;
    const { min, max } = frameBounds(this.made.frame);
    const s = Math.min(surface.lengthMm, Math.max(0, u));
    const h = Math.min(max[1], Math.max(min[1], v));
    this.options.view.setState({ crosshairMm: archToWorld(surface, { s, h, off }) });
  }
}
