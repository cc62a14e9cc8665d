/** One slice pane: cuts the slice, draws it, and turns pointer and wheel into changes of the view. */
import type { VoxelArray } from '#core/volume';
import type { Tool, ViewState, ViewStore } from '../state/view-store.ts';
import { GreyPicture } from './grey-picture.ts';
import { draggedWindow, type GreyWindow } from './grey-window.ts';
import { labelOutlines, type LabelOutline } from './label-outlines.ts';
import {
  bringIntoView,
  fittedView,
  pannedBy,
  resizedTo,
  toMillimetres,
  zoomedAt,
  type PaneView,
  type PixelPoint,
} from './pane-view.ts';
import { toPlane, toWorld, type Plane } from './plane.ts';
import type { ScanImage, ScanImages } from './scan-images.ts';
import {
  cutSliceInto,
  frameBounds,
  sameKindOfArray,
  sliceAt,
  sliceCount,
  sliceFrame,
  slicePositionMm,
  type SliceFrame,
} from './slice.ts';
import { drawOverlay } from './slice-overlay.ts';

export interface SlicePaneOptions {
  readonly plane: Plane;
  readonly images: ScanImages;
  readonly view: ViewStore;
  readonly container: HTMLElement;
  /** Greys of the scan, for the speed of window dragging. */
  readonly greyRange: () => readonly [number, number];
  readonly onPickTooth: (fdi: number) => void;
  readonly onMaximise: () => void;
}

/** What belongs to the scan that is shown. */
interface Shown {
  readonly image: ScanImage;
  readonly frame: SliceFrame;
  readonly greys: VoxelArray;
  readonly labels: Uint8Array;
  index: number;
  outlines: readonly LabelOutline[];
}

interface Drag {
  readonly action: PaneAction;
  readonly pointerId: number;
  readonly startPx: PixelPoint;
  readonly startView: PaneView;
  readonly startWindow: GreyWindow;
  moved: boolean;
}

/** What a pane does itself with a pressed button; other tools belong to layers. */
type PaneAction = 'crosshair' | 'window' | 'pan' | 'zoom';

/** A press that moved less than this is a click. */
const CLICK_PX = 3;
/** Touchpads send many small steps, wheels a large one per click. */
const WHEEL_STEP_PX = 100;

export class SlicePane {
  private readonly options: SlicePaneOptions;
  private readonly picture: GreyPicture;
  private readonly canvas = document.createElement('canvas');
  private readonly context: CanvasRenderingContext2D | null;
  private readonly stops: (() => void)[] = [];
  private paneView: PaneView = { widthPx: 1, heightPx: 1, centreMm: [0, 0], mmPerPx: 1 };
  private shown: Shown | null = null;
  private drag: Drag | null = null;
  private wheelPx = 0;
  private frameRequest = 0;
  private greysStale = true;

  constructor(options: SlicePaneOptions) {
    this.options = options;
    const { container, images, view } = options;
    this.picture = new GreyPicture(container);
    this.context = this.canvas.getContext('2d');
    this.canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;touch-action:none';
    container.append(this.canvas);
    const observer = new ResizeObserver(() => this.resize());
    observer.observe(container);
    this.stops.push(
      () => observer.disconnect(),
      images.subscribe(() => this.imagesChanged()),
      view.subscribe((now, before) => this.viewChanged(now, before)),
    );
    this.listen();
    this.resize();
    this.imagesChanged();
  }

  dispose(): void {
    for (const stop of this.stops) stop();
    cancelAnimationFrame(this.frameRequest);
    this.canvas.remove();
    this.picture.dispose();
  }

  /** Shows all of the slice again. */
  reset(): void {
    if (this.shown !== null) this.paneView = fittedView(this.paneView, frameBounds(this.shown.frame));
    this.schedule();
  }

  private resize(): void {
    const { clientWidth, clientHeight } = this.options.container;
    if (clientWidth === 0 || clientHeight === 0) return;
    const first = this.paneView.widthPx === 1;
    this.paneView = resizedTo(this.paneView, { widthPx: clientWidth, heightPx: clientHeight });
    this.canvas.width = Math.round(clientWidth * devicePixelRatio);
    this.canvas.height = Math.round(clientHeight * devicePixelRatio);
    this.picture.resize(clientWidth, clientHeight, devicePixelRatio);
    if (first) this.reset();
    // At once: an empty canvas between two sizes would flicker.
    this.draw();
  }

