/** What is drawn over a slice: teeth with their numbers, and the scale bar. Plain canvas, in CSS pixels. */
import type { LabelOutline } from './label-outlines.ts';
import { scaleBarMm, toPixels, type PaneView } from '../pane-view.ts';
import type { PlaneId } from '../plane.ts';

/** The trade's habit, softened for a dark room. */
export const PLANE_COLOURS: { readonly [Id in PlaneId]: string } = {
  axial: '#ff5d5d',
  sagittal: '#ffd24a',
  coronal: '#58d68d',
};

const LABEL_FONT = '600 12px Inter, system-ui, sans-serif';
const SELECTED_LABEL_FONT = '700 14px Inter, system-ui, sans-serif';
const SCALE_FONT = '11px Inter, system-ui, sans-serif';
/** A tooth smaller than this on the screen carries its number only when it is selected. */
const SMALLEST_NUMBERED_PX2 = 220;

export interface OverlayScene {
  readonly view: PaneView;
  readonly outlines: readonly LabelOutline[];
  readonly fillOpacity: number;
  readonly selectedTooth: number | null;
  /** How a label is shown. */
  readonly lookOf: (label: number) => ShownLook;
}

export interface ShownLook {
  /** CSS colour. */
  readonly colour: string;
  /** The number as it is written. */
  readonly sign: string;
}

/** On top of the picture, in CSS pixels. */
export function drawOverlay(context: CanvasRenderingContext2D, scene: OverlayScene): void {
  context.lineJoin = 'round';
  for (const outline of scene.outlines) drawTooth(context, scene, outline);
  for (const outline of scene.outlines) drawNumber(context, scene, outline);
}

function drawTooth(
  context: CanvasRenderingContext2D,
  { view, fillOpacity, selectedTooth, lookOf }: OverlayScene,
  outline: LabelOutline,
): void {
  context.beginPath();
  for (const loop of outline.loops) traceLoop(context, view, loop);
  const { colour } = lookOf(outline.label);
  const selected = outline.label === selectedTooth;
  context.fillStyle = colour;
  context.globalAlpha = fillOpacity;
  context.fill('evenodd');
  context.globalAlpha = 1;
  if (selected) {
    context.strokeStyle = '#ffffff';
    context.lineWidth = 4;
    context.stroke();
  }
  context.strokeStyle = colour;
  context.lineWidth = selected ? 2 : 1.25;
  context.stroke();
}

/** A closed curve through the middles of the loop's edges: round where the points turn. */
function traceLoop(context: CanvasRenderingContext2D, view: PaneView, loop: Float32Array): void {
  const length = loop.length;
  const scale = 1 / view.mmPerPx;
  const offsetX = view.widthPx / 2 - view.centreMm[0] * scale;
  const offsetY = view.heightPx / 2 + view.centreMm[1] * scale;
  let x = offsetX + loop[length - 2] * scale;
  let y = offsetY - loop[length - 1] * scale;
  for (let n = 0; n <= length; n += 2) {
    const nextX = offsetX + loop[n % length] * scale;
    const nextY = offsetY - loop[(n % length) + 1] * scale;
    const middleX = (x + nextX) / 2;
    const middleY = (y + nextY) / 2;
    if (n === 0) context.moveTo(middleX, middleY);
    else context.quadraticCurveTo(x, y, middleX, middleY);
    x = nextX;
    y = nextY;
  }
  context.closePath();
}

function drawNumber(
  context: CanvasRenderingContext2D,
  { view, selectedTooth, lookOf }: OverlayScene,
  outline: LabelOutline,
): void {
  const selected = outline.label === selectedTooth;
  const areaPx2 = outline.areaMm2 / view.mmPerPx ** 2;
  if (!selected && areaPx2 < SMALLEST_NUMBERED_PX2) return;
  const [x, y] = toPixels(view, outline.centre);
  context.font = selected ? SELECTED_LABEL_FONT : LABEL_FONT;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineWidth = 3;
  context.strokeStyle = 'rgb(0 0 0 / 0.75)';
  const { sign } = lookOf(outline.label);
  context.strokeText(sign, x, y);
  context.fillStyle = '#ffffff';
  context.fillText(sign, x, y);
}

/** The scale bar; over everything else. */
export function drawScale(context: CanvasRenderingContext2D, view: PaneView): void {
  const lengthMm = scaleBarMm(view);
  const lengthPx = lengthMm / view.mmPerPx;
  const right = view.widthPx - 12;
  const y = view.heightPx - 14;
  context.beginPath();
  context.moveTo(right - lengthPx, y - 4);
  context.lineTo(right - lengthPx, y);
  context.lineTo(right, y);
  context.lineTo(right, y - 4);
  // Dark below light: an inverted slice is white where there is air.
  context.strokeStyle = 'rgb(0 0 0 / 0.75)';
  context.lineWidth = 3.5;
  context.stroke();
  context.strokeStyle = 'rgb(235 240 245 / 0.9)';
  context.lineWidth = 1.5;
  context.stroke();
  context.font = SCALE_FONT;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  context.lineWidth = 3;
  context.strokeStyle = 'rgb(0 0 0 / 0.75)';
  context.strokeText(`${lengthMm} mm`, right - lengthPx / 2, y - 6);
  context.fillStyle = 'rgb(235 240 245 / 0.9)';
  context.fillText(`${lengthMm} mm`, right - lengthPx / 2, y - 6);
}
