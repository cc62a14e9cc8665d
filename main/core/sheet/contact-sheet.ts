/** One picture of a whole case: a panorama, and for every tooth three cuts along its own axis, in the order of the chart. */
import { archTangents } from '../metrics/arch-tangent.ts';
import { CHART_ROWS, isDeciduous, jawOf, sideOf, toothColour, type Jaw } from '../fdi.ts';
import type { LabelMap, Vec3, Volume } from '../volume.ts';
import { drawGrey, drawOutline, type GreyRange, type OutlinedImage } from './outlined-image.ts';
import { panoramaOf, type Panorama, type PanoramaTooth } from './panorama.ts';
import { drawPanoramaInto, smoothingFor, teethGreyRange } from './panorama-picture.ts';
import { blendPixel, fillBox, frameBox, newRaster, type Box, type Raster, type Rgb } from './raster.ts';
import { BLACK, GROUND, MUTED, TEXT, WARNING } from './sheet-colours.ts';
import { drawText, textWidth, wrapText } from './stroke-font.ts';
import { cutPlane, toothFrame, type CutTooth } from './tooth-cuts.ts';

/** A tooth as a case describes it; world LPS mm. */
export interface SheetTooth extends CutTooth, PanoramaTooth {
  readonly confidence: number; // 0…1
  readonly runnerUpFdi: number | null;
  readonly lengthMm: number;
  readonly volumeMm3: number;
  readonly tiltDeg: number | null;
  readonly touchesBorder: boolean;
  readonly warnings: readonly { readonly message: string }[];
}

export interface SheetContent {
  readonly title: string;
  readonly notice: string; // right of the title
  readonly facts: readonly string[]; // one line each
  readonly warnings: readonly string[]; // about the whole case
  readonly volume: Volume;
  readonly labels: LabelMap; // on the volume's grid
  readonly teeth: readonly SheetTooth[];
}

/** Below this confidence a tooth is marked like one with a warning. */
const DOUBTFUL_BELOW = 0.6;

const PANEL: Rgb = [16, 21, 27];
const LINE: Rgb = [46, 57, 68];
const FAINT: Rgb = [98, 112, 125];

/** Pixels. Views are 14 × 28 mm, larger on every tile alike when this case's teeth are longer. */
const MARGIN = 28;
const PAD = 6;
const GAP = 4;
const HEAD = 42;
const VIEW_WIDTH = 112;
const VIEW_HEIGHT = 2 * VIEW_WIDTH;
const TILE_WIDTH = 2 * VIEW_WIDTH + GAP + 2 * PAD;
const TILE_HEIGHT = HEAD + VIEW_HEIGHT + GAP + VIEW_WIDTH + PAD;
const TILE_GAP = 6;
const MIDLINE_GAP = 26;
const TITLE_HEIGHT = 66;
const PANORAMA = { maxWidth: 2460, maxHeight: 1160 } as const;
const SHEET_WIDTH = 2 * MARGIN + 16 * TILE_WIDTH + 14 * TILE_GAP + MIDLINE_GAP;

const MIN_VIEW_HEIGHT_MM = 28;
const MAX_VIEW_HEIGHT_MM = 42;

export interface ContactSheet extends Raster {
  /** Where each tooth of the chart has its tile, by FDI code; those that were not found too. */
  readonly tiles: ReadonlyMap<number, Box>;
}

