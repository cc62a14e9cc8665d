/** quadrant export <case> --format contact-sheet --out <file>: a case as something to look at or pass on. */
import { resolve } from 'node:path';
import { exportContactSheet } from '../services/export-contact-sheet.ts';
import type { Terminal } from './terminal.ts';
import { onePositional, parseCommand, usageError } from './usage.ts';

export async function exportCommand(args: readonly string[], { stdout }: Terminal): Promise<void> {
  const { values, positionals } = parseCommand(args, {
    format: { type: 'string' },
    out: { type: 'string' },
    scan: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  const caseDir = resolve(onePositional(positionals, 'case'));
  if (values.format !== 'contact-sheet') throw usageError('Say what to export: --format contact-sheet.');
  if (values.out === undefined) throw usageError('Say where the picture is to be written: --out <file.png>.');
  // An export replaces an older one: a name that is no picture's is more likely a slip.
  if (!/\.png$/i.test(values.out)) throw usageError('The contact sheet is a PNG file: --out <file.png>.');
  const sheet = await exportContactSheet({
    caseDir,
    scanPath: values.scan === undefined ? undefined : resolve(values.scan),
    outPath: resolve(values.out),
  });
  if (values.json) stdout.write(`${JSON.stringify(sheet, null, 2)}\n`);
  else stdout.write(`${sheet.teeth} teeth on ${sheet.width} × ${sheet.height} pixels: ${sheet.out}\n`);
}
