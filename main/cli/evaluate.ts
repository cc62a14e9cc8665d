/** quadrant evaluate --truth … --pred …: how well predicted label maps agree with true ones. */
import { resolve } from 'node:path';
import { evaluateCbct, type CbctEvaluation } from '../services/evaluate-cbct.ts';
import type { Terminal } from './terminal.ts';
import { parseCommand, usageError } from './usage.ts';

export async function evaluateCommand(args: readonly string[], { stdout, stderr }: Terminal): Promise<void> {
  const { values, positionals } = parseCommand(args, {
    truth: { type: 'string' },
    pred: { type: 'string' },
    track: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  if (positionals.length > 0) throw usageError(`"${positionals[0]}" is not expected here.`);
  if (values.truth === undefined || values.pred === undefined) throw usageError('Give --truth and --pred.');
  if (values.track === 'opg') throw usageError('This version evaluates CBCT label maps only (--track cbct).');
  if (values.track !== 'cbct') throw usageError('Say what is evaluated: --track cbct.');
  const evaluation = await evaluateCbct(resolve(values.truth), resolve(values.pred), (name, index, count) =>
    stderr.write(`${index + 1}/${count} ${name}\n`),
  );
  stdout.write(values.json ? `${JSON.stringify(evaluation, null, 2)}\n` : scoreTable(evaluation));
}

/** One line a case and the means, for a person. */
export function scoreTable({ cases, mean }: CbctEvaluation): string {
  const rows = [...cases, { name: 'mean', ...mean }].map(({ name, image, instance, identification }) => [
    name,
    ...[image?.dsc, instance?.dsc, instance?.iou, instance?.nsd2vox, instance?.nsd1mm, identification].map(
      (value) => value?.toFixed(4) ?? '–',
    ),
  ]);
  const titles = ['scan', 'image Dice', 'instance Dice', 'IoU', 'NSD 2 voxels', 'NSD 1 mm', 'IA'];
  const widths = titles.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column].length)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ');
  return `${[titles, ...rows].map(line).join('\n')}\n`;
}