/** Draws the sheet. Its size depends on whether there are deciduous teeth; without teeth there is no panorama. */
export function drawContactSheet(content: SheetContent): ContactSheet {
  const { volume, labels, teeth } = content;
  const panorama = panoramaOf(volume, labels, teeth, PANORAMA);
  const rows = chartRows(teeth);
  const topHeight = Math.max(panorama?.height ?? 0, 420);
  const rowsTop = TITLE_HEIGHT + topHeight + MARGIN;
  const raster = newRaster(SHEET_WIDTH, rowsTop + rows.length * (TILE_HEIGHT + TILE_GAP) + MARGIN, GROUND);
  const viewHeightMm = viewHeightFor(teeth);
  const range = teethGreyRange(volume, labels, teeth);

  drawTitle(raster, content);
  const panoramaWidth = panorama?.width ?? 0;
  const panoramaLeft = Math.round((SHEET_WIDTH - panoramaWidth) / 2);
  if (panorama !== null)
    drawPanorama(raster, panoramaLeft, TITLE_HEIGHT, panorama, range, smoothingFor(labels, panorama.mmPerPixel));
  const columnWidth = panoramaLeft - 2 * MARGIN;
  drawFacts(raster, [MARGIN, TITLE_HEIGHT, columnWidth, topHeight], content, viewHeightMm);
  drawWarnings(raster, [panoramaLeft + panoramaWidth + MARGIN, TITLE_HEIGHT, columnWidth, topHeight], content);

  const tangents = archTangents(teeth);
  const byFdi = new Map(teeth.map((tooth, n) => [tooth.fdi, { tooth, tangent: tangents[n] }]));
  const tiles = new Map<number, Box>();
  rows.forEach((row, r) => {
    for (const { fdi, column } of row) {
      const left = MARGIN + column * (TILE_WIDTH + TILE_GAP) + (column >= 8 ? MIDLINE_GAP - TILE_GAP : 0);
      const box: Box = [left, rowsTop + r * (TILE_HEIGHT + TILE_GAP), TILE_WIDTH, TILE_HEIGHT];
      tiles.set(fdi, box);
      const found = byFdi.get(fdi);
      if (found === undefined) drawEmptyTile(raster, box, fdi);
      else drawTile(raster, box, { ...found, volume, labels, range, viewHeightMm });
    }
  });
  return { ...raster, tiles };
}

interface Place {
  readonly fdi: number;
  readonly column: number; // 0…15, from the patient's right third molar to the left one
}

/** 18…28, the deciduous teeth that are there, then those of the lower jaw and 48…38. */
function chartRows(teeth: readonly { readonly fdi: number }[]): Place[][] {
  const deciduous = (jaw: Jaw): Place[] =>
    teeth
      .filter(({ fdi }) => isDeciduous(fdi) && jawOf(fdi) === jaw)
      .map(({ fdi }) => ({ fdi, column: sideOf(fdi) === 'right' ? 8 - (fdi % 10) : 7 + (fdi % 10) }));
  const [upper, lower] = CHART_ROWS.map((row) => row.map((fdi, column) => ({ fdi, column })));
  return [upper, deciduous('upper'), deciduous('lower'), lower].filter((row) => row.length > 0);
}

/** Height of the long views in mm: 28, or more when most teeth of this case would not fit. */
function viewHeightFor(teeth: readonly SheetTooth[]): number {
  const lengths = teeth.map(({ lengthMm }) => lengthMm).toSorted((a, b) => a - b);
  const long = lengths[Math.floor(0.9 * lengths.length)] ?? 0;
  return Math.min(MAX_VIEW_HEIGHT_MM, Math.max(MIN_VIEW_HEIGHT_MM, 2 * Math.ceil((long + 3) / 2)));
}

function drawTitle(raster: Raster, { title, notice }: SheetContent): void {
  drawText(raster, title, MARGIN, 20, { size: 24, colour: TEXT, bold: true });
  drawText(raster, notice, raster.width - MARGIN, 22, { size: 18, colour: WARNING, align: 'right' });
}

function drawPanorama(
  raster: Raster,
  left: number,
  top: number,
  panorama: Panorama,
  [, brightest]: GreyRange,
  smoothingPx: number,
): void {
  const { width } = panorama;
  for (const [fdi, [x, y]] of drawPanoramaInto(raster, left, top, panorama, { brightest, smoothingPx })) {
    const number = { size: 25, colour: toothColour(fdi), halo: BLACK, align: 'middle', bold: true } as const;
    drawText(raster, String(fdi), left + x, top + y - 12, number);
  }
  drawText(raster, 'R', left + 14, top + 14, { size: 22, colour: TEXT, halo: BLACK, bold: true });
  drawText(raster, 'L', left + width - 14, top + 14, {
    size: 22,
    colour: TEXT,
    halo: BLACK,
    bold: true,
    align: 'right',
  });
}

