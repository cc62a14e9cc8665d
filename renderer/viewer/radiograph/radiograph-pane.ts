/** The pane of a panoramic radiograph: the picture, the teeth over it, and what pointer and keyboard do with them. */
import type { OutlinePrompt } from '../../state/scans/outline-prompt.ts';
import { TOOLS, type OpgTool, type ViewState, type ViewStore } from '../../state/view/view-store.ts';
import type { GreyWindow } from '../grey/grey-window.ts';
import { SIGN_HEIGHT_PX, signWidth } from './number-sign.ts';
import type { LayerPointer, PaneLayer, Sheet } from '../layers/pane-layer.ts';
import type { PixelPoint } from '../pane-view.ts';
import { pictureAsPane, pictureSheet } from './picture-sheet.ts';
import { toothAt, type PictureTooth } from './picture-teeth.ts';
import {
  fittedPicture,
  pannedPicture,
  resizedPicture,
  showBox,
  toPane,
  toPicture,
  wholePicture,
  zoomedPicture,
  type PictureBox,
  type PicturePoint,
  type PictureView,
} from './picture-view.ts';
import { numbersInPane, placeNumbers, type NumberPlace } from './place-numbers.ts';
import { drawRadiographOverlay, pathOfRings, type DrawnTooth } from './radiograph-overlay.ts';
import { RadiographPicture } from './radiograph-picture.ts';
import { RadiographPointer, type PointerTarget } from './radiograph-pointer.ts';
import type { ScanImage, ScanImages } from '../scan-images.ts';
import { smoothRing } from './smooth-ring.ts';

export interface RadiographPaneOptions {
  readonly images: ScanImages;
  readonly view: ViewStore;
  readonly container: HTMLElement;
  /** Greys of the radiograph, for the speed of window dragging. */
  readonly greyRange: () => readonly [number, number];
  /** Along x; null without a scale in the file. */
  readonly mmPerPixel: number | null;
  readonly onPickTooth: (label: number | null) => void;
  /** At a place of the window, CSS pixels. */
  readonly onToothMenu: (label: number, at: PixelPoint) => void;
  readonly onPromptBox: (box: PictureBox) => void;
  readonly onPromptPoint: (point: PicturePoint, what: 'new' | 'inside' | 'outside') => void;
  /** The tools that change shapes: what they draw over the picture, and the ring of the tooth they are drawing on. */
  readonly shapes: PaneLayer;
  readonly strokeOutline: () => { readonly label: number; readonly ring: readonly PicturePoint[] } | null;
  /** Calls back when a layer wants to be drawn anew; returns the way to stop. */
  readonly onLayersChanged: (listener: () => void) => () => void;
  readonly colourOf: (label: number) => string;
  /** CSS pixels per picture pixel, whenever it changed. */
  readonly onZoom: (zoom: number) => void;
}

/** So long at most a stroke's own outline stands for the measured one. */
const STROKED_MS = 1500;
const NO_PLACE: PictureView = { widthPx: 1, heightPx: 1, centre: [0, 0], zoom: 1 };
/** One press of an arrow key moves the picture by this share of the pane. */
const KEY_STEP = 0.12;

export class RadiographPane implements PointerTarget {
  private readonly options: RadiographPaneOptions;
  private readonly ground = paneCanvas();
  private readonly overlay = paneCanvas();
  private readonly pointer: RadiographPointer;
  private readonly stops: (() => void)[] = [];
  private paneView = NO_PLACE;
  private shown: { readonly image: ScanImage; readonly picture: RadiographPicture; readonly sheet: Sheet } | null =
    null;
  private teeth: readonly DrawnTooth[] = [];
  private places: { readonly zoom: number; readonly numbers: readonly NumberPlace[] } | null = null;
  /** A tooth as a stroke has made it, until the engine has measured it. */
  private stroked: { readonly label: number; readonly path: Path2D } | null = null;
  private strokedTimer = 0;
  private prompt: OutlinePrompt | null = null;
  private answerPath: Path2D | null = null;
  private dragged: PictureBox | null = null;
  /** Of the canvases as they are sized now. */
  private pixelRatio = 1;
  private frameRequest = 0;
  private greysStale = true;
  private groundStale = true;

  constructor(options: RadiographPaneOptions) {
    this.options = options;
    const { container, images, view } = options;
    container.append(this.ground, this.overlay);
    this.pointer = new RadiographPointer(this.overlay, this);
    const observer = new ResizeObserver(() => this.resize());
    // Fires too when the window moves to a screen of another pixel ratio.
    observer.observe(container, { box: 'device-pixel-content-box' });
    this.stops.push(
      () => observer.disconnect(),
      () => this.pointer.dispose(),
      images.subscribe((what) => (what === 'voxels' ? this.imagesChanged() : this.labelsChanged())),
      options.onLayersChanged(() => this.schedule()),
      view.subscribe((now, before) => this.stateChanged(now, before)),
    );
    this.imagesChanged();
    this.resize();
  }