  private imagesChanged(): void {
    const image = this.options.images.scan;
    if (image === null) {
      this.shown = null;
      this.picture.clear();
    } else if (this.shown?.image !== image) {
      const frame = sliceFrame(image.grid, this.options.plane);
      const pixels = frame.width * frame.height;
      this.shown = {
        image,
        frame,
        greys: sameKindOfArray(image.voxels, pixels),
        labels: new Uint8Array(pixels),
        index: -1,
        outlines: [],
      };
      this.reset();
    }
    this.greysStale = true;
    this.schedule();
  }

  private viewChanged(now: ViewState, before: ViewState): void {
    if (now.crosshairMm !== before.crosshairMm && this.drag === null) {
      this.paneView = bringIntoView(this.paneView, toPlane(this.options.plane, now.crosshairMm));
    }
    this.schedule();
  }

  private schedule(): void {
    if (this.frameRequest !== 0) return;
    this.frameRequest = requestAnimationFrame(() => {
      this.frameRequest = 0;
      this.draw();
    });
  }

  private draw(): void {
    const { shown, context, paneView } = this;
    const { plane, view } = this.options;
    const state = view.getState();
    if (shown !== null) {
      const index = sliceAt(shown.image.grid, plane, state.crosshairMm);
      if (index !== shown.index || this.greysStale) this.cut(shown, index);
    }
    this.picture.render(paneView, state.window);
    if (context === null) return;
    drawOverlay(context, {
      plane,
      view: paneView,
      pixelRatio: devicePixelRatio,
      outlines: state.overlayVisible && shown !== null ? shown.outlines : [],
      fillOpacity: state.overlayOpacity,
      selectedFdi: state.selectedTooth,
      crosshair: state.crosshairVisible && shown !== null ? toPlane(plane, state.crosshairMm) : null,
    });
  }

  private cut(shown: Shown, index: number): void {
    const { plane, images } = this.options;
    const { image, frame, greys, labels } = shown;
    const { dims } = image.geometry;
    const place = { grid: image.grid, plane, index };
    cutSliceInto(greys, { dims, data: image.voxels }, { ...place, outside: image.darkest, interpolation: 'linear' });
    this.picture.setPixels(frame, greys);
    shown.outlines = [];
    if (images.labels !== null) {
      cutSliceInto(labels, { dims, data: images.labels }, { ...place, outside: 0, interpolation: 'nearest' });
      shown.outlines = labelOutlines(labels, frame);
    }
    shown.index = index;
    this.greysStale = false;
  }

  private listen(): void {
    const { canvas } = this;
    const { view, onMaximise, plane } = this.options;
    canvas.addEventListener('pointerdown', (event) => this.pressed(event));
    canvas.addEventListener('pointermove', (event) => this.moved(event));
    canvas.addEventListener('pointerup', (event) => this.released(event));
    canvas.addEventListener('pointercancel', () => (this.drag = null));
    canvas.addEventListener('pointerenter', () => view.setState({ activePane: plane.id }));
    canvas.addEventListener('wheel', (event) => this.wheeled(event), { passive: false });
    canvas.addEventListener('contextmenu', (event) => event.preventDefault());
    canvas.addEventListener('dblclick', onMaximise);
  }

  private pressed(event: PointerEvent): void {
    if (this.shown === null || this.drag !== null) return;
    const { tool, window } = this.options.view.getState();
    const action = actionOf(event, tool);
    const startPx = pixelOf(event);
    this.drag = {
      action,
      pointerId: event.pointerId,
      startPx,
      startView: this.paneView,
      startWindow: window,
      moved: false,
    };
    this.canvas.setPointerCapture(event.pointerId);
    if (action === 'crosshair') this.moveCrosshairTo(startPx);
  }

