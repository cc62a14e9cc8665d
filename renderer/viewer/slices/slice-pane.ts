/** One slice pane: cuts the slice, draws it with what lies over it, and turns pointer and keys into changes of the view. */
import { worldBounds, type Bounds } from '#core/geometry';
import type { Vec3 } from '#core/volume';
import type { PlanesStore } from '../../state/view/planes-store.ts';
import type { Tool, ViewState, ViewStore } from '../../state/view/view-store.ts';
import { CrosshairMarks } from './crosshair-marks.ts';
import { GreyPicture } from '../grey/grey-picture.ts';
import type { GreyWindow } from '../grey/grey-window.ts';
import { crossingLines, isAligned, turnedInPane, turnedPlane, type MprAxes } from './mpr-axes.ts';
import { reachInBox, volumeBounds } from './oblique-slice.ts';
import type { PaneLayers, Sheet } from '../layers/pane-layer.ts';
import {
  bringIntoView,
  fittedView,
  resizedTo,
  toMillimetres,
  toPixels,
  type PaneView,
  type PixelPoint,
} from '../pane-view.ts';
import { atDepth, depthOf, PLANES, toPlane, toWorld, type PlaneId, type PlanePoint, type ViewPlane } from '../plane.ts';
import { rotationHandles, type RotationHandle } from './rotation-handles.ts';
import type { ScanImage, ScanImages } from '../scan-images.ts';
import { SliceCutter, type SliceCut } from './slice-cutter.ts';
import { drawOverlay, drawScale, type ShownLook } from './slice-overlay.ts';
import { SlicePointer, type SlicePointerTarget } from './slice-pointer.ts';
import { sliceSheet } from './slice-sheet.ts';
import { sliceAt, sliceCount, slicePositionMm } from './slice.ts';

export interface SlicePaneOptions {
  readonly id: PlaneId;
  readonly images: ScanImages;
  readonly view: ViewStore;
  readonly planes: PlanesStore;
  readonly layers: PaneLayers;
  readonly container: HTMLElement;
  /** Greys of the scan, for the speed of window dragging. */
  readonly rangeOfGreys: () => readonly [number, number];
  /** How a tooth's number is written. */
  readonly lookOf: (label: number) => ShownLook;
  readonly onPickTooth: (label: number) => void;
  /** At a place of the window, CSS pixels. */
  readonly onToothMenu: (label: number, at: PixelPoint) => void;
  readonly onMaximise: () => void;
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

export class SlicePane implements SlicePointerTarget {
  private readonly options: SlicePaneOptions;
  private readonly picture = new GreyPicture();
  private readonly crosshair: CrosshairMarks;
  private readonly canvas = document.createElement('canvas');
  private readonly context: CanvasRenderingContext2D | null;
  private readonly pointer: SlicePointer;
  private readonly stops: (() => void)[] = [];
  private shown: Shown | null = null;
  private frameRequest = 0;
  private stale = true;
  private hidden = false;
  private movingLayers: number = MOVING_LAYERS.most;
  /** All of the slice is shown, until a person zooms or pans. */
  private whole = true;
  private calm = false;
  private calmTimer = 0;
  paneView: PaneView = { widthPx: 1, heightPx: 1, centreMm: [0, 0], mmPerPx: 1 };

  constructor(options: SlicePaneOptions) {
    this.options = options;
    const { container, images, view, planes, layers } = options;
    this.context = this.canvas.getContext('2d', { alpha: false, willReadFrequently: true });
    for (const [type, lost] of [
      ['contextlost', true],
      ['contextrestored', false],
    ] as const) {
      this.canvas.addEventListener(type, () => {
        options.onLost?.(lost);
        this.schedule();
      });
    }
    this.canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;touch-action:none';
    container.append(this.canvas);
    this.crosshair = new CrosshairMarks(container);
    this.pointer = new SlicePointer(this.canvas, this);
    const observer = new ResizeObserver(() => this.resize());
    observer.observe(container);
    this.stops.push(
      () => observer.disconnect(),
      () => this.pointer.dispose(),
      images.subscribe((what) => this.imagesChanged(what)),
      view.subscribe((now, before) => this.viewChanged(now, before)),
      planes.subscribe(() => this.schedule()),
      layers.subscribe(() => this.schedule()),
    );
    this.resize();
    this.imagesChanged('voxels');
  }

  dispose(): void {
    for (const stop of this.stops) stop();
    cancelAnimationFrame(this.frameRequest);
    clearTimeout(this.calmTimer);
    this.canvas.remove();
    this.picture.dispose();
    this.crosshair.dispose();
  }

