/** Mouse, pen and wheel on a radiograph, told as what the person does with the picture. */
import { SHAPE_TOOLS, type OpgTool } from '../../state/view/view-store.ts';
import { draggedWindow, type GreyWindow } from '../grey/grey-window.ts';
import type { LayerDrag, LayerPointer, PaneLayer } from '../layers/pane-layer.ts';
import type { PixelPoint } from '../pane-view.ts';
import {
  pannedPicture,
  toPicture,
  zoomedPicture,
  type PictureBox,
  type PicturePoint,
  type PictureView,
} from './picture-view.ts';

/** What the pointer works on. Pixels are CSS pixels of the pane, points are pixels of the picture. */
export interface PointerTarget {
  readonly view: PictureView;
  /** All of the picture, and the zoom that shows it. */
  readonly whole: PictureBox;
  readonly fittedZoom: number;
  readonly tool: OpgTool;
  readonly window: GreyWindow;
  readonly greyRange: readonly [number, number];
  changeView(view: PictureView): void;
  changeWindow(window: GreyWindow): void;
  pick(pixel: PixelPoint): void;
  /** Asks for the menu of the tooth under a pixel, at a place of the window. */
  openMenu(pixel: PixelPoint, at: PixelPoint): void;
  /** null when the pointer has left; returns whether there is something to pick. */
  hover(pixel: PixelPoint | null): boolean;
  /** A box is being dragged; null when it is given up. */
  dragBox(box: PictureBox | null): void;
  promptBox(box: PictureBox): void;
  promptPoint(point: PicturePoint, what: 'new' | 'inside' | 'outside'): void;
  reset(): void;
  /** The tools that change shapes, and a place as they see it; null while nothing is shown. */
  readonly shapes: PaneLayer;
  layerPointer(pixel: PixelPoint, shift: boolean): LayerPointer | null;
}

interface Drag {
  readonly action: OpgTool;
  /** The rest of the press belongs to a tool that changes shapes. */
  readonly shape: LayerDrag | null;
  readonly pointerId: number;
  readonly startPx: PixelPoint;
  readonly startView: PictureView;
  readonly startWindow: GreyWindow;
  moved: boolean;
}

/** A press that moved less than this is a click. */
const CLICK_PX = 3;
const CURSORS: { readonly [T in OpgTool]: string } = {
  pan: 'grab',
  window: 'ns-resize',
  zoom: 'zoom-in',
  outline: 'crosshair',
  paint: 'none',
  erase: 'none',
  cut: 'crosshair',
  seeds: 'crosshair',
  merge: 'crosshair',
};

/** Listens on an element until disposed. */
export class RadiographPointer {
  private readonly element: HTMLElement;
  private readonly target: PointerTarget;
  private readonly listening = new AbortController();
  private drag: Drag | null = null;
  /** While it is held down the left button pans, whatever the tool. */
  private spaceHeld = false;

  constructor(element: HTMLElement, target: PointerTarget) {
    this.element = element;
    this.target = target;
    const { signal } = this.listening;
    element.addEventListener('pointerdown', (event) => this.pressed(event), { signal });
    element.addEventListener('pointermove', (event) => this.moved(event), { signal });
    element.addEventListener('pointerup', (event) => this.released(event), { signal });
    element.addEventListener('pointercancel', () => this.giveUp(), { signal });
    element.addEventListener('pointerleave', () => this.left(), { signal });
    element.addEventListener('wheel', (event) => this.wheeled(event), { signal, passive: false });
    element.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
    element.addEventListener('dblclick', () => this.doubleClicked(), { signal });
    window.addEventListener('keydown', (event) => this.space(event, true), { signal });
    window.addEventListener('keyup', (event) => this.space(event, false), { signal });
    window.addEventListener('blur', () => (this.spaceHeld = false), { signal });
    this.showCursor(false);
  }

  dispose(): void {
    this.listening.abort();
  }

  /** After the tool was changed. */
  showCursor(overTooth: boolean): void {
    const action = this.drag?.action ?? (this.spaceHeld ? 'pan' : this.target.tool);
    const { style } = this.element;
    if (this.drag !== null && action === 'pan') style.cursor = 'grabbing';
    else style.cursor = overTooth && action === 'pan' && !this.spaceHeld ? 'pointer' : CURSORS[action];
  }

  private pressed(event: PointerEvent): void {
    if (this.drag !== null) return;
    const startPx = pixelOf(event);
    const { view: startView, window: startWindow } = this.target;
    const action = this.actionOf(event);
    const shape = this.shapePress(action, event);
    this.drag = { action, shape, pointerId: event.pointerId, startPx, startView, startWindow, moved: false };
    this.element.setPointerCapture(event.pointerId);
  }

  private left(): void {
    this.target.hover(null);
    if (this.drag === null) this.target.shapes.pointerLeft?.();
  }

