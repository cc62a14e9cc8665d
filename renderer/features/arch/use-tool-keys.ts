/**
 * Keys while the arch or the canal tool is on: Tab picks points, arrows move the picked one, Delete removes it, Enter sets
 * one at the crosshair. Without a picked point arrows do what they always do, and Tab goes on to the next control after
 * the last point.
 */
import { useEffect } from 'react';
import type { Vec3 } from '#core/volume';
import type { App } from '../../create-app.ts';
import { ARROWS, isOnPane } from '../shortcuts/control-keys.ts';
import type { PlanePoint } from '../../viewer/plane.ts';
import { PLANES, toPlane, toWorld } from '../../viewer/plane.ts';
import type { Sheet } from '../../viewer/layers/pane-layer.ts';

const STEP_MM = 0.25;
const LARGE_STEP_MM = 1;

export function useToolKeys(app: App): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const { tool, helpOpen, settingsOpen } = app.view.getState();
      if ((tool !== 'arch' && tool !== 'canal') || helpOpen || settingsOpen || !isOnPane(event)) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const taken = tool === 'arch' ? archKey(app, event) : canalKey(app, event);
      if (!taken) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Before the shortcuts: a picked point takes their arrows.
    window.addEventListener('keydown', pressed, { capture: true });
    return () => window.removeEventListener('keydown', pressed, { capture: true });
  }, [app]);
}

function archKey({ arching: { arch, store, commands }, view, panes }: App, event: KeyboardEvent): boolean {
  const { pickedPoint } = store.getState();
  const arrow = ARROWS[event.key];
  if (event.key === 'Tab') {
    const by = event.shiftKey ? -1 : 1;
    const beyond = pickedPoint !== null && arch.controlMm[pickedPoint + by] === undefined;
    if (beyond) commands.pick(null);
    else commands.pickNext(by);
    return !beyond && arch.controlMm.length > 0;
  }
  if (event.key === 'Enter') return commands.addPoint(view.getState().crosshairMm) !== null;
  if (pickedPoint === null) return false;
  const point = arch.controlMm[pickedPoint];
  if (event.key === 'Escape') commands.pick(null);
  else if (event.key === 'Delete' || event.key === 'Backspace') commands.removePoint(pickedPoint);
  else if (arrow !== undefined && point !== undefined) {
    commands.movePoint(pickedPoint, movedOn(panes.get('axial')?.sheet?.() ?? null, point, arrow, event.shiftKey));
  } else return false;
  return true;
}

function canalKey({ canals: { store, commands }, view, panes }: App, event: KeyboardEvent): boolean {
  const { picked } = store.getState();
  const arrow = ARROWS[event.key];
  if (event.key === 'Tab') return commands.pickNext(event.shiftKey ? -1 : 1);
  if (event.key === 'Enter') return commands.addPoint(view.getState().crosshairMm) !== null;
  if (picked === null) return false;
  const point = commands.pointOf(picked);
  if (event.key === 'Escape') commands.pick(null);
  else if (event.key === 'Delete' || event.key === 'Backspace') commands.removePoint(picked);
  else if (arrow !== undefined && point !== null) {
    const sheet = panes.get(view.getState().activePane)?.sheet?.() ?? null;
    const moved = movedOn(sheet, point, arrow, event.shiftKey);
    commands.movePoint(picked, moved);
    view.setState({ crosshairMm: moved });
  } else return false;
  return true;
}

/** A point moved a step to the right and up on a picture; without one on the axial plane. */
function movedOn(sheet: Sheet | null, point: Vec3, [right, up]: PlanePoint, large: boolean): Vec3 {
  const step = large ? LARGE_STEP_MM : STEP_MM;
  const axial = PLANES.axial;
  const place = sheet === null ? toPlane(axial, point) : sheet.toSheet(point).at;
  const to: PlanePoint = [place[0] + right * step, place[1] + up * step];
  if (sheet === null) return toWorld(axial, to, point);
  const [a, b] = [sheet.toWorld(place), sheet.toWorld(to)];
  return [point[0] + b[0] - a[0], point[1] + b[1] - a[1], point[2] + b[2] - a[2]];
}
