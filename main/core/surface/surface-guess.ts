/** What a surface file does not tell: its unit, where the crowns point, where the front is, and which jaw it is of. */
import { covarianceOf, principalAxes } from '../math/principal-axes.ts';
import { add, cross, dot, scaled, subtract, unit } from '../vector.ts';
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

/** Some of the faces. */
interface Facets {
  readonly count: number;
  /** x, y, z a facet. */
  readonly middles: Float64Array;
  /** Unit normals times area, x, y, z a facet. */
  readonly areas: Float64Array;
  /** Areas. */
  readonly sizes: Float64Array;
  readonly total: number;
}

const MOST_FACETS = 20_000;

function facetsOf(p: Float64Array, triangles: Uint32Array): Facets {
  const faces = Math.floor(triangles.length / 3);
  const step = Math.max(1, Math.floor(faces / MOST_FACETS));
  const count = Math.ceil(faces / step);
  const [middles, areas] = [new Float64Array(3 * count), new Float64Array(3 * count)];
  const sizes = new Float64Array(count);
  let total = 0;
  for (let n = 0; n < count; n++) {
    const t = 3 * step * n;
    const a = 3 * triangles[t];
    const b = 3 * triangles[t + 1];
    const c = 3 * triangles[t + 2];
    for (let axis = 0; axis < 3; axis++) middles[3 * n + axis] = (p[a + axis] + p[b + axis] + p[c + axis]) / 3;
    const ux = p[b] - p[a];
    const uy = p[b + 1] - p[a + 1];
    const uz = p[b + 2] - p[a + 2];
    const vx = p[c] - p[a];
    const vy = p[c + 1] - p[a + 1];
    const vz = p[c + 2] - p[a + 2];
    const x = (uy * vz - uz * vy) / 2;
    const y = (uz * vx - ux * vz) / 2;
    const z = (ux * vy - uy * vx) / 2;
    areas[3 * n] = x;
    areas[3 * n + 1] = y;
    areas[3 * n + 2] = z;
    sizes[n] = Math.sqrt(x * x + y * y + z * z);
    total += sizes[n];
  }
  return { count, middles, areas, sizes, total };
}

function meanOf(vectors: Float64Array): Vec3 {
  const sum = [0, 0, 0];
  for (let n = 0; n < vectors.length; n++) sum[n % 3] += vectors[n];
  return scaled([sum[0], sum[1], sum[2]], 3 / vectors.length);
}

/** How far each goes a way. */
function alongWay(vectors: Float64Array, [x, y, z]: Vec3): Float64Array {
  const along = new Float64Array(vectors.length / 3);
  for (let n = 0; n < along.length; n++)
    along[n] = x * vectors[3 * n] + y * vectors[3 * n + 1] + z * vectors[3 * n + 2];
  return along;
}

function crownsWay(facets: Facets): Vec3 | null {
  const { count, middles, areas, total } = facets;
  if (count === 0) return null;
  const open = scaled(meanOf(areas), count / total);
  if (Math.hypot(...open) > LEAST_OPEN) return unit(open);
  const places = Array.from({ length: count }, (_, n): Vec3 => [
    middles[3 * n],
    middles[3 * n + 1],
    middles[3 * n + 2],
  ]);
  const [, , thin] = principalAxes(covarianceOf(places, meanOf(middles)));
  const shares = [1, -1].map((sign) => baseShare(facets, scaled(thin.axis, sign)));
  if (Math.max(...shares) < LEAST_BASE || Math.max(...shares) < 3 * Math.min(...shares)) return null;
  return scaled(thin.axis, shares[0] > shares[1] ? -1 : 1);
}

/** Share of the area that is a flat base facing a way, or nearly that way. */
function baseShare({ count, middles, areas, sizes, total }: Facets, way: Vec3): number {
  const along = alongWay(areas, way);
  let facing: Vec3 = [0, 0, 0];
  for (let n = 0; n < count; n++)
    if (along[n] > 0.9 * sizes[n]) facing = add(facing, [areas[3 * n], areas[3 * n + 1], areas[3 * n + 2]]);
  const normal = unit(scaled(facing, 1 / total));
  if (normal === null) return 0;
  const straight = alongWay(areas, normal);
  const heights = alongWay(middles, normal);
  const isFlat = (n: number): boolean => along[n] > 0.9 * sizes[n] && straight[n] > 0.9945 * sizes[n];
  const flat = heights.filter((_, n) => isFlat(n)).sort();
  if (flat.length === 0) return 0;
  const level = flat[Math.floor(flat.length / 2)];
  const spread = Math.sqrt(total) * 0.01;
  let base = 0;
  for (let n = 0; n < count; n++) if (isFlat(n) && Math.abs(heights[n] - level) < spread) base += sizes[n];
  return base / total;
}

