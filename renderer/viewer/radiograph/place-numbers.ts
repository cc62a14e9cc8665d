/**
 * Where the number of each tooth is written: beyond the root, where no other tooth lies in a full arch, or else beyond
 * the crown or further away with a line to the tooth. Numbers hide no tooth if they can and never each other.
 */
import type { PictureTooth } from './picture-teeth.ts';
import { toothAt } from './picture-teeth.ts';
import type { PicturePoint } from './picture-view.ts';

/** A number's box around its middle, in CSS pixels from the middle of the picture's pixel (0, 0), at the zoom asked for. */
export interface NumberPlace {
  readonly tooth: PictureTooth;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The end of the tooth that a line leads to, same space; null when the number stands right beside it. */
  readonly lineTo: PicturePoint | null;
}

export interface NumberSpace {
  /** CSS pixels per picture pixel. */
  readonly zoom: number;
  /** Width of a sign with its mark, CSS pixels. */
  readonly widthOf: (tooth: PictureTooth) => number;
  readonly heightPx: number;
}

/** From the outline to the number. */
const GAP_PX = 3;
/** From one row of numbers to the next. */
const ROW_PX = 15;
const SWEEPS = 3;
/** Two numbers on each other are worse than anything else. */
const COLLISION = 1000;
/** A ninth of a number over its own tooth, or over or near another one, to which it would seem to belong. */
const COVERS_TOOTH = 2;
/** Half of the box that has to be free, in widths and heights of a number. */
const OWN_REACH = 0.45;
const OTHERS_REACH = 0.65;

/** End of the tooth, rows away from it, steps to the side in widths, and how little it is liked. */
const WISHES = [
  { end: 'root', row: 0, side: 0, cost: 0 },
  { end: 'root', row: 0, side: 0.55, cost: 1.5 },
  { end: 'root', row: 0, side: -0.55, cost: 1.5 },
  { end: 'root', row: 1, side: 0, cost: 3 },
  { end: 'crown', row: 0, side: 0, cost: 4 },
  { end: 'root', row: 1, side: 0.8, cost: 5 },
  { end: 'root', row: 1, side: -0.8, cost: 5 },
  { end: 'crown', row: 0, side: 0.7, cost: 6 },
  { end: 'crown', row: 0, side: -0.7, cost: 6 },
  { end: 'root', row: 2, side: 0, cost: 7 },
  { end: 'crown', row: 1, side: 0, cost: 8 },
  { end: 'root', row: 3, side: 0, cost: 10 },
  { end: 'root', row: 4, side: 0, cost: 14 },
] as const;

interface Candidate extends NumberPlace {
  readonly cost: number;
}

/** A place for each number; a tooth whose number would lie on another one has none. */
export function placeNumbers(teeth: readonly PictureTooth[], space: NumberSpace): readonly NumberPlace[] {
  const order = teeth.toSorted((a, b) => a.centre[0] - b.centre[0]);
  const candidates = order.map((tooth) => WISHES.map((wish) => candidate(tooth, wish, teeth, space)));
  const chosen: (Candidate | null)[] = order.map(() => null);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const [n, own] of candidates.entries()) {
      let best = Infinity;
      for (const place of own) {
        let { cost } = place;
        for (const [other, taken] of chosen.entries()) {
          if (other !== n && taken !== null && overlaps(place, taken)) cost += COLLISION;
        }
        if (cost >= best) continue;
        best = cost;
        chosen[n] = place;
      }
    }
  }
  const placed: Candidate[] = [];
  for (const place of chosen) {
    if (place !== null && !placed.some((other) => overlaps(place, other))) placed.push(place);
  }
  return placed;
}

