/**
 * Where the crown ends and the root begins, told from the cross-sections along a tooth's axis: from its widest place the
 * crown narrows fast and then the root slowly, and enamel, much denser than the rest, thins out towards the neck.
 */
import type { Sections } from './voxel-ruler.ts';

/** The neck is looked for between these shares of the length from the crown's end. */
const SEARCH_FROM = 0.2;
const SEARCH_TO = 0.65;
/** Beyond this share roots part and end: their fall says nothing about the neck. */
const WIDTH_TO = 0.68;
/** How many independent looks at the width a profile is worth: its values follow from each other. */
const WIDTH_LOOKS = 7;
/** Crowns differ from the textbook's share of the length by about this much. */
const SHARE_SD = 0.08;
/** Where enamel ends, the neck lies within about this share of the length. */
const ENAMEL_SD = 0.04;
/** Fillings, streaks and worn enamel mislead: from here on the other signs decide. */
const MOST_ENAMEL_COST = 4.2;
/** A bend has to explain this much of what a straight line leaves over where no end of the enamel shows. */
const MIN_EXPLAINED = 0.3;

export interface CervixQuestion {
  readonly sections: Sections;
  /** Ends of the tooth along its axis, from the centroid, mm: root tip and crown tip. */
  readonly lowMm: number;
  readonly highMm: number;
  /** The crown's share of the length that is usual for this tooth; null judges by the profile alone. */
  readonly expectedShare: number | null;
  /** Greys beyond this patient's enamel (fillings, crowns) count as this one; null counts them as they are. */
  readonly enamelGrey: number | null;
}

/** Position of the neck along the axis from the centroid in mm; null where nothing shows one. */
export function findCervixMm({ sections, lowMm, highMm, expectedShare, enamelGrey }: CervixQuestion): number | null {
  const lengthMm = highMm - lowMm;
  const { fromMm, stepMm, areasMm2 } = sections;
  const depths: number[] = []; // from the crown's end, as a share of the length; ascending
  const widths: number[] = [];
  const greys: number[] = [];
  for (let n = areasMm2.length - 1; n >= 0; n--) {
    const depth = (highMm - (fromMm + n * stepMm)) / lengthMm;
    const grey = greyQuantile(sections, n);
    if (depth < 0 || depth > 1 || areasMm2[n] === 0 || grey === null) continue;
    depths.push(depth);
    widths.push(Math.sqrt(areasMm2[n]));
    greys.push(Math.min(grey, enamelGrey ?? Infinity));
  }
  const ends = enamelEnds(depths, greys);
  const falling = fallingPart(depths, widths, WIDTH_TO);
  let best: { readonly depth: number; readonly cost: number; readonly explained: number } | null = null;
  for (const depth of depths) {
    if (depth < SEARCH_FROM || depth > SEARCH_TO) continue;
    const left = leftOver(falling, depth);
    const offUsual = expectedShare === null ? 0 : (depth - expectedShare) / SHARE_SD;
    const offEnamel = ends.length === 0 ? 0 : Math.min(...ends.map((end) => Math.abs(depth - end))) / ENAMEL_SD;
    const cost =
      (WIDTH_LOOKS / 2) * Math.log(left) + offUsual ** 2 / 2 + Math.min(MOST_ENAMEL_COST, offEnamel ** 2 / 2);
    if (best === null || cost < best.cost) best = { depth, cost, explained: 1 - left };
  }
  if (best === null || (ends.length === 0 && best.explained < MIN_EXPLAINED)) return null;
  return highMm - best.depth * lengthMm;
}

/** Where the crown's and the root's greys are read, as shares of the length from the crown's end. */
const CROWN_PART = [0.05, 0.35] as const;
const ROOT_PART = [0.55, 0.85] as const;
/** Enamel ends where a section's grey has fallen to this share of the way from root to crown. */
const ENAMEL_LEFT = 0.25;
/** The crown's grey stands out from the root's when it differs by this many times what that varies. */
const MIN_CONTRAST = 1.5;

