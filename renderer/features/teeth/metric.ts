/** What is measured on teeth, one entry for each: read by the card, the table and the plot. */
import {
  labelOf,
  type CaseFile,
  type OpgCase,
  type OutlinedTooth,
  type ScannedTooth,
  type SupernumeraryTooth,
  type ToothInstance,
} from '#contract/case';
import { outsideOf, usualRange, type SizedMetric, type UsualRange } from '#core/teeth/tooth-sizes';
import type { MetricName } from '#core/words/metric-words';

export interface Metric<Tooth> {
  readonly id: MetricName;
  /** "mm", "mm³", "°", "%", "px" or nothing. */
  readonly unit: string;
  readonly decimals: number;
  /** In the unit; null where it was not or cannot be measured. */
  readonly value: (tooth: Tooth) => number | null;
  /** The textbook's range of a tooth, where there is one. */
  readonly usual: ((fdi: number) => UsualRange) | null;
}

function measured(
  id: MetricName,
  unit: string,
  decimals: number,
  value: (tooth: ToothInstance) => number | null | undefined,
): Metric<ToothInstance> {
  return { id, unit, decimals, value: (tooth) => value(tooth) ?? null, usual: null };
}

/** A length or volume that the textbook knows; of shares it is told in percent. */
function sized(
  id: SizedMetric,
  unit: string,
  decimals: number,
  value: (tooth: ToothInstance) => number | null | undefined,
): Metric<ToothInstance> {
  const factor = unit === '%' ? 100 : 1;
  return {
    ...measured(id, unit, decimals, value),
    usual: (fdi) => {
      const { mean, low, high } = usualRange(fdi, id);
      return { mean: mean * factor, low: low * factor, high: high * factor };
    },
  };
}

const percent = (share: number | null | undefined): number | null => (share == null ? null : 100 * share);

function crownShare({ crownLengthMm, lengthMm }: ToothInstance): number | null {
  return crownLengthMm == null ? null : crownLengthMm / lengthMm;
}

export const CBCT_METRICS: readonly Metric<ToothInstance>[] = [
  sized('lengthMm', 'mm', 1, (tooth) => tooth.lengthMm),
  sized('crownLengthMm', 'mm', 1, (tooth) => tooth.crownLengthMm),
  sized('rootLengthMm', 'mm', 1, (tooth) => tooth.rootLengthMm),
  sized('crownShare', '%', 0, (tooth) => percent(crownShare(tooth))),
  sized('mesiodistalMm', 'mm', 1, (tooth) => tooth.mesiodistalMm),
  sized('buccolingualMm', 'mm', 1, (tooth) => tooth.buccolingualMm),
  sized('volumeMm3', 'mm³', 0, (tooth) => tooth.volumeMm3),
  measured('tiltDeg', '°', 0, (tooth) => tooth.tiltDeg),
  measured('meanGrey', '', 0, (tooth) => tooth.meanGrey),
  measured('mesialGapMm', 'mm', 1, (tooth) => tooth.neighbours?.mesial?.distanceMm),
  measured('distalGapMm', 'mm', 1, (tooth) => tooth.neighbours?.distal?.distanceMm),
  measured('brightShare', '%', 1, (tooth) => percent(tooth.brightShare)),
  measured('occlusalDepthMm', 'mm', 1, (tooth) => tooth.occlusalDepthMm),
  measured('rootTipToBorderMm', 'mm', 1, (tooth) => tooth.rootTipToBorderMm),
  measured('confidence', '', 2, (tooth) => tooth.confidence),
];

/** Crowns as far as the gums leave them free: of lengths the textbook knows only whole ones. */
export const IOS_METRICS: readonly Metric<ScannedTooth>[] = [
  { ...crownSize('mesiodistalMm'), value: ({ mesiodistalMm }) => mesiodistalMm },
  { ...crownSize('buccolingualMm'), value: ({ buccolingualMm }) => buccolingualMm },
  { id: 'crownLengthMm', unit: 'mm', decimals: 1, value: ({ crownHeightMm }) => crownHeightMm, usual: null },
  { id: 'area', unit: 'mm²', decimals: 0, value: ({ areaMm2 }) => areaMm2, usual: null },
  { id: 'confidence', unit: '', decimals: 2, value: ({ confidence }) => confidence, usual: null },
];