function candidate(
  tooth: PictureTooth,
  { end, row, side, cost }: (typeof WISHES)[number],
  teeth: readonly PictureTooth[],
  { zoom, widthOf, heightPx: height }: NumberSpace,
): Candidate {
  const width = widthOf(tooth);
  const sign = end === 'crown' ? 1 : -1;
  const [ax, ay] = [tooth.axis[0] * sign, tooth.axis[1] * sign];
  const at = end === 'crown' ? tooth.crownEnd : tooth.rootEnd;
  const away = Math.abs(ax) * (width / 2) + Math.abs(ay) * (height / 2) + GAP_PX + row * ROW_PX;
  const [endX, endY] = [at[0] * zoom, at[1] * zoom];
  const place = { x: endX + ax * away - ay * side * width, y: endY + ay * away + ax * side * width, width, height };
  let covered = 0;
  for (const dx of [-1, 0, 1]) {
    for (const dy of [-1, 0, 1]) {
      const under = (reach: number): PictureTooth | null =>
        toothAt(teeth, [(place.x + dx * reach * width) / zoom, (place.y + dy * reach * height) / zoom]);
      const other = under(OTHERS_REACH);
      if ((other !== null && other !== tooth) || under(OWN_REACH) !== null) covered++;
    }
  }
  return { ...place, tooth, cost: cost + covered * COVERS_TOOTH, lineTo: row === 0 ? null : [endX, endY] };
}

/** Numbers keep this much room between them. */
const APART_PX = 1;

export function overlaps(a: Box, b: Box): boolean {
  return (
    Math.abs(a.x - b.x) < (a.width + b.width) / 2 + APART_PX &&
    Math.abs(a.y - b.y) < (a.height + b.height) / 2 + APART_PX
  );
}

type Box = Pick<NumberPlace, 'x' | 'y' | 'width' | 'height'>;

/**
 * The places in a pane that shows the picture's pixel (0, 0) at `originPx`. Where the number of a visible tooth lies beyond
 * the pane's edge it is moved inside, unless another one is there.
 */
export function numbersInPane(
  places: readonly NumberPlace[],
  { widthPx, heightPx, zoom, originPx }: PaneOfNumbers,
): readonly NumberPlace[] {
  const inside: NumberPlace[] = [];
  const beyond: NumberPlace[] = [];
  for (const place of places) {
    const { bounds } = place.tooth;
    const moved = {
      ...place,
      x: place.x + originPx[0],
      y: place.y + originPx[1],
      lineTo: place.lineTo === null ? null : ([place.lineTo[0] + originPx[0], place.lineTo[1] + originPx[1]] as const),
    };
    const x = within(moved.x, moved.width, [SIDE_PX, widthPx - SIDE_PX]);
    const y = within(moved.y, moved.height, [TOP_PX, heightPx - BOTTOM_PX]);
    if (x === moved.x && y === moved.y) inside.push(moved);
    else if (
      seen(bounds, 0, { originPx, zoom, sizePx: widthPx }) &&
      seen(bounds, 1, { originPx, zoom, sizePx: heightPx })
    )
      beyond.push({ ...moved, x, y, lineTo: null });
  }
  for (const place of beyond) if (!inside.some((other) => overlaps(place, other))) inside.push(place);
  return inside;
}

export interface PaneOfNumbers {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly zoom: number;
  readonly originPx: PicturePoint;
}

/** What title, letters, window and scale bar take of the pane. */
const [TOP_PX, SIDE_PX, BOTTOM_PX] = [44, 24, 52];

function within(at: number, size: number, [from, to]: readonly [number, number]): number {
  return Math.min(to - size / 2, Math.max(from + size / 2, at));
}

/** Whether at least a third of a box, or of the pane, is in the pane along one axis. */
function seen(
  { min, max }: PictureTooth['bounds'],
  axis: 0 | 1,
  { originPx, zoom, sizePx }: { readonly originPx: PicturePoint; readonly zoom: number; readonly sizePx: number },
): boolean {
  const [from, to] = [originPx[axis] + min[axis] * zoom, originPx[axis] + max[axis] * zoom];
  return Math.min(sizePx, to) - Math.max(0, from) >= Math.min(sizePx, to - from) / 3;
}
