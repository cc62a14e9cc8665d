/** What the pointer does in a slice pane: layers are asked first, then the tool of the left button. */
import type { Tool } from '../../state/view/view-store.ts';
import { draggedWindow, type GreyWindow } from '../grey/grey-window.ts';
import type { MprAxes } from './mpr-axes.ts';
import type { LayerDrag, LayerPointer, PaneLayers, Sheet } from '../layers/pane-layer.ts';
import { pannedBy, toMillimetres, zoomedAt, type PaneView, type PixelPoint } from '../pane-view.ts';
import { angleAbout, handleAt, type RotationHandle } from './rotation-handles.ts';

/** The pane as its pointer sees it. */
export interface SlicePointerTarget {
  readonly layers: PaneLayers;
  readonly tool: Tool;
  readonly window: GreyWindow;
  readonly greyRange: readonly [number, number];
  readonly paneView: PaneView;
  readonly mprAxes: MprAxes;
  /** Where the crosshair's lines cross, and their handles; none when they are hidden. */
  readonly middlePx: PixelPoint;
  readonly handles: readonly RotationHandle[];
  /** null while nothing is shown. */
  sheet(): Sheet | null;
  changeView(view: PaneView): void;
  changeWindow(window: GreyWindow): void;
  moveCrosshairTo(pixel: PixelPoint): void;
  /** Turns the planes from how they lay when the drag began, anticlockwise on the screen. */
  turnFrom(axes: MprAxes, angleRad: number): void;
  /** The label of the tooth that is drawn there. */
  toothAt(pixel: PixelPoint): number | null;
  pickTooth(label: number): void;
  /** Asks for the menu of a tooth at a place of the window, CSS pixels. */
  openMenu(label: number, at: PixelPoint): void;
  step(slices: number): void;
  activate(): void;
  toggleMaximised(): void;
}

/** What a pane does itself with a pressed button; other tools belong to layers. */
type PaneAction = 'crosshair' | 'turn' | 'window' | 'pan' | 'zoom';

interface Drag {
  readonly action: PaneAction | LayerDrag;
  readonly pointerId: number;
  readonly startPx: PixelPoint;
  readonly startView: PaneView;
  readonly startWindow: GreyWindow;
  readonly startAxes: MprAxes;
  moved: boolean;
}

/** A press that moved less than this is a click. */
const CLICK_PX = 3;
/** Touchpads send many small steps, wheels a large one per click. */
const WHEEL_STEP_PX = 100;

export class SlicePointer {
  private readonly canvas: HTMLCanvasElement;
  private readonly target: SlicePointerTarget;
  private readonly scope = new AbortController();
  private drag: Drag | null = null;
  private wheelPx = 0;

  constructor(canvas: HTMLCanvasElement, target: SlicePointerTarget) {
    this.canvas = canvas;
    this.target = target;
    const { signal } = this.scope;
    canvas.addEventListener('pointerdown', (event) => this.pressed(event), { signal });
    canvas.addEventListener('pointermove', (event) => this.moved(event), { signal });
    canvas.addEventListener('pointerup', (event) => this.released(event), { signal });
    canvas.addEventListener('pointercancel', () => this.cancel(), { signal });
    canvas.addEventListener('pointerenter', () => target.activate(), { signal });
    canvas.addEventListener('pointerleave', () => this.left(), { signal });
    canvas.addEventListener('wheel', (event) => this.wheeled(event), { passive: false, signal });
    canvas.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
    canvas.addEventListener('dblclick', (event) => this.doubleClicked(event), { signal });
  }

  get dragging(): boolean {
    return this.drag !== null;
  }

  dispose(): void {
    this.cancel();
    this.scope.abort();
  }

  private pressed(event: PointerEvent): void {
    const { target } = this;
    if (target.sheet() === null || this.drag !== null) return;
    const startPx = pixelOf(event);
    const action = this.layerPress(event) ?? this.ownAction(event, startPx);
    this.drag = {
      action,
      pointerId: event.pointerId,
      startPx,
      startView: target.paneView,
      startWindow: target.window,
      startAxes: target.mprAxes,
      moved: false,
    };
    this.canvas.setPointerCapture(event.pointerId);
    if (action === 'crosshair') target.moveCrosshairTo(startPx);
  }

  private layerPress(event: PointerEvent): LayerDrag | null {
    const pointer = event.button === 0 ? this.layerPointer(event) : null;
    if (pointer === null) return null;
    return firstAnswer(this.target.layers, (layer) => layer.press?.(pointer, this.target.tool) ?? null);
  }

  /** Left is the active tool, with shift it pans; middle pans, right zooms. */
  private ownAction(event: PointerEvent, pixel: PixelPoint): PaneAction {
    if (event.button === 1 || (event.button === 0 && event.shiftKey)) return 'pan';
    if (event.button === 2) return 'zoom';
    const { tool, handles } = this.target;
    if (tool === 'window' || tool === 'pan' || tool === 'zoom') return tool;
    return handleAt(handles, pixel) === null ? 'crosshair' : 'turn';
  }