  get layers(): PaneLayers {
    return this.options.layers;
  }

  get tool(): Tool {
    return this.options.view.getState().tool;
  }

  get window(): GreyWindow {
    return this.options.view.getState().window;
  }

  get greyRange(): readonly [number, number] {
    return this.options.rangeOfGreys();
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

  changeView(view: PaneView): void {
    this.whole = false;
    this.paneView = view;
    this.schedule();
  }

  changeViewBy(change: (view: PaneView) => PaneView): void {
    this.changeView(change(this.paneView));
  }

  changeWindow(window: GreyWindow): void {
    this.options.view.setState({ window, preset: null });
  }

  moveCrosshairTo(pixel: PixelPoint): void {
    this.putCrosshair(toMillimetres(this.paneView, pixel));
  }

  turnFrom(axes: MprAxes, angleRad: number): void {
    this.options.planes.setState({ mprAxes: turnedInPane(axes, turnedPlane(this.options.id, axes), angleRad) });
  }

  toothAt(pixel: PixelPoint): number | null {
    const { view, images } = this.options;
    const world = this.sheet()?.toWorld(toMillimetres(this.paneView, pixel));
    const label = world === undefined ? 0 : images.labelAt(world);
    return label !== 0 && view.getState().overlayVisible ? label : null;
  }

  pickTooth(label: number): void {
    this.options.onPickTooth(label);
  }

  openMenu(label: number, at: PixelPoint): void {
    this.options.onToothMenu(label, at);
  }

  activate(): void {
    this.options.view.setState({ activePane: this.options.id });
  }

  toggleMaximised(): void {
    this.options.onMaximise();
  }

  /** Gives the pane the keyboard. */
  focus(): void {
    this.options.container.closest<HTMLElement>('[tabindex]')?.focus();
  }

  /** Shows all of the slice again. */
  reset(): void {
    this.whole = true;
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
    return turnedPlane(this.options.id, this.mprAxes);
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
    const straight = PLANES[this.options.id];
    const wanted = sliceAt(grid, straight, this.options.view.getState().crosshairMm) + slices;
    return slicePositionMm(grid, straight, Math.min(sliceCount(grid, straight) - 1, Math.max(0, wanted)));
  }

  private resize(): void {
    const { clientWidth, clientHeight } = this.options.container;
    this.hidden = clientWidth === 0 || clientHeight === 0;
    if (this.hidden) return;
    this.paneView = resizedTo(this.paneView, { widthPx: clientWidth, heightPx: clientHeight });
    this.canvas.width = Math.round(clientWidth * devicePixelRatio);
    this.canvas.height = Math.round(clientHeight * devicePixelRatio);
    if (this.whole) this.reset();
    this.stale = true;
    // At once: an empty canvas between two sizes would flicker.
    this.draw();
  }

  private imagesChanged(what: 'voxels' | 'labels'): void {
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

  private viewChanged(now: ViewState, before: ViewState): void {
    const { paneView } = this;
    if (now.crosshairMm !== before.crosshairMm && !this.pointer.dragging && !this.whole) {
      this.paneView = bringIntoView(this.paneView, toPlane(this.plane, now.crosshairMm));
    }
    const changed = (keys: readonly (keyof ViewState)[]): boolean => keys.some((key) => now[key] !== before[key]);
    if (this.paneView !== paneView || changed(DRAWN)) this.schedule();
    else if (changed(['crosshairMm', 'crosshairVisible', 'window'])) this.schedule('place or window');
  }

  /** Looks at the next frame what has to be drawn; `anything`: all of it. */
  private schedule(changed: 'anything' | 'place or window' = 'anything'): void {
    if (changed === 'anything') this.stale = true;
    if (this.frameRequest !== 0 || this.hidden) return;
    this.frameRequest = requestAnimationFrame(() => {
      this.frameRequest = 0;
      this.draw();
    });
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

  private draw(): void {
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
    if (shown?.sheet != null) {
      for (const layer of this.layers.all) {
        context.save();
        layer.draw({ context, sheet: shown.sheet, view: paneView });
        context.restore();
      }
    }
    drawScale(context, paneView);
  }

  private followsCrosshair(shown: Shown | null): boolean {
    const sheet = shown?.sheet;
    return sheet != null && this.layers.all.some((layer) => layer.followsCrosshair?.(sheet) === true);
  }

  private cut(shown: Shown, crosshairMm: Vec3): SliceCut {
    const { paneView: view, mprAxes: axes } = this;
    const slab = this.options.planes.getState().slabs[this.options.id];
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