function drawFacts(
  raster: Raster,
  [left, top, width]: Box,
  { facts, teeth }: SheetContent,
  viewHeightMm: number,
): void {
  const found = new Set(teeth.map(({ fdi }) => fdi));
  const missing = CHART_ROWS.flat().filter((fdi) => !found.has(fdi));
  const lines: readonly (readonly [text: string, colour: Rgb])[] = [
    [`${teeth.length} teeth found`, TEXT],
    [missing.length === 0 ? 'All 32 permanent teeth are there' : `Not found: ${missing.join(' ')}`, MUTED],
    ['', MUTED],
    ...facts.map((fact): readonly [string, Rgb] => [fact, MUTED]),
    ['', MUTED],
    [`Long views ${viewHeightMm / 2} × ${viewHeightMm} mm along the tooth's own axis:`, MUTED],
    ['left along the arch (M mesial, D distal), right across it (B buccal, L lingual).', MUTED],
    ['Square view: across the axis at the height of the two ticks, buccal above.', MUTED],
    ['The number beside FDI is the confidence; ! marks a warning or a confidence under 0.60.', MUTED],
  ];
  let y = top + 6;
  for (const [text, colour] of lines) {
    if (text === '') y += 14;
    for (const line of wrapText(text, 16, width)) {
      drawText(raster, line, left, y, { size: 16, colour });
      y += 30;
    }
  }
  const barWidth = (5 / viewHeightMm) * VIEW_HEIGHT;
  fillBox(raster, [left, y + 14, Math.round(barWidth), 3], TEXT);
  drawText(raster, '5 mm in every tile', left + barWidth + 12, y + 8, { size: 16, colour: MUTED });
}

function drawWarnings(raster: Raster, [left, top, width, height]: Box, { warnings, teeth }: SheetContent): void {
  const texts = [
    ...warnings,
    ...teeth.flatMap(({ fdi, warnings: own }) => own.map(({ message }) => `${fdi}: ${message}`)),
    ...teeth.flatMap(({ fdi, touchesBorder }) => (touchesBorder ? [`${fdi}: at the edge of the scan`] : [])),
  ];
  drawText(raster, texts.length === 0 ? 'No warnings' : 'Warnings', left, top + 6, {
    size: 16,
    colour: texts.length === 0 ? MUTED : WARNING,
  });
  let y = top + 44;
  for (const [n, text] of texts.entries()) {
    const lines = wrapText(text, 16, width);
    if (y + 30 * lines.length > top + height - 30 && n < texts.length - 1) {
      drawText(raster, `and ${texts.length - n} more`, left, y, { size: 16, colour: WARNING });
      return;
    }
    for (const line of lines) {
      drawText(raster, line, left, y, { size: 16, colour: MUTED });
      y += 30;
    }
    y += 5;
  }
}

function drawEmptyTile(raster: Raster, box: Box, fdi: number): void {
  const [left, top, width, height] = box;
  frameBox(raster, box, [28, 35, 43], 2);
  drawText(raster, String(fdi), left + PAD + 4, top + 11, { size: 22, colour: FAINT });
  drawText(raster, 'not found', left + width / 2, top + height / 2 - 8, { size: 16, colour: FAINT, align: 'middle' });
}

interface TileContent {
  readonly tooth: SheetTooth;
  readonly volume: Volume;
  readonly labels: LabelMap;
  readonly range: GreyRange;
  readonly viewHeightMm: number;
  readonly tangent: Vec3;
}