  private moved(event: PointerEvent): void {
    const { drag } = this;
    if (drag === null || event.pointerId !== drag.pointerId) return;
    const pixel = pixelOf(event);
    const delta: PixelPoint = [pixel[0] - drag.startPx[0], pixel[1] - drag.startPx[1]];
    drag.moved ||= Math.hypot(...delta) > CLICK_PX;
    if (!drag.moved) return;
    switch (drag.action) {
      case 'crosshair':
        this.moveCrosshairTo(pixel);
        break;
      case 'window': {
        const window = draggedWindow(drag.startWindow, [delta[0], -delta[1]], this.options.greyRange());
        this.options.view.setState({ window, preset: null });
        break;
      }
      case 'pan':
        this.paneView = pannedBy(drag.startView, delta);
        break;
      case 'zoom':
        this.paneView = zoomedAt(drag.startView, drag.startPx, Math.exp(-delta[1] / 150));
        break;
    }
    this.schedule();
  }

  private released(event: PointerEvent): void {
    const { drag } = this;
    if (drag === null || event.pointerId !== drag.pointerId) return;
    this.drag = null;
    if (drag.moved || event.button !== 0) return;
    const { view, plane, images, onPickTooth } = this.options;
    const fdi = images.labelAt(toWorld(plane, toMillimetres(this.paneView, pixelOf(event)), this.slicePoint()));
    if (fdi !== 0 && view.getState().overlayVisible) onPickTooth(fdi);
  }

  private wheeled(event: WheelEvent): void {
    event.preventDefault();
    if (this.shown === null) return;
    if (event.ctrlKey) {
      this.paneView = zoomedAt(this.paneView, pixelOf(event), Math.exp(-event.deltaY / 300));
      this.schedule();
      return;
    }
    this.wheelPx +=
      event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : Math.sign(event.deltaY) * WHEEL_STEP_PX;
    const steps = Math.trunc(this.wheelPx / WHEEL_STEP_PX);
    this.wheelPx -= steps * WHEEL_STEP_PX;
    if (steps !== 0) this.step(-steps);
  }

  /** Moves the crosshair by whole slices along the pane's normal. */
  step(slices: number): void {
    const { shown } = this;
    if (shown === null) return;
    const { plane, view } = this.options;
    const { crosshairMm } = view.getState();
    const wanted = sliceAt(shown.image.grid, plane, crosshairMm) + slices;
    const index = Math.min(sliceCount(shown.image.grid, plane) - 1, Math.max(0, wanted));
    const world: [number, number, number] = [crosshairMm[0], crosshairMm[1], crosshairMm[2]];
    world[plane.normalAxis] = slicePositionMm(shown.image.grid, plane, index);
    view.setState({ crosshairMm: world });
  }

  private moveCrosshairTo(pixel: PixelPoint): void {
    const { plane, view } = this.options;
    if (this.shown === null) return;
    const { min, max } = frameBounds(this.shown.frame);
    const [u, v] = toMillimetres(this.paneView, pixel);
    const inside: readonly [number, number] = [
      Math.min(max[0], Math.max(min[0], u)),
      Math.min(max[1], Math.max(min[1], v)),
    ];
    view.setState({ crosshairMm: toWorld(plane, inside, view.getState().crosshairMm) });
  }

  /** A world point on the slice that is shown: the crosshair may lie between two slices. */
  private slicePoint(): [number, number, number] {
    const { plane, view } = this.options;
    const [x, y, z] = view.getState().crosshairMm;
    const point: [number, number, number] = [x, y, z];
    if (this.shown !== null) point[plane.normalAxis] = slicePositionMm(this.shown.image.grid, plane, this.shown.index);
    return point;
  }
}

/** Left is the active tool, with shift it pans; middle pans, right zooms. */
function actionOf(event: PointerEvent, tool: Tool): PaneAction {
  if (event.button === 1 || (event.button === 0 && event.shiftKey)) return 'pan';
  if (event.button === 2) return 'zoom';
  return tool === 'window' || tool === 'pan' || tool === 'zoom' ? tool : 'crosshair';
}

function pixelOf(event: MouseEvent): PixelPoint {
  return [event.offsetX, event.offsetY];
}
