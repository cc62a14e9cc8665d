/** One slice pane: cuts the slice, draws it with what lies over it, and turns pointer and keys into changes of the view. */
import { worldBounds, type Bounds } from '#core/geometry';
import type { Vec3 } from '#core/volume';
import type { ViewState } from '../../state/view/view-store.ts';
import { CanvasPane, type CanvasPaneOptions } from '../canvas-pane.ts';
import type { Sheet } from '../layers/pane-layer.ts';
import { bringIntoView, fittedView, toMillimetres, toPixels, type PixelPoint } from '../pane-view.ts';
import { atDepth, depthOf, PLANES, toPlane, toWorld, type PlaneId, type PlanePoint, type ViewPlane } from '../plane.ts';
import type { ScanImage } from '../scan-images.ts';
import { CrosshairMarks } from './crosshair-marks.ts';
import { crossingLines, isAligned, turnedInPane, turnedPlane, type MprAxes } from './mpr-axes.ts';
import { reachInBox, volumeBounds } from './oblique-slice.ts';
import { rotationHandles, type RotationHandle } from './rotation-handles.ts';
import { SliceCutter, type SliceCut } from './slice-cutter.ts';
import { drawOverlay, drawScale } from './slice-overlay.ts';
import { sliceSheet } from './slice-sheet.ts';
import { sliceAt, sliceCount, slicePositionMm } from './slice.ts';

export interface SlicePaneOptions extends CanvasPaneOptions {
  readonly id: PlaneId;
  /** The picture is gone for a while; it comes back by itself. */
  readonly onLost?: (lost: boolean) => void;
}

/** What belongs to the scan that is shown. */
interface Shown {
  readonly image: ScanImage;
  readonly cutter: SliceCutter;
  readonly bounds: Bounds;
  cut: SliceCut | null;
  sheet: Sheet | null;
}

/** While it moves, a slab takes as many layers as its last cut had time for; the rest follow when it is calm for so long. */
const MOVING_LAYERS = { least: 3, most: 12 } as const;
const MOVING_CUT_MS = 16;
const CALM_MS = 120;

/** What is drawn anew whenever it changes; the crosshair only shifts, a window changes the picture alone. */
const DRAWN = ['overlayVisible', 'overlayOpacity', 'selectedTooth', 'layout', 'tool', 'inverted'] as const;

export class SlicePane extends CanvasPane<SlicePaneOptions> {
  private readonly crosshair: CrosshairMarks;
  private shown: Shown | null = null;
  private stale = true;
  private movingLayers: number = MOVING_LAYERS.most;
  private calm = false;
  private calmTimer = 0;

  constructor(options: SlicePaneOptions) {
    super(options);
    for (const [type, lost] of [
      ['contextlost', true],
      ['contextrestored', false],
    ] as const) {
      this.canvas.addEventListener(type, () => {
        options.onLost?.(lost);
        this.schedule();
      });
    }
    this.crosshair = new CrosshairMarks(options.container);
    this.resize();
    this.imagesChanged('voxels');
  }

  override dispose(): void {
    clearTimeout(this.calmTimer);
    this.crosshair.dispose();
    super.dispose();
  }

  get id(): PlaneId {
    return this.options.id;
  }

  get mprAxes(): MprAxes {
    return this.options.planes.getState().mprAxes;
  }

  sheet(): Sheet | null {
    return this.shown?.sheet ?? null;
  }

  get middlePx(): PixelPoint {
    return toPixels(this.paneView, this.crosshairOn(this.plane));
  }

  get handles(): readonly RotationHandle[] {
    const { crosshairVisible, tool } = this.options.view.getState();
    if (!crosshairVisible || tool !== 'crosshair') return [];
    return rotationHandles(this.paneView, this.middlePx, crossingLines(this.plane, this.mprAxes));
  }

  moveCrosshairTo(pixel: PixelPoint): void {
    this.putCrosshair(toMillimetres(this.paneView, pixel));
  }

