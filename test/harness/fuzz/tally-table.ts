import type { Tally } from './hunt.ts';
import { megabytes } from './watched-reader.ts';

const COLUMNS = [
  'reader',
  'inputs',
  'results',
  'refused',
  'untyped',
  'crashes',
  'hangs',
  'memory',
  'slowest',
  'most memory',
] as const;

/** What every reader made of its inputs, a line each, and below it the codes by which it refused. */
export function tallyTable(tallies: readonly Tally[]): string {
  const rows = tallies.map(rowOf);
  const total = tallies.reduce((sum, { inputs }) => sum + inputs, 0);
  const widths = COLUMNS.map((name, n) => Math.max(name.length, ...rows.map((row) => row[n].length)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, n) => (n === 0 ? cell.padEnd(widths[n]) : cell.padStart(widths[n]))).join('  ');
  const codes = tallies.map(({ reader, refused, slowest }) => {
    const byCount = [...refused].toSorted(([, a], [, b]) => b - a).map(([code, times]) => `${code} ${times}`);
    return `${reader.padEnd(widths[0])}  ${byCount.join(', ') || 'nothing refused'}; slowest ${slowest}`;
  });
  return [line(COLUMNS), ...rows.map(line), '', ...codes, '', `${total} inputs`].join('\n');
}

function rowOf({ reader, inputs, results, refused, found, slowestMs, most }: Tally): string[] {
  const refusals = [...refused.values()].reduce((sum, times) => sum + times, 0);
  const counts = [inputs, results, refusals, found.untyped, found.crash, found.hang, found.memory].map(String);
  return [reader, ...counts, `${(slowestMs / 1000).toFixed(2)} s`, megabytes(most)];
}
