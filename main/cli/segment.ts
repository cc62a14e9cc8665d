/** quadrant segment <scan> --out <case>: the main use-case, in this process; a list of scans goes to segment-batch.ts. */
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { PRECISION_CHOICES, precisionChoiceSchema, PROVIDER_CHOICES, providerChoiceSchema } from '#contract/api';
import { JAWS, jawSchema } from '#contract/scan';
import { readScan } from '../io/read-scan.ts';
import { segmentScan, type SegmentScanOptions } from '../services/segment/segment-scan.ts';
import { Timings } from '../services/segment/timings.ts';
import { userDataDir } from '../services/data-folder/data-dir.ts';
import { cancellable } from './cancellable.ts';
import { summary } from './case-summary.ts';
import { INSTALLED_MODELS_DIR, version } from './installation.ts';
import { remoteServer, type RemoteChoice } from './remote-server.ts';
import { progressPrinter, type Terminal } from './terminal.ts';
import { onePositional, parseCommand, usageError } from './usage.ts';

/** What both forms of the command are told. */
export interface SegmentSettings extends Pick<
  SegmentScanOptions,
  'modelsDir' | 'provider' | 'precision' | 'lookTwice' | 'jaw'
> {
  readonly series: string | undefined;
  readonly remote: RemoteChoice;
  readonly json: boolean;
}

export async function segmentCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseCommand(args, {
    out: { type: 'string' },
    list: { type: 'string' },
    shard: { type: 'string' },
    provider: { type: 'string', default: 'auto' },
    precision: { type: 'string', default: 'auto' },
    tta: { type: 'boolean', default: false },
    jaw: { type: 'string' },
    series: { type: 'string' },
    models: { type: 'string', default: INSTALLED_MODELS_DIR },
    remote: { type: 'string' },
    'remote-ca': { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  const { list, shard } = values;
  if (values.out === undefined) throw usageError('Say where the case is to be written: --out <case>.');
  const out = resolve(values.out);
  const provider = providerChoiceSchema.safeParse(values.provider);
  if (!provider.success) throw usageError(`--provider must be one of ${PROVIDER_CHOICES.join(', ')}.`);
  const precision = precisionChoiceSchema.safeParse(values.precision);
  if (!precision.success) throw usageError(`--precision must be one of ${PRECISION_CHOICES.join(', ')}.`);
  if (values.remote !== undefined && (provider.data !== 'auto' || !['auto', 'fp32'].includes(precision.data))) {
    throw usageError('A server runs the nets in fp32 on its own processors: leave out --provider and --precision.');
  }
  const jaw = jawSchema.optional().safeParse(values.jaw);
  if (!jaw.success) throw usageError(`--jaw must be one of ${JAWS.join(', ')}.`);
  const settings: SegmentSettings = {
    modelsDir: resolve(values.models),
    provider: provider.data,
    precision: precision.data,
    lookTwice: values.tta,
    jaw: jaw.data,
    series: values.series,
    remote: values,
    json: values.json,
  };
  if (list === undefined) {
    if (shard !== undefined) throw usageError('--shard is for a list of scans.');
    await segmentOne(resolve(onePositional(positionals, 'scan')), out, settings, terminal);
    return 0;
  }
  if (positionals.length > 0) throw usageError('Give either a scan or a list.');
  const { segmentList } = await import('./segment-batch.ts');
  return segmentList({ list, shard, out, settings }, terminal);
}

async function segmentOne(
  scanPath: string,
  caseDir: string,
  { series, remote, json, ...how }: SegmentSettings,
  terminal: Terminal,
): Promise<void> {
  const printer = progressPrinter(terminal);
  const { caseFile, run } = await cancellable(caseDir, async (signal) => {
    const server = await remoteServer(remote, signal, terminal);
    const segmented = segmentScan({
      ...how,
      server,
      readScan: ({ report }) => readScan(scanPath, { report, signal, seriesUid: series }),
      size: null,
      scanPath,
      caseId: randomUUID(),
      caseDir,
      version: version(),
      timings: new Timings(userDataDir()),
      onProgress: printer.show,
      signal,
    });
    return segmented.finally(() => server?.close());
  }).finally(printer.end);

  if (json) terminal.stdout.write(`${JSON.stringify({ out: caseDir, ...caseFile, run }, null, 2)}\n`);
  else terminal.stdout.write(summary(caseDir, caseFile, run));
}
