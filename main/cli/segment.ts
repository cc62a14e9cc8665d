/** quadrant segment <scan> --out <case>: the main use-case, in this process. */
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { PRECISION_CHOICES, precisionChoiceSchema, PROVIDER_CHOICES, providerChoiceSchema } from '#contract/api';
import type { CaseFile, OpgCase, RunFile, ToothInstance } from '#contract/case';
import { toothName } from '#core/fdi';
import { removePartialCase } from '../io/case-folder.ts';
import { readScan } from '../io/read-scan.ts';
import { segmentScan } from '../services/segment-scan.ts';
import { Timings } from '../services/timings.ts';
import { userDataDir } from '../services/data-dir.ts';
import { INSTALLED_MODELS_DIR, version } from './installation.ts';
import { progressPrinter, type Terminal } from './terminal.ts';
import { onePositional, parseCommand, usageError } from './usage.ts';

export async function segmentCommand(args: readonly string[], terminal: Terminal): Promise<void> {
  const { values, positionals } = parseCommand(args, {
    out: { type: 'string' },
    provider: { type: 'string', default: 'auto' },
    precision: { type: 'string', default: 'auto' },
    tta: { type: 'boolean', default: false },
    series: { type: 'string' },
    models: { type: 'string', default: INSTALLED_MODELS_DIR },
    json: { type: 'boolean', default: false },
  });
  const scanPath = resolve(onePositional(positionals, 'scan'));
  if (values.out === undefined) throw usageError('Say where the case is to be written: --out <case>.');
  const caseDir = resolve(values.out);
  const provider = providerChoiceSchema.safeParse(values.provider);
  if (!provider.success) throw usageError(`--provider must be one of ${PROVIDER_CHOICES.join(', ')}.`);
  const precision = precisionChoiceSchema.safeParse(values.precision);
  if (!precision.success) throw usageError(`--precision must be one of ${PRECISION_CHOICES.join(', ')}.`);

  const printer = progressPrinter(terminal);
  const { series } = values;
  const { caseFile, run } = await cancellable(caseDir, (signal) =>
    segmentScan({
      readScan: ({ report }) => readScan(scanPath, { report, signal, seriesUid: series }),
      size: null,
      scanPath,
      caseId: randomUUID(),
      caseDir,
      modelsDir: resolve(values.models),
      provider: provider.data,
      precision: precision.data,
      lookTwice: values.tta,
      version: version(),
      timings: new Timings(userDataDir()),
      onProgress: printer.show,
      signal,
    }),
  ).finally(printer.end);

  if (values.json) terminal.stdout.write(`${JSON.stringify({ out: caseDir, ...caseFile, run }, null, 2)}\n`);
  else terminal.stdout.write(summary(caseDir, caseFile, run));
}

/**
 * Runs a job that Ctrl-C stops: session.run blocks the loop, so the signal is noticed at the next patch. A second Ctrl-C
 * ends the process at once, with the half-written case removed.
 */
async function cancellable<Result>(caseDir: string, job: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) void removePartialCase(caseDir).finally(() => process.exit(3));
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  try {
    return await job(controller.signal);
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}

/** The tooth table and the warnings, for a person. */
export function summary(caseDir: string, caseFile: CaseFile, run: RunFile): string {
  const { instances, missing, warnings, provider, models } = caseFile;
  const precision = [...new Set(models.flatMap((model) => model.precision ?? []))].join('+');
  const seconds = run.totalSeconds.toFixed(1);
  const memoryGb = (run.peakMemoryBytes / 1e9).toFixed(2);
  return [
    ...(instances.length === 0
      ? []
      : [caseFile.modality === 'cbct' ? toothTable(caseFile.instances) : outlineTable(caseFile)]),
    `${instances.length} teeth found. Not found: ${missing.join(' ') || 'none'}.`,
    ...warnings.map(({ message }) => `Warning: ${message}`),
    ...instances.flatMap((tooth) => tooth.warnings.map(({ message }) => `Warning, tooth ${tooth.fdi}: ${message}`)),
    `${seconds} s on ${provider}${precision && ` (${precision})`}, at most ${memoryGb} GB of memory.`,
    `Case: ${caseDir}`,
    '',
  ].join('\n');
}

const CBCT_COLUMNS = [
  'FDI',
  'tooth',
  'volume mm³',
  'length mm',
  'MD mm',
  'BL mm',
  'tilt °',
  'grey',
  'confidence',
] as const;

export function toothTable(instances: readonly ToothInstance[]): string {
  const rows = instances.map((tooth) => [
    String(tooth.fdi),
    toothName(tooth.fdi),
    tooth.volumeMm3.toFixed(0),
    tooth.lengthMm.toFixed(1),
    tooth.mesiodistalMm.toFixed(1),
    tooth.buccolingualMm.toFixed(1),
    tooth.tiltDeg?.toFixed(0) ?? '–',
    tooth.meanGrey.toFixed(0),
    percentText(tooth.confidence),
  ]);
  return table(CBCT_COLUMNS, rows);
}

/** Teeth of a radiograph: in millimetres of the detector where the file tells a scale, else in pixels. */
export function outlineTable({ instances, supernumerary, source }: OpgCase): string {
  const unit = source.radiograph.pixelSpacingMm === null ? 'px' : 'mm (magnified)';
  const size = (mm: number | null, px: number): string => (mm ?? px).toFixed(mm === null ? 0 : 1);
  const cells = (tooth: OpgCase['instances'][number] | OpgCase['supernumerary'][number]): string[] => [
    size(tooth.lengthMm, tooth.lengthPx),
    size(tooth.widthMm, tooth.widthPx),
    tooth.meanGrey.toFixed(0),
    percentText(tooth.confidence),
  ];
  return table(
    ['FDI', 'tooth', `length ${unit}`, `width ${unit}`, 'grey', 'confidence'],
    [
      ...instances.map((tooth) => [String(tooth.fdi), toothName(tooth.fdi), ...cells(tooth)]),
      ...supernumerary.map((tooth) => ['extra', `near ${tooth.nearFdi}`, ...cells(tooth)]),
    ],
  );
}

function percentText(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

/** The second column to the left, the others to the right. */
function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = titles.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column].length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (column === 1 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
      .join('  ');
  return [line(titles), ...rows.map(line)].join('\n');
}
