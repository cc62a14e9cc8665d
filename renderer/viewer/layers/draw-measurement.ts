/** One measurement on a canvas in CSS pixels: line, handles and value. */
import type { MeasurementKind } from '#contract/annotations';
import type { PixelPoint } from '../pane-view.ts';

export interface MeasurementDrawing {
  readonly kind: MeasurementKind;
  readonly points: readonly PixelPoint[];
  /** Empty: not known yet. */
  readonly label: string;
  readonly selected: boolean;
  /** Size of the pane: the label stays inside. */
  readonly bounds: readonly [width: number, height: number];
}

const COLOUR = '#8adbe7';
const SELECTED_COLOUR = '#ffffff';
const SHADOW = 'rgb(0 0 0 / 0.7)';
const FONT = '600 12px Inter, system-ui, sans-serif';
const LABEL_HEIGHT_PX = 18;
/** For hits; the drawn label is as wide as its text. */
const LABEL_WIDTH_PX = 64;
const LABEL_GAP_PX = 10;
const HANDLE_RADIUS_PX = 3.5;

export function drawMeasurement(context: CanvasRenderingContext2D, drawing: MeasurementDrawing): void {
  const { kind, points, label, selected, bounds } = drawing;
  const colour = selected ? SELECTED_COLOUR : COLOUR;
  const trace = (): void => {
    context.beginPath();
    if (kind === 'ellipse' && points.length > 1) traceEllipse(context, points[0], points[1]);
    else for (const [x, y] of points) context.lineTo(x, y);
    if (kind === 'angle' && points.length > 2) traceArc(context, points);
  };
  context.setLineDash([]);
  trace();
  context.strokeStyle = SHADOW;
  context.lineWidth = 4;
  context.stroke();
  trace();
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  if (kind === 'profile') context.setLineDash([6, 3]);
  context.stroke();
  context.setLineDash([]);
  for (const point of points) drawHandle(context, point, colour);
  if (label !== '') drawLabel(context, label, points, colour, bounds);
}

function traceEllipse(context: CanvasRenderingContext2D, [x0, y0]: PixelPoint, [x1, y1]: PixelPoint): void {
  context.ellipse((x0 + x1) / 2, (y0 + y1) / 2, Math.abs(x1 - x0) / 2, Math.abs(y1 - y0) / 2, 0, 0, 2 * Math.PI);
}

/** A small arc between the two arms of an angle. */
function traceArc(context: CanvasRenderingContext2D, [a, vertex, b]: readonly PixelPoint[]): void {
  const direction = ([x, y]: PixelPoint): number => Math.atan2(y - vertex[1], x - vertex[0]);
  const reach = ([x, y]: PixelPoint): number => Math.hypot(x - vertex[0], y - vertex[1]);
  const radius = Math.min(22, 0.6 * reach(a), 0.6 * reach(b));
  const [from, to] = [direction(a), direction(b)];
  const turn = Math.atan2(Math.sin(to - from), Math.cos(to - from));
  context.moveTo(vertex[0] + radius * Math.cos(from), vertex[1] + radius * Math.sin(from));
  context.arc(vertex[0], vertex[1], radius, from, from + turn, turn < 0);
}

function drawHandle(context: CanvasRenderingContext2D, [x, y]: PixelPoint, colour: string): void {
  context.beginPath();
  context.arc(x, y, HANDLE_RADIUS_PX, 0, 2 * Math.PI);
  context.fillStyle = SHADOW;
  context.fill();
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.stroke();
}

/** Where the value is written: right of the last point, inside the pane. */
export function labelBox(
  points: readonly PixelPoint[],
  [width, height]: readonly [number, number],
  labelWidth = LABEL_WIDTH_PX,
): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } {
  const [x, y] = points.at(-1) ?? [0, 0];
  return {
    x: Math.max(2, Math.min(width - labelWidth - 2, x + LABEL_GAP_PX)),
    y: Math.max(2, Math.min(height - LABEL_HEIGHT_PX - 2, y + 4)),
    width: labelWidth,
    height: LABEL_HEIGHT_PX,
  };
}

function drawLabel(
  context: CanvasRenderingContext2D,
  label: string,
  points: readonly PixelPoint[],
  colour: string,
  bounds: readonly [number, number],
): void {
  context.font = FONT;
  const box = labelBox(points, bounds, context.measureText(label).width + 10);
  context.fillStyle = SHADOW;
  context.beginPath();
  context.roundRect(box.x, box.y, box.width, box.height, 4);
  context.fill();
  context.fillStyle = colour;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillText(label, box.x + 5, box.y + box.height / 2 + 0.5);
}