  turnFrom(axes: MprAxes, angleRad: number): void {
    this.options.planes.setState({ mprAxes: turnedInPane(axes, turnedPlane(this.id, axes), angleRad) });
  }

  toothAt(pixel: PixelPoint): number | null {
    const { view, images } = this.options;
    const world = this.sheet()?.toWorld(toMillimetres(this.paneView, pixel));
    const label = world === undefined ? 0 : images.labelAt(world);
    return label !== 0 && view.getState().overlayVisible ? label : null;
  }

  reset(): void {
    this.ownView = false;
    if (this.shown !== null)
      this.paneView = fittedView(this.paneView, volumeBounds(this.shown.image.grid.geometry, this.plane));
    this.schedule();
  }

  /** Moves the crosshair by whole slices along the pane's normal; ±Infinity goes to the last one. */
  step(slices: number): void {
    const { shown, plane } = this;
    if (shown === null) return;
    const { crosshairMm } = this.options.view.getState();
    const target = isAligned(this.mprAxes)
      ? this.alignedDepth(shown.image, slices)
      : turnedDepth(shown, { plane, crosshairMm, slices });
    this.options.view.setState({ crosshairMm: atDepth(plane, toPlane(plane, crosshairMm), target) });
  }

  /** Moves the crosshair within the pane by steps of a voxel to the right and upwards. */
  moveCrosshair([right, up]: readonly [right: number, up: number]): void {
    if (this.shown === null) return;
    const step = Math.min(...this.shown.image.geometry.spacingMm);
    const [u, v] = this.crosshairOn(this.plane);
    this.putCrosshair([u + right * step, v + up * step]);
  }

  private get plane(): ViewPlane {
    return turnedPlane(this.id, this.mprAxes);
  }

  private crosshairOn(plane: ViewPlane): PlanePoint {
    return toPlane(plane, this.options.view.getState().crosshairMm);
  }

  private putCrosshair(at: PlanePoint): void {
    const { shown, plane } = this;
    const { view } = this.options;
    if (shown === null) return;
    const wanted = toWorld(plane, at, view.getState().crosshairMm);
    view.setState({ crosshairMm: insideOf(shown.bounds, wanted) });
  }

  private alignedDepth({ grid }: ScanImage, slices: number): number {
    const straight = PLANES[this.id];
    const wanted = sliceAt(grid, straight, this.options.view.getState().crosshairMm) + slices;
    return slicePositionMm(grid, straight, Math.min(sliceCount(grid, straight) - 1, Math.max(0, wanted)));
  }

  protected resized(): void {
    if (!this.ownView) this.reset();
    this.stale = true;
  }

  protected imagesChanged(what: 'voxels' | 'labels'): void {
    const { images, id } = this.options;
    const image = images.scan;
    if (image === null) {
      this.shown = null;
      this.picture.clear();
    } else if (this.shown?.image !== image) {
      const bounds = worldBounds(image.grid.geometry);
      this.shown = { image, cutter: new SliceCutter(id, image), bounds, cut: null, sheet: null };
      this.reset();
    }
    this.shown?.cutter.refresh(images.labels, what);
    this.schedule();
  }

  protected viewChanged(now: ViewState, before: ViewState): void {
    const { paneView } = this;
    if (now.crosshairMm !== before.crosshairMm && !this.pointer.dragging && this.ownView) {
      this.paneView = bringIntoView(this.paneView, toPlane(this.plane, now.crosshairMm));
    }
    const changed = (keys: readonly (keyof ViewState)[]): boolean => keys.some((key) => now[key] !== before[key]);
    if (this.paneView !== paneView || changed(DRAWN)) this.schedule();
    else if (changed(['crosshairMm', 'crosshairVisible', 'window'])) this.schedule('place or window');
  }

