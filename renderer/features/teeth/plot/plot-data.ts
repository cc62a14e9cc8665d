/** A metric over both arches: 16 places for each jaw, on one scale. */
import { CHART_ROWS, isDeciduous, jawOf, predecessorOf, type Jaw } from '#core/fdi';
import type { UsualRange } from '#core/teeth/tooth-sizes';
import { outlierOf, type MetricSheet } from '../metric.ts';

export interface PlotMark {
  readonly label: number;
  readonly fdi: number;
  readonly deciduous: boolean;
  readonly value: number;
  readonly outlier: 'low' | 'high' | null;
  /** Height in the plot, 0…1 from below. */
  readonly at: number;
}

export interface PlotBand {
  readonly from: number;
  readonly to: number;
  readonly mean: number;
}

export interface PlotPlace {
  /** The permanent tooth of the place. */
  readonly fdi: number;
  /** The usual range, 0…1 from below; of the deciduous tooth where only that is there. */
  readonly band: PlotBand | null;
  /** None, one, a deciduous tooth beside its successor, or teeth that bear the same number. */
  readonly marks: readonly PlotMark[];
}

export interface PlotTick {
  readonly value: number;
  readonly at: number;
}

export interface Plot {
  readonly rows: readonly { readonly jaw: Jaw; readonly places: readonly PlotPlace[] }[];
  readonly ticks: readonly PlotTick[];
}

/** What is plotted of a column of the sheet; supernumerary teeth have no place. */
export function plotOf(sheet: MetricSheet, columnIndex: number): Plot {
  const column = sheet.columns[columnIndex];
  const places = CHART_ROWS.map((row) =>
    row.map((fdi) => {
      const teeth = [fdi, predecessorOf(fdi)].flatMap((code) =>
        sheet.rows.flatMap(({ label, fdi: own, values }) => {
          const value = values[columnIndex] ?? null;
          return own === null || own !== code || value === null ? [] : [{ label, fdi: own, value }];
        }),
      );
      const range = column.usual === null ? null : column.usual(teeth.length === 1 ? teeth[0].fdi : fdi);
      return { fdi, teeth, range };
    }),
  );
  const all = places
    .flat()
    .flatMap(({ teeth, range }) => [
      ...teeth.map(({ value }) => value),
      ...(range === null ? [] : [range.low, range.high]),
    ]);
  const scale = niceScale(all);
  const at = (value: number): number => (value - scale.from) / (scale.to - scale.from);
  return {
    rows: places.map((row) => ({
      jaw: jawOf(row[0].fdi),
      places: row.map(({ fdi, teeth, range }) => ({
        fdi,
        band: range === null ? null : bandOf(range, at),
        marks: teeth.map((tooth) => ({
          ...tooth,
          deciduous: isDeciduous(tooth.fdi),
          outlier: outlierOf(column, tooth.fdi, tooth.value),
          at: at(tooth.value),
        })),
      })),
    })),
    ticks: scale.ticks.map((value) => ({ value, at: at(value) })),
  };
}

function bandOf({ low, high, mean }: UsualRange, at: (value: number) => number): PlotBand {
  return { from: at(low), to: at(high), mean: at(mean) };
}

interface Scale {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
}

const MOST_TICKS = 5;

/** The smallest range of round numbers around values, with at most MOST_TICKS steps of 1, 2 or 5 times a power of ten. */
export function niceScale(values: readonly number[]): Scale {
  const least = Math.min(...values, Infinity);
  const greatest = Math.max(...values, -Infinity);
  if (!Number.isFinite(least)) return { from: 0, to: 1, ticks: [0, 1] };
  const span = greatest - least || Math.abs(greatest) || 1;
  const rough = span / MOST_TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? 10 * power;
  const first = Math.floor(least / step);
  const last = Math.max(first + 1, Math.ceil(greatest / step));
  const ticks = Array.from({ length: last - first + 1 }, (_, n) => Number(((first + n) * step).toPrecision(12)));
  return { from: ticks[0], to: ticks[ticks.length - 1], ticks };
}
