/** quadrant export <case> --format <format> --out <file>: a case as something to look at or pass on. */
import { resolve } from 'node:path';
import { exportContactSheet } from '../services/export-contact-sheet.ts';
import { DICOM_FORMATS, exportDicom } from '../services/export-dicom.ts';
import { exportOutlines, OUTLINE_FORMATS, type ExportedOutlines } from '../services/export-outlines.ts';
import { exportTraining } from '../services/export-training.ts';
import type { Terminal } from './terminal.ts';
import { onePositional, parseCommand, usageError } from './usage.ts';

interface OneFile {
  readonly extension: 'png' | 'json' | 'dcm';
  /** Whether the scan is needed: --scan says where it is when it has moved. */
  readonly takesScan: boolean;
  /** Writes it; what --json prints, and a line for a person. */
  readonly write: (options: {
    readonly caseDir: string;
    readonly scanPath: string | undefined;
    readonly outPath: string;
  }) => Promise<{ readonly exported: object; readonly summary: string }>;
}

const pictureSummary = ({ teeth, width, height, out }: ExportedOutlines): string =>
  `${teeth} teeth on ${width} × ${height} pixels: ${out}`;

const FORMATS: ReadonlyMap<string, OneFile> = new Map([
  [
    'contact-sheet',
    {
      extension: 'png',
      takesScan: true,
      async write(options) {
        const exported = await exportContactSheet(options);
        return { exported, summary: pictureSummary(exported) };
      },
    },
  ],
  ...OUTLINE_FORMATS.map((format): [string, OneFile] => [
    format,
    {
      extension: 'json',
      takesScan: false,
      async write({ caseDir, outPath }) {
        const exported = await exportOutlines({ caseDir, format, outPath });
        return { exported, summary: pictureSummary(exported) };
      },
    },
  ]),
  ...DICOM_FORMATS.map((format): [string, OneFile] => [
    format,
    {
      extension: 'dcm',
      takesScan: true,
      async write(options) {
        const exported = await exportDicom({ format, ...options });
        return { exported, summary: `${exported.teeth} teeth of ${exported.sourceFrames} images: ${exported.out}` };
      },
    },
  ]),
]);

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
  const format = FORMATS.get(values.format ?? '');
  if (format === undefined)
    throw usageError(`Say what to export: --format ${[...FORMATS.keys(), 'training'].join(' or --format ')}.`);
  const { extension, takesScan, write } = format;
  if (values.out === undefined) throw usageError(`Say where it is to be written: --out <file.${extension}>.`);
  // An export replaces an older one: a name of another kind is more likely a slip.
  if (!values.out.toLowerCase().endsWith(`.${extension}`))
    throw usageError(`The export is a ${extension.toUpperCase()} file: --out <file.${extension}>.`);
  if (values.scan !== undefined && !takesScan)
    throw usageError('Outlines are in the case: --scan goes with formats that need the scan.');
  const scanPath = values.scan === undefined ? undefined : resolve(values.scan);
  const { exported, summary } = await write({ caseDir, scanPath, outPath: resolve(values.out) });
  stdout.write(values.json ? `${JSON.stringify(exported, null, 2)}\n` : `${summary}\n`);
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
