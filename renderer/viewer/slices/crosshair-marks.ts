/**
 * The crosshair over a slice: two lines and the rings that turn the planes. Elements of their own, so that a crosshair
 * that moves costs no drawing: the browser only shifts them.
 */
import type { CrossingLine } from './mpr-axes.ts';
import { toPixels, type PaneView } from '../pane-view.ts';
import type { PlanePoint } from '../plane.ts';
import { HANDLE_RADIUS_PX, type RotationHandle } from './rotation-handles.ts';
import { PLANE_COLOURS } from './slice-overlay.ts';

export interface DrawnCrosshair {
  readonly at: PlanePoint;
  /** The two other planes. */
  readonly lines: readonly CrossingLine[];
  readonly handles: readonly RotationHandle[];
}

/** The crosshair leaves its middle free, so that it never covers what is looked at. */
const GAP_PX = 10;
const MOST_HANDLES = 4;
const PLACED = 'position:absolute;left:0;top:0;will-change:transform;';

export class CrosshairMarks {
  private readonly root = document.createElement('div');
  /** Both arms of the first line, then of the second. */
  private readonly arms = Array.from({ length: 4 }, () => this.mark(`${PLACED}height:1px;transform-origin:0 50%`));
  private readonly rings = Array.from({ length: MOST_HANDLES }, () => this.mark(RING));

  constructor(container: HTMLElement) {
    this.root.style.cssText = 'position:absolute;inset:0;overflow:hidden;pointer-events:none;opacity:0.85';
    this.root.dataset.mark = 'crosshair';
    container.append(this.root);
  }

  /** null hides it. */
  place(view: PaneView, crosshair: DrawnCrosshair | null): void {
    this.root.hidden = crosshair === null;
    if (crosshair === null) return;
    const [x, y] = toPixels(view, crosshair.at);
    const far = Math.ceil(view.widthPx + view.heightPx);
    for (const [n, arm] of this.arms.entries()) {
      const line = crosshair.lines[n >> 1];
      arm.hidden = line === undefined;
      if (line === undefined) continue;
      const side = n % 2 === 0 ? 1 : -1;
      const [dx, dy] = [side * line.direction[0], -side * line.direction[1]];
      arm.style.width = `${far}px`;
      arm.style.background = PLANE_COLOURS[line.id];
      // Whole pixels keep a straight line one pixel thin.
      const from = [Math.round(x + dx * GAP_PX), Math.round(y + dy * GAP_PX)];
      arm.style.transform = `translate(${from[0]}px, ${from[1]}px) rotate(${Math.atan2(dy, dx)}rad)`;
    }
    for (const [n, ring] of this.rings.entries()) {
      const handle = crosshair.handles[n];
      ring.hidden = handle === undefined;
      if (handle === undefined) continue;
      ring.style.borderColor = PLANE_COLOURS[handle.id];
      ring.style.transform = `translate(${handle.at[0]}px, ${handle.at[1]}px) translate(-50%, -50%)`;
    }
  }

  dispose(): void {
    this.root.remove();
  }

  private mark(style: string): HTMLElement {
    const element = document.createElement('div');
    element.style.cssText = style;
    this.root.append(element);
    return element;
  }
}

const RING =
  `${PLACED}box-sizing:border-box;width:${2 * HANDLE_RADIUS_PX + 1}px;height:${2 * HANDLE_RADIUS_PX + 1}px;` +
  'border:1.5px solid;border-radius:50%;background:rgb(0 0 0 / 0.55)';
