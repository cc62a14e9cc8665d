/** quadrant segment <scan> --out <case>: the main use-case, in this process. */
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { PRECISION_CHOICES, precisionChoiceSchema, PROVIDER_CHOICES, providerChoiceSchema } from '#contract/api';
import { readScan } from '../io/read-scan.ts';
import { segmentScan } from '../services/segment-scan.ts';
import { Timings } from '../services/timings.ts';
import { userDataDir } from '../services/data-dir.ts';
import { cancellable } from './cancellable.ts';
import { summary } from './case-summary.ts';
import { INSTALLED_MODELS_DIR, version } from './installation.ts';
import { progressPrinter, type Terminal } from './terminal.ts';
import { onePositional, parseCommand, usageError } from './usage.ts';

export async function segmentCommand(args: readonly string[], terminal: Terminal): Promise<void> {
  const { values, positionals } = parseCommand(args, {
    out: { type: 'string' },
    provider: { type: 'string', default: 'auto' },
    precision: { type: 'string', default: 'auto' },
    tta: { type: 'boolean', default: false },
    series: { type: 'string' },
    models: { type: 'string', default: INSTALLED_MODELS_DIR },
    json: { type: 'boolean', default: false },
  });
  const scanPath = resolve(onePositional(positionals, 'scan'));
  if (values.out === undefined) throw usageError('Say where the case is to be written: --out <case>.');
  const caseDir = resolve(values.out);
  const provider = providerChoiceSchema.safeParse(values.provider);
  if (!provider.success) throw usageError(`--provider must be one of ${PROVIDER_CHOICES.join(', ')}.`);
  const precision = precisionChoiceSchema.safeParse(values.precision);
  if (!precision.success) throw usageError(`--precision must be one of ${PRECISION_CHOICES.join(', ')}.`);

  const printer = progressPrinter(terminal);
  const { series } = values;
  const { caseFile, run } = await cancellable(caseDir, (signal) =>
    segmentScan({
      readScan: ({ report }) => readScan(scanPath, { report, signal, seriesUid: series }),
      size: null,
      scanPath,
      caseId: randomUUID(),
      caseDir,
      modelsDir: resolve(values.models),
      provider: provider.data,
      precision: precision.data,
      lookTwice: values.tta,
      version: version(),
      timings: new Timings(userDataDir()),
      onProgress: printer.show,
      signal,
    }),
  ).finally(printer.end);

  if (values.json) terminal.stdout.write(`${JSON.stringify({ out: caseDir, ...caseFile, run }, null, 2)}\n`);
  else terminal.stdout.write(summary(caseDir, caseFile, run));
}