  dispose(): void {
    for (const stop of this.stops) stop();
    cancelAnimationFrame(this.frameRequest);
    window.clearTimeout(this.strokedTimer);
    this.ground.remove();
    this.overlay.remove();
  }

  /** Shows these teeth, the largest first. */
  showTeeth(teeth: readonly PictureTooth[]): void {
    const { stroked } = this;
    const before = this.teeth.find(({ tooth }) => tooth.label === stroked?.label)?.tooth.areaPx;
    if (teeth.find(({ label }) => label === stroked?.label)?.areaPx !== before) this.stroked = null;
    this.teeth = teeth.map((tooth) => ({ tooth, path: pathOfRings(tooth.rings) }));
    this.places = null;
    this.schedule();
  }

  showPrompt(prompt: OutlinePrompt | null): void {
    if (prompt?.answer !== this.prompt?.answer) {
      const rings = (prompt?.answer?.polygons ?? []).map((ring) => smoothRing(ring));
      this.answerPath = rings.length === 0 ? null : pathOfRings(rings);
    }
    this.prompt = prompt;
    this.schedule();
  }

  get view(): PictureView {
    return this.paneView;
  }

  get shapes(): PaneLayer {
    return this.options.shapes;
  }

  /** The picture as layers know flat pictures; null while there is none. */
  sheet(): Sheet | null {
    return this.shown?.sheet ?? null;
  }

  layerPointer(pixel: PixelPoint, shift: boolean): LayerPointer | null {
    const sheet = this.sheet();
    if (sheet === null) return null;
    const [x, y] = toPicture(this.paneView, pixel);
    return { sheet, view: pictureAsPane(this.paneView), at: [x, -y], shift };
  }

  get whole(): PictureBox {
    const { dims } = this.shown?.image.geometry ?? { dims: [1, 1, 1] };
    return wholePicture([dims[0], dims[1]]);
  }

  get fittedZoom(): number {
    return fittedPicture(this.paneView, this.whole).zoom;
  }

  get tool(): OpgTool {
    const { tool } = this.options.view.getState();
    return TOOLS.opg.find((known) => known === tool) ?? 'pan';
  }

  get window(): GreyWindow {
    return this.options.view.getState().window;
  }

  get greyRange(): readonly [number, number] {
    return this.options.greyRange();
  }

  changeView(view: PictureView): void {
    if (view.zoom !== this.paneView.zoom) this.options.onZoom(view.zoom);
    this.paneView = view;
    this.groundStale = true;
    this.schedule();
  }

  changeWindow(window: GreyWindow): void {
    this.options.view.setState({ window, preset: null });
  }

  pick(pixel: PixelPoint): void {
    this.options.onPickTooth(this.labelAt(pixel));
  }

  openMenu(pixel: PixelPoint, at: PixelPoint): void {
    const label = this.labelAt(pixel);
    if (label !== null) this.options.onToothMenu(label, at);
  }

  hover(pixel: PixelPoint | null): boolean {
    const { view, shapes } = this.options;
    const pointer = pixel === null ? null : this.layerPointer(pixel, false);
    if (pointer !== null && (shapes.cursorAt?.(pointer, this.tool) ?? null) !== null) return false;
    const label = pixel === null ? null : this.labelAt(pixel);
    if (view.getState().hoveredTooth !== label) view.setState({ hoveredTooth: label });
    return label !== null;
  }

  dragBox(box: PictureBox | null): void {
    this.dragged = box;
    this.schedule();
  }

  promptBox(box: PictureBox): void {
    this.options.onPromptBox(box);
  }

  promptPoint([x, y]: PicturePoint, what: 'new' | 'inside' | 'outside'): void {
    const { min, max } = this.whole;
    if (x >= min[0] && y >= min[1] && x <= max[0] && y <= max[1]) this.options.onPromptPoint([x, y], what);
  }

  /** Shows all of the picture. */
  reset(): void {
    this.changeView(fittedPicture(this.paneView, this.whole));
  }

  /** Moves what is seen by steps to the right and down, as the arrow keys do. */
  moveBy([right, down]: readonly [right: number, down: number]): void {
    const { widthPx, heightPx } = this.paneView;
    const step = Math.min(widthPx, heightPx) * KEY_STEP;
    this.changeView(pannedPicture(this.paneView, [-right * step, -down * step], this.whole));
  }

  /** Zooms about the middle of the pane. */
  zoomBy(factor: number): void {
    const { widthPx, heightPx } = this.paneView;
    this.changeView(zoomedPicture(this.paneView, [widthPx / 2, heightPx / 2], factor, this.fittedZoom));
  }

