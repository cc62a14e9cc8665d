/** What a report says of a case as it was reviewed. */
import { chartTeeth, teethBeside } from '#contract/charted-case';
import { labelOf, type CaseFile, type OpgCase, type RunFile } from '#contract/case';
import { checkedCase, DOUBTS } from '#contract/checked-case';
import { resultOf } from '#contract/reviewed-case';
import { checkCase } from '#core/checks/check-case';
import { toothPieces } from '#core/checks/tooth-pieces';
import type {
  ReportColumn,
  ReportContent,
  ReportFinding,
  ReportPicture,
  ReportReview,
  ReportTooth,
} from '#core/report/report-content';
import type { ReviewedResult } from '../review/reviewed-result.ts';
import type { Practice } from './practice.ts';
import { drawnCanals, drawnMeasurements } from './report-drawings.ts';
import type { ExportOptions } from '#contract/exports';

export interface ReportSources {
  readonly result: ReviewedResult;
  readonly run: RunFile;
  readonly practice: Practice;
  readonly options: ExportOptions;
  /** YYYY-MM-DD or ''. */
  readonly birthDate: string;
  readonly picture: ReportPicture | null;
  readonly printedAt: string; // ISO 8601
}

export function reportContent(sources: ReportSources): ReportContent {
  const { result, run, options, practice, birthDate, picture, printedAt } = sources;
  const { caseFile, everyTooth, now } = result;
  if (caseFile.modality === 'ios') throw new TypeError('Reports are of a CBCT or a radiograph');
  const { source, modality, id, models, createdAt, quadrantVersion, provider } = caseFile;
  const { deidentify, language } = options;
  const spacingMm = 'radiograph' in source ? source.radiograph.pixelSpacingMm : source.geometry.spacingMm;
  const dims = modality === 'cbct' ? source.geometry.dims : source.geometry.dims.slice(0, 2);
  const { patientName: name, patientId, studyDate } = source;
  return {
    caseId: id,
    modality,
    patient: deidentify ? null : { name, id: patientId, birthDate, studyDate },
    practice: deidentify ? { name: '', lines: [] } : practice,
    scan: { dims, spacingMm },
    chart: new Map(chartTeeth(everyTooth)),
    beside: teethBeside(resultOf(everyTooth)),
    missing: now.missing,
    picture,
    ...tableOf(everyTooth),
    findings: findingsOf(result),
    measurements: drawnMeasurements(result, language, deidentify),
    canals: drawnCanals(result, deidentify),
    // What was said of files may name them.
    warnings: deidentify ? caseFile.warnings.filter(({ message }) => !/[/\\]/.test(message)) : caseFile.warnings,
    run: { quadrantVersion, createdAt, models, provider, seconds: run.totalSeconds, importedFrom: originOf(caseFile) },
    review: reviewOf(result, deidentify),
    printedAt,
  };
}

function originOf(caseFile: CaseFile): string | null {
  const imported = caseFile.modality === 'cbct' ? caseFile.imported : undefined;
  return imported === undefined ? null : [imported.program, ...imported.algorithms].join(', ');
}

/** Every tooth that belongs to the result, with its measurements. */
function tableOf(everyTooth: CaseFile): Pick<ReportContent, 'columns' | 'teeth'> {
  const result = resultOf(everyTooth);
  if (result.modality === 'opg') return radiographTable(result);
  if (result.modality === 'ios') throw new TypeError('Reports are of a CBCT or a radiograph');
  const columns: readonly ReportColumn[] = [
    { name: 'lengthMm', unit: 'mm', decimals: 1 },
    { name: 'crownLengthMm', unit: 'mm', decimals: 1 },
    { name: 'rootLengthMm', unit: 'mm', decimals: 1 },
    { name: 'mesiodistalMm', unit: 'mm', decimals: 1 },
    { name: 'buccolingualMm', unit: 'mm', decimals: 1 },
    { name: 'volumeMm3', unit: 'mm³', decimals: 0 },
    { name: 'tiltDeg', unit: '°', decimals: 0 },
  ];
  const look = looksOf(result);
  const teeth = result.instances.map((tooth): ReportTooth => ({
    ...look(tooth),
    values: [
      tooth.lengthMm,
      tooth.crownLengthMm ?? null,
      tooth.rootLengthMm ?? null,
      tooth.mesiodistalMm,
      tooth.buccolingualMm,
      tooth.volumeMm3,
      tooth.tiltDeg,
    ],
  }));
  return { columns, teeth };
}