  private moved(event: PointerEvent): void {
    const { drag } = this;
    if (drag === null) {
      this.showCursor(event);
      return;
    }
    if (event.pointerId !== drag.pointerId) return;
    const pixel = pixelOf(event);
    const delta: PixelPoint = [pixel[0] - drag.startPx[0], pixel[1] - drag.startPx[1]];
    drag.moved ||= Math.hypot(...delta) > CLICK_PX;
    if (typeof drag.action === 'object') {
      const pointer = this.layerPointer(event);
      if (pointer !== null) drag.action.move(pointer);
      return;
    }
    if (drag.moved) this.dragTo(drag, drag.action, pixel, delta);
  }

  private dragTo(drag: Drag, action: PaneAction, pixel: PixelPoint, delta: PixelPoint): void {
    const { target } = this;
    switch (action) {
      case 'crosshair':
        target.moveCrosshairTo(pixel);
        break;
      case 'turn':
        target.turnFrom(drag.startAxes, angleAbout(target.middlePx, pixel) - angleAbout(target.middlePx, drag.startPx));
        break;
      case 'window':
        target.changeWindow(draggedWindow(drag.startWindow, [delta[0], -delta[1]], target.greyRange));
        break;
      case 'pan':
        target.changeView(pannedBy(drag.startView, delta));
        break;
      case 'zoom':
        target.changeView(zoomedAt(drag.startView, drag.startPx, Math.exp(-delta[1] / 150)));
        break;
    }
  }

  private released(event: PointerEvent): void {
    const { drag } = this;
    if (drag === null || event.pointerId !== drag.pointerId) return;
    this.drag = null;
    if (typeof drag.action === 'object') {
      const pointer = this.layerPointer(event);
      if (pointer === null) drag.action.cancel();
      else drag.action.end(pointer, drag.moved);
      return;
    }
    if (drag.moved || event.button === 1) return;
    const label = this.target.toothAt(pixelOf(event));
    if (label === null) return;
    // The right button zooms when it is dragged, and asks for the tooth's menu when it is not.
    if (event.button === 2) this.target.openMenu(label, [event.clientX, event.clientY]);
    else this.target.pickTooth(label);
  }

  private left(): void {
    if (this.drag === null) for (const layer of this.target.layers.all) layer.pointerLeft?.();
  }

  private cancel(): void {
    if (typeof this.drag?.action === 'object') this.drag.action.cancel();
    this.drag = null;
  }

  private doubleClicked(event: MouseEvent): void {
    const pointer = this.layerPointer(event);
    const { layers, tool } = this.target;
    const taken =
      pointer !== null && firstAnswer(layers, (layer) => layer.doubleClick?.(pointer, tool) === true || null) !== null;
    if (!taken) this.target.toggleMaximised();
  }

  private showCursor(event: PointerEvent): void {
    const pointer = this.layerPointer(event);
    const { layers, tool, handles } = this.target;
    const ofLayer = pointer === null ? null : firstAnswer(layers, (layer) => layer.cursorAt?.(pointer, tool) ?? null);
    const overHandle = tool === 'crosshair' && handleAt(handles, pixelOf(event)) !== null;
    this.canvas.style.cursor = ofLayer ?? (overHandle ? 'grab' : (TOOL_CURSORS[tool] ?? ''));
  }

  private layerPointer(event: MouseEvent): LayerPointer | null {
    const { paneView } = this.target;
    const sheet = this.target.sheet();
    if (sheet === null) return null;
    return { sheet, view: paneView, at: toMillimetres(paneView, pixelOf(event)), shift: event.shiftKey };
  }

  private wheeled(event: WheelEvent): void {
    event.preventDefault();
    const { target } = this;
    if (target.sheet() === null) return;
    if (event.ctrlKey) {
      target.changeView(zoomedAt(target.paneView, pixelOf(event), Math.exp(-event.deltaY / 300)));
      return;
    }
    this.wheelPx +=
      event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : Math.sign(event.deltaY) * WHEEL_STEP_PX;
    const steps = Math.trunc(this.wheelPx / WHEEL_STEP_PX);
    this.wheelPx -= steps * WHEEL_STEP_PX;
    if (steps !== 0) target.step(-steps);
  }
}

const TOOL_CURSORS: { readonly [T in Tool]?: string } = { pan: 'move', zoom: 'zoom-in', window: 'ns-resize' };

/** The layer added last is asked first. */
function firstAnswer<Answer>(
  layers: PaneLayers,
  ask: (layer: PaneLayers['all'][number]) => Answer | null,
): Answer | null {
  for (const layer of layers.all.toReversed()) {
    const answer = ask(layer);
    if (answer !== null) return answer;
  }
  return null;
}

function pixelOf(event: MouseEvent): PixelPoint {
  return [event.offsetX, event.offsetY];
}
