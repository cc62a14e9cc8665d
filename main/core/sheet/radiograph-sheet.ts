/** One picture of a radiograph's case: the radiograph with every tooth's outline and number, warnings below. */
import { fillPolygonInto } from '../evaluate/fill-polygon.ts';
import { toothColour } from '../fdi.ts';
import { percentiles } from '../voxels/normalize.ts';
import type { Vec2 } from '../panoramic/mask-outline.ts';
import type { Picture } from '../panoramic/picture-frame.ts';
import { drawGrey, drawOutline, type OutlinedImage } from './outlined-image.ts';
import { newRaster, type Raster } from './raster.ts';
import { BLACK, GROUND, MUTED, TEXT, WARNING } from './sheet-colours.ts';
import { drawText, textWidth, wrapText } from './stroke-font.ts';

export interface RadiographSheetTooth {
  /** What is written beside it: its number, or S1 … for a supernumerary tooth. */
  readonly mark: string;
  /** Whose colour it has. */
  readonly fdi: number;
  readonly confidence: number;
  readonly polygons: readonly (readonly Vec2[])[];
  readonly boundsPx: { readonly min: Vec2; readonly max: Vec2 };
  readonly centroidPx: Vec2;
  /** Unit, root to crown. */
  readonly axis: Vec2;
  readonly lengthPx: number;
  readonly warnings: readonly { readonly message: string }[];
}

export interface RadiographSheetContent {
  readonly title: string;
  readonly notice: string; // right of the title
  readonly warnings: readonly string[]; // about the whole case
  readonly picture: Picture;
  readonly teeth: readonly RadiographSheetTooth[];
}

/** Below this confidence a number is marked. */
const DOUBTFUL_BELOW = 0.8;

const TITLE_HEIGHT = 60;
const MARGIN = 24;
const LINE_HEIGHT = 30;
const LETTER = 16;

/** Draws the sheet at the size of the radiograph, with a title above and the warnings below. */
export function drawRadiographSheet(content: RadiographSheetContent): Raster {
  const { picture, teeth, title, notice } = content;
  const lines = warningLines(content, picture.width - 2 * MARGIN);
  const footer = lines.length === 0 ? 0 : lines.length * LINE_HEIGHT + 2 * MARGIN;
  const raster = newRaster(picture.width, TITLE_HEIGHT + picture.height + footer, GROUND);
  drawText(raster, title, MARGIN, 22, { size: LETTER, colour: TEXT, bold: true });
  drawText(raster, notice, picture.width - MARGIN, 22, { size: LETTER, colour: WARNING, align: 'right' });
  drawPicture(raster, TITLE_HEIGHT, picture);
  for (const tooth of teeth) drawTooth(raster, TITLE_HEIGHT, tooth);
  for (const tooth of teeth) drawMark(raster, tooth);
  const top = TITLE_HEIGHT + picture.height + MARGIN;
  for (const [n, line] of lines.entries()) {
    drawText(raster, line, MARGIN, top + n * LINE_HEIGHT, { size: LETTER, colour: MUTED });
  }
  return raster;
}

export type OutlinedPlace = Pick<RadiographSheetTooth, 'fdi' | 'polygons' | 'boundsPx'>;

/** The radiograph with outlines alone, at its own size. */
export function outlinedRadiograph(picture: Picture, teeth: readonly OutlinedPlace[]): Raster {
  const raster = newRaster(picture.width, picture.height, GROUND);
  drawPicture(raster, 0, picture);
  for (const tooth of teeth) drawTooth(raster, 0, tooth);
  return raster;
}

function warningLines({ warnings, teeth }: RadiographSheetContent, width: number): string[] {
  const ofTeeth = teeth.flatMap(({ mark, warnings: own }) => own.map(({ message }) => `${mark}: ${message}`));
  return [...warnings, ...ofTeeth].flatMap((text) => wrapText(text, LETTER, width));
}

function drawPicture(raster: Raster, top: number, { width, height, data }: Picture): void {
  const grey = Float32Array.from(data);
  const [low, high] = percentiles(grey, [0.5, 99.5]);
  drawGrey(raster, 0, top, { width, height, grey, coverage: new Map() }, [low, high]);
}

function drawTooth(raster: Raster, top: number, { fdi, polygons, boundsPx: { min, max } }: OutlinedPlace): void {
  const margin = 8;
  const [x0, y0] = [min[0] - margin, min[1] - margin];
  const [width, height] = [max[0] - min[0] + 1 + 2 * margin, max[1] - min[1] + 1 + 2 * margin];
  const inside = new Uint8Array(width * height);
  for (const polygon of polygons) {
    const moved = polygon.flatMap(([x, y]) => [x - x0, y - y0]);
    fillPolygonInto(inside, width, height, moved);
  }
  const image: OutlinedImage = {
    width,
    height,
    grey: new Float32Array(0),
    coverage: new Map([[fdi, Float32Array.from(inside)]]),
  };
  drawOutline(raster, x0, top + y0, image, fdi, { widthPx: 3, opacity: 0.95, smoothingPx: 2 });
}

/** A place so many pixels beyond the root tip. */
export function beyondRoot(
  { centroidPx, axis, lengthPx }: Pick<RadiographSheetTooth, 'centroidPx' | 'axis' | 'lengthPx'>,
  beyondPx: number,
): Vec2 {
  const reach = lengthPx / 2 + beyondPx;
  return [centroidPx[0] - axis[0] * reach, centroidPx[1] - axis[1] * reach];
}

/** The number stands beyond the root tip. */
function drawMark(
  raster: Raster,
  { mark, fdi, confidence, centroidPx, axis, lengthPx, warnings }: RadiographSheetTooth,
): void {
  const doubtful = confidence < DOUBTFUL_BELOW || warnings.length > 0;
  const text = doubtful ? `${mark}?` : mark;
  const [x, y] = beyondRoot({ centroidPx, axis, lengthPx }, 22);
  const colour = doubtful ? WARNING : toothColour(fdi);
  const half = textWidth(text, LETTER) / 2;
  const at = Math.min(raster.width - half - 4, Math.max(half + 4, x));
  drawText(raster, text, at, TITLE_HEIGHT + y - LETTER / 2, {
    size: LETTER,
    colour,
    align: 'middle',
    halo: BLACK,
    bold: true,
  });
}
