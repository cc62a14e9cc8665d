/**
 * How unlikely a numbering is, from geometry and looks alone: places on the arch, rows, order, distances between
 * neighbours, sizes against this patient's own teeth. Costs are negative log probabilities, up to a constant.
 */
import { DECIDUOUS_FDI, isDeciduous, jawOf, PERMANENT_FDI, positionOf, successorOf, type Jaw } from '../fdi.ts';
import { medianOf } from '../math/median.ts';
import { ARCH_ORDER, type Point2 } from '../teeth/tooth-norms.ts';
import { usualRange } from '../teeth/tooth-sizes.ts';
import type { ArchSpace } from './arch-space.ts';
import { SIZE_METRICS, type CheckedTooth, type SizeMetric } from './checked-tooth.ts';

/** In place of a number: the tooth is supernumerary and takes no place. */
export const NO_PLACE = 0;

/** No single measure may outvote everything else: z² is cut here. */
const MAX_Z2 = 9;
/** Impacted teeth lie beside their place, milk teeth stand a little off their successor's. */
const IMPACTED_SPREAD = 2.5;
const DECIDUOUS_SPREAD = 1.5;
/** A tooth that stands in the other row. */
const OTHER_ROW = 9;
/** Spread of the logarithm of a size among teeth of one number, for scans and, enlarged unevenly, pictures. */
const SIZE_SD: Readonly<Record<SizeMetric, number>> = { volumeMm3: 0.3, lengthMm: 0.16, mesiodistalMm: 0.2 };
/** With fewer teeth a patient's own scale cannot be told. */
const LEAST_FOR_SCALE = 6;
/** As in jaw-plan.ts, relative to the spread of places. */
const GAP_SD = 0.4;
const GAP_SD_PER_MISSING = 0.5;
const MISSING_COST = 0.2;
const DUPLICATE_COST = 10;
const DISORDER_COST = 6;
/** Teeth closer than this along the arch, in spreads, may stand in either order. */
const CROWDED = 0.75;
const SUPERNUMERARY_COST = 5;

/** How many times the textbook's value each size of this patient is, by metric; null with too few teeth. */
export type SizeScales = { readonly [M in SizeMetric]: number | null };

export function sizeScales(teeth: readonly CheckedTooth[]): SizeScales {
  const scale = (metric: SizeMetric): number | null => {
    const ratios = teeth.filter(isSized).flatMap(({ fdi, sizes }) => {
      const value = sizes[metric];
      return value === null ? [] : [value / usualRange(fdi, metric).mean];
    });
    return ratios.length < LEAST_FOR_SCALE ? null : medianOf(ratios);
  };
  return {
    volumeMm3: scale('volumeMm3'),
    lengthMm: scale('lengthMm'),
    mesiodistalMm: scale('mesiodistalMm'),
  };
}

/** Whether a tooth's size says anything about which it is. */
export function isSized({ type, touchesBorder, impacted }: CheckedTooth): boolean {
  return type === 'tooth' && !touchesBorder && !impacted;
}

export interface NumberingCost {
  /** Of a number for each tooth, `NO_PLACE` for none. */
  of(numbers: readonly number[]): number;
}