/** One unit for a whole radiograph: mm where the file has a scale, else pixels. */
function radiographTable(result: OpgCase): Pick<ReportContent, 'columns' | 'teeth'> {
  const spacing = result.source.radiograph.pixelSpacingMm;
  const [unit, decimals, areaOfPixel] =
    spacing === null ? (['px', 0, 1] as const) : (['mm', 1, spacing[0] * spacing[1]] as const);
  const columns: readonly ReportColumn[] = [
    { name: 'lengthMm', unit, decimals },
    { name: 'widthMm', unit, decimals },
    { name: 'area', unit: `${unit}²`, decimals: 0 },
  ];
  const look = looksOf(result);
  const values = ({
    lengthMm,
    widthMm,
    lengthPx,
    widthPx,
    areaPx,
  }: OpgCase['supernumerary'][number] | OpgCase['instances'][number]) => [
    spacing === null ? lengthPx : lengthMm,
    spacing === null ? widthPx : widthMm,
    areaPx * areaOfPixel,
  ];
  const teeth = [
    ...result.instances.map((tooth): ReportTooth => ({ ...look(tooth), values: values(tooth) })),
    ...result.supernumerary.map((tooth): ReportTooth => ({
      fdi: tooth.nearFdi,
      supernumerary: true,
      state: 'present',
      marks: [],
      confidence: tooth.confidence,
      status: 'proposed',
      values: values(tooth),
    })),
  ];
  return { columns, teeth };
}

/** A tooth as the chart tells of it. */
function looksOf(result: CaseFile): (tooth: CaseFile['instances'][number]) => Omit<ReportTooth, 'values'> {
  const chart = chartTeeth(result);
  return (tooth) => {
    const { fdi, confidence, status = 'proposed', type = 'tooth' } = tooth;
    const place = chart.get(fdi);
    // Of several teeth with one number the chart shows the first.
    const own = place?.label === labelOf(tooth) ? place : null;
    const double = place?.marks.includes('double') === true ? (['double'] as const) : [];
    const supernumerary = type === 'supernumerary';
    const state = own?.state ?? (type === 'implant' || type === 'pontic' || type === 'remnant' ? type : 'present');
    const marks = supernumerary ? [] : (own?.marks ?? double);
    return { fdi, confidence, status, supernumerary, state, marks };
  };
}

/** What the nets noticed and the checks find by themselves. */
const FOUND_BY_CHECKS: ReadonlySet<string> = new Set([...DOUBTS, 'tooth.cut-by-border', 'tooth.volume-large']);

/** Open ones first, then what a person let stand, then what the nets noticed of teeth that nobody changed. */
function findingsOf({ everyTooth, caseFile, labels, now }: ReviewedResult): readonly ReportFinding[] {
  const result = resultOf(everyTooth);
  // Teeth come in the same order under the labels of the review and under those of the label map.
  const values = new Map(result.instances.map((tooth, n) => [labelOf(tooth), labelOf(caseFile.instances[n] ?? tooth)]));
  const checked = checkedCase(everyTooth, [...now.missing.keys()], (tooth) =>
    toothPieces(labels.data, labels.geometry.dims, values.get(labelOf(tooth)) ?? labelOf(tooth), tooth.boundsIjk),
  );
  const findings = checkCase(checked).map((finding): ReportFinding => ({
    kind: 'check',
    finding,
    settled: now.settled.has(finding.key),
  }));
  const isSettled = (row: ReportFinding): boolean => row.kind === 'check' && row.settled;
  const noticed = result.instances.flatMap(({ fdi, status = 'proposed', warnings }: CaseFile['instances'][number]) =>
    status === 'proposed'
      ? warnings.filter(({ code }) => !FOUND_BY_CHECKS.has(code)).map((finding) => ({ fdi, finding }))
      : [],
  );
  return [
    ...findings.filter((row) => !isSettled(row)),
    ...findings.filter(isSettled),
    ...noticed.map((found): ReportFinding => ({ kind: 'noticed', severity: 'note', ...found })),
  ];
}

function reviewOf({ review }: ReviewedResult, deidentify: boolean): ReportReview | null {
  if (review === null) return null;
  const { reviewedBy, lastChangeAt, signed, teeth } = review;
  return {
    reviewedBy: deidentify ? [] : reviewedBy,
    lastChangeAt,
    signed: signed === null ? null : { at: signed.at, by: deidentify ? null : signed.by },
    undecided: teeth.proposed,
  };
}
