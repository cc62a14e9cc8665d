/** What a surface file does not tell: its unit, where the crowns point, where the front is, and which jaw it is of. */
import { covarianceOf, principalAxes } from '../math/principal-axes.ts';
import { leastSquares } from '../math/least-squares.ts';
import { add, cross, dot, mean, scaled, subtract, unit } from '../vector.ts';
import type { Vec3 } from '../volume.ts';

export interface UnitGuess {
  readonly name: 'mm' | 'm' | 'inch';
  /** Millimetres a unit. */
  readonly mm: number;
  readonly isSure: boolean;
}

/** Longest side of a scan in mm: two teeth to an arch with its base. */
const [LEAST_MM, MOST_MM] = [18, 200];

/** By the longest side: an arch is 50 to 80 mm wide. Where nothing suits, millimetres are taken, unsurely. */
export function unitGuess(longest: number): UnitGuess {
  const units = [
    { name: 'mm', mm: 1 },
    { name: 'inch', mm: 25.4 },
    { name: 'm', mm: 1000 },
  ] as const;
  const found = units.find(({ mm }) => longest * mm >= LEAST_MM && longest * mm <= MOST_MM);
  return found === undefined ? { ...units[0], isSure: false } : { ...found, isSure: true };
}

export interface ArchGuess {
  /** Unit, in the file's space; null where nothing tells. */
  readonly crownsToward: Vec3 | null;
  readonly frontToward: Vec3 | null;
  /** Upper where a palate shows; an upper scan without one looks like a lower one. */
  readonly jaw: 'upper' | null;
}

/** An open surface lacks its underside: what its faces' directions add up to, as a share of the area. */
const LEAST_OPEN = 0.2;
/** A base is flat: this share of a closed surface's area faces one way within 6° and lies in one plane. */
const LEAST_BASE = 0.08;
/** Teeth follow a parabola at least this well (share of the spread along its axis that it explains). */
const LEAST_ARCH = 0.5;

/** The faces' outer sides are taken for what they show. */
export function archGuess(positions: Float64Array, triangles: Uint32Array, mmPerUnit: number): ArchGuess {
  const facets = facetsOf(positions, triangles);
  const up = crownsWay(facets);
  if (up === null) return { crownsToward: null, frontToward: null, jaw: null };
  const front = frontWay(facets, up);
  return { crownsToward: up, frontToward: front, jaw: front === null ? null : jawGuess(facets, up, front, mmPerUnit) };
}

interface Facets {
  readonly middles: readonly Vec3[];
  /** Unit normals times area. */
  readonly areas: readonly Vec3[];
  readonly total: number;
}

const MOST_FACETS = 20_000;

function facetsOf(p: Float64Array, triangles: Uint32Array): Facets {
  const step = 3 * Math.max(1, Math.floor(triangles.length / 3 / MOST_FACETS));
  const middles: Vec3[] = [];
  const areas: Vec3[] = [];
  let total = 0;
  const at = (v: number): Vec3 => [p[3 * v], p[3 * v + 1], p[3 * v + 2]];
  for (let t = 0; t + 2 < triangles.length; t += step) {
    const [a, b, c] = [at(triangles[t]), at(triangles[t + 1]), at(triangles[t + 2])];
    const area = scaled(cross(subtract(b, a), subtract(c, a)), 0.5);
    middles.push(mean([a, b, c]));
    areas.push(area);
    total += Math.hypot(...area);
  }
  return { middles, areas, total };
}

function crownsWay({ middles, areas, total }: Facets): Vec3 | null {
  if (middles.length === 0) return null;
  const open = scaled(mean(areas), areas.length / total);
  if (Math.hypot(...open) > LEAST_OPEN) return unit(open);
  const [, , thin] = principalAxes(covarianceOf(middles, mean(middles)));
  const shares = [1, -1].map((sign) => baseShare({ middles, areas, total }, scaled(thin.axis, sign)));
  if (Math.max(...shares) < LEAST_BASE || Math.max(...shares) < 3 * Math.min(...shares)) return null;
  return scaled(thin.axis, shares[0] > shares[1] ? -1 : 1);
}