  private resize(): void {
    const { clientWidth: widthPx, clientHeight: heightPx } = this.options.container;
    if (widthPx === 0 || heightPx === 0) return;
    this.pixelRatio = devicePixelRatio;
    for (const canvas of [this.ground, this.overlay]) {
      canvas.width = Math.round(widthPx * this.pixelRatio);
      canvas.height = Math.round(heightPx * this.pixelRatio);
    }
    this.changeView(resizedPicture(this.paneView, { widthPx, heightPx }, this.whole));
    // At once: an empty canvas between two sizes would flicker.
    this.draw();
  }

  private imagesChanged(): void {
    const image = this.options.images.scan;
    if (image === null) this.shown = null;
    else if (this.shown?.image !== image) {
      const picture = new RadiographPicture(image.geometry.dims[0], image.geometry.dims[1]);
      this.shown = { image, picture, sheet: pictureSheet(image) };
      this.reset();
    }
    this.greysStale = true;
    this.schedule();
  }

  /** Rings come from the engine: until then the tooth that is drawn on shows what the stroke made of it. */
  private labelsChanged(): void {
    const { strokeOutline, images } = this.options;
    const drawn = images.previewing ? strokeOutline() : null;
    if (drawn === null) return;
    this.stroked = { label: drawn.label, path: pathOfRings([smoothRing(drawn.ring)]) };
    window.clearTimeout(this.strokedTimer);
    this.strokedTimer = window.setTimeout(() => {
      this.stroked = null;
      this.schedule();
    }, STROKED_MS);
    this.schedule();
  }

  private stateChanged(now: ViewState, before: ViewState): void {
    if (now.window !== before.window || now.inverted !== before.inverted) this.greysStale = true;
    if (now.tool !== before.tool) this.pointer.showCursor(false);
    if (now.lookAt !== null && now.lookAt !== before.lookAt) this.changeView(showBox(this.paneView, now.lookAt));
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
    const { shown, stroked, paneView: view } = this;
    const { window, inverted, overlayVisible, ...state } = this.options.view.getState();
    if (this.greysStale) {
      shown?.picture.paint(shown.image.voxels, { window, inverted });
      this.greysStale = false;
      this.groundStale = true;
    }
    const ground = this.ground.getContext('2d');
    // Outlines are drawn by the processor: quick everywhere, where a processor that plays the graphics card takes seconds.
    const overlay = this.overlay.getContext('2d', { willReadFrequently: true });
    if (shown === null || ground === null || overlay === null) return;
    if (this.groundStale) shown.picture.draw(ground, view, this.pixelRatio);
    this.groundStale = false;
    drawRadiographOverlay(overlay, {
      view,
      pixelRatio: this.pixelRatio,
      teeth: overlayVisible ? this.teeth.filter(({ tooth }) => tooth.label !== this.stroked?.label) : [],
      numbers: overlayVisible ? this.numbers() : [],
      fillOpacity: state.overlayOpacity,
      selected: state.selectedTooth,
      hovered: state.hoveredTooth,
      prompt: this.prompt,
      answerPath: this.answerPath,
      dragged: this.dragged,
      mmPerPixel: this.options.mmPerPixel,
      stroked: stroked === null ? null : { path: stroked.path, colour: this.options.colourOf(stroked.label) },
    });
    overlay.save();
    overlay.setTransform(this.pixelRatio, 0, 0, this.pixelRatio, 0, 0);
    this.options.shapes.draw({ context: overlay, sheet: shown.sheet, view: pictureAsPane(view) });
    overlay.restore();
  }

  /** Where the numbers stand in the pane; which side of the tooth is worked out once for each zoom. */
  private numbers(): readonly NumberPlace[] {
    const { paneView } = this;
    const { zoom } = paneView;
    if (this.places?.zoom !== zoom) {
      const teeth = this.teeth.map(({ tooth }) => tooth);
      const space = { zoom, widthOf: signWidth, heightPx: SIGN_HEIGHT_PX };
      this.places = { zoom, numbers: placeNumbers(teeth, space) };
    }
    return numbersInPane(this.places.numbers, { ...paneView, originPx: toPane(paneView, [0, 0]) });
  }

  /** The tooth whose number or outline is under a pixel of the pane; null where there is none, or none is drawn. */
  private labelAt(pixel: PixelPoint): number | null {
    if (!this.options.view.getState().overlayVisible) return null;
    const number = this.numbers().find(
      ({ x, y, width, height }) => Math.abs(pixel[0] - x) <= width / 2 && Math.abs(pixel[1] - y) <= height / 2,
    );
    const teeth = this.teeth.map(({ tooth }) => tooth);
    return (number?.tooth ?? toothAt(teeth, toPicture(this.paneView, pixel)))?.label ?? null;
  }
}

function paneCanvas(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.style.cssText = 'position:absolute;inset:0;display:block;width:100%;height:100%;touch-action:none';
  return canvas;
}