/** Depths at which the grey falls from enamel to what the root has, going to the root; none without enamel. */
function enamelEnds(depths: readonly number[], greys: readonly number[]): readonly number[] {
  const within = ([from, to]: readonly [number, number]): number[] =>
    greys.filter((_, n) => depths[n] >= from && depths[n] <= to).toSorted((a, b) => a - b);
  const crown = within(CROWN_PART);
  const root = within(ROOT_PART);
  if (crown.length < 3 || root.length < 3) return [];
  const at = (sorted: readonly number[], share: number): number => sorted[Math.floor(share * (sorted.length - 1))];
  const [high, low] = [at(crown, 0.8), at(root, 0.5)];
  if (high - low <= MIN_CONTRAST * (at(root, 0.9) - at(root, 0.1))) return [];
  const level = low + ENAMEL_LEFT * (high - low);
  const ends: number[] = [];
  for (let n = 1; n < greys.length; n++) {
    if (greys[n - 1] < level || greys[n] >= level) continue;
    const share = (greys[n - 1] - level) / (greys[n - 1] - greys[n]);
    const depth = depths[n - 1] + share * (depths[n] - depths[n - 1]);
    if (depth >= SEARCH_FROM && depth <= SEARCH_TO) ends.push(depth);
  }
  return ends;
}

/** The grey that this share of a section stays below: enamel where there is some, dentin elsewhere. */
const GREY_QUANTILE = 0.9;

/** The grey below which GREY_QUANTILE of a section's voxels lie; null in an empty section. */
function greyQuantile({ greys, scale }: Sections, slab: number): number | null {
  const first = slab * scale.count;
  let total = 0;
  for (let g = 0; g < scale.count; g++) total += greys[first + g];
  if (total === 0) return null;
  let below = 0;
  for (let g = 0; g < scale.count; g++) {
    const here = greys[first + g];
    if (below + here >= GREY_QUANTILE * total) {
      return scale.from + (g + (GREY_QUANTILE * total - below) / here) * scale.step;
    }
    below += here;
  }
  return null;
}

interface Profile {
  readonly depths: readonly number[];
  readonly values: readonly number[];
  /** Sum of squares about the best straight line. */
  readonly straight: number;
}

/** From the greatest value of the crown's half on to a depth. */
function fallingPart(depths: readonly number[], values: readonly number[], to: number): Profile {
  let first = 0;
  depths.forEach((depth, n) => {
    if (depth <= 0.5 && values[n] > values[first]) first = n;
  });
  const end = depths.findIndex((depth) => depth > to);
  const range = [first, end === -1 ? depths.length : end] as const;
  const part = { depths: depths.slice(...range), values: values.slice(...range) };
  return { ...part, straight: residual(part.depths, part.values, null)?.squares ?? 0 };
}

/** Less is not told apart: a profile without noise would decide everything. */
const LEAST_LEFT = 0.01;

/** What a bend at a depth leaves over of a straight line's misfit, LEAST_LEFT…1; 1 where it does not bend that way. */
function leftOver({ depths, values, straight }: Profile, depth: number): number {
  if (straight <= 0 || depths.length < 6) return 1;
  const bent = residual(depths, values, depth);
  if (bent === null || bent.slope >= 0 || bent.bend <= 0) return 1;
  return Math.min(1, Math.max(LEAST_LEFT, bent.squares / straight));
}

interface Fit {
  readonly squares: number;
  readonly slope: number;
  /** Change of slope at the bend. */
  readonly bend: number;
}

/** Least squares of a line, or of one with a bend at a depth; null when the points do not determine it. */
function residual(depths: readonly number[], values: readonly number[], bendAt: number | null): Fit | null {
  const count = depths.length;
  if (count < 4) return null;
  const meanX = average(depths);
  const meanY = average(values);
  const bends = depths.map((depth) => (bendAt === null ? 0 : Math.max(0, depth - bendAt)));
  const meanB = average(bends);
  let [xx, xb, bb, xy, by, yy] = [0, 0, 0, 0, 0, 0];
  for (let n = 0; n < count; n++) {
    const [x, b, y] = [depths[n] - meanX, bends[n] - meanB, values[n] - meanY];
    xx += x * x;
    xb += x * b;
    bb += b * b;
    xy += x * y;
    by += b * y;
    yy += y * y;
  }
  if (bendAt === null) return { squares: Math.max(0, yy - (xy * xy) / xx), slope: xy / xx, bend: 0 };
  const determinant = xx * bb - xb * xb;
  if (determinant < 1e-9 * xx * bb || bb === 0) return null;
  const slope = (xy * bb - by * xb) / determinant;
  const bend = (by * xx - xy * xb) / determinant;
  return { squares: Math.max(0, yy - slope * xy - bend * by), slope, bend };
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
