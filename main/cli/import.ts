/** quadrant import <seg.dcm> --scan <scan> --out <case>: teeth that another program drew, as a case. */
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { readScan } from '../io/read-scan.ts';
import { importSegmentation } from '../services/import/import-segmentation.ts';
import { cancellable } from './cancellable.ts';
import { summary } from './case-summary.ts';
import { version } from './installation.ts';
import { progressPrinter, type Terminal } from './terminal.ts';
import { onePositional, parseCommand, usageError } from './usage.ts';

export async function importCommand(args: readonly string[], terminal: Terminal): Promise<void> {
  const { values, positionals } = parseCommand(args, {
    scan: { type: 'string' },
    out: { type: 'string' },
    series: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  const segmentationPath = resolve(onePositional(positionals, 'DICOM Segmentation'));
  if (values.scan === undefined) throw usageError('Say which scan the teeth were drawn on: --scan <scan>.');
  if (values.out === undefined) throw usageError('Say where the case is to be written: --out <case>.');
  const scanPath = resolve(values.scan);
  const caseDir = resolve(values.out);
  const { series } = values;
  const printer = progressPrinter(terminal);
  const { caseFile, run } = await cancellable(caseDir, (signal) =>
    importSegmentation({
      readScan: ({ report }) => readScan(scanPath, { report, signal, seriesUid: series }),
      scanPath,
      segmentationPath,
      caseId: randomUUID(),
      caseDir,
      version: version(),
      onProgress: printer.show,
      signal,
    }),
  ).finally(printer.end);
  if (values.json) terminal.stdout.write(`${JSON.stringify({ out: caseDir, ...caseFile, run }, null, 2)}\n`);
  else terminal.stdout.write(summary(caseDir, caseFile, run));
}
