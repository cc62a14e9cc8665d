/** The pointer over the 3D pane: turn, move, come closer, click and hover. */
import { add, cross, scaled, subtract, unit } from '#core/vector';
import { orbitedPose, VIEW_ANGLE_DEG, zoomedPose, type CameraPose } from './camera-pose.ts';
import type { SceneWindow } from './scene-window.ts';

export type PixelPoint = readonly [x: number, y: number];

export interface ScenePointerOptions {
  readonly container: HTMLElement;
  readonly window: SceneWindow;
  /** The left button went down; what it answers gets the drag in the view's stead. */
  readonly press?: (at: PixelPoint) => SceneDrag | null;
  /** CSS pixels from the pane's upper left. */
  readonly onClick: (at: PixelPoint) => void;
  /** A right click; `place` is in the window. */
  readonly onMenu: (at: PixelPoint, place: PixelPoint) => void;
  readonly onHover: (at: PixelPoint | null) => void;
  /** The person took the view into the hand. */
  readonly onMoved: () => void;
}

/** A press that a tool has taken. */
export interface SceneDrag {
  move(at: PixelPoint): void;
  /** Null: it was broken off. */
  end(at: PixelPoint | null): void;
}

type Drag = 'turn' | 'pan' | 'zoom';

const CLICK_PX = 3;
/** Across the shorter side of the pane. */
const TURN_DEG = 200;
/** A wheel notch is about 100 px. */
const ZOOM_PER_PX = 1.0012;
const DRAG_ZOOM_PER_PX = 1.006;

/** Returns the way to stop. */
export function followPointer({
  container,
  window: scene,
  press,
  onClick,
  onMenu,
  onHover,
  onMoved,
}: ScenePointerOptions): () => void {
  let pressed: { readonly at: PixelPoint; readonly drag: Drag } | null = null;
  let taken: SceneDrag | null = null;
  let last: PixelPoint = [0, 0];
  let moved = false;

  const place = (event: MouseEvent): PixelPoint => {
    const box = container.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  const down = (event: PointerEvent): void => {
    // Only the picture itself: controls lie in the same container.
    if (!(event.target instanceof HTMLCanvasElement)) return;
    last = place(event);
    moved = false;
    const drag = dragOf(event);
    taken = drag === 'turn' ? (press?.(last) ?? null) : null;
    pressed = { at: last, drag };
    container.setPointerCapture(event.pointerId);
    if (taken !== null) return;
    onHover(null);
  };

  const move = (event: PointerEvent): void => {
    const at = place(event);
    if (taken !== null) {
      taken.move(at);
      return;
    }
    if (pressed === null) {
      onHover(event.target instanceof HTMLCanvasElement ? at : null);
      return;
    }
    if (!moved && Math.hypot(at[0] - pressed.at[0], at[1] - pressed.at[1]) <= CLICK_PX) return;
    if (!moved) onMoved();
    moved = true;
    scene.moveTo(draggedPose(pressed.drag, [at[0] - last[0], at[1] - last[1]]));
    last = at;
  };

  const up = (event: PointerEvent): void => {
    const clicked = pressed !== null && !moved;
    pressed = null;
    if (taken !== null) {
      taken.end(place(event));
      taken = null;
      return;
    }
    if (clicked && event.button === 0) onClick(place(event));
    else if (clicked && event.button === 2) onMenu(place(event), [event.clientX, event.clientY]);
  };

  const cancel = (): void => {
    pressed = null;
    taken?.end(null);
    taken = null;
  };
  const leave = (): void => onHover(null);
  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    onMoved();
    scene.moveTo(zoomedPose(scene.pose, ZOOM_PER_PX ** -event.deltaY));
  };
  const noMenu = (event: Event): void => event.preventDefault();

  function draggedPose(drag: Drag, [right, down_]: PixelPoint): CameraPose {
    const { widthPx, heightPx } = scene.size;
    switch (drag) {
      case 'turn': {
        const perPixel = TURN_DEG / Math.max(1, Math.min(widthPx, heightPx));
        return orbitedPose(scene.pose, -right * perPixel, down_ * perPixel);
      }
      case 'pan':
        return pannedPose(scene.pose, [right, down_], heightPx);
      case 'zoom':
        return zoomedPose(scene.pose, DRAG_ZOOM_PER_PX ** -down_);
    }
  }

  container.addEventListener('pointerdown', down);
  container.addEventListener('pointermove', move);
  container.addEventListener('pointerup', up);
  container.addEventListener('pointercancel', cancel);
  container.addEventListener('pointerleave', leave);
  container.addEventListener('wheel', wheel, { passive: false });
  container.addEventListener('contextmenu', noMenu);
  return () => {
    container.removeEventListener('pointerdown', down);
    container.removeEventListener('pointermove', move);
    container.removeEventListener('pointerup', up);
    container.removeEventListener('pointercancel', cancel);
    container.removeEventListener('pointerleave', leave);
    container.removeEventListener('wheel', wheel);
    container.removeEventListener('contextmenu', noMenu);
  };
}

/** The trade's habit: left turns, middle (or Shift) moves, right (or Ctrl) zooms. */
function dragOf({ button, shiftKey, ctrlKey }: PointerEvent): Drag {
  if (button === 1 || shiftKey) return 'pan';
  return button === 2 || ctrlKey ? 'zoom' : 'turn';
}

/** What lies at the focus follows the pointer. */
function pannedPose(pose: CameraPose, [rightPx, downPx]: PixelPoint, heightPx: number): CameraPose {
  const away = subtract(pose.positionMm, pose.focusMm);
  const right = unit(cross(pose.up, away)) ?? [1, 0, 0];
  const mmPerPx = (2 * Math.tan((VIEW_ANGLE_DEG * Math.PI) / 360) * Math.hypot(...away)) / Math.max(1, heightPx);
  const by = add(scaled(right, -rightPx * mmPerPx), scaled(pose.up, downPx * mmPerPx));
  return { ...pose, positionMm: add(pose.positionMm, by), focusMm: add(pose.focusMm, by) };
}