  /** Looks at the next frame what has to be drawn; `anything`: all of it. */
  protected override schedule(changed: 'anything' | 'place or window' = 'anything'): void {
    if (changed === 'anything') this.stale = true;
    super.schedule();
  }

  private adaptLayers(tookMs: number): void {
    const fitting = Math.round((this.movingLayers * MOVING_CUT_MS) / Math.max(1, tookMs));
    this.movingLayers = Math.min(MOVING_LAYERS.most, Math.max(MOVING_LAYERS.least, fitting));
  }

  /** A slab that was drawn from some of its layers is drawn from all of them once nothing moves any more. */
  private completeLater(): void {
    clearTimeout(this.calmTimer);
    this.calmTimer = window.setTimeout(() => {
      this.calm = true;
      this.schedule();
    }, CALM_MS);
  }

  protected draw(): void {
    const { shown, context, paneView, mprAxes } = this;
    const state = this.options.view.getState();
    const ready = shown !== null && this.options.images.canShow(this.plane, state.crosshairMm);
    const before = shown?.cut;
    const cut = ready ? this.cut(shown, state.crosshairMm) : null;
    this.crosshair.place(
      paneView,
      state.crosshairVisible && shown !== null
        ? { at: this.crosshairOn(this.plane), lines: crossingLines(this.plane, mprAxes), handles: this.handles }
        : null,
    );
    const look = { window: state.window, gamma: this.options.planes.getState().gamma, inverted: state.inverted };
    const stale = this.stale || shown?.cut !== before || this.picture.isStale(look) || this.followsCrosshair(shown);
    if (context === null || !stale) return;
    this.stale = false;
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    this.picture.drawInto(context, paneView, look);
    drawOverlay(context, {
      view: paneView,
      outlines: state.overlayVisible && cut !== null ? cut.outlines : [],
      fillOpacity: state.overlayOpacity,
      selectedTooth: state.selectedTooth,
      lookOf: this.options.lookOf,
    });
    if (shown?.sheet != null) this.drawLayers({ context, sheet: shown.sheet, view: paneView });
    drawScale(context, paneView);
  }

  private followsCrosshair(shown: Shown | null): boolean {
    const sheet = shown?.sheet;
    return sheet != null && this.layers.all.some((layer) => layer.followsCrosshair?.(sheet) === true);
  }

  private cut(shown: Shown, crosshairMm: Vec3): SliceCut {
    const { paneView: view, mprAxes: axes } = this;
    const slab = this.options.planes.getState().slabs[this.id];
    const mostLayers = this.calm ? Infinity : this.movingLayers;
    const startedAt = performance.now();
    const cut = shown.cutter.cut({ axes, crosshairMm, view, pixelRatio: devicePixelRatio, slab, mostLayers });
    this.calm = false;
    if (!cut.complete) this.completeLater();
    if (cut !== shown.cut) {
      if (!cut.complete) this.adaptLayers(performance.now() - startedAt);
      this.picture.setPixels(cut.frame, cut.greys);
      shown.cut = cut;
      shown.sheet = sliceSheet(cut, shown.image);
    }
    return cut;
  }
}

interface TurnedStep {
  readonly plane: ViewPlane;
  readonly crosshairMm: Vec3;
  readonly slices: number;
}

/** Where a turned plane comes to lie after some slices, kept inside the scan along its normal. */
function turnedDepth({ bounds, cut }: Shown, { plane, crosshairMm, slices }: TurnedStep): number {
  const [back, on] = reachInBox(bounds, crosshairMm, plane.normal);
  const wanted = slices * (cut?.stepMm ?? 1);
  return depthOf(plane, crosshairMm) + Math.min(on, Math.max(back, wanted));
}

function insideOf({ min, max }: Bounds, [x, y, z]: Vec3): Vec3 {
  const within = (value: number, axis: 0 | 1 | 2): number => Math.min(max[axis], Math.max(min[axis], value));
  return [within(x, 0), within(y, 1), within(z, 2)];
}