/** Above this share of a scan's height, by area, there are teeth only. */
const TEETH_FROM = 0.72;
const WAYS = 18;

/** The height from which there are teeth. */
function teethLevel(heights: Float64Array): number {
  return heights.toSorted()[Math.floor(TEETH_FROM * heights.length)];
}

/** Of the highest parts, the teeth, the way in which the parabola through them bulges. */
function frontWay({ middles }: Facets, up: Vec3): Vec3 | null {
  const heights = alongWay(middles, up);
  const level = teethLevel(heights);
  const teeth = middles.filter((_, n) => heights[Math.floor(n / 3)] >= level);
  const side = unit(cross(up, Math.abs(up[0]) < 0.8 ? [1, 0, 0] : [0, 1, 0])) ?? [0, 1, 0];
  const other = cross(up, side);
  const centre = meanOf(teeth);
  const us = alongWay(teeth, side).map((u) => u - dot(centre, side));
  const vs = alongWay(teeth, other).map((v) => v - dot(centre, other));
  let best: { readonly way: Vec3; readonly explained: number } | null = null;
  for (let n = 0; n < WAYS; n++) {
    const [cos, sin] = [Math.cos((Math.PI * n) / WAYS), Math.sin((Math.PI * n) / WAYS)];
    const xs = us.map((u, m) => cos * u + sin * vs[m]);
    const ys = vs.map((v, m) => cos * v - sin * us[m]);
    const fit = centredParabola(xs, ys);
    if (fit === null || (best !== null && fit.explained <= best.explained)) continue;
    const across = subtract(scaled(other, cos), scaled(side, sin));
    best = { way: scaled(across, fit.bend < 0 ? 1 : -1), explained: fit.explained };
  }
  return best !== null && best.explained >= LEAST_ARCH ? best.way : null;
}

/** The parabola that fits best through points whose mean is 0, and the share of their spread along y that it explains. */
function centredParabola(
  xs: Float64Array,
  ys: Float64Array,
): { readonly bend: number; readonly explained: number } | null {
  let [x2, x3, x4, xy, x2y, y2] = [0, 0, 0, 0, 0, 0];
  for (let n = 0; n < xs.length; n++) {
    const x = xs[n];
    const y = ys[n];
    const square = x * x;
    x2 += square;
    x3 += square * x;
    x4 += square * square;
    xy += x * y;
    x2y += square * y;
    y2 += y * y;
  }
  // x² less its mean and its share of x stands at right angles to both: each part is fitted by itself.
  const curved = x4 - (x3 * x3) / x2 - (x2 * x2) / xs.length;
  if (!(curved > 1e-10 * x4) || y2 === 0) return null;
  const bent = x2y - (x3 * xy) / x2;
  return { bend: bent / curved, explained: (bent * (bent / curved) + xy * (xy / x2)) / y2 };
}

const PALATE_CELL_MM = 2;
/** Between the teeth of the two sides this share is covered by a palate. */
const PALATE_COVERED = 0.7;

/**
 * The space inside of the arch, seen from above: covered by a palate in an upper jaw, open for the tongue in a lower one.
 * Upper scans without a palate look like lower ones: those are told as unsure.
 */
function jawGuess(
  { count, middles, areas, sizes }: Facets,
  up: Vec3,
  front: Vec3,
  mmPerUnit: number,
): ArchGuess['jaw'] {
  const heights = alongWay(middles, up);
  const level = teethLevel(heights);
  const facing = alongWay(areas, up);
  const [forth, aside] = [alongWay(middles, front), alongWay(middles, cross(up, front))];
  const cell = PALATE_CELL_MM / mmPerUnit;
  const rows = new Map<number, { teeth: number[]; seen: Set<number> }>();
  for (let n = 0; n < count; n++) {
    if (facing[n] <= 0.2 * sizes[n]) continue;
    const row = Math.floor(forth[n] / cell);
    const column = Math.floor(aside[n] / cell);
    const found = rows.get(row) ?? { teeth: [], seen: new Set() };
    rows.set(row, found);
    found.seen.add(column);
    if (heights[n] >= level) found.teeth.push(column);
  }
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
