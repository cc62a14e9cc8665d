/** Marks of the tools that change shapes, drawn as plain canvas in CSS pixels. */
import type { PixelPoint } from '../pane-view.ts';

export interface BrushMark {
  readonly middle: PixelPoint;
  readonly radiusPx: number;
  readonly erases: boolean;
  /** Of the tooth that is painted; null for one that is still to be. */
  readonly colour: string | null;
  /** Whether the brush would take what lies so far to the right of and below its middle; null: all. */
  readonly takes: ((offset: PixelPoint) => boolean) | null;
}

const SHADOW = 'rgb(0 0 0 / 0.75)';
const LIGHT = '#f4f7fa';
const ACCENT = '#5cc8d8';
/** What the brush would take is dotted at this distance. */
const DOT_STEP_PX = 3;
const DOT_PX = 1.6;

/** A circle that is seen on bone and on air: solid with a plus for painting, dashed with a minus for erasing. */
export function drawBrush(context: CanvasRenderingContext2D, mark: BrushMark): void {
  const { middle, radiusPx, erases, takes } = mark;
  const [x, y] = middle;
  if (takes !== null) drawTaken(context, mark, takes);
  context.beginPath();
  context.arc(x, y, Math.max(1, radiusPx), 0, 2 * Math.PI);
  context.strokeStyle = SHADOW;
  context.lineWidth = 3.5;
  context.stroke();
  context.setLineDash(erases ? [4, 3] : []);
  context.strokeStyle = erases ? LIGHT : (mark.colour ?? ACCENT);
  context.lineWidth = 1.75;
  context.stroke();
  context.setLineDash([]);
  for (const [colour, width] of [
    [SHADOW, 3],
    [LIGHT, 1.25],
  ] as const) {
    context.beginPath();
    context.moveTo(x - 3, y);
    context.lineTo(x + 3, y);
    if (!erases) {
      context.moveTo(x, y - 3);
      context.lineTo(x, y + 3);
    }
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }
}

function drawTaken(
  context: CanvasRenderingContext2D,
  { middle: [x, y], radiusPx, colour }: BrushMark,
  takes: (offset: PixelPoint) => boolean,
): void {
  context.fillStyle = colour ?? ACCENT;
  // At most some 60 × 60 places, however large the circle is on the screen.
  const step = Math.max(DOT_STEP_PX, radiusPx / 30);
  for (let down = -radiusPx; down <= radiusPx; down += step) {
    for (let right = -radiusPx; right <= radiusPx; right += step) {
      if (right * right + down * down > radiusPx * radiusPx || !takes([right, down])) continue;
      context.fillRect(x + right - DOT_PX / 2, y + down - DOT_PX / 2, DOT_PX, DOT_PX);
    }
  }
}

export function drawCutLine(context: CanvasRenderingContext2D, from: PixelPoint, to: PixelPoint): void {
  for (const [colour, width, dash] of [
    [SHADOW, 4, []],
    [LIGHT, 1.75, [7, 4]],
  ] as const) {
    context.beginPath();
    context.moveTo(from[0], from[1]);
    context.lineTo(to[0], to[1]);
    context.setLineDash([...dash]);
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }
  context.setLineDash([]);
}

/** A plain cross: here the keyboard works. */
export function drawPlaceMark(context: CanvasRenderingContext2D, [x, y]: PixelPoint): void {
  for (const [colour, width] of [
    [SHADOW, 4],
    [LIGHT, 1.75],
  ] as const) {
    context.beginPath();
    context.moveTo(x - 8, y);
    context.lineTo(x + 8, y);
    context.moveTo(x, y - 8);
    context.lineTo(x, y + 8);
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }
}

/** The first of two: the part that keeps the number. */
export function drawSeed(context: CanvasRenderingContext2D, [x, y]: PixelPoint): void {
  context.beginPath();
  context.arc(x, y, 8, 0, 2 * Math.PI);
  context.fillStyle = ACCENT;
  context.fill();
  context.strokeStyle = SHADOW;
  context.lineWidth = 1.5;
  context.stroke();
  context.fillStyle = '#04181c';
  context.font = '600 11px Inter, system-ui, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText('1', x, y + 0.5);
}
