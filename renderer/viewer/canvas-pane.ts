/** What panes of flat pictures have in common: a canvas, its pointer, frames, and a view that a person pans and zooms. */
import type { PlanesStore } from '../state/view/planes-store.ts';
import type { PaneId, Tool, ViewState, ViewStore } from '../state/view/view-store.ts';
import { GreyPicture } from './grey/grey-picture.ts';
import type { GreyWindow } from './grey/grey-window.ts';
import type { LayerScene, PaneLayers, Sheet } from './layers/pane-layer.ts';
import { resizedTo, type PaneView, type PixelPoint } from './pane-view.ts';
import type { ScanImages } from './scan-images.ts';
import type { MprAxes } from './slices/mpr-axes.ts';
import type { RotationHandle } from './slices/rotation-handles.ts';
import type { ShownLook } from './slices/slice-overlay.ts';
import { SlicePointer, type SlicePointerTarget } from './slices/slice-pointer.ts';

export interface CanvasPaneOptions {
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

export abstract class CanvasPane<Options extends CanvasPaneOptions> implements SlicePointerTarget {
  protected readonly options: Options;
  protected readonly picture = new GreyPicture();
  protected readonly canvas = document.createElement('canvas');
  protected readonly context: CanvasRenderingContext2D | null;
  protected readonly pointer: SlicePointer;
  protected readonly stops: (() => void)[] = [];
  /** The person has panned or zoomed: only a reset changes that. */
  protected ownView = false;
  private frameRequest = 0;
  private hidden = false;
  paneView: PaneView = { widthPx: 1, heightPx: 1, centreMm: [0, 0], mmPerPx: 1 };

  constructor(options: Options) {
    this.options = options;
    const { container, images, view, planes, layers } = options;
    this.context = this.canvas.getContext('2d', { alpha: false, willReadFrequently: true });
    this.canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;touch-action:none';
    container.append(this.canvas);
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
  }

  dispose(): void {
    for (const stop of this.stops) stop();
    cancelAnimationFrame(this.frameRequest);
    this.canvas.remove();
    this.picture.dispose();
  }

  abstract readonly id: PaneId;
  abstract readonly mprAxes: MprAxes;
  abstract readonly middlePx: PixelPoint;
  abstract readonly handles: readonly RotationHandle[];
  abstract sheet(): Sheet | null;
  abstract moveCrosshairTo(pixel: PixelPoint): void;
  abstract turnFrom(axes: MprAxes, angleRad: number): void;
  abstract toothAt(pixel: PixelPoint): number | null;
  abstract step(steps: number): void;
  /** Shows all of the picture again. */
  abstract reset(): void;
  protected abstract imagesChanged(what: 'voxels' | 'labels'): void;
  protected abstract viewChanged(now: ViewState, before: ViewState): void;
  /** The canvas has another size, and is drawn next. */
  protected abstract resized(): void;
  protected abstract draw(): void;

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

  changeView(view: PaneView): void {
    this.ownView = true;
    this.paneView = view;
    this.schedule();
  }

  changeViewBy(change: (view: PaneView) => PaneView): void {
    this.changeView(change(this.paneView));
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

  /** Gives the pane the keyboard. */
  focus(): void {
    this.options.container.closest<HTMLElement>('[tabindex]')?.focus();
  }

  /** Draws at the next frame. */
  protected schedule(): void {
    if (this.frameRequest !== 0 || this.hidden) return;
    this.frameRequest = requestAnimationFrame(() => {
      this.frameRequest = 0;
      this.draw();
    });
  }

  protected resize(): void {
    const { clientWidth, clientHeight } = this.options.container;
    this.hidden = clientWidth === 0 || clientHeight === 0;
    if (this.hidden) return;
    this.paneView = resizedTo(this.paneView, { widthPx: clientWidth, heightPx: clientHeight });
    this.canvas.width = Math.round(clientWidth * devicePixelRatio);
    this.canvas.height = Math.round(clientHeight * devicePixelRatio);
    this.resized();
    // At once: an empty canvas between two sizes would flicker.
    this.draw();
  }

  protected drawLayers(scene: LayerScene): void {
    for (const layer of this.layers.all) {
      scene.context.save();
      layer.draw(scene);
      scene.context.restore();
    }
  }
}
