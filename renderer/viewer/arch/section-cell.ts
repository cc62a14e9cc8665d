/** What is written around one cross-section: its number, which side is the cheek's, and a frame when it is the current one. */
import { MARK_FONT, SECTION_COLOUR, shadowedText } from './arch-marks.ts';

interface SectionCell {
  readonly left: number;
  readonly right: number;
  readonly heightPx: number;
  readonly number: number;
  readonly current: boolean;
  /** The crosshair is in the upper jaw: towards the tongue is palatal there. */
  readonly upper: boolean;
}

const NUMBER_FONT = '600 12px Inter, system-ui, sans-serif';
/** Below the pane's title. */
const TOP_PX = 60;
const LETTER_COLOUR = 'rgb(235 240 245 / 0.85)';
/** Narrower cells have room for the number only. */
const LEAST_LETTERED_PX = 70;

export function drawCell(
  context: CanvasRenderingContext2D,
  { left, right, heightPx, number, current, upper }: SectionCell,
): void {
  const middle = (left + right) / 2;
  if (current) {
    context.strokeStyle = SECTION_COLOUR;
    context.lineWidth = 1.5;
    context.strokeRect(left + 0.5, TOP_PX - 12, right - left - 1, heightPx - TOP_PX + 8);
  }
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  context.font = NUMBER_FONT;
  shadowedText(context, String(number), [middle, TOP_PX], current ? SECTION_COLOUR : LETTER_COLOUR);
  if (right - left < LEAST_LETTERED_PX) return;
  context.font = MARK_FONT;
  const y = heightPx / 2;
  context.textAlign = 'left';
  shadowedText(context, 'B', [left + 5, y], LETTER_COLOUR);
  if (current) {
    shadowedText(context, 'S', [left + 5, TOP_PX], LETTER_COLOUR);
    shadowedText(context, 'I', [left + 5, heightPx - 30], LETTER_COLOUR);
  }
  context.textAlign = 'right';
  shadowedText(context, upper ? 'P' : 'L', [right - 5, y], LETTER_COLOUR);
}
