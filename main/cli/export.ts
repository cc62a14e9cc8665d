/** quadrant export <case> --format <format> --out <file>: a case as something to look at or pass on. */
import { resolve } from 'node:path';
import { exportContactSheet } from '../services/export-contact-sheet.ts';
import { exportOutlines, OUTLINE_FORMATS } from '../services/export-outlines.ts';
import { exportTraining } from '../services/export-training.ts';
import type { Terminal } from './terminal.ts';
import { onePositional, parseCommand, usageError } from './usage.ts';

const FORMATS = ['contact-sheet', ...OUTLINE_FORMATS] as const;

export async function exportCommand(args: readonly string[], terminal: Terminal): Promise<void> {
  const { stdout } = terminal;
  const { values, positionals } = parseCommand(args, {
    format: { type: 'string' },
    out: { type: 'string' },
    scan: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  if (values.format === 'training') return exportToTraining(positionals, values, terminal);
  const caseDir = resolve(onePositional(positionals, 'case'));
  const format = FORMATS.find((known) => known === values.format);
  if (format === undefined)
    throw usageError(`Say what to export: --format ${[...FORMATS, 'training'].join(' or --format ')}.`);
  const extension = format === 'contact-sheet' ? 'png' : 'json';
  if (values.out === undefined) throw usageError(`Say where it is to be written: --out <file.${extension}>.`);
  // An export replaces an older one: a name of another kind is more likely a slip.
  if (!values.out.toLowerCase().endsWith(`.${extension}`))
    throw usageError(`The export is a ${extension.toUpperCase()} file: --out <file.${extension}>.`);
  const outPath = resolve(values.out);
  if (format !== 'contact-sheet' && values.scan !== undefined)
    throw usageError('Outlines are in the case: --scan goes with --format contact-sheet only.');
  const scanPath = values.scan === undefined ? undefined : resolve(values.scan);
  const exported =
    format === 'contact-sheet'
      ? await exportContactSheet({ caseDir, scanPath, outPath })
      : await exportOutlines({ caseDir, format, outPath });
  const { teeth, width, height, out } = exported;
  if (values.json) stdout.write(`${JSON.stringify(exported, null, 2)}\n`);
  else stdout.write(`${teeth} teeth on ${width} × ${height} pixels: ${out}\n`);
}

/** Several cases go into one folder. */
async function exportToTraining(
  positionals: readonly string[],
  {
    out,
    scan,
    json,
  }: { readonly out?: string | undefined; readonly scan?: string | undefined; readonly json: boolean },
  { stdout, stderr }: Terminal,
): Promise<void> {
  if (positionals.length === 0) throw usageError('Give the cases that are to be exported.');
  if (out === undefined) throw usageError('Say which folder they are to be written to: --out <folder>.');
  if (scan !== undefined) throw usageError('Scans are read from where they were segmented: --scan is for one case.');
  const written = await exportTraining(
    positionals.map((path) => resolve(path)),
    resolve(out),
  );
  for (const { caseDir, reason } of written.left) stderr.write(`Left out: ${caseDir}: ${reason}\n`);
  if (json) stdout.write(`${JSON.stringify(written, null, 2)}\n`);
  else stdout.write(`${written.exported.length} of ${positionals.length} cases: ${written.out}\n`);
}