/** Everything that does not depend on the numbering is worked out once, so that thousands can be compared. */
export function numberingCost(teeth: readonly CheckedTooth[], space: ArchSpace): NumberingCost {
  const scales = sizeScales(teeth);
  const alone = teeth.map((tooth, n) => costsAlone(tooth, n, space, scales));
  const order: { readonly [J in Jaw]: readonly number[] } = {
    upper: teeth.map((_, n) => n).sort((a, b) => space.along.upper[a] - space.along.upper[b]),
    lower: teeth.map((_, n) => n).sort((a, b) => space.along.lower[a] - space.along.lower[b]),
  };
  const places = placeTable(space);
  const apart = space.at.map((a) => Float64Array.from(space.at, (b) => distance(a, b)));
  const rows = ROWS.map(({ jaw, deciduous }) => ({ jaw, deciduous, order: order[jaw], along: space.along[jaw] }));
  /** Of two teeth that follow each other along a row. */
  function costOfPair(a: number, b: number, numbers: readonly number[], along: readonly number[]): number {
    const [from, to] = [placeIndex(numbers[a]), placeIndex(numbers[b])];
    if (from === to) return 0;
    const soft = teeth[a].impacted || teeth[b].impacted;
    const missing = to - from - 1;
    if (missing < 0) {
      const crowded = along[b] - along[a] < CROWDED * space.spread;
      return soft ? 1 : crowded ? DISORDER_COST / 4 : DISORDER_COST;
    }
    if (soft) return MISSING_COST * missing;
    const usual = distance(places[numbers[a]], places[numbers[b]]);
    const z = (apart[a][b] - usual) / (space.spread * (GAP_SD + GAP_SD_PER_MISSING * missing));
    return MISSING_COST * missing + 0.5 * Math.min(MAX_Z2, z * z);
  }
  return {
    of(numbers) {
      let cost = DUPLICATE_COST * repeated(numbers);
      for (let n = 0; n < numbers.length; n++) cost += alone[n][numbers[n]];
      for (const { jaw, deciduous, order: inRow, along } of rows) {
        let before = -1;
        for (const n of inRow) {
          const fdi = numbers[n];
          if (fdi === NO_PLACE || jawOf(fdi) !== jaw || isDeciduous(fdi) !== deciduous) continue;
          if (before >= 0) cost += costOfPair(before, n, numbers, along);
          before = n;
        }
      }
      return cost;
    },
  };
}

/** Usual places by FDI code. */
function placeTable({ placeOf }: ArchSpace): readonly Point2[] {
  const places = Array.from({ length: 100 }, (): Point2 => [0, 0]);
  for (const fdi of [...PERMANENT_FDI, ...DECIDUOUS_FDI]) places[fdi] = placeOf(fdi);
  return places;
}

const ROWS = (['upper', 'lower'] as const).flatMap((jaw) => [false, true].map((deciduous) => ({ jaw, deciduous })));

/** 0…15 from the patient's right; a deciduous tooth stands in its successor's place. */
export function placeIndex(fdi: number): number {
  const half = positionOf(fdi);
  const right = Math.floor((isDeciduous(fdi) ? successorOf(fdi) : fdi) / 10) % 4 <= 1; // quadrants 1 and 4
  return right ? 8 - half : 7 + half;
}

function repeated(numbers: readonly number[]): number {
  const seen = new Set<number>();
  let count = 0;
  for (const fdi of numbers) {
    if (fdi === NO_PLACE) continue;
    if (seen.has(fdi)) count++;
    seen.add(fdi);
  }
  return count;
}

function distance([ax, ay]: Point2, [bx, by]: Point2): number {
  return Math.hypot(ax - bx, ay - by);
}

/** What each number costs one tooth, whatever the others are: place, row and size; indexed by FDI code. */
function costsAlone(tooth: CheckedTooth, n: number, space: ArchSpace, scales: SizeScales): Float64Array {
  const costs = new Float64Array(100);
  costs[NO_PLACE] = SUPERNUMERARY_COST;
  for (const fdi of [...PERMANENT_FDI, ...DECIDUOUS_FDI]) {
    const spread = space.spread * (tooth.impacted ? IMPACTED_SPREAD : isDeciduous(fdi) ? DECIDUOUS_SPREAD : 1);
    const off = distance(space.at[n], space.placeOf(fdi)) / spread;
    const beyond = tooth.impacted ? 0 : space.beyond[jawOf(fdi)][n];
    costs[fdi] = 0.5 * Math.min(MAX_Z2, off * off) + OTHER_ROW * beyond ** 2 + sizeCost(tooth, fdi, scales);
  }
  return costs;
}

function sizeCost(tooth: CheckedTooth, fdi: number, scales: SizeScales): number {
  if (!isSized(tooth)) return 0;
  let cost = 0;
  for (const metric of SIZE_METRICS) {
    const [value, scale] = [tooth.sizes[metric], scales[metric]];
    if (value === null || scale === null || value <= 0) continue;
    const z = Math.log(value / (scale * usualRange(fdi, metric).mean)) / SIZE_SD[metric];
    cost += 0.5 * Math.min(MAX_Z2, z * z);
  }
  return cost;
}

/** All numbers of a jaw and dentition, in the order of places. */
export function numbersOfRow(fdi: number): readonly number[] {
  const row = ARCH_ORDER[jawOf(fdi)];
  return isDeciduous(fdi) ? row.filter((one) => positionOf(one) <= 5).map((one) => one + 40) : row;
}
