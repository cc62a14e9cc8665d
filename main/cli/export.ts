/** quadrant export <case> --format <format> --out <file>: a case as something to look at or pass on. */
import { resolve } from 'node:path';
import {
  EXPORT_FORMAT_IDS,
  EXPORT_FORMATS,
  heeds,
  exportFormatSchema,
  exportOptionsSchema,
  makesSeveralFiles,
  type ExportFormatId,
  type ExportOptions,
} from '#contract/exports';
import { userDataDir } from '../services/data-folder/data-dir.ts';
import { exportCase } from '../services/exports/export-case.ts';
import { exportTraining } from '../services/exports/training.ts';
import { headlessBrowser } from '../services/browser/headless-browser.ts';
import { practiceOf } from '../services/exports/practice.ts';
import type { Terminal } from './terminal.ts';
import { onePositional, parseCommand, usageError } from './usage.ts';

export async function exportCommand(args: readonly string[], terminal: Terminal): Promise<void> {
  const { values, positionals } = parseCommand(args, {
    format: { type: 'string' },
    out: { type: 'string' },
    scan: { type: 'string' },
    language: { type: 'string' },
    notation: { type: 'string' },
    paper: { type: 'string' },
    parts: { type: 'string' },
    triangles: { type: 'string' },
    compress: { type: 'boolean' },
    deidentify: { type: 'boolean' },
    key: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  if (values.format === 'training') return exportToTraining(positionals, values, terminal);
  const caseDir = resolve(onePositional(positionals, 'case'));
  const format = exportFormatSchema.safeParse(values.format).data;
  if (format === undefined)
    throw usageError(`Say what to export: --format ${[...EXPORT_FORMAT_IDS, 'training'].join(' or --format ')}.`);
  const { scan } = EXPORT_FORMATS[format];
  const options = optionsFor(format, values);
  const out = placeFor(format, options, values.out);
  if (values.scan !== undefined && scan === null)
    throw usageError(`All that ${format} needs is in the case: --scan goes with formats that need the scan.`);
  const outPath = resolve(out);
  const scanPath = values.scan === undefined ? undefined : resolve(values.scan);
  if (values.key !== undefined && !options.deidentify) throw usageError('A key is for --deidentify.');
  const keyPath = values.key === undefined ? null : resolve(values.key);
  const practice = await practiceOf(userDataDir());
  const browser = headlessBrowser();
  const request = { format, caseDir, scanPath, outPath, options, practice, browser, keyPath };
  const { teeth, facts, summary } = await exportCase(request);
  if (values.json) terminal.stdout.write(`${JSON.stringify({ out: outPath, teeth, ...facts }, null, 2)}\n`);
  else terminal.stdout.write(`${summary}: ${outPath}\n`);
}

/** Where it is to be written. An export replaces an older one: a name of another kind is more likely a slip. */
function placeFor(format: ExportFormatId, options: ExportOptions, out: string | undefined): string {
  const { ending } = EXPORT_FORMATS[format];
  if (makesSeveralFiles(format, options)) {
    if (out === undefined || out.toLowerCase().endsWith(`.${ending}`))
      throw usageError('These are several files: --out <folder> or --out <file.zip>.');
    return out;
  }
  if (out === undefined) throw usageError(`Say where it is to be written: --out <file.${ending}>.`);
  if (!out.toLowerCase().endsWith(`.${ending}`))
    throw usageError(`The export is a ${ending.toUpperCase()} file: --out <file.${ending}>.`);
  return out;
}

/** What was chosen, for a format that heeds it. @throws QuadrantError usage */
function optionsFor(
  format: ExportFormatId,
  values: Readonly<Record<string, string | boolean | undefined>>,
): ExportOptions {
  const chosen: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(exportOptionsSchema.shape)) {
    const value = values[name];
    if (value === undefined) continue;
    if (!heeds(format, name)) throw usageError(`--${name} says nothing to ${format}.`);
    const { error } = schema.safeParse(value);
    if (error !== undefined) throw usageError(`--${name} ${value} is not possible: ${error.issues[0]?.message}.`);
    chosen[name] = value;
  }
  return exportOptionsSchema.parse(chosen);
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
