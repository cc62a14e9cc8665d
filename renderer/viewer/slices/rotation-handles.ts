/** The small rings on the crosshair's lines that turn the planes: away from the middle, inside the pane. */
import type { CrossingLine } from './mpr-axes.ts';
import type { PaneView, PixelPoint } from '../pane-view.ts';
import type { PlaneId } from '../plane.ts';

export interface RotationHandle {
  /** The plane whose line it sits on. */
  readonly id: PlaneId;
  readonly at: PixelPoint;
}

export const HANDLE_RADIUS_PX = 5;
/** A handle is taken from this near. */
const GRAB_PX = 11;
/** Nearer to the crosshair than this, a turn would jump. */
const LEAST_ARM_PX = 36;
/** How far along its line a handle sits: a share of the pane's shorter side, or of the way to the border. */
const ARM_SHARE = 0.36;
const BORDER_SHARE = 0.82;

/** Handles at both ends of each line through the crosshair at `middle`, CSS pixels. */
export function rotationHandles(
  { widthPx, heightPx }: PaneView,
  middle: PixelPoint,
  lines: readonly CrossingLine[],
): readonly RotationHandle[] {
  return lines.flatMap(({ id, direction: [u, v] }) =>
    [1, -1].flatMap((sign) => {
      const way: PixelPoint = [sign * u, -sign * v];
      const toBorder = Math.min(room(middle[0], way[0], widthPx), room(middle[1], way[1], heightPx));
      const arm = Math.min(ARM_SHARE * Math.min(widthPx, heightPx), BORDER_SHARE * toBorder);
      return arm < LEAST_ARM_PX ? [] : [{ id, at: [middle[0] + way[0] * arm, middle[1] + way[1] * arm] as const }];
    }),
  );
}

/** Pixels from a place to the border in one direction. */
function room(at: number, step: number, size: number): number {
  if (Math.abs(step) < 1e-9) return Infinity;
  return step > 0 ? (size - at) / step : at / -step;
}

export function handleAt(handles: readonly RotationHandle[], [x, y]: PixelPoint): RotationHandle | null {
  return handles.find(({ at }) => Math.hypot(at[0] - x, at[1] - y) <= GRAB_PX) ?? null;
}

/** Direction of a pixel from the crosshair, radians anticlockwise from the right. */
export function angleAbout(middle: PixelPoint, [x, y]: PixelPoint): number {
  return Math.atan2(middle[1] - y, x - middle[0]);
}
