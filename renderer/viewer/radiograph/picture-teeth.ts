/** The teeth of a radiograph as the picture shows them: smooth outlines, a colour, a sign, and where the ends are. */
import { labelOf, type OpgCase, type OutlinedTooth, type SupernumeraryTooth } from '#contract/case';
import { jawOf } from '#core/fdi';
import type { Notation } from '#core/notation';
import { needsLook } from '#core/doubtful';
import type { PictureBox, PicturePoint } from './picture-view.ts';
import { cssColour, lookOf, lookSign, supernumerarySign } from '../tooth-looks.ts';
import { isInRings, smoothRing, type Ring } from './smooth-ring.ts';

export interface PictureTooth {
  readonly label: number;
  /** What is written beside it: "36", "S1". */
  readonly sign: string;
  readonly supernumerary: boolean;
  /** Worth a second look: marked with more than a colour. */
  readonly marked: boolean;
  /** CSS colour. */
  readonly colour: string;
  readonly rings: readonly Ring[];
  readonly bounds: PictureBox;
  readonly areaPx: number;
  /** Unit vector from root to crown. */
  readonly axis: PicturePoint;
  /** Middle of the outermost points along the long axis. */
  readonly rootEnd: PicturePoint;
  readonly crownEnd: PicturePoint;
  readonly centre: PicturePoint;
}

/** All teeth of a case, the largest first: drawn and asked in this order, small ones lie on top. */
export function pictureTeeth(caseFile: OpgCase, notation: Notation = 'fdi'): readonly PictureTooth[] {
  const { instances, supernumerary } = caseFile;
  const numbered = instances.map((tooth) =>
    pictureTooth(tooth, {
      label: labelOf(tooth),
      sign: lookSign(lookOf(caseFile, labelOf(tooth)), notation),
      supernumerary: tooth.type === 'supernumerary',
      colour: cssColour(lookOf(caseFile, labelOf(tooth)).colour),
      upper: jawOf(tooth.fdi) === 'upper',
    }),
  );
  const extra = supernumerary.map((tooth) =>
    pictureTooth(tooth, {
      label: tooth.label,
      sign: supernumerarySign(tooth.label),
      supernumerary: true,
      colour: cssColour(lookOf(caseFile, tooth.label).colour),
      upper: jawOf(tooth.nearFdi) === 'upper',
    }),
  );
  return [...numbered, ...extra].toSorted((a, b) => b.areaPx - a.areaPx);
}

/** Length over width from which an outline has a direction. */
const LONG_FROM = 1.3;

interface Naming extends Pick<PictureTooth, 'label' | 'sign' | 'supernumerary' | 'colour'> {
  readonly upper: boolean;
}

function pictureTooth(
  tooth: OutlinedTooth | SupernumeraryTooth,
  { label, sign, supernumerary, colour, upper }: Naming,
): PictureTooth {
  const { axis: stored, centroidPx: centre } = tooth;
  // A round outline, such as a germ's, has no long axis worth the name: crowns then point towards the other jaw.
  const long = Math.hypot(...stored) > 0.5 && tooth.lengthPx > LONG_FROM * tooth.widthPx;
  const axis: PicturePoint = long ? stored : [0, upper ? 1 : -1];
  const rings = tooth.polygons.map(smoothRing);
  return {
    label,
    sign,
    supernumerary,
    colour,
    marked: needsLook(tooth),
    rings,
    bounds: tooth.boundsPx,
    areaPx: tooth.areaPx,
    axis,
    rootEnd: outermost(rings, [-axis[0], -axis[1]], tooth.lengthPx),
    crownEnd: outermost(rings, axis, tooth.lengthPx),
    centre,
  };
}

/** Share of the length whose points count as the end of a tooth. */
const END_SHARE = 0.06;

/** Middle of the points that lie furthest in a direction; of several roots the furthest. */
function outermost(rings: readonly Ring[], [dx, dy]: PicturePoint, lengthPx: number): PicturePoint {
  let furthest = -Infinity;
  for (const ring of rings) {
    for (let n = 0; n < ring.length; n += 2) furthest = Math.max(furthest, ring[n] * dx + ring[n + 1] * dy);
  }
  let [sumX, sumY, count] = [0, 0, 0];
  for (const ring of rings) {
    for (let n = 0; n < ring.length; n += 2) {
      if (ring[n] * dx + ring[n + 1] * dy < furthest - lengthPx * END_SHARE) continue;
      sumX += ring[n];
      sumY += ring[n + 1];
      count++;
    }
  }
  // The middle across the direction, the very end along it.
  const [x, y] = [sumX / count, sumY / count];
  const missing = furthest - (x * dx + y * dy);
  return [x + missing * dx, y + missing * dy];
}

/** The tooth on top at a place of the picture, or null; `teeth` as pictureTeeth orders them. */
export function toothAt(teeth: readonly PictureTooth[], point: PicturePoint): PictureTooth | null {
  return teeth.findLast(({ bounds, rings }) => isNear(bounds, point) && isInRings(rings, point)) ?? null;
}

function isNear({ min, max }: PictureBox, [x, y]: PicturePoint): boolean {
  return x >= min[0] - 1 && y >= min[1] - 1 && x <= max[0] + 1 && y <= max[1] + 1;
}
