/** quadrant deidentify <folder|file> --out <folder>: DICOM files without persons, and a report that names nobody. */
import { resolve } from 'node:path';
import {
  DEIDENTIFY_LAYOUTS,
  RETAIN_OPTIONS,
  retainOptionSchema,
  type DeidentificationReport,
  type RetainOption,
} from '#contract/deidentify';
import { deidentifyFolder, REPORT_NAME } from '../services/deidentify/deidentify-folder.ts';
import { version } from './installation.ts';
import type { Terminal } from './terminal.ts';
import { untilSignal } from './until-signal.ts';
import { onePositional, parseCommand, usageError } from './usage.ts';

/** 1 when a file was held back or could not be read. */
export async function deidentifyCommand(args: readonly string[], { stdout, stderr }: Terminal): Promise<number> {
  const { values, positionals } = parseCommand(args, {
    out: { type: 'string' },
    retain: { type: 'string', multiple: true, default: [] },
    key: { type: 'string' },
    layout: { type: 'string', default: 'dicom' },
    'include-burned-in': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  const inPath = resolve(onePositional(positionals, 'folder or file'));
  if (values.out === undefined) throw usageError('Say where the result is to be written: --out <folder>.');
  const layout = DEIDENTIFY_LAYOUTS.find((known) => known === values.layout);
  if (layout === undefined) throw usageError(`--layout must be one of ${DEIDENTIFY_LAYOUTS.join(', ')}.`);
  const { out, key, 'include-burned-in': includeBurnedIn } = values;
  const report = await untilSignal((signal) =>
    deidentifyFolder({
      inPath,
      outDir: resolve(out),
      retain: retained(values.retain),
      keyPath: key === undefined ? null : resolve(key),
      layout,
      includeBurnedIn,
      quadrantVersion: version(),
      signal,
      onProgress: (done, of) => {
        if (stderr.isTTY === true) stderr.write(`\r${done} of ${of} files${done === of ? '\n' : ''}`);
      },
    }),
  );
  for (const line of warningLines(report)) stderr.write(`${line}\n`);
  stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : `${summary(report)}\n`);
  return report.counts.held + report.counts.refused > 0 ? 1 : 0;
}

/** Several options may stand behind one --retain, separated by commas. */
export function retained(values: readonly string[]): ReadonlySet<RetainOption> {
  const options = values
    .flatMap((value) => value.split(','))
    .map((value) => {
      const { data } = retainOptionSchema.safeParse(value.trim());
      if (data === undefined) throw usageError(`--retain must be one of ${RETAIN_OPTIONS.join(', ')}.`);
      return data;
    });
  if (options.includes('dates') && options.includes('shifted-dates'))
    throw usageError('Dates stay as they are or are shifted: --retain dates or --retain shifted-dates.');
  return new Set(options);
}

/** Loud: every file that was not written, and every warning, by the number that it has in the report. */
function warningLines({ files }: DeidentificationReport): string[] {
  const bySaying = new Map<string, number[]>();
  for (const { file, outcome, reason, warnings } of files) {
    const sayings = outcome === 'held' || outcome === 'refused' ? [`${WORDS[outcome]}: ${reason}`] : warnings;
    for (const saying of sayings) bySaying.set(saying, [...(bySaying.get(saying) ?? []), file]);
  }
  return [...bySaying].map(([saying, numbers]) => `${fileNumbers(numbers)}: ${saying}`);
}

const WORDS = { held: 'held back', refused: 'refused' } as const;
const MOST_NUMBERS = 12;

function fileNumbers(numbers: readonly number[]): string {
  const shown = numbers.slice(0, MOST_NUMBERS).join(', ');
  const more = numbers.length > MOST_NUMBERS ? ` and ${numbers.length - MOST_NUMBERS} more` : '';
  return `${numbers.length === 1 ? 'File' : 'Files'} ${shown}${more}`;
}

function summary({ counts, patients }: DeidentificationReport): string {
  const { written, there, held, refused, dropped } = counts;
  const parts = [
    `${written} files de-identified`,
    ...(there > 0 ? [`${there} there already`] : []),
    ...(held > 0 ? [`${held} held back`] : []),
    ...(refused > 0 ? [`${refused} unreadable`] : []),
    ...(dropped > 0 ? [`${dropped} left out`] : []),
  ];
  return `${parts.join(', ')}; ${patients} ${patients === 1 ? 'patient' : 'patients'}. See ${REPORT_NAME}.`;
}
