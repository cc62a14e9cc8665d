/** A new case for a person at a terminal. */
import {
  IMPORT_PROVIDER,
  isGrown,
  type CaseFile,
  type IosCase,
  type OpgCase,
  type RunFile,
  type ToothInstance,
} from '#contract/case';
import { toothName } from '#core/fdi';

/** The tooth table and the warnings, for a person. */
export function summary(caseDir: string, caseFile: CaseFile, run: RunFile): string {
  const { instances, missing, warnings, provider, models } = caseFile;
  const precision = [...new Set(models.flatMap((model) => model.precision ?? []))].join('+');
  const seconds = run.totalSeconds.toFixed(1);
  const replaced = instances.filter((tooth) => !isGrown(tooth)).length;
  const memoryGb = (run.peakMemoryBytes / 1e9).toFixed(2);
  return [
    ...(instances.length === 0 ? [] : [tableOf(caseFile)]),
    ...(caseFile.modality === 'ios'
      ? [`${JAW_NAMES[caseFile.jaw.is]}, ${EVIDENCE_NAMES[caseFile.jaw.evidence]}.`]
      : []),
    `${instances.length - replaced} teeth found${replaced > 0 ? `, ${replaced} implants or pontics` : ''}. Not found: ${missing.join(' ') || 'none'}.`,
    ...warnings.map(({ message }) => `Warning: ${message}`),
    ...instances.flatMap((tooth) => tooth.warnings.map(({ message }) => `Warning, tooth ${tooth.fdi}: ${message}`)),
    `${seconds} s ${provider === IMPORT_PROVIDER ? 'to import' : `on ${provider}${precision && ` (${precision})`}`}, at most ${memoryGb} GB of memory.`,
    `Case: ${caseDir}`,
    '',
  ].join('\n');
}

const JAW_NAMES = { upper: 'Upper jaw', lower: 'Lower jaw' } as const;
const EVIDENCE_NAMES: Readonly<Record<IosCase['jaw']['evidence'], string>> = {
  person: 'as you said',
  palate: 'since its palate shows',
  'tooth-sizes': 'by the sizes of its teeth',
  assumed: 'which nothing tells',
};

function tableOf(caseFile: CaseFile): string {
  switch (caseFile.modality) {
    case 'cbct':
      return toothTable(caseFile.instances);
    case 'opg':
      return outlineTable(caseFile);
    case 'ios':
      return crownTable(caseFile);
  }
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

function toothTable(instances: readonly ToothInstance[]): string {
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
function outlineTable({ instances, supernumerary, source }: OpgCase): string {
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

function crownTable({ instances }: IosCase): string {
  return table(
    ['FDI', 'tooth', 'MD mm', 'BL mm', 'crown mm', 'area mm²', 'confidence'],
    instances.map((tooth) => [
      String(tooth.fdi),
      toothName(tooth.fdi),
      tooth.mesiodistalMm.toFixed(1),
      tooth.buccolingualMm.toFixed(1),
      tooth.crownHeightMm?.toFixed(1) ?? '–',
      tooth.areaMm2.toFixed(0),
      percentText(tooth.confidence),
    ]),
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
