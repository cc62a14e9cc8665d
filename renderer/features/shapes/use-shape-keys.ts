/**
 * Keys while a shape is edited, before those of the rest of the window: P paints, E erases, K cuts, S splits, M merges,
 * brackets change the brush, arrows move the crosshair by a voxel, Page up and down go through the slices, Enter works at
 * the crosshair, Escape goes back a step and then ends.
 */
import { useEffect } from 'react';
import type { App } from '../../create-app.ts';
import type { Vec3 } from '#core/volume';
import type { ShapePlace } from '../../state/shapes/shape-commands.ts';
import { changeBrush } from '../../state/shapes/shape-store.ts';
import { TOOLS, type ShapeTool } from '../../state/view/view-store.ts';
import { placeOn, shapeToolOf } from '../../viewer/layers/shape-layer.ts';
import { ARROWS, isInDialog, isOwnedByControl, isOnPane } from '../shortcuts/control-keys.ts';

const TOOL_KEYS: { readonly [key: string]: ShapeTool } = { p: 'paint', e: 'erase', k: 'cut', s: 'seeds', m: 'merge' };
const SLICES: { readonly [key: string]: number } = { PageUp: 1, PageDown: -1 };
/** Of a radiograph's pixels. */
const PICTURE_STEP_PX = 4;
/** On the screen, over an intraoral scan. */
const SURFACE_STEP_PX = 4;
/** With Shift, arrows and pages go this many steps. */
const LARGE = 5;

export function useShapeKeys(app: App): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const shape = shapeToolOf(app.view.getState().tool);
      if (shape === null || isInDialog(event) || event.defaultPrevented || isOwnedByControl(event)) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (!(isLetterKey(app, event) || (isOnPane(event) && isPlaceKey(app, event, shape)))) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', pressed, { capture: true });
    return () => window.removeEventListener('keydown', pressed, { capture: true });
  }, [app]);
}

function isLetterKey({ view, session, shaping }: App, { key, shiftKey }: KeyboardEvent): boolean {
  const modality = session.getState().scan?.info.modality ?? 'cbct';
  const known: readonly string[] = TOOLS[modality];
  const tool = shiftKey ? undefined : TOOL_KEYS[key.toLowerCase()];
  if (tool !== undefined && known.includes(tool)) view.setState({ tool });
  else if (key === ']') changeBrush(shaping.store, 1);
  else if (key === '[') changeBrush(shaping.store, -1);
  else if (key === 'Escape') {
    if (shaping.store.getState().pending !== null) shaping.commands.cancelPoint();
    else view.setState({ tool: TOOLS[modality][0] });
  } else return false;
  return true;
}

function isPlaceKey(app: App, { key, shiftKey }: KeyboardEvent, shape: ShapeTool): boolean {
  const { view, panes, shaping } = app;
  const pane = panes.get(view.getState().activePane);
  const arrow = ARROWS[key];
  const slices = SLICES[key];
  const times = shiftKey ? LARGE : 1;
  if (app.session.getState().scan?.info.modality === 'opg') return isPictureKey(app, { key, times }, shape);
  if (app.session.getState().scan?.info.modality === 'ios') return isSurfaceKey(app, { key, times }, shape);
  if (pane === undefined) return false;
  // From now on the crosshair is where the brush is, also with the pointer over a picture.
  if (arrow !== undefined || slices !== undefined || key === 'Enter') shaping.store.setState({ hover: null });
  if (arrow !== undefined) pane.moveCrosshair?.([arrow[0] * times, arrow[1] * times]);
  else if (slices !== undefined) pane.step(slices * times);
  else if (key === 'Enter') workAtCrosshair(app, shape);
  else if (key === 'Backspace') shaping.commands.cancelPoint();
  else return false;
  return true;
}

/** On an intraoral scan the arrows move the brush over the picture; what turns the scan is another tool. */
function isSurfaceKey(
  { surfacePane, shaping }: App,
  { key, times }: { readonly key: string; readonly times: number },
  shape: ShapeTool,
): boolean {
  const arrow = ARROWS[key];
  if (arrow !== undefined) {
    const [right, up] = arrow;
    surfacePane.current?.movePlace([right * SURFACE_STEP_PX * times, -up * SURFACE_STEP_PX * times]);
    return true;
  }
  if (key !== 'Enter') return false;
  const place = surfacePane.current?.keyboardPlace() ?? null;
  if (place !== null && (shape === 'paint' || shape === 'erase')) shaping.surfaceStrokes.dab(shape, place);
  return true;
}

/** A radiograph has no crosshair: the arrows move the brush over it, at each press a step that is seen. */
function isPictureKey(
  app: App,
  { key, times }: { readonly key: string; readonly times: number },
  shape: ShapeTool,
): boolean {
  const { view, images, shaping } = app;
  const arrow = ARROWS[key];
  const [width, height] = images.scan?.geometry.dims ?? [0, 0];
  const { hover } = shaping.store.getState();
  const [x, y] = hover?.atMm ?? view.getState().crosshairMm;
  const place: Vec3 = [
    x + (arrow?.[0] ?? 0) * PICTURE_STEP_PX * times,
    y - (arrow?.[1] ?? 0) * PICTURE_STEP_PX * times,
    0,
  ];
  const within = (at: number, size: number): number => Math.min(size - 1, Math.max(0, Math.round(at)));
  const atMm: Vec3 = [within(place[0], width), within(place[1], height), 0];
  if (arrow === undefined && key !== 'Enter' && key !== 'Backspace') return false;
  view.setState({ crosshairMm: atMm });
  shaping.store.setState({ hover: null });
  if (key === 'Enter') workAt(app, shape, { pane: 'panoramic', atMm, normal: [0, 0, 1] });
  else if (key === 'Backspace') shaping.commands.cancelPoint();
  return true;
}

function workAtCrosshair(app: App, shape: ShapeTool): void {
  const { view, panes } = app;
  const { activePane, crosshairMm } = view.getState();
  const sheet = panes.get(activePane)?.sheet?.() ?? null;
  if (sheet !== null) workAt(app, shape, { ...placeOn(sheet, sheet.toSheet(crosshairMm).at), atMm: crosshairMm });
}

function workAt({ view, shaping: { commands, store } }: App, shape: ShapeTool, place: ShapePlace): void {
  const { selectedTooth } = view.getState();
  const isNew = shape === 'paint' && store.getState().newTooth;
  // Without a chosen tooth the first press chooses the one there.
  if (selectedTooth === null && !isNew && commands.selectAt(place.atMm)) return;
  switch (shape) {
    case 'paint':
    case 'erase':
      commands.dab(shape, place.atMm);
      break;
    case 'cut':
    case 'seeds':
      commands.setPoint(shape, place);
      break;
    case 'merge':
      commands.mergeAt(place.atMm);
      break;
  }
}