function crownSize(id: 'mesiodistalMm' | 'buccolingualMm'): MetricColumn {
  return { id, unit: 'mm', decimals: 1, usual: (fdi) => usualRange(fdi, id) };
}

type Outlined = OutlinedTooth | SupernumeraryTooth;

/** One unit for a whole radiograph: mm where the file has a scale, else pixels. */
export function opgMetrics({ instances, supernumerary, source }: OpgCase): readonly Metric<Outlined>[] {
  const teeth = [...instances, ...supernumerary];
  const scaled = teeth.every(({ lengthMm, widthMm }) => lengthMm !== null && widthMm !== null);
  const spacing = scaled ? source.radiograph.pixelSpacingMm : null;
  const [unit, decimals] = scaled ? (['mm', 1] as const) : (['px', 0] as const);
  const metric = (id: MetricName, of: string, digits: number, value: (tooth: Outlined) => number | null) => ({
    id,
    unit: of,
    decimals: digits,
    value,
    usual: null,
  });
  return [
    metric('lengthMm', unit, decimals, (tooth) => (scaled ? tooth.lengthMm : tooth.lengthPx)),
    metric('widthMm', unit, decimals, (tooth) => (scaled ? tooth.widthMm : tooth.widthPx)),
    metric('area', `${spacing === null ? 'px' : 'mm'}²`, decimals, (tooth) =>
      spacing === null ? tooth.areaPx : tooth.areaPx * spacing[0] * spacing[1],
    ),
    metric('meanGrey', '', 0, (tooth) => tooth.meanGrey),
    metric('confidence', '', 2, (tooth) => tooth.confidence),
  ];
}

/** A tooth's row: its label in the label map and its values in order. */
export interface MetricRow {
  readonly label: number;
  /** null for a supernumerary tooth. */
  readonly fdi: number | null;
  readonly confidence: number;
  readonly values: readonly (number | null)[];
}

/** What a column is, without how it is read. */
export type MetricColumn = Omit<Metric<never>, 'value'>;

export interface MetricSheet {
  readonly columns: readonly MetricColumn[];
  readonly rows: readonly MetricRow[];
}

/** Every value of every tooth of a case, in the case's order. */
export function metricSheet(caseFile: CaseFile): MetricSheet {
  if (caseFile.modality === 'cbct') return sheetOf(CBCT_METRICS, caseFile.instances);
  if (caseFile.modality === 'ios') return sheetOf(IOS_METRICS, caseFile.instances);
  const metrics = opgMetrics(caseFile);
  const numbered = caseFile.instances.map((tooth) => ({
    label: labelOf(tooth),
    fdi: numberOf(tooth),
    tooth,
  }));
  const extra = caseFile.supernumerary.map((tooth) => ({ label: tooth.label, fdi: null, tooth }));
  const rows = [...numbered, ...extra].map(({ label, fdi, tooth }) => ({
    label,
    fdi,
    confidence: tooth.confidence,
    values: metrics.map(({ value }) => value(tooth)),
  }));
  return { columns: metrics, rows };
}

function sheetOf<Tooth extends CaseFile['instances'][number]>(
  metrics: readonly Metric<Tooth>[],
  teeth: readonly Tooth[],
): MetricSheet {
  const rows = teeth.map((tooth) => ({
    label: labelOf(tooth),
    fdi: numberOf(tooth),
    confidence: tooth.confidence,
    values: metrics.map(({ value }) => value(tooth)),
  }));
  return { columns: metrics, rows };
}

function numberOf({ fdi, type }: CaseFile['instances'][number]): number | null {
  return type === 'supernumerary' ? null : fdi;
}

/** On which side of the usual a tooth's value lies; null within it, and where nothing is known. */
export function outlierOf({ usual }: MetricColumn, fdi: number | null, value: number | null): 'low' | 'high' | null {
  return usual === null || fdi === null || value === null ? null : outsideOf(value, usual(fdi));
}

/** "12.3"; a dash where there is no value. */
export function metricNumber({ decimals }: Pick<MetricColumn, 'decimals'>, value: number | null): string {
  return value === null ? '–' : value.toFixed(decimals);
}

/** "12.3 mm". */
export function metricValue(column: Pick<MetricColumn, 'decimals' | 'unit'>, value: number | null): string {
  const { unit } = column;
  const number = metricNumber(column, value);
  return value === null || unit === '' ? number : unit === '°' ? `${number}°` : `${number} ${unit}`;
}
