/** Marks that tie the arch's pictures together: sections with their numbers, and the height of the crosshair. */
import { toPixels, type PaneView } from '../pane-view.ts';
import { PLANE_COLOURS } from '../slices/slice-overlay.ts';
import { placeOfSection, type Sections } from './section-numbers.ts';

/** The accent of the dark theme: pictures stay dark in every theme. */
export const SECTION_COLOUR = '#5cc8d8';
export const MARK_FONT = '11px Inter, system-ui, sans-serif';
const CURRENT_FONT = '700 12px Inter, system-ui, sans-serif';
const SHADOW = 'rgb(0 0 0 / 0.8)';

/** Numbers come every so many sections, as closely as they can be read. */
const NUMBER_STEPS = [1, 2, 5, 10, 20, 50, 100];
const LEAST_APART_PX = 36;

/** How many sections lie between two numbers that are written. */
export function numberEvery(pxPerSection: number): number {
  return NUMBER_STEPS.find((step) => step * pxPerSection >= LEAST_APART_PX) ?? 100;
}

interface SectionMarks {
  readonly sections: Sections;
  /** null: the crosshair is nowhere near the arch. */
  readonly current: number | null;
}

/** Ticks along the top of the panoramic, and the current section as a line. */
export function drawSectionMarks(
  context: CanvasRenderingContext2D,
  view: PaneView,
  { sections, current }: SectionMarks,
): void {
  const every = numberEvery(sections.distanceMm / view.mmPerPx);
  const fine = sections.distanceMm / view.mmPerPx >= 4;
  const top = MARKS_TOP_PX;
  context.lineWidth = 1;
  context.font = MARK_FONT;
  context.textAlign = 'center';
  context.textBaseline = 'bottom';
  for (let number = 1; number <= sections.count; number++) {
    const [x] = toPixels(view, [placeOfSection(sections, number), 0]);
    const numbered = number % every === 0 || number === 1;
    if (x < 0 || x > view.widthPx || (!fine && !numbered)) continue;
    context.beginPath();
    context.moveTo(x, top);
    context.lineTo(x, top + (numbered ? 8 : 4));
    context.strokeStyle = SECTION_COLOUR;
    context.globalAlpha = numbered ? 0.9 : 0.55;
    context.stroke();
    context.globalAlpha = 1;
    // The current one is written larger, and needs the room.
    const room = current === null || Math.abs(number - current) * (sections.distanceMm / view.mmPerPx) > 22;
    if (numbered && number !== current && room)
      shadowedText(context, String(number), [x, top - 1], 'rgb(235 240 245 / 0.85)');
  }
  if (current === null) return;
  const [x] = toPixels(view, [placeOfSection(sections, current), 0]);
  context.beginPath();
  context.moveTo(x, top);
  context.lineTo(x, view.heightPx);
  context.strokeStyle = SECTION_COLOUR;
  context.globalAlpha = 0.75;
  context.stroke();
  context.globalAlpha = 1;
  context.font = CURRENT_FONT;
  shadowedText(context, String(current), [x, top - 1], SECTION_COLOUR);
}

/** Below the pane's title line. */
const MARKS_TOP_PX = 58;

/** The axial slice through the crosshair; where the crosshair itself is (null: elsewhere), a gap and a small cross. */
export function drawLevelLine(
  context: CanvasRenderingContext2D,
  { widthPx }: PaneView,
  { x, y }: { readonly x: number | null; readonly y: number },
): void {
  context.lineWidth = 1;
  context.globalAlpha = 0.85;
  context.strokeStyle = PLANE_COLOURS.axial;
  context.beginPath();
  context.moveTo(0, y);
  if (x !== null) {
    context.lineTo(x - 10, y);
    context.moveTo(x + 10, y);
  }
  context.lineTo(widthPx, y);
  context.stroke();
  if (x !== null) {
    context.strokeStyle = '#ffffff';
    context.beginPath();
    context.moveTo(x - 3, y);
    context.lineTo(x + 3, y);
    context.moveTo(x, y - 3);
    context.lineTo(x, y + 3);
    context.stroke();
  }
  context.globalAlpha = 1;
}

/** Light text that can be read on any grey. */
export function shadowedText(
  context: CanvasRenderingContext2D,
  text: string,
  [x, y]: readonly [number, number],
  colour: string,
): void {
  context.lineWidth = 3;
  context.strokeStyle = SHADOW;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
  context.lineWidth = 1;
}