/** Share of the area that is a flat base facing a way, or nearly that way. */
function baseShare({ middles, areas, total }: Facets, way: Vec3): number {
  const facing = areas.map((area, n) => ({ area, n })).filter(({ area }) => dot(area, way) > 0.9 * Math.hypot(...area));
  const normal = unit(mean([[0, 0, 0], ...facing.map(({ area }) => area)]));
  if (normal === null) return 0;
  const flat = facing.filter(({ area }) => dot(area, normal) > 0.9945 * Math.hypot(...area));
  const heights = flat.map(({ n }) => dot(middles[n], normal)).toSorted((a, b) => a - b);
  if (heights.length === 0) return 0;
  const level = heights[Math.floor(heights.length / 2)];
  const spread = Math.sqrt(total) * 0.01;
  return (
    flat.reduce(
      (sum, { area, n }) => sum + (Math.abs(dot(middles[n], normal) - level) < spread ? Math.hypot(...area) : 0),
      0,
    ) / total
  );
}

/** Above this share of a scan's height, by area, there are teeth only. */
const TEETH_FROM = 0.72;
const WAYS = 18;

/** Of the highest parts, the teeth, the way in which the parabola through them bulges. */
function frontWay({ middles }: Facets, up: Vec3): Vec3 | null {
  const heights = middles.map((middle) => dot(middle, up));
  const level = heights.toSorted((a, b) => a - b)[Math.floor(TEETH_FROM * heights.length)];
  const teeth = middles.filter((_, n) => heights[n] >= level);
  const centre = mean(teeth);
  const flat = teeth.map((tooth) => {
    const from = subtract(tooth, centre);
    return subtract(from, scaled(up, dot(from, up)));
  });
  const side = unit(cross(up, Math.abs(up[0]) < 0.8 ? [1, 0, 0] : [0, 1, 0])) ?? [0, 1, 0];
  const other = cross(up, side);
  let best: { readonly way: Vec3; readonly explained: number } | null = null;
  for (let n = 0; n < WAYS; n++) {
    const [cos, sin] = [Math.cos((Math.PI * n) / WAYS), Math.sin((Math.PI * n) / WAYS)];
    const along = add(scaled(side, cos), scaled(other, sin));
    const across = cross(up, along);
    const xs = flat.map((place) => dot(place, along));
    const ys = flat.map((place) => dot(place, across));
    const fit = leastSquares(
      xs.map((x) => [x * x, x, 1]),
      ys,
    );
    if (fit === null) continue;
    const [bend, slope, height] = fit;
    const left = ys.reduce((sum, y, m) => sum + (y - bend * xs[m] ** 2 - slope * xs[m] - height) ** 2, 0);
    const spread = ys.reduce((sum, y) => sum + y * y, 0);
    const explained = spread === 0 ? 0 : 1 - left / spread;
    if (best === null || explained > best.explained) best = { way: scaled(across, bend < 0 ? 1 : -1), explained };
  }
  return best !== null && best.explained >= LEAST_ARCH ? best.way : null;
}

const PALATE_CELL_MM = 2;
/** Between the teeth of the two sides this share is covered by a palate. */
const PALATE_COVERED = 0.7;

/**
 * The space inside of the arch, seen from above: covered by a palate in an upper jaw, open for the tongue in a lower one.
 * Upper scans without a palate look like lower ones: those are told as unsure.
 */
function jawGuess({ middles, areas }: Facets, up: Vec3, front: Vec3, mmPerUnit: number): ArchGuess['jaw'] {
  const side = cross(up, front);
  const heights = middles.map((middle) => dot(middle, up));
  const level = heights.toSorted((a, b) => a - b)[Math.floor(TEETH_FROM * heights.length)];
  const cell = PALATE_CELL_MM / mmPerUnit;
  const rows = new Map<number, { teeth: number[]; seen: Set<number> }>();
  middles.forEach((middle, n) => {
    if (dot(areas[n], up) <= 0.2 * Math.hypot(...areas[n])) return;
    const row = Math.floor(dot(middle, front) / cell);
    const column = Math.floor(dot(middle, side) / cell);
    const found = rows.get(row) ?? { teeth: [], seen: new Set() };
    rows.set(row, found);
    found.seen.add(column);
    if (heights[n] >= level) found.teeth.push(column);
  });
  let [inside, covered] = [0, 0];
  for (const { teeth, seen } of rows.values()) {
    const sorted = teeth.toSorted((a, b) => a - b);
    // The widest gap between teeth of one row lies between the two sides of the arch.
    let [from, to] = [0, 0];
    for (let n = 1; n < sorted.length; n++)
      if (sorted[n] - sorted[n - 1] > to - from) [from, to] = [sorted[n - 1], sorted[n]];
    if (to - from < 14 / PALATE_CELL_MM) continue;
    for (let column = from + 1; column < to; column++) {
      inside++;
      if (seen.has(column)) covered++;
    }
  }
  if (inside < 40) return null;
  return covered > PALATE_COVERED * inside ? 'upper' : null;
}
