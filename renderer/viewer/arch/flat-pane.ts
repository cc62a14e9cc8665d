/** What the panoramic and the cross-sections have in common as panes: canvas, pointer, frames, pan and zoom. */
import type { ArchState, ArchStore } from '../../state/drawings/arch-store.ts';
import type { PlanesStore } from '../../state/view/planes-store.ts';
import type { PaneId, Tool, ViewState, ViewStore } from '../../state/view/view-store.ts';
import { GreyPicture } from '../grey/grey-picture.ts';
import type { GreyWindow } from '../grey/grey-window.ts';
import { PATIENT_AXES, type MprAxes } from '../slices/mpr-axes.ts';
import type { LayerScene, PaneLayers, Sheet } from '../layers/pane-layer.ts';
import { fittedView, resizedTo, toPixels, type PaneView, type PixelPoint } from '../pane-view.ts';
import type { ScanImages } from '../scan-images.ts';
import type { ShownLook } from '../slices/slice-overlay.ts';
import { SlicePointer, type SlicePointerTarget } from '../slices/slice-pointer.ts';
import type { ArchOfScan } from './dental-arch.ts';

export interface FlatPaneOptions {
  readonly arch: ArchOfScan;
  readonly store: ArchStore;
  readonly images: ScanImages;
  readonly view: ViewStore;
  /** Gamma is one for all pictures. */
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
}

const STROKE_MS = 80;

export interface FlatBox {
  readonly min: readonly [number, number];
  readonly max: readonly [number, number];
}

export abstract class FlatPane implements SlicePointerTarget {
  protected readonly options: FlatPaneOptions;
  protected readonly picture = new GreyPicture();
  protected readonly pointer: SlicePointer;
  private readonly canvas = document.createElement('canvas');
  private readonly context: CanvasRenderingContext2D | null;
  private readonly stops: (() => void)[] = [];
  private frameRequest = 0;
  private strokeTimer = 0;
  private fitted = false;
  /** The person has moved or zoomed: only a reset changes that. */
  private ownView = false;
  paneView: PaneView = { widthPx: 1, heightPx: 1, centreMm: [0, 0], mmPerPx: 1 };

  abstract readonly id: PaneId;

  constructor(options: FlatPaneOptions) {
    this.options = options;
    const { container, images, view, planes, store, layers } = options;
    this.context = this.canvas.getContext('2d', { alpha: false, willReadFrequently: true });
    this.canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;touch-action:none';
    container.append(this.canvas);
    // Before the pointer's own listeners: it asks for the sheet under the pointer.
    for (const type of ['pointerdown', 'pointermove', 'dblclick'] as const) {
      this.canvas.addEventListener(type, (event) => this.pointerAt([event.offsetX, event.offsetY]));
    }
    this.pointer = new SlicePointer(this.canvas, this);
    const observer = new ResizeObserver(() => this.resize());
    observer.observe(container);
    this.stops.push(
      () => observer.disconnect(),
      () => this.pointer.dispose(),
      images.subscribe((what) => this.imagesChanged(what)),
      view.subscribe((now, before) => this.viewChanged(now, before)),
      planes.subscribe(() => this.schedule()),
      store.subscribe((now, before) => this.archChanged(now, before)),
      layers.subscribe(() => this.schedule()),
    );
  }

  dispose(): void {
    for (const stop of this.stops) stop();
    cancelAnimationFrame(this.frameRequest);
    window.clearTimeout(this.strokeTimer);
    this.canvas.remove();
    this.picture.dispose();
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

  /** Neither pane turns. */
  readonly mprAxes: MprAxes = PATIENT_AXES;
  readonly handles: SlicePointerTarget['handles'] = [];
  turnFrom(): void {}
  interrupt(): void {}

  get middlePx(): PixelPoint {
    return toPixels(this.paneView, this.paneView.centreMm);
  }

  abstract sheet(): Sheet | null;
  abstract moveCrosshairTo(pixel: PixelPoint): void;
  abstract toothAt(pixel: PixelPoint): number | null;
  abstract step(sections: number): void;
  abstract moveCrosshair(steps: readonly [right: number, up: number]): void;
  /** What fits into the pane at first; null before there is something. */
  protected abstract fitBox(): FlatBox | null;
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

  changeViewBy(change: (view: PaneView) => PaneView): void {
    this.changeView(change(this.paneView));
  }

  changeView(view: PaneView): void {
    this.ownView = true;
    this.paneView = view;
    this.schedule();
  }

  changeWindow(window: GreyWindow): void {
    this.options.view.setState({ window, preset: null });
  }

  pickTooth(label: number): void {
    this.options.onPickTooth(label);
  }

  openMenu(label: number, at: PixelPoint): void {
    this.options.onToothMenu(label, at);
  }

  activate(): void {
    this.options.view.setState({ activePane: this.id });
  }

  toggleMaximised(): void {
    this.options.onMaximise();
  }

  focus(): void {
    this.options.container.closest<HTMLElement>('[tabindex]')?.focus();
  }

  reset(): void {
    const box = this.fitBox();
    this.ownView = false;
    this.fitted = box !== null && this.paneView.widthPx > 1;
    if (box !== null) this.paneView = fittedView(this.paneView, box);
    this.schedule();
  }

  protected schedule(): void {
    if (this.frameRequest !== 0) return;
    this.frameRequest = requestAnimationFrame(() => {
      this.frameRequest = 0;
      this.draw();
    });
  }

  /** All of these pictures is made anew: while a brush goes over a tooth, a few times a second is enough. */
  private imagesChanged(what: 'voxels' | 'labels'): void {
    if (what === 'voxels' || !this.options.images.previewing) {
      this.stale();
    } else if (this.strokeTimer === 0) {
      this.strokeTimer = window.setTimeout(() => {
        this.strokeTimer = 0;
        this.stale();
      }, STROKE_MS);
    }
  }

  private viewChanged(now: ViewState, before: ViewState): void {
    if (now.crosshairMm !== before.crosshairMm) this.crosshairMoved();
    this.schedule();
  }

  private resize(): void {
    const { clientWidth, clientHeight } = this.options.container;
    if (clientWidth === 0 || clientHeight === 0) return;
    this.paneView = resizedTo(this.paneView, { widthPx: clientWidth, heightPx: clientHeight });
    this.canvas.width = Math.round(clientWidth * devicePixelRatio);
    this.canvas.height = Math.round(clientHeight * devicePixelRatio);
    if (!this.ownView) this.fitted = false;
    // At once: an empty canvas between two sizes would flicker.
    this.draw();
  }

  private draw(): void {
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

  protected drawLayers(scene: LayerScene): void {
    for (const layer of this.layers.all) {
      scene.context.save();
      layer.draw(scene);
      scene.context.restore();
    }
  }
}