  private shapePress(action: OpgTool, event: PointerEvent): LayerDrag | null {
    const { target } = this;
    const pointer = SHAPE_TOOLS.some((tool) => tool === action) ? target.layerPointer(pixelOf(event), false) : null;
    return pointer === null ? null : (target.shapes.press?.(pointer, action) ?? null);
  }

  /** Left is the active tool, with Shift it pans, unless the tool has another use for Shift; middle pans, right zooms. */
  private actionOf(event: PointerEvent): OpgTool {
    const { tool } = this.target;
    if (event.button === 1 || this.spaceHeld) return 'pan';
    if (event.button === 2) return 'zoom';
    return event.shiftKey && tool !== 'outline' ? 'pan' : tool;
  }

  private moved(event: PointerEvent): void {
    const { drag, target } = this;
    const pixel = pixelOf(event);
    if (drag === null) {
      this.showCursor(target.hover(pixel));
      return;
    }
    if (event.pointerId !== drag.pointerId) return;
    const delta: PixelPoint = [pixel[0] - drag.startPx[0], pixel[1] - drag.startPx[1]];
    drag.moved ||= Math.hypot(...delta) > CLICK_PX;
    if (drag.shape !== null) {
      const pointer = target.layerPointer(pixel, false);
      if (pointer !== null) drag.shape.move(pointer);
      return;
    }
    if (!drag.moved) return;
    switch (drag.action) {
      case 'pan':
        target.changeView(pannedPicture(drag.startView, delta, target.whole));
        break;
      case 'zoom':
        target.changeView(zoomedPicture(drag.startView, drag.startPx, Math.exp(-delta[1] / 150), target.fittedZoom));
        break;
      case 'window':
        target.changeWindow(draggedWindow(drag.startWindow, [delta[0], -delta[1]], target.greyRange));
        break;
      case 'outline':
        target.dragBox(this.boxTo(drag, pixel));
        break;
      case 'paint':
      case 'erase':
      case 'cut':
      case 'seeds':
      case 'merge':
        break; // refused: nothing is drawn
    }
    this.showCursor(false);
  }

  private released(event: PointerEvent): void {
    const { drag, target } = this;
    if (drag === null || event.pointerId !== drag.pointerId) return;
    this.drag = null;
    const pixel = pixelOf(event);
    if (drag.shape !== null) {
      const pointer = target.layerPointer(pixel, false);
      if (pointer === null) drag.shape.cancel();
      else drag.shape.end(pointer, drag.moved);
    } else if (drag.action === 'outline') {
      target.dragBox(null);
      if (drag.moved) target.promptBox(this.boxTo(drag, pixel));
      else
        target.promptPoint(toPicture(target.view, pixel), event.shiftKey ? 'inside' : event.altKey ? 'outside' : 'new');
    } else if (!drag.moved && event.button === 0) target.pick(pixel);
    else if (!drag.moved && event.button === 2) target.openMenu(pixel, [event.clientX, event.clientY]);
    this.showCursor(target.hover(pixel));
  }

  private giveUp(): void {
    this.drag?.shape?.cancel();
    this.drag = null;
    this.target.dragBox(null);
  }

  private boxTo({ startPx }: Drag, pixel: PixelPoint): PictureBox {
    const { view, whole } = this.target;
    const [x0, y0] = toPicture(view, startPx);
    const [x1, y1] = toPicture(view, pixel);
    const inside = (at: number, axis: 0 | 1): number => Math.min(whole.max[axis], Math.max(whole.min[axis], at));
    return {
      min: [inside(Math.min(x0, x1), 0), inside(Math.min(y0, y1), 1)],
      max: [inside(Math.max(x0, x1), 0), inside(Math.max(y0, y1), 1)],
    };
  }

  /** The wheel zooms; a touchpad's pinch arrives as a wheel with Ctrl and small steps. */
  private wheeled(event: WheelEvent): void {
    event.preventDefault();
    const { target } = this;
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : Math.sign(event.deltaY) * 100;
    const factor = Math.exp(-lines / (event.ctrlKey ? 100 : 400));
    target.changeView(zoomedPicture(target.view, pixelOf(event), factor, target.fittedZoom));
  }

  private doubleClicked(): void {
    const { tool } = this.target;
    if (tool !== 'outline' && !SHAPE_TOOLS.some((shape) => shape === tool)) this.target.reset();
  }

  /** A control that has the focus keeps its space key. */
  private space(event: KeyboardEvent, held: boolean): void {
    if (event.key !== ' ' || (held && event.target !== document.body)) return;
    if (held) event.preventDefault();
    this.spaceHeld = held;
    this.showCursor(false);
  }
}

function pixelOf(event: MouseEvent): PixelPoint {
  return [event.offsetX, event.offsetY];
}
