/** The figures of an evaluation as text tables, for a person. */
import type { MeanScore, TeethScore } from '#core/evaluate/summary';
import type { Evaluation } from '../services/evaluate/evaluate.ts';

/** Cases and means, then groups (if there are several), kinds of teeth, single teeth and the worst cases. */
export function scoreTables({ cases, mean, groups, kinds, teeth, worst }: Pick<Evaluation, Shown>): string {
  const inMm = cases.some(({ image }) => image !== null && image.nsd1mm !== null);
  const nsdTitle = inMm ? 'NSD 2 voxels' : 'NSD 2 pixels';
  const caseColumns = ['image Dice', 'instance Dice', 'IoU', nsdTitle, ...(inMm ? ['NSD 1 mm'] : []), 'IA'];
  const teethColumns = ['teeth', 'found', 'extra', 'Dice', 'of found', 'IoU', nsdTitle, ...(inMm ? ['NSD 1 mm'] : [])];
  const tables = [
    table(
      ['case', ...caseColumns],
      [
        ...cases.map((score) => [score.name, ...meanCells(score, inMm)]),
        [`mean of ${cases.length}`, ...meanCells(mean, inMm)],
      ],
    ),
    ...(groups.length < 2
      ? []
      : [
          table(
            ['group', 'cases', ...caseColumns],
            groups.map((group) => [group.group, String(group.cases), ...meanCells(group.mean, inMm)]),
          ),
        ]),
    table(
      ['kind', ...teethColumns],
      kinds.map((score) => [`${score.jaw} ${score.kind}`, ...teethCells(score, inMm)]),
    ),
    table(
      ['FDI', ...teethColumns],
      teeth.map((score) => [String(score.fdi), ...teethCells(score, inMm)]),
    ),
    ...(worst.length < 2 ? [] : [`Lowest instance Dice: ${worst.join(', ')}\n`]),
  ];
  return tables.join('\n');
}

type Shown = 'cases' | 'mean' | 'groups' | 'kinds' | 'teeth' | 'worst';

function meanCells({ image, instance, identification }: MeanScore, inMm: boolean): string[] {
  const figures = [image?.dsc, instance?.dsc, instance?.iou, instance?.nsd2vox];
  return [...figures, ...(inMm ? [instance?.nsd1mm] : []), identification].map(fourDigits);
}

function teethCells({ teeth, found, extra, mean, dscOfFound }: TeethScore, inMm: boolean): string[] {
  const figures = [mean?.dsc, dscOfFound, mean?.iou, mean?.nsd2vox, ...(inMm ? [mean?.nsd1mm] : [])];
  return [String(teeth), String(found), String(extra), ...figures.map(fourDigits)];
}

function fourDigits(value: number | null | undefined): string {
  return value?.toFixed(4) ?? '–';
}

/** The first column to the left, numbers to the right. */
function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = titles.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column].length)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ');
  return `${[titles, ...rows].map(line).join('\n')}\n`;
}
