/** The number beside a tooth of a radiograph: text, a warning triangle where a second look is wanted, a line if it is far. */
import type { PictureTooth } from './picture-teeth.ts';
import type { NumberPlace } from './place-numbers.ts';

const FONT = '600 12px Inter, system-ui, sans-serif';
const SELECTED_FONT = '700 12px Inter, system-ui, sans-serif';
/** Room for the number's digits and for the triangle, CSS pixels. */
const CHARACTER_PX = 7.5;
const TRIANGLE_PX = 12;
export const SIGN_HEIGHT_PX = 15;

/** Width that a tooth's number takes, CSS pixels. */
export function signWidth({ sign, marked }: PictureTooth): number {
  return sign.length * CHARACTER_PX + 3 + (marked ? TRIANGLE_PX : 0);
}

export interface SignEmphasis {
  readonly selected: boolean;
  readonly hovered: boolean;
}

/** Draws at a place in CSS pixels of the pane. */
export function drawNumber(
  context: CanvasRenderingContext2D,
  { tooth, x, y, width, height, lineTo }: NumberPlace,
  { selected, hovered }: SignEmphasis,
): void {
  if (lineTo !== null) {
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(lineTo[0], lineTo[1]);
    context.strokeStyle = tooth.colour;
    context.globalAlpha = 0.6;
    context.lineWidth = 1;
    context.stroke();
    context.globalAlpha = 1;
  }
  context.beginPath();
  context.roundRect(x - width / 2 - 1, y - height / 2, width + 2, height, 4);
  context.fillStyle = selected ? tooth.colour : `rgb(0 0 0 / ${hovered ? 0.9 : 0.65})`;
  context.fill();
  if (selected || hovered) {
    context.strokeStyle = selected ? '#fff' : tooth.colour;
    context.lineWidth = selected ? 1.5 : 1;
    context.stroke();
  }
  const middle = x - (tooth.marked ? TRIANGLE_PX / 2 : 0);
  context.font = selected ? SELECTED_FONT : FONT;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = selected ? '#06090c' : '#fff';
  context.fillText(tooth.sign, middle, y + 0.5);
  if (tooth.marked) drawTriangle(context, x + width / 2 - TRIANGLE_PX / 2 - 0.5, y);
}

function drawTriangle(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.beginPath();
  context.moveTo(x, y - 5.5);
  context.lineTo(x + 5.5, y + 4.5);
  context.lineTo(x - 5.5, y + 4.5);
  context.closePath();
  context.fillStyle = '#f0b44c';
  context.fill();
  context.strokeStyle = '#241600';
  context.lineWidth = 0.75;
  context.stroke();
  context.beginPath();
  context.moveTo(x, y - 2);
  context.lineTo(x, y + 1);
  context.moveTo(x, y + 2.8);
  context.lineTo(x, y + 3);
  context.lineWidth = 1.4;
  context.stroke();
}