function drawTile(
  raster: Raster,
  box: Box,
  { tooth, volume, labels, range, viewHeightMm, tangent }: TileContent,
): void {
  const [left, top] = box;
  const { fdi, confidence } = tooth;
  const isMarked = tooth.warnings.length > 0 || confidence < DOUBTFUL_BELOW;
  fillBox(raster, box, PANEL);
  frameBox(raster, box, isMarked ? WARNING : LINE, isMarked ? 3 : 1);
  drawText(raster, String(fdi), left + PAD + 4, top + 11, { size: 22, colour: toothColour(fdi), bold: true });
  const right = left + TILE_WIDTH - PAD - 4;
  const confidenceText = confidence.toFixed(2);
  const style = { size: 16, colour: confidence < DOUBTFUL_BELOW ? WARNING : TEXT, align: 'right' } as const;
  drawText(raster, confidenceText, right, top + 15, style);
  if (isMarked) drawWarningSign(raster, right - textWidth(confidenceText, 16) - 38, top + 11, 22);

  const frame = toothFrame(tooth, tangent, labels);
  const mmPerPixel = viewHeightMm / VIEW_HEIGHT;
  const look = { fdi, range, smoothingPx: smoothingFor(labels, mmPerPixel) };
  const viewsTop = top + HEAD;
  const [first, second] = [left + PAD, left + PAD + VIEW_WIDTH + GAP];
  const view = (x: number, y: number, height: number, centreMm: Vec3, towardsRight: Vec3, up: Vec3): void => {
    const plane = { centreMm, right: towardsRight, up, width: VIEW_WIDTH, height, mmPerPixel };
    drawView(raster, x, y, cutPlane(volume, labels, plane), look);
  };
  view(first, viewsTop, VIEW_HEIGHT, frame.centreMm, frame.alongArch, frame.up);
  // Buccal is on the left: pixel columns go to the lingual side.
  const lingual: Vec3 = [-frame.buccal[0], -frame.buccal[1], -frame.buccal[2]];
  view(second, viewsTop, VIEW_HEIGHT, frame.centreMm, lingual, frame.up);
  const across = viewsTop + VIEW_HEIGHT + GAP;
  view(first, across, VIEW_WIDTH, tooth.centroidMm, frame.alongArch, frame.buccal);

  const level = viewsTop + Math.round(VIEW_HEIGHT / 2 - frame.centroidUpMm / mmPerPixel);
  for (const x of [first, second]) {
    fillBox(raster, [x, level, 7, 2], TEXT);
    fillBox(raster, [x + VIEW_WIDTH - 7, level, 7, 2], TEXT);
  }
  const isRight = sideOf(fdi) === 'right';
  drawSides(raster, first, viewsTop, isRight ? ['D', 'M'] : ['M', 'D']);
  drawSides(raster, second, viewsTop, ['B', 'L']);
  drawNumbers(raster, second + 8, across + 8, tooth);
}

const OWN_OUTLINE = { widthPx: 2.4, opacity: 1 } as const;
const NEIGHBOUR_OUTLINE = { widthPx: 1.2, opacity: 0.75 } as const;

function drawView(
  raster: Raster,
  x: number,
  y: number,
  image: OutlinedImage,
  { fdi, range, smoothingPx }: { readonly fdi: number; readonly range: GreyRange; readonly smoothingPx: number },
): void {
  fillBox(raster, [x, y, image.width, image.height], BLACK);
  drawGrey(raster, x, y, image, range);
  for (const label of image.coverage.keys()) {
    if (label !== fdi) drawOutline(raster, x, y, image, label, { ...NEIGHBOUR_OUTLINE, smoothingPx });
  }
  drawOutline(raster, x, y, image, fdi, { ...OWN_OUTLINE, smoothingPx });
}

function drawSides(raster: Raster, x: number, top: number, [left, right]: readonly [string, string]): void {
  const y = top + VIEW_HEIGHT - 14;
  drawText(raster, left, x + 4, y, { size: 9, colour: MUTED, halo: BLACK });
  drawText(raster, right, x + VIEW_WIDTH - 4, y, { size: 9, colour: MUTED, halo: BLACK, align: 'right' });
}

function drawNumbers(raster: Raster, x: number, y: number, tooth: SheetTooth): void {
  const lines: readonly (readonly [string, Rgb])[] = [
    [`${tooth.lengthMm.toFixed(1)} mm`, TEXT],
    [`${tooth.volumeMm3.toFixed(0)} mm³`, TEXT],
    [tooth.tiltDeg === null ? '' : `tilt ${tooth.tiltDeg.toFixed(0)}°`, MUTED],
    [tooth.runnerUpFdi === null ? '' : `or ${tooth.runnerUpFdi}?`, MUTED],
  ];
  lines.forEach(([text, colour], n) => drawText(raster, text, x, y + n * 25, { size: 12.5, colour }));
}

/** A filled triangle with an exclamation mark, `size` pixels high. */
function drawWarningSign(raster: Raster, left: number, top: number, size: number): void {
  for (let y = 0; y < size; y++) {
    const half = (0.58 * (y + 1) * size) / size;
    for (let x = Math.floor(size / 2 - half); x <= Math.ceil(size / 2 + half); x++) {
      const ink = Math.min(1, Math.max(0, half + 0.5 - Math.abs(x - size / 2)));
      blendPixel(raster, Math.round(left) + x, top + y, WARNING, ink);
    }
  }
  drawText(raster, '!', left + size / 2 + 0.5, top + 0.38 * size, {
    size: 0.5 * size,
    colour: GROUND,
    bold: true,
    align: 'middle',
  });
}
